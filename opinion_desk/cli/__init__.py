"""The commands others rely on, thin: each reads its words, calls the Desk, prints."""
