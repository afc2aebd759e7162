"""Commands on an incident: each is a pure function that answers with the acts it leads to, or refuses with a sentence."""
