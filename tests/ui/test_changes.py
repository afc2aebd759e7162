"""What was changed of an item, in the reading pane."""

from datetime import UTC, datetime

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from opinion_desk.domain.differing import difference
from opinion_desk.domain.item import Item, Version
from tests.ui.fake_desk import FakeDesk
from ui.inbox.changes import ChangesCard, painted
from ui.seat import Seat

AT = datetime(2026, 11, 20, 6, 36, tzinfo=UTC)


def an_item(body: str) -> Item:
    return Item(1, 1, "云川日报", "k", "大桥维修", body, None, AT, None, AT)


def words(card: ChangesCard) -> str:
    return "\n".join(made.text() for made in card.findChildren(QLabel))


def test_an_item_that_was_never_changed_shows_no_card(qtbot: QtBot, desk: FakeDesk) -> None:
    card = ChangesCard(Seat(desk))  # type: ignore[arg-type]
    qtbot.addWidget(card)
    card.show_changes(an_item("支架完好"), ())
    assert card.isHidden()


def test_each_change_is_told_with_its_time_and_the_newest_stands_above(qtbot: QtBot, desk: FakeDesk) -> None:
    card = ChangesCard(Seat(desk))  # type: ignore[arg-type]
    qtbot.addWidget(card)
    versions = (
        Version(1, AT, "大桥维修", "3人受伤", digest="a" * 64),
        Version(2, AT, "大桥维修", "5人受伤"),
    )
    card.show_changes(an_item("8人受伤"), versions)
    told = words(card)
    assert not card.isHidden() and "已改动 2 次" in told and "原稿存证 aaaa…aaaa" in told
    assert told.index(">8<") < told.index(">3<")
    assert "标题：" not in told  # it did not change


def test_beyond_three_the_older_changes_are_counted(qtbot: QtBot, desk: FakeDesk) -> None:
    card = ChangesCard(Seat(desk))  # type: ignore[arg-type]
    qtbot.addWidget(card)
    card.show_changes(an_item("第6稿"), tuple(Version(n, AT, "大桥维修", f"第{n}稿") for n in range(1, 6)))
    assert "更早的改动 2 次" in words(card)


def test_markup_of_a_text_is_text_and_long_stretches_that_stayed_are_cut(qtbot: QtBot) -> None:
    told = painted(difference("<b>" + "长" * 90 + "甲。", "<b>" + "长" * 90 + "乙。"))
    assert "&lt;b&gt;" not in told and "…" in told and "line-through" in told and "underline" in told
    assert "&lt;b&gt;" in painted(difference("<b>甲", "<b>乙"))
