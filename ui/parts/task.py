"""A long task seen from two threads: the one that works counts on, the screen's looks at it and may ask it to stop."""

from __future__ import annotations


class Task:
    """Plain numbers, nothing of Qt: a thread of the pool may write them."""

    def __init__(self) -> None:
        self.done = 0
        self.total: int | None = None
        self.stopping = False

    def went_on(self, done: int, total: int | None) -> None:
        """Called by the work: so far, of how many where that is known."""
        self.done, self.total = done, total

    def stop(self) -> None:
        """Called by the screen: no more than what is under way."""
        self.stopping = True

    def asked_to_stop(self) -> bool:
        """Called by the work."""
        return self.stopping

    @property
    def told(self) -> str:
        """3 / 12, empty before the first count."""
        return f"{self.done:,} / {self.total:,}" if self.total else ""
