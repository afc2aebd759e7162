"""单位: 研判台, 单位名录, 领域, 学习 and 考核, each under its tab, made when it is first opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton, QStackedWidget

from opinion_desk.domain.changes import Changes, Touched

from ..frame.page import Page
from ..parts.cards import column, row
from ..parts.labels import label
from ..seat import Seat

if TYPE_CHECKING:
    from .accounts import AccountsView
    from .bench import BenchView
    from .learning import LearningView
    from .registry import RegistryView
    from .topics import TopicsView

_OF_BENCH: Final = (Touched.MODELS, Touched.TOPICS, Touched.UNITS, Touched.SETTINGS)
_OF_LISTS: Final = (*_OF_BENCH, Touched.SAMPLES, Touched.VERDICTS)
_OF_ACCOUNTS: Final = (Touched.INCIDENTS, Touched.CLOCKS)
_SETTLE_MS: Final = 500
BENCH, REGISTRY, TOPICS, LEARNING, ACCOUNTS = range(5)


class UnitsPage(Page):
    """Alt+1 to Alt+5 open the tabs; the one left open is open again next time."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.tabs: list[QPushButton] = []
        self.tab = BENCH
        self._views: dict[int, BenchView | RegistryView | TopicsView | LearningView | AccountsView] = {}
        self._stack = QStackedWidget()
        self._touched = Changes()
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._refresh)
        self._lay_out()
        kept = str(seat.memory.value("units/tab", BENCH))
        self.open_tab(next((tab for tab in range(len(self.tabs)) if str(tab) == kept), BENCH))

    def view(self, tab: int) -> BenchView | RegistryView | TopicsView | LearningView | AccountsView:
        """What stands under a tab, made now if it never was."""
        if tab not in self._views:
            self._views[tab] = self._make(tab)
            self._stack.addWidget(self._views[tab])
        return self._views[tab]

    def open_tab(self, tab: int) -> None:
        """Bring a tab to the front, with what is so now, and the keyboard in it."""
        self._stack.setCurrentWidget(self.view(tab))
        self.tab = tab
        self.tabs[tab].setChecked(True)
        self.seat.memory.setValue("units/tab", tab)
        if self.isVisible():
            self.shown()

    def shown(self) -> None:
        view = self.view(self.tab)
        view.shown()
        view.first.setFocus()

    def changed(self, changes: Changes) -> None:
        if changes.touches(*_OF_LISTS, *(_OF_ACCOUNTS if self.tab == ACCOUNTS else ())):
            self._touched |= changes
            if not self._settle.isActive():
                self._settle.start()

    def _refresh(self) -> None:
        """Once for a burst of changes: the text on the bench is read again, the list in front is too."""
        changes, self._touched = self._touched, Changes()
        if changes.touches(*_OF_BENCH) and BENCH in self._views:
            self._bench.again()
        if self.tab != BENCH:
            self.view(self.tab).shown()

    @property
    def _bench(self) -> BenchView:
        from .bench import BenchView

        view = self.view(BENCH)
        assert isinstance(view, BenchView)
        return view

    def _make(self, tab: int) -> BenchView | RegistryView | TopicsView | LearningView | AccountsView:
        if tab == REGISTRY:
            from .registry import RegistryView

            return RegistryView(self.seat)
        if tab == TOPICS:
            from .topics import TopicsView

            return TopicsView(self.seat)
        if tab == LEARNING:
            from .learning import LearningView

            return LearningView(self.seat)
        if tab == ACCOUNTS:
            from .accounts import AccountsView

            return AccountsView(self.seat)
        from .bench import BenchView

        return BenchView(self.seat)

    def _lay_out(self) -> None:
        head = QFrame()
        head.setObjectName("toolbar")
        line = row(label(self.tr("单位"), "large"), gap=6)
        line.setContentsMargins(18, 9, 16, 9)
        line.addSpacing(12)
        group = QButtonGroup(self)
        names = (self.tr("研判台"), self.tr("单位名录"), self.tr("领域"), self.tr("学习"), self.tr("考核"))
        for tab, name in enumerate(names):
            made = QPushButton(name)
            made.setProperty("kind", "quiet")
            made.setCheckable(True)
            made.setToolTip(f"{name}（Alt+{tab + 1}）")
            made.clicked.connect(lambda _checked=False, to=tab: self.open_tab(to))
            keys = QShortcut(QKeySequence(f"Alt+{tab + 1}"), self)
            keys.activated.connect(lambda to=tab: self.open_tab(to))
            group.addButton(made)
            self.tabs.append(made)
            line.addWidget(made)
        line.addStretch(1)
        head.setLayout(line)
        lines = column(head, self.bar, gap=0)
        lines.addWidget(self._stack, 1)
        self.setLayout(lines)
