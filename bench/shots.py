"""What bench.screens takes pictures of: each page, and the sheets and tabs that matter most."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from opinion_desk.domain.inbox import InboxQuery, Order
from opinion_desk.domain.table_mapping import Meaning
from ui.briefings.page import BriefingsPage
from ui.clocks.legible import OFFICE_MM
from ui.clocks.page import ClocksPage
from ui.duty.page import DutyPage
from ui.frame.page import Page
from ui.frame.window import Window
from ui.inbox.correction import CorrectionSheet
from ui.inbox.demands_sheet import DemandsButton
from ui.inbox.list_model import ROW
from ui.inbox.page import InboxPage
from ui.incidents.page import IncidentsPage
from ui.sources.page import SourcesPage
from ui.units.bench import BenchView
from ui.units.examples import EXAMPLES
from ui.units.page import ACCOUNTS, BENCH, LEARNING, REGISTRY, TOPICS, UnitsPage

from .entering_shot import enter_screenshot
from .missed_shot import compare
from .settings_shots import settings_shots
from .sources_arranged import ticket_of

_STILL_S: Final = 0.3


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its name, the page, and what is opened there."""

    name: str
    page: str
    prepare: Callable[[Window, Page], None] = lambda window, page: None
    of: Callable[[Window, Page], QWidget] = lambda window, page: window


def shots() -> tuple[Shot, ...]:
    """Every page, and the sheets that matter most."""
    return (
        Shot("inbox", "inbox", _all_items),
        Shot("inbox-correct", "inbox", lambda window, page: _wish(page, "correct")),
        Shot("inbox-enter", "inbox", enter_screenshot),
        Shot("inbox-topics", "inbox", _topics),
        Shot("inbox-ticket", "inbox", _ticket),
        Shot("inbox-demands", "inbox", _demands),
        Shot("incident", "incidents", _major),
        Shot("incident-assign", "incidents", lambda window, page: _do(page, "assign")),
        Shot("incident-release", "incidents", lambda window, page: _do(page, "publish")),
        Shot("incident-draft", "incidents", lambda window, page: _do(page, "draft_new")),
        Shot("incident-confirm", "incidents", lambda window, page: _do(page, "regrade")),
        Shot("incidents-board", "incidents", _board),
        Shot("clocks", "clocks"),
        Shot("clocks-wall", "clocks", _open_wall, _wall),
        Shot("duty", "duty"),
        Shot("duty-handover", "duty", _hand_over),
        Shot("duty-rota", "duty", _edit_rota),
        Shot("sources", "sources"),
        Shot("sources-add", "sources", _add_source),
        Shot("sources-starter", "sources", _starters),
        Shot("sources-mapping", "sources", _map_headings),
        Shot("sources-missed", "sources", compare),
        Shot("briefings", "briefings", _day_before),
        Shot("units-empty", "units", lambda window, page: _tab(page, BENCH)),
        Shot("units", "units", _read_example),
        Shot("units-registry", "units", lambda window, page: _tab(page, REGISTRY)),
        Shot("units-topics", "units", lambda window, page: _tab(page, TOPICS)),
        Shot("units-learning", "units", lambda window, page: _tab(page, LEARNING)),
        Shot("units-accounts", "units", lambda window, page: _tab(page, ACCOUNTS)),
        Shot("settings", "settings"),
        *(Shot(name, "settings", prepare) for name, prepare in settings_shots(settle)),
        Shot("situation", "situation"),
    )


def _all_items(window: Window, page: Page) -> None:
    assert isinstance(page, InboxPage)
    page.facets.on = {"pile": "all"}
    page.model.show_query(InboxQuery(order=Order.HEAT))
    page.facets.viewport().update()
    settle(window)
    rows = [page.model.index(place) for place in range(page.model.rowCount())]
    grave = [index for index in rows if index.data(ROW).hint is not None] or rows
    page.list.setCurrentIndex(max(grave, key=lambda index: int(index.data(ROW).reprints)))


