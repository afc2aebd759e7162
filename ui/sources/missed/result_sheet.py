"""What came of a comparison: figures that open the list behind them, the lists under tabs, export, and taking in what was missed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QStackedWidget

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.missed.matters import OURS, Matter, Standing
from opinion_desk.domain.missed.report import Missed, SiteGap, SourceFigures, VendorFigures
from opinion_desk.domain.missed.rows import Compared, OursAlone
from opinion_desk.domain.missed.tables import TITLE
from opinion_desk.services.items import ImportReport

from ...frame.page import Page
from ...parts.bars import Bar
from ...parts.buttons import button
from ...parts.cards import row
from ...parts.choices import Choice
from ...parts.files import ask_target
from ...parts.labels import Elided, label
from ...parts.lines import LinesModel, LinesView
from ...parts.sheet import Ask, Sheet
from ...parts.task import Task
from ..import_sheet import report_words
from .figure import Figure
from .lists import KINDS, LATE, MATTERS, MISSING, MOST, SITES, ListKind

_FORMATS: Final = {"docx": "验收用的报告，可签字", "xlsx": "全部清单", "csv": "逐条结果"}
_WIDEST: Final = 1240
_VENDORS_ABOVE: Final = 2  # vendors whose figures stand above the lists; more stand in their list


class ResultSheet(Sheet):
    """Alt+1 … open the tabs; Enter on a line opens the matter, the item or the page behind it."""

    def __init__(self, page: Page, missed: Missed) -> None:
        width = min(_WIDEST, page.window().width() - 56)
        names = "、".join(one.vendor for one in missed.vendors)
        words = f"{missed.period.words}　{names}"
        super().__init__(page, "比对结果", words, width=width, accept="关闭")
        self._page, self.missed, self.seat = page, missed, page.seat
        self.bar = Bar()
        self.figures: list[Figure] = []
        self.tabs: dict[str, QPushButton] = {}
        self.tables: dict[str, LinesView] = {}
        self._sides = Choice(
            [("", self.tr("全部")), (OURS, OURS), *((one.vendor, one.vendor) for one in missed.vendors)]
        )
        self._sides.setAccessibleName(self.tr("看哪一方"))
        self._told = label("", "meta")
        self._filter = ""
        self._stack = QStackedWidget()
        self._lay_out()
        self.open_list(MATTERS if missed.matters else MISSING)

    def open_list(self, id: str, chosen: str = "") -> None:
        """Bring a list to the front: of all, of one side, of one site, of matters of one standing."""
        kind = next(kind for kind in KINDS if kind.id == id)
        self._filter = chosen
        self._sides.setVisible(kind.by_side)
        self._sides.blockSignals(True)
        self._sides.choose("")
        self._sides.choose(chosen)
        self._sides.blockSignals(False)
        self.tabs[id].setChecked(True)
        table = self._table(kind)
        lines = kind.lines(self.seat, self.missed, chosen)
        table.show_lines(lines)
        more = self.tr("，只列前 {n} 条，全部见导出").format(n=f"{MOST:,}") if len(lines) >= MOST else ""
        of_site = f"{chosen}：" if kind.by_side and chosen != self._sides.chosen else ""
        told = self.tr("{n} 条").format(n=f"{len(lines):,}") + more if lines else self.tr("没有")
        self._told.setText(of_site + told)
        self._stack.setCurrentWidget(table)

    def export_to(self, path: Path) -> None:
        """Write the report; its suffix picks the format."""
        missed, export = self.missed, self.seat.desk.missed.export

        def opener() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self.seat.work.run(
            self,
            lambda: export(missed, path),
            lambda out: self.bar.tell(self.tr("已导出 {path}。").format(path=out), self.tr("打开"), opener),
            lambda error: self.bar.fail(error, lambda: self.export_to(path)),
        )

    def take_in(self) -> None:
        """Import the rows that the desk had not; it goes on when the sheet is closed."""
        service, missed, page, task = self.seat.desk.missed, self.missed, self._page, Task()
        self._import.setEnabled(False)
        self.bar.going_on(self.tr("正在导入缺的信息…"))

        def done(report: ImportReport) -> None:
            bar = self.bar if shiboken6.isValid(self) and self.isVisible() else page.bar
            bar.tell(self.tr("导入缺的信息：") + report_words(report))

        def failed(error: DeskError) -> None:
            (self.bar if shiboken6.isValid(self) and self.isVisible() else page.bar).fail(error)

        self.seat.work.run(page, lambda: service.import_missing(missed, task.went_on), done, failed)

    # --- putting together

    def _lay_out(self) -> None:
        strip = row(gap=10)
        for made in self._figures():
            self.figures.append(made)
            strip.addWidget(made)
        strip.addStretch(1)
        self.body.addLayout(strip)
        for words in self.missed.notes[:2]:
            self.body.addWidget(Elided(words, 12, "text_2"))
        self.body.addWidget(self.bar)
        tabs, group = row(gap=4), QButtonGroup(self)
        for place, kind in enumerate(KINDS, 1):
            tab = button(self.tr(kind.name), self._opener(kind.id), "quiet", hint=f"Alt+{place}")
            tab.setCheckable(True)
            tab.setShortcut(f"Alt+{place}")
            group.addButton(tab)
            self.tabs[kind.id] = tab
            tabs.addWidget(tab)
        tabs.addStretch(1)
        tabs.addWidget(self._told)
        tabs.addWidget(self._sides)
        self._sides.currentIndexChanged.connect(lambda _place: self.open_list(self._shown.id, str(self._sides.chosen)))
        self.body.addLayout(tabs)
        self._stack.setMinimumHeight(max(220, min(520, self._page.window().height() - 390)))
        self.body.addWidget(self._stack, 1)
        n = len(self.missed.only_vendor)
        self._import = button(
            self.tr("导入缺的这些（{n}）…").format(n=f"{n:,}"), self._ask_import, "", "download-simple"
        )
        self._import.setEnabled(n > 0)
        self._export = button(self.tr("导出报告"), self._export_menu, "", "export")
        self.cancel_button.hide()
        self.foot.insertWidget(0, self._import)
        self.foot.insertWidget(2, self._export)

    def _figures(self) -> list[Figure]:
        missed = self.missed
        neither = sum(one.standing is Standing.NEITHER for one in missed.matters)
        late = sum(one.standing is Standing.LATE for one in missed.matters)
        made = [
            self._figure(neither, self.tr("都没有先到"), "red" if neither else "", MATTERS, Standing.NEITHER.value),
            self._figure(late, self.tr("事项都迟"), "amber" if late else "", MATTERS, Standing.LATE.value),
            self._figure(len(missed.only_vendor), self.tr("本台漏"), "red", MISSING, OURS),
            self._figure(
                sum(missed.is_late(row.our_lag) for row in missed.rows), self.tr("本台迟"), "amber", LATE, OURS
            ),
        ]
        for one in missed.vendors[:_VENDORS_ABOVE]:
            gone = one.found.whole - one.found.part
            made.append(self._figure(gone, self.tr("{vendor}漏").format(vendor=one.vendor), "red", MISSING, one.vendor))
            made.append(
                self._figure(one.lags.late, self.tr("{vendor}迟").format(vendor=one.vendor), "amber", LATE, one.vendor)
            )
        made.append(self._figure(len(missed.gaps), self.tr("未采集站点"), "", SITES, ""))
        return made

    def _figure(self, count: int, words: str, tone: str, id: str, chosen: str) -> Figure:
        return Figure(f"{count:,}", words, tone if count else "", lambda: self.open_list(id, chosen))

    @property
    def _shown(self) -> ListKind:
        return next(kind for kind in KINDS if self.tabs[kind.id].isChecked())

    def _table(self, kind: ListKind) -> LinesView:
        if kind.id not in self.tables:
            heads = tuple(map(self.tr, kind.heads))
            table = LinesView(LinesModel(heads, kind.numbers, self), kind.widths, kind.wide, self.tr(kind.name))
            table.opened.connect(lambda: self._open_line(table.marked))
            self.tables[kind.id] = table
            self._stack.addWidget(table)
        return self.tables[kind.id]

    def _opener(self, id: str) -> Callable[[], None]:
        return lambda: self.open_list(id)

    # --- deeds

    def _open_line(self, what: Any) -> None:
        """Where a line leads: the matter, the item, the page on the web; from a source, a site or a vendor to what was missed there."""
        if isinstance(what, Matter) and (what.incident is not None or what.item is not None):
            self.close_sheet()
            if what.incident is not None:
                self._page.incident_requested.emit(what.incident, "")
            elif what.item is not None:
                self._page.item_requested.emit(what.item)
        elif isinstance(what, OursAlone) or (isinstance(what, Compared) and what.match is not None):
            item = what.item if isinstance(what, OursAlone) else what.match.item if what.match is not None else None
            self.close_sheet()
            if item is not None:
                self._page.item_requested.emit(item.id)
        elif isinstance(what, Compared) and what.row.link:
            QDesktopServices.openUrl(QUrl(what.row.link))
        elif isinstance(what, (SourceFigures, SiteGap, VendorFigures)):
            self.open_list(MISSING, _called(what))

    def _ask_import(self) -> None:
        words = self.tr("把厂商有而本台没有的 {n} 条作为导入的信息存入，并照常研判。以后比对时，它们不算本台采到。")
        count = f"{len(self.missed.only_vendor):,}"
        Ask(
            self, self.tr("导入缺的 {n} 条？").format(n=count), words.format(n=count), self.tr("导入"), self.take_in
        ).open_sheet()

    def _export_menu(self) -> None:
        menu = QMenu(self)
        for suffix, words in _FORMATS.items():
            menu.addAction(f"{self.tr(words)}（{suffix}）…").triggered.connect(self._exporter(suffix))
        menu.exec(self._export.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 4)))

    def _exporter(self, suffix: str) -> Callable[..., None]:
        def ask(*_: object) -> None:
            name = f"{TITLE}-{self.missed.period.words}.{suffix}"
            chosen = ask_target(self, self.tr("导出报告"), name, f"{suffix} (*.{suffix})")
            if chosen is not None:
                self.export_to(chosen)

        return ask


def _called(what: SourceFigures | SiteGap | VendorFigures) -> str:
    if isinstance(what, VendorFigures):
        return what.vendor
    return what.name if isinstance(what, SourceFigures) else what.words
