"""Places of the rail that this version does not have yet."""
