"""The window: everything that is drawn, and nothing of the desk's own logic."""
