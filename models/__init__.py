"""How text is read: places, institutions, numbers, severity, functions and units, reprints and events, and their models."""
