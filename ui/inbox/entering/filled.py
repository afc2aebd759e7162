"""Which fields hold what was read out of a text, and so may be filled anew, and which a person wrote."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

Field = QLineEdit | QPlainTextEdit


class Filled:
    """A field is a person's own as soon as it reads otherwise than it was filled."""

    def __init__(self) -> None:
        self._read: dict[Field, str] = {}

    def put(self, made: Field, text: str) -> None:
        """Fill a field that is empty or still as it was filled; nothing happens where there is no text."""
        now = _text(made)
        if not text or (now.strip() and now != self._read.get(made)):
            return
        _write(made, text)
        self._read[made] = _text(made)  # as the field took it: it may be cut

    def take_back(self) -> None:
        """Empty what is still as it was filled: it was read out of a text that is no longer there."""
        for made, text in self._read.items():
            if _text(made) == text:
                _write(made, "")
        self._read.clear()


def _text(made: Field) -> str:
    return made.text() if isinstance(made, QLineEdit) else made.toPlainText()


def _write(made: Field, text: str) -> None:
    if isinstance(made, QLineEdit):
        made.setText(text)
        made.setCursorPosition(0)
    else:
        made.setPlainText(text)
