"""值班: the calendar of shifts, who is on now, handing over, the log."""
