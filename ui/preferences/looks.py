"""外观: the theme, at once, and the sound of clocks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QPushButton

from opinion_desk.domain.errors import DeskError
from opinion_desk.settings import Settings
from opinion_desk.settings import Theme as ThemeSetting

from ..icons import icon
from ..parts.cards import Card, row
from ..parts.labels import label
from ..parts.tick import Tick
from ..seat import Seat
from ..theme import THEME, Mode
from .section import Section


class LooksSection(Section):
    """Each choice is kept as it is made."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, self.tr("外观"))
        self.themes: dict[Mode, QPushButton] = {}
        self.sound = Tick(self.tr("时限声音：超时、收到提级呼叫时响一声，超时而无人应答时每分钟再响"))
        self.sound.clicked.connect(lambda on: self._keep(lambda now: replace(now, sound=on)))
        self.body.addWidget(self._theme_card())
        card = Card(self.tr("声音"))
        card.body.addWidget(self.sound)
        card.body.addWidget(label(self.tr("声音只为时限而响。"), "meta"))
        self.body.addWidget(card)

    def shown(self) -> None:
        self.sound.setChecked(self.seat.desk.settings.sound)

    def _theme_card(self) -> Card:
        card = Card(self.tr("主题"))
        group = QButtonGroup(self)
        line = row(gap=8)
        for mode, words, glyph in (
            (Mode.SYSTEM, self.tr("跟随系统"), "monitor"),
            (Mode.LIGHT, self.tr("浅色"), "sun"),
            (Mode.DARK, self.tr("深色"), "moon"),
        ):
            made = QPushButton(f" {words}")
            made.setIcon(icon(glyph))
            made.setCheckable(True)
            made.setChecked(THEME.mode is mode)
            made.clicked.connect(self._wearer(mode))
            group.addButton(made)
            self.themes[mode] = made
            line.addWidget(made)
        line.addStretch(1)
        card.body.addLayout(line)
        return card

    def _wearer(self, mode: Mode) -> Callable[..., None]:
        def wear(*_: object) -> None:
            THEME.wear(mode)
            self._keep(lambda now: replace(now, theme=ThemeSetting(mode.value)))

        return wear

    def _keep(self, change: Callable[[Settings], Settings]) -> None:
        desk = self.seat.desk
        chosen = change(desk.settings)

        def failed(error: DeskError) -> None:
            self.bar.fail(error, lambda: self._keep(change))

        self.seat.work.run(self, lambda: desk.save(chosen), lambda _done: None, failed)
