"""Which theme is worn now: light, dark, or as the system has it. Painters ask `tokens()` while they paint."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from .style import style_sheet
from .tokens import DARK, LIGHT, Tokens


class Mode(StrEnum):
    """What a person chose under 外观."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """The theme of the one application; `changed` tells those who keep drawn things."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.mode = Mode.SYSTEM
        self.tokens: Tokens = LIGHT

    def wear(self, mode: Mode) -> None:
        """Put this mode on: style sheet, palette, and everybody repaints."""
        self.mode = mode
        self.tokens = DARK if _is_dark(mode) else LIGHT
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.setPalette(_palette(self.tokens))
            application.setStyleSheet(style_sheet(self.tokens))
        self.changed.emit()

    def follow_system(self) -> None:
        """Change with the system while the mode says so."""
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._system_changed)

    def _system_changed(self) -> None:
        if self.mode is Mode.SYSTEM:
            self.wear(Mode.SYSTEM)


THEME = Theme()


def tokens() -> Tokens:
    """The tokens worn now."""
    return THEME.tokens


def colour(name: str) -> QColor:
    """The colour of that token, now."""
    return QColor(getattr(THEME.tokens, name))


def _is_dark(mode: Mode) -> bool:
    if mode is Mode.SYSTEM:
        return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return mode is Mode.DARK


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, value in (
        (role.Window, tokens.ground),
        (role.Base, tokens.surface),
        (role.AlternateBase, tokens.raised),
        (role.Button, tokens.surface),
        (role.WindowText, tokens.text),
        (role.Text, tokens.text),
        (role.ButtonText, tokens.text),
        (role.ToolTipBase, tokens.surface),
        (role.ToolTipText, tokens.text),
        (role.PlaceholderText, tokens.text_3),
        (role.Highlight, tokens.accent),
        (role.HighlightedText, tokens.on_accent),
        (role.Link, tokens.accent_text),
    ):
        palette.setColor(which, QColor(value))
    return palette
