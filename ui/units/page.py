"""单位: 研判台, 单位名录, 领域 and 学习, each under its tab."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QStackedWidget

from opinion_desk.domain.changes import Changes, Touched

from ..frame.page import Page
from ..parts.cards import column, row
from ..parts.labels import label
from ..seat import Seat
from .bench import BenchView
from .learning import LearningView
from .registry import RegistryView
from .topics import TopicsView

_OF_BENCH: Final = (Touched.MODELS, Touched.TOPICS, Touched.UNITS, Touched.SETTINGS)
_OF_LISTS: Final = (*_OF_BENCH, Touched.SAMPLES, Touched.VERDICTS)
_SETTLE_MS: Final = 500
BENCH, REGISTRY, TOPICS, LEARNING = range(4)


class UnitsPage(Page):
    """Alt+1 to Alt+4 open the tabs; the one left open is open again next time."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.bench, self.registry = BenchView(seat), RegistryView(seat)
        self.topics, self.learning = TopicsView(seat), LearningView(seat)
        self.tabs: list[QPushButton] = []
        self._stack = QStackedWidget()
        self._touched = Changes()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._refresh)
        self._lay_out()
        kept = seat.memory.value("units/tab", BENCH, type=int)
        self.open_tab(int(kept) if kept in range(len(self.tabs)) else BENCH)  # type: ignore[call-overload]

    @property
    def tab(self) -> int:
        """Which tab is open."""
        return self._stack.currentIndex()

    def open_tab(self, place: int) -> None:
        """Bring a tab to the front, with what is so now, and the keyboard in it."""
        self._stack.setCurrentIndex(place)
        self.tabs[place].setChecked(True)
        self.seat.memory.setValue("units/tab", place)
        if self.isVisible():
            self.shown()

    def shown(self) -> None:
        if self.tab == BENCH:
            self.bench.text.setFocus()
            return
        view = (self.registry, self.topics, self.learning)[self.tab - 1]
        view.shown()
        (self.registry.filter, self.topics.table, self.learning.models)[self.tab - 1].setFocus()

    def changed(self, changes: Changes) -> None:
        if changes.touches(*_OF_LISTS):
            self._touched |= changes
            if not self._settle.isActive():
                self._settle.start()

    def _refresh(self) -> None:
        """Once for a burst of changes: the text on the bench, and the lists in front."""
        changes, self._touched = self._touched, Changes()
        if changes.touches(*_OF_BENCH):
            self.bench.again()
        if self.tab != BENCH:
            (self.registry, self.topics, self.learning)[self.tab - 1].shown()

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("toolbar")
        line = row(label(self.tr("单位"), "large"), gap=6)
        line.setContentsMargins(18, 9, 16, 9)
        line.addSpacing(12)
        group = QButtonGroup(self)
        names = (self.tr("研判台"), self.tr("单位名录"), self.tr("领域"), self.tr("学习"))
        for place, (name, view) in enumerate(
            zip(names, (self.bench, self.registry, self.topics, self.learning), strict=True)
        ):
            made = QPushButton(name)
            made.setProperty("kind", "quiet")
            made.setCheckable(True)
            made.setToolTip(f"{name}（Alt+{place + 1}）")
            made.clicked.connect(lambda _checked=False, to=place: self.open_tab(to))
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
            keys.activated.connect(lambda to=place: self.open_tab(to))
            group.addButton(made)
            self.tabs.append(made)
            line.addWidget(made)
            self._stack.addWidget(view)
        line.addStretch(1)
        head.setLayout(line)
        lines = column(head, self.bar, gap=0)
        lines.addWidget(self._stack, 1)
        self.setLayout(lines)
