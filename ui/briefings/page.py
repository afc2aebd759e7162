"""简报: pick kind and day, strike, order and rewrite, see the pages, export."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDate, QPoint, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QWidget,
)

from opinion_desk.domain.briefing import Briefing, BriefingKind
from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.errors import DeskError

from ..frame.page import Page
from ..parts.buttons import button
from ..parts.cards import column, holder
from ..parts.choices import Choice
from ..parts.empty import Empty
from ..parts.files import ask_target
from ..parts.labels import label
from ..seat import Seat
from ..words import BRIEFING, said
from .archive import Archive
from .draft import Draft
from .edit_sheet import LineSheet
from .outline import Outline
from .preview import Preview

_FORMATS: Final = {"docx": "Word 文档", "pdf": "PDF", "xlsx": "Excel 表格", "html": "网页"}
_PPI: Final = 110
_DRAW_MS: Final = 250  # typing and striking in a row draws once


class BriefingsPage(Page):
    """Outline at the left, live pages at the right."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat)
        self.kind = Choice((kind, said(word)) for kind, word in BRIEFING.items())
        self.day = QDateEdit()
        self.outline, self.preview, self.archive = Outline(), Preview(), Archive(seat)
        self._day_before = button("", lambda: self._go_days(-1), "quiet", "caret-left", hint=self.tr("前一天"))
        self._day_after = button("", lambda: self._go_days(1), "quiet", "caret-right", hint=self.tr("后一天"))
        self._title = label("", "large")
        self._told = label("", "meta")
        self._export_button = button(self.tr("导出"), self._export_menu, "primary", "export")
        self._left, self._right = QStackedWidget(), QStackedWidget()
        self._why = Empty("file-text", "", "")
        self._built_once = False
        self._draw = QTimer(self)
        self._draw.setSingleShot(True)
        self._draw.setInterval(_DRAW_MS)
        self._draw.timeout.connect(self._draw_pages)
        self._set_up_fields()
        self._lay_out()
        self._connect()

    def shown(self) -> None:
        if not self._built_once:
            self.build()
        self._read_archive()
        self.outline.setFocus()

    def changed(self, changes: Changes) -> None:
        if changes.touches(Touched.BRIEFINGS) and self.isVisible():
            self._read_archive()

    def build(self) -> None:
        """Build the briefing of the chosen kind and day anew; edits of the one shown are given up."""
        self._built_once = True
        self._day_after.setEnabled(self.day.date() < self.day.maximumDate())
        kind, day = self.kind.chosen, self.chosen_day()
        briefings = self.seat.desk.briefings
        self._right.setCurrentIndex(0)
        self.seat.work.run(
            self, lambda: briefings.build(BriefingKind(kind), day), self._built, self._not_built, key="build"
        )

    def chosen_day(self) -> date:
        """The day in the field."""
        chosen = self.day.date()
        return date(chosen.year(), chosen.month(), chosen.day())

    def export_to(self, path: Path) -> None:
        """Write the paper as edited; its suffix picks the format."""
        draft = self.outline.model_.draft
        if draft is None:
            return
        briefing, export = draft.briefing(), self.seat.desk.briefings.export
        words = self.tr("已导出 {path}，并存档。")
        self.bar.going_on(self.tr("正在导出…"))

        def opener() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        self.seat.work.run(
            self,
            lambda: export(briefing, path),
            lambda out: self.bar.tell(words.format(path=out), self.tr("打开"), opener),
            lambda error: self.bar.fail(error, lambda: self.export_to(path)),
        )

    # --- putting together

    def _set_up_fields(self) -> None:
        today = self.seat.now().astimezone(self.seat.desk.zone)
        self.day.setDate(QDate(today.year, today.month, today.day))
        self.day.setMaximumDate(self.day.date())
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setAccessibleName(self.tr("日期"))
        self.day.lineEdit().setTextMargins(8, 0, 0, 0)
        self.day.setFixedWidth(100)
        for made in (self._day_before, self._day_after):
            made.setFixedWidth(26)
        self._day_after.setEnabled(False)
        self.kind.setAccessibleName(self.tr("种类"))
        self.kind.setFixedWidth(84)

    def _lay_out(self) -> None:
        left = QFrame()
        left.setObjectName("column")
        left.setProperty("side", "left")
        left.setFixedWidth(384)
        left.setLayout(column(self._top(), self._left, gap=0))
        self._left.addWidget(self._editing())
        self._left.addWidget(self.archive)
        head = QFrame()
        head.setObjectName("toolbar")
        line = QHBoxLayout(head)
        line.setContentsMargins(18, 9, 16, 9)
        line.addWidget(self._title)
        line.addSpacing(6)
        line.addWidget(self._told)
        line.addStretch(1)
        line.addWidget(self._export_button)
        self._right.addWidget(Empty("file-text", self.tr("正在编制…"), self.tr("汇总当天的信息、舆情件与时限。")))
        self._right.addWidget(self.preview)
        self._right.addWidget(self._why)
        right = QWidget()
        right.setObjectName("clear")
        right.setLayout(column(head, self.bar, self._right, gap=0))
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(left)
        across.addWidget(right, 1)

    def _top(self) -> QFrame:
        top = QFrame()
        top.setObjectName("toolbar")
        line = QHBoxLayout(top)
        line.setContentsMargins(16, 9, 12, 9)
        line.setSpacing(6)
        line.addWidget(self.kind)
        line.addWidget(self._day_before)
        line.addWidget(self.day)
        line.addWidget(self._day_after)
        line.addStretch(1)
        group = QButtonGroup(self)
        for place, words in enumerate((self.tr("本期"), self.tr("存档"))):
            made = QPushButton(words)
            made.setCheckable(True)
            made.setProperty("kind", "quiet")
            made.setChecked(place == 0)
            made.clicked.connect(lambda _checked=False, place=place: self._left.setCurrentIndex(place))
            group.addButton(made)
            line.addWidget(made)
        return top

    def _editing(self) -> QWidget:
        foot = QFrame()
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 8, 12, 10)
        line.setSpacing(6)
        for words, act, hint in (
            (self.tr("划去"), self.strike, self.tr("划去或恢复（空格）")),
            (self.tr("修改…"), self.edit, self.tr("修改文字（回车）")),
            (self.tr("上移"), lambda: self.move_line(-1), "Alt+↑"),
            (self.tr("下移"), lambda: self.move_line(1), "Alt+↓"),
        ):
            line.addWidget(button(words, act, hint=hint))
        line.addStretch(1)
        again = button("", self.build, "quiet", "arrow-clockwise", hint=self.tr("按现在的情况重新编制，放弃改动（F5）"))
        line.addWidget(again)
        return holder(column(self.outline, foot, gap=0))

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _place: self.build())
        self.day.dateChanged.connect(lambda _day: self.build())
        self.outline.model_.edited.connect(self._draw.start)
        self.outline.doubleClicked.connect(lambda _index: self.edit())
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Space", self.strike),
            ("Return", self.edit),
            ("Alt+Up", lambda: self.move_line(-1)),
            ("Alt+Down", lambda: self.move_line(1)),
            ("F5", self.build),
        )
        for key, act in keys:
            made = QShortcut(QKeySequence(key), self.outline)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(act)

    def _go_days(self, by: int) -> None:
        self.day.setDate(self.day.date().addDays(by))

    # --- editing

    def strike(self) -> None:
        """Strike the marked line, or bring it back."""
        self.outline.model_.strike(self.outline.currentIndex().row())

    def move_line(self, by: int) -> None:
        """Move the marked line."""
        row = self.outline.model_.move(self.outline.currentIndex().row(), by)
        self.outline.setCurrentIndex(self.outline.model_.index(row))

    def edit(self) -> None:
        """Other words for the marked line."""
        model, row = self.outline.model_, self.outline.currentIndex().row()
        if model.draft is None or row < 0:
            return
        place = model.places[row]
        sheet = LineSheet(self, *model.draft.words(place), section=place.item < 0)
        sheet.edited.connect(lambda headline, text: model.rewrite(row, headline, text))
        sheet.open_sheet(sheet.headline)

    # --- what came home

    def _built(self, briefing: Briefing) -> None:
        self.outline.model_.show_draft(Draft(briefing))
        self.outline.setCurrentIndex(self.outline.model_.index(0))
        self._title.setText(briefing.title)
        told = self.tr("第 {n} 期（总第 {m} 期） · {day}")
        self._told.setText(told.format(n=briefing.issue, m=briefing.total_issue, day=f"{briefing.day:%Y-%m-%d}"))
        self._export_button.setEnabled(True)
        self._draw_pages()

    def _not_built(self, error: DeskError) -> None:
        self.outline.model_.show_draft(None)
        self._export_button.setEnabled(False)
        self._title.setText(said(BRIEFING[BriefingKind(self.kind.chosen)]))
        self._told.setText("")
        self._why.say(self.tr("这一期编制不了"), error.sentence)
        self._right.setCurrentIndex(2)

    def _draw_pages(self) -> None:
        draft = self.outline.model_.draft
        if draft is None:
            return
        briefing, pages = draft.briefing(), self.seat.desk.briefings.pages
        self.seat.work.run(self, lambda: pages(briefing, _PPI), self._drawn, self._not_drawn, key="pages")

    def _drawn(self, pages: list[bytes]) -> None:
        self.preview.show_pages(pages)
        self._right.setCurrentIndex(1)

    def _not_drawn(self, error: DeskError) -> None:
        self.bar.fail(error, self._draw_pages)

    def _read_archive(self) -> None:
        archive = self.seat.desk.briefings.archive
        self.seat.work.run(self, archive, self.archive.show_archive, lambda error: self.bar.fail(error), key="archive")

    def _export_menu(self) -> None:
        menu = QMenu(self)
        for suffix, words in _FORMATS.items():
            menu.addAction(f"{self.tr(words)}（{suffix}）…").triggered.connect(self._exporter(suffix))
        menu.exec(self._export_button.mapToGlobal(QPoint(0, self._export_button.height() + 4)))

    def _exporter(self, suffix: str) -> Callable[..., None]:
        def ask(*_: object) -> None:
            name = f"{self._title.text()}-{self.chosen_day():%Y%m%d}.{suffix}"
            chosen = ask_target(self, self.tr("导出简报"), name, f"{_FORMATS[suffix]} (*.{suffix})")
            if chosen is not None:
                self.export_to(chosen)

        return ask
