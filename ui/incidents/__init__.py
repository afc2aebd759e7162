"""舆情件: the matters the desk has opened, one in full."""
