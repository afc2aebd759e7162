"""信息: facets, list, reading pane."""
