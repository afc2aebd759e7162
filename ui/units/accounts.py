"""考核: how units kept their obligations in a period, who is suggested for what, and the figures of the desk; exported as they stand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSplitter, QStackedWidget, QWidget

from opinion_desk.domain.account_tables import figure_words, length_words
from opinion_desk.domain.accounts import Accounts, UnitAccount, YearFigure
from opinion_desk.domain.errors import DeskError, Refused

from ..parts.bars import Bar
from ..parts.buttons import button
from ..parts.cards import column, empty_layout, holder, row, scrolled
from ..parts.empty import Empty
from ..parts.files import ask_target
from ..parts.labels import label
from ..parts.lines import Line, LinesModel, LinesView
from ..parts.period import PeriodChoice
from ..seat import Seat
from .account_cards import SuggestionCard, UnitClocksCard

_WIDTHS: Final = (170, 46, 46, 60, 64, 50, 92, 92, 60, 48, 60, 60, 48)
_NUMBERS: Final = tuple(range(1, len(_WIDTHS)))
_SHARE, _LATE, _URGED = 4, 5, 10
_STRIP: Final = ("立件", "办结", "全部时限按时率", "平均首次发布用时", "权威发布", "新闻发布会")
_LOW: Final = 0.8  # a share below it is drawn in red
_FORMATS: Final = {"xlsx": "Excel 表格，附图表和依据", "csv": "各单位一张表"}


class AccountsView(QWidget):
    """The units at the left, the marked one by kind of clock below them; at the right what is suggested. Ctrl+E exports, F5 counts again."""

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.seat = seat
        self.bar = Bar()
        self.period = PeriodChoice(seat.now().astimezone(seat.desk.zone).date())
        self.accounts: Accounts | None = None
        heads = tuple(
            map(
                self.tr,
                ("单位", "主办", "协办", "到期", "按时率", "超时", "超时中位", "最长超时", "未到期", "退单", "被催办", "被督办", "回复"),
            )
        )  # fmt: skip
        self.table = LinesView(LinesModel(heads, _NUMBERS, self), _WIDTHS, 0, self.tr("各单位考核"))
        self.suggested, self.by_clock = SuggestionCard(seat), UnitClocksCard(seat)
        self._strip = QHBoxLayout()
        self._stack = QStackedWidget()
        self._export = button(self.tr("导出"), self._export_menu, "primary", "export", hint="Ctrl+E")
        self._lay_out()
        self.period.changed.connect(self.shown)
        for keys, act in (("Ctrl+E", self._export_menu), ("F5", self.shown)):
            made = QShortcut(QKeySequence(keys), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(act)

    @property
    def first(self) -> QWidget:
        """Where the keyboard goes: the table, once there is one."""
        return self.table if self._stack.currentIndex() == 2 else self.period.named

    def shown(self) -> None:
        """Count the chosen period again."""
        service = self.seat.desk.accounts
        try:
            period = self.period.period(self.seat.desk.settings.zone)
        except Refused as why:
            self.bar.fail(why)
            return
        self.seat.work.run(self, lambda: service.build(period), self._show, self._failed, key="accounts")

    def export_to(self, path: Path) -> None:
        """Write what is shown; its suffix picks the format."""
        accounts, export = self.accounts, self.seat.desk.accounts.export
        if accounts is None:
            return
        words = self.tr("已导出 {path}。")

        def opener() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self.seat.work.run(
            self,
            lambda: export(accounts, path),
            lambda out: self.bar.tell(words.format(path=out), self.tr("打开"), opener),
            lambda error: self.bar.fail(error, lambda: self.export_to(path)),
        )

    # --- putting together

    def _lay_out(self) -> None:
        tools = QFrame()
        tools.setObjectName("toolbar")
        line = row(self.period, None, self._export)
        line.setContentsMargins(18, 8, 16, 8)
        tools.setLayout(line)
        strip = QFrame()
        strip.setObjectName("toolbar")
        self._strip.setContentsMargins(18, 10, 18, 10)
        self._strip.setSpacing(32)
        strip.setLayout(self._strip)
        side = scrolled(holder(column(self.suggested, None, gap=12, margin=14)))
        side.setMinimumWidth(330)
        below = column(self.by_clock, margin=14)
        units = holder(column(self.table, holder(below), gap=0))
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(1)
        split.setChildrenCollapsible(False)
        split.addWidget(units)
        split.addWidget(side)
        split.setStretchFactor(0, 1)
        split.setSizes([980, 340])
        empty = Empty(
            "chart-bar",
            self.tr("这段时间还没有单位的账"),
            self.tr("交办舆情件以后，签收、核实、回应稿、办结和对外发布是否按时，会按单位记在这里。"),
        )
        for part in (QWidget(), empty, split):
            self._stack.addWidget(part)
        lines = column(tools, self.bar, strip, gap=0)
        lines.addWidget(self._stack, 1)
        self.setLayout(lines)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._show_unit())

    # --- what came home

    def _show(self, accounts: Accounts) -> None:
        self.accounts = accounts
        self._export.setEnabled(True)
        self.table.show_lines([_line(one, self.seat.unit(one.unit)) for one in accounts.units])
        self.suggested.show_suggestions(accounts.suggestions)
        self._show_figures({figure.name: figure for figure in accounts.figures})
        self._stack.setCurrentIndex(2 if accounts.units else 1)
        self._show_unit()

    def _failed(self, error: DeskError) -> None:
        self.accounts = None
        self._export.setEnabled(False)
        self.bar.fail(error, self.shown)

    def _show_figures(self, figures: dict[str, YearFigure]) -> None:
        empty_layout(self._strip)
        for name in _STRIP:
            figure = figures.get(name)
            if figure is None:
                continue
            value = label(f"{figure_words(figure)}{f' {figure.unit}' if figure.unit else ''}", "title")
            made = holder(column(value, label(figure.name, "meta"), gap=2))
            made.setToolTip(figure.meaning)
            self._strip.addWidget(made)
        self._strip.addStretch(1)

    def _show_unit(self) -> None:
        marked: str | None = self.table.marked
        clocks = self.accounts.unit_clocks if self.accounts is not None else ()
        self.by_clock.show_unit(marked or "", tuple(one for one in clocks if one.unit == marked))

    def _export_menu(self) -> None:
        if self.accounts is None:
            return
        menu = QMenu(self)
        for suffix, words in _FORMATS.items():
            menu.addAction(f"{self.tr(words)}（{suffix}）…").triggered.connect(self._exporter(suffix))
        menu.exec(self._export.mapToGlobal(QPoint(0, self._export.height() + 4)))

    def _exporter(self, suffix: str) -> Callable[..., None]:
        def ask(*_: object) -> None:
            accounts = self.accounts
            if accounts is None:
                return
            name = f"{self.tr('舆情处置考核')}-{accounts.period.words}.{suffix}"
            chosen = ask_target(self, self.tr("导出考核"), name, f"{suffix} (*.{suffix})")
            if chosen is not None:
                self.export_to(chosen)

        return ask


def _line(one: UnitAccount, name: str) -> Line:
    kept = one.kept
    share = "—" if kept.share is None else f"{kept.share:.0%}"
    spans = tuple("—" if length is None else length_words(length) for length in (kept.late_median, kept.late_most))
    numbers = (one.running, one.returned, one.urged, one.supervised, one.replies)
    cells = (name, str(one.lead), str(one.co), str(kept.decided), share, str(kept.late), *spans, *map(str, numbers))
    tones = {place: "text_3" for place, words in enumerate(cells) if words in ("—", "0") and place}
    if kept.late:
        tones[_LATE] = "red_text"
    if kept.share is not None and kept.share < _LOW:
        tones[_SHARE] = "red_text"
    if one.urged:
        tones[_URGED] = "amber_text"
    return Line(one.unit, cells, tones, one.unit)