def _wish(page: Page, what: str) -> None:
    assert isinstance(page, InboxPage)
    page.pane.wanted.emit(what)


def _ticket(window: Window, page: Page) -> None:
    assert isinstance(page, InboxPage)
    page.search.setText("自来水")
    page.show_query()
    settle(window)
    found = ticket_of(page.seat.desk)
    if found is not None:
        page.show_item(found)


def _demands(window: Window, page: Page) -> None:
    assert isinstance(page, InboxPage)
    button = page.findChild(DemandsButton)
    assert button is not None
    button.open()


def _topics(window: Window, page: Page) -> None:
    _wish(page, "correct")
    next(sheet for sheet in window.findChildren(CorrectionSheet) if sheet.isVisible()).topics_wanted.emit()
    for sheet in window.findChildren(CorrectionSheet):
        sheet.close_sheet()


def _major(window: Window, page: Page) -> None:
    assert isinstance(page, IncidentsPage)
    graver = sorted(window.seat.desk.incidents.list(), key=lambda incident: incident.level or 9)
    page.open_incident(graver[0].id)


def _do(page: Page, what: str) -> None:
    assert isinstance(page, IncidentsPage)
    page.detail.wanted.emit(what, "")


def _board(window: Window, page: Page) -> None:
    assert isinstance(page, IncidentsPage)
    page.board.whole.click()
    page.show_board(True)


def _open_wall(window: Window, page: Page) -> None:
    """As on a 24-inch display, with as many dots as the picture has."""
    assert isinstance(page, ClocksPage)
    wall = page.open_wall()
    wall.showNormal()
    wall.dot_mm = OFFICE_MM * 1080 / window.height()
    wall.resize(window.size())


def _wall(window: Window, page: Page) -> QWidget:
    assert isinstance(page, ClocksPage)
    assert page.wall is not None
    return page.wall


def _hand_over(window: Window, page: Page) -> None:
    assert isinstance(page, DutyPage)
    page.do("offer")


def _edit_rota(window: Window, page: Page) -> None:
    assert isinstance(page, DutyPage)
    page.edit_rota()


def _add_source(window: Window, page: Page) -> None:
    assert isinstance(page, SourcesPage)
    page.add()


def _starters(window: Window, page: Page) -> None:
    assert isinstance(page, SourcesPage)
    page.choose_starters()


def _map_headings(window: Window, page: Page) -> None:
    assert isinstance(page, SourcesPage)
    file = page.seat.desk.home.folder / "晨报剪报.csv"
    rows = ("提要,见报日,读者姓名,刊物,热度", "云川大桥夜间噪声扰民,2026-11-20 08:30,张三,云川晨报,1.2万")
    file.write_text("\n".join(rows), encoding="utf-8")
    sheet = page.taking_in.importing.map(file)
    settle(window)
    chosen = {"提要": Meaning.TITLE, "见报日": Meaning.PUBLISHED, "刊物": Meaning.SITE, "热度": Meaning.READS}
    for heading, meaning in chosen.items():
        sheet.pane.choices[heading].choose(meaning)


def _tab(page: Page, tab: int) -> None:
    assert isinstance(page, UnitsPage)
    page.open_tab(tab)


def _read_example(window: Window, page: Page) -> None:
    assert isinstance(page, UnitsPage)
    page.open_tab(BENCH)
    bench = page.view(BENCH)
    assert isinstance(bench, BenchView)
    bench.show_text(EXAMPLES[1][1])
    settle(window)
    bench.card.rows[0].setFocus()


def _day_before(window: Window, page: Page) -> None:
    assert isinstance(page, BriefingsPage)
    page.day.setDate(page.day.date().addDays(-1))
    settle(window)


def settle(window: Window) -> None:
    """Until everything read has come home and nothing moved for a moment."""
    quiet = time.perf_counter() + _STILL_S
    while time.perf_counter() < quiet:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if window.seat.work.busy:
            quiet = time.perf_counter() + _STILL_S
