"""A part of the window shown alone, as tests look at it."""

from __future__ import annotations

from typing import Protocol, TypeVar

from PySide6.QtWidgets import QWidget

W = TypeVar("W", bound=QWidget)


class InWindow(Protocol):
    """Shows a part in a window of its own of that size (logical pixels); the window lives as long as the test."""

    def __call__(self, made: W, width: int, height: int) -> W: ...
