"""简报: a briefing is built, edited beside its live pages, exported and archived."""
