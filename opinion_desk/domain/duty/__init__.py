"""Duty (值班): the rota in civil time, who holds the desk at an instant, handing over, and the log."""
