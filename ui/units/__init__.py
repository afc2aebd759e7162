"""单位: the bench, the registry of units, the topics, and what the desk learned."""
