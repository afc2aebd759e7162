"""The frame around the pages: rail, clock strip, the pulse of changes, and what lives as long as the window."""
