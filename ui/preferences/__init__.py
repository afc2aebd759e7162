"""设置: the settings that exist, and how the desk's surroundings are."""
