"""时限: the board of clocks, and the same on a second display."""
