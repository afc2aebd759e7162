"""The models behind 信息."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from opinion_desk.domain.inbox import InboxQuery
from ui.inbox.facets import FacetModel
from ui.inbox.list_model import ROW, InboxModel
from ui.seat import Seat

from .fake_desk import FakeDesk

Home = Callable[[Seat], None]


def test_the_list_model_keeps_the_rules_of_qt_while_it_reads_on(
    seat: Seat, desk: FakeDesk, qtbot: QtBot, home: Home
) -> None:
    first = desk.items.rows[0]
    desk.items.rows = [
        replace(first, item_id=n * 10, title=f"第 {n} 条", when=first.when - timedelta(minutes=n))
        for n in range(1, 261)
    ]
    model = InboxModel(seat)
    model.show_query(InboxQuery())
    home(seat)
    assert model.rowCount() == 100
    assert model.canFetchMore(QModelIndex())
    # The tester reads on by itself wherever there is more.
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
        home(seat)
    qtbot.waitUntil(lambda: model.rowCount() == 260)
    assert len({model.index(n).data(ROW).item_id for n in range(260)}) == 260
    assert tester is not None


def test_a_refresh_keeps_rows_that_stay_and_puts_new_ones_in(
    seat: Seat, desk: FakeDesk, home: Home, qtbot: QtBot
) -> None:
    model = InboxModel(seat)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_query(InboxQuery())
    home(seat)
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    kept = model.index(3).data(ROW).item_id
    newest = desk.items.rows[0]
    desk.items.rows.append(replace(newest, item_id=9990, title="新到的一条", when=newest.when + timedelta(minutes=5)))
    model.refresh()
    home(seat)
    assert model.index(0).data() == "新到的一条"
    assert model.index(4).data(ROW).item_id == kept
    assert resets == []
    assert tester is not None


def test_facets_keep_the_rules_of_qt_and_unfold(seat: Seat, desk: FakeDesk, qtbot: QtBot) -> None:
    model = FacetModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_facets(desk.items.facets(InboxQuery()))
    kinds = [kind for kind, _ in model.lines]
    assert kinds.count("source") == 8
    assert ("more", "source") in [(kind, facet.id) for kind, facet in model.lines]
    model.unfold("source")
    assert [kind for kind, _ in model.lines].count("source") == 10
    assert ("scope", "突发事件") in [(kind, facet.name) for kind, facet in model.lines]
    assert tester is not None
