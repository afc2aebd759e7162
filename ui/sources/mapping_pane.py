"""对照: each heading of a file with a few of its values and what it means; columns of persons stand there without values."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QVBoxLayout, QWidget

from opinion_desk.domain.table_mapping import MEANING_WORDS, Meaning, TableLook, TableMapping

from ..parts.cards import scrolled
from ..parts.choices import Choice
from ..parts.labels import Elided, label
from ..words import said

_CHOICE_WIDTH: Final = 132
_HEADING_WIDTH: Final = 170


class MappingPane(QWidget):
    """`changed` tells that a meaning was chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choices: dict[str, Choice] = {}
        self._look: TableLook | None = None
        self._area: QScrollArea | None = None
        self._all = QVBoxLayout(self)
        self._all.setContentsMargins(0, 0, 0, 0)

    def show_look(self, look: TableLook, height: int) -> None:
        """The headings of a file, each as it would be read."""
        self._look = look
        self.choices = {}
        while (old := self._all.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.deleteLater()
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 10, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for line, heading in enumerate(look.headings):
            name = Elided(heading.name, 13, "text_3" if heading.of_person else "text", bold=not heading.of_person)
            name.setFixedWidth(_HEADING_WIDTH)
            grid.addWidget(name, line, 0)
            if heading.of_person:
                grid.addWidget(label(self.tr("关于个人的列，不读入，也不显示内容"), "meta"), line, 1, 1, 2)
                continue
            grid.addWidget(Elided("　".join(heading.samples) or "—", 12, "text_2"), line, 1)
            grid.addWidget(self._choice(heading.name, heading.meaning), line, 2)
        grid.setRowStretch(len(look.headings), 1)
        area = scrolled(inside)
        area.setFixedHeight(min(height, inside.sizeHint().height() + 4))
        area.setAccessibleName(self.tr("各列的含义"))
        self._all.addWidget(area)
        self._area = area

    @property
    def first_unread(self) -> Choice | None:
        """The first column whose meaning nobody knows yet, while none is the title or the text; None when one is."""
        chosen = [choice.chosen for choice in self.choices.values()]
        if Meaning.TITLE in chosen or Meaning.BODY in chosen:
            return None
        return next((choice for choice in self.choices.values() if choice.chosen is Meaning.DROP), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusIn and isinstance(watched, QWidget) and self._area is not None:
            self._area.ensureWidgetVisible(watched)  # where the keyboard is, the eye must be able to follow
        return False

    def mapping(self, name: str) -> TableMapping | None:
        """What is chosen, under that name; None before a file was looked at."""
        if self._look is None:
            return None
        return self._look.as_mapping(name, {heading: choice.chosen for heading, choice in self.choices.items()})

    def _choice(self, heading: str, meaning: Meaning) -> Choice:
        made = Choice((one, said(word)) for one, word in MEANING_WORDS.items())
        made.choose(meaning)
        made.setFixedWidth(_CHOICE_WIDTH)
        made.setAccessibleName(self.tr("{heading} 的含义").format(heading=heading))
        made.currentIndexChanged.connect(lambda _at: self.changed.emit())
        made.installEventFilter(self)
        self.choices[heading] = made
        return made
