"""The board of 舆情件: a column a state, a card a matter."""
