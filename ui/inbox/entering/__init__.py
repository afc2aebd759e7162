"""录入 by hand in the window: the sheet with its three ways, and what the reading pane tells of counts and of how an item came."""
