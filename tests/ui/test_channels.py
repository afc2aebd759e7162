"""通知通道 in the settings: set up by a few fields, keys never shown, a test that says how it went, removal that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.channels import ChannelKind, Detail, Recipient, Secret, Security
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.outbox import Delivery
from ui.preferences.channel_sheet import ChannelSheet
from ui.preferences.channels import ChannelsCard
from ui.preferences.channels_section import ChannelsSection
from ui.preferences.page import SettingsPage
from ui.seat import Seat

from .fake_desk import FakeDesk

Home = Callable[[Seat], None]


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, home: Home) -> Iterator[SettingsPage]:
    made = SettingsPage(seat)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    made.open_section("channels")
    home(seat)
    yield made
    made.hide()


@pytest.fixture
def card(page: SettingsPage) -> ChannelsCard:
    return channels_of(page)


def channels_of(page: SettingsPage) -> ChannelsCard:
    front = page.front
    assert isinstance(front, ChannelsSection)
    return front.channels


def words_of(card: QWidget) -> str:
    return "\n".join(made.text() for made in card.findChildren(QLabel) if not made.isHidden())


def press(card: ChannelsCard, words: str, name: str) -> None:
    next(made for made in card.findChildren(QPushButton) if made.accessibleName() == f"{words} {name}").click()


def sheet_of(page: SettingsPage) -> ChannelSheet:
    return next(sheet for sheet in page.window().findChildren(ChannelSheet) if sheet.isVisible())


def test_each_channel_says_who_gets_it_how_much_it_tells_and_what_is_wrong(card: ChannelsCard) -> None:
    words = words_of(card)
    assert "发给 所有岗位 · 只报编号、级别、时限 · qyapi.weixin.qq.com" in words
    assert "发给 宣传部分管领导、宣传部主要负责人 · 另带标题" in words
    assert "取不到" in words and "有 2 条没有送达，最近的原因：机器人已被移除" in words
    assert "2 个信箱" in words and card.note.text() == "3 个"


def test_an_empty_desk_says_what_can_be_added(empty_seat: Seat, qtbot: QtBot, home: Home) -> None:
    page = SettingsPage(empty_seat)
    qtbot.addWidget(page)
    page.open_section("channels")
    home(empty_seat)
    assert "还没有通道" in words_of(channels_of(page)) and channels_of(page).note.text() == ""


def test_a_robot_is_added_with_its_keys_typed_unseen(
    page: SettingsPage, card: ChannelsCard, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    card.add_button.click()
    sheet = sheet_of(page)
    sheet.kind.choose(ChannelKind.FEISHU)
    assert {made.echoMode() for made in sheet.secrets.values()} == {QLineEdit.EchoMode.Password}
    sheet.name.setText(" 专班群 ")
    sheet.secrets[Secret.ADDRESS].setText("https://open.feishu.cn/hook/1")
    sheet.secrets[Secret.SIGN].setText("key")
    sheet.posts.setText("值班负责人、宣传部分管领导")
    sheet.detail.choose(Detail.TITLE)
    sheet.accept()
    home(seat)
    kept = desk.channels.list()[-1].setup
    assert (kept.name, kept.kind, kept.posts, kept.detail) == (
        "专班群", ChannelKind.FEISHU, ("值班负责人", "宣传部分管领导"), Detail.TITLE,
    )  # fmt: skip
    assert desk.channels.given[kept.id] == {Secret.ADDRESS: "https://open.feishu.cn/hook/1", Secret.SIGN: "key"}
    assert "专班群" in words_of(card) and "测试" in card.bar.words and "hook/1" not in words_of(card)


def test_only_the_fields_of_the_kind_are_there(page: SettingsPage, card: ChannelsCard) -> None:
    card.add()
    sheet = sheet_of(page)
    for kind, signed, mail in (
        (ChannelKind.WECOM, False, False),
        (ChannelKind.DINGTALK, True, False),
        (ChannelKind.MAIL, False, True),
    ):
        sheet.kind.choose(kind)
        assert sheet.secrets[Secret.SIGN].isVisible() is signed
        assert (sheet.host.isVisible(), sheet.secrets[Secret.ADDRESS].isVisible()) == (mail, not mail)
    assert sheet.panel.mapTo(sheet, QPoint(0, 0)).y() >= 0 and sheet.panel.height() <= 720


def test_mail_is_set_up_with_a_mailbox_a_post(
    page: SettingsPage, card: ChannelsCard, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    card.add()
    sheet = sheet_of(page)
    sheet.kind.choose(ChannelKind.MAIL)
    sheet.name.setText("信箱二")
    sheet.host.setText("smtp.yunchuan.example")
    sheet.security.choose(Security.SSL)
    assert sheet.port.text() == "465"
    sheet.user.setText("yqb")
    sheet.secrets[Secret.PASSWORD].setText("p")
    sheet.mailbox.setText("yqb@yunchuan.example")
    sheet.recipients.setPlainText("值班员 = zb@yunchuan.example\n\nqb@yunchuan.example；qc@yunchuan.example")
    sheet.accept()
    home(seat)
    kept = desk.channels.list()[-1].setup
    assert kept.recipients == (
        Recipient("值班员", "zb@yunchuan.example"), Recipient("", "qb@yunchuan.example"),
        Recipient("", "qc@yunchuan.example"),
    )  # fmt: skip
    assert (kept.port, kept.security, desk.channels.given[kept.id]) == (465, Security.SSL, {Secret.PASSWORD: "p"})


def test_what_is_refused_stands_in_the_sheet_with_the_keyboard_where_it_can_be_mended(
    page: SettingsPage, card: ChannelsCard, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    card.add()
    sheet = sheet_of(page)
    sheet.accept()
    assert "名称" in sheet.error.text() and sheet.isVisible()
    sheet.name.setText("舆情值班群")
    sheet.secrets[Secret.ADDRESS].setText("https://qyapi.weixin.qq.com/1")
    sheet.accept()
    home(seat)
    assert "已有名为“舆情值班群”" in sheet.error.text() and sheet.focusWidget() is sheet.name
    sheet.kind.choose(ChannelKind.MAIL)
    sheet.host.setText("不是主机")
    sheet.accept()
    home(seat)
    assert "邮件服务器" in sheet.error.text() and sheet.focusWidget() is sheet.host
    assert len(desk.channels.list()) == 3


def test_a_change_leaves_keys_that_are_not_typed_again(
    page: SettingsPage, card: ChannelsCard, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    press(card, "修改…", "值班信箱")
    sheet = sheet_of(page)
    assert not sheet.kind.isEnabled() and "已保存" in sheet.secrets[Secret.PASSWORD].placeholderText()
    assert sheet.recipients.toPlainText() == "宣传部分管领导=fgld@yunchuan.example\nzhiban@yunchuan.example"
    sheet.name.setText("值班信箱一")
    sheet.accept()
    home(seat)
    assert desk.channels.given["m"] == {} and "值班信箱一" in words_of(card)


@pytest.mark.parametrize(
    ("delivery", "told"),
    [
        (Delivery(sent=True), "18:39 测试消息已被收下，请到群里看一眼。"),
        (Delivery(sent=False, why="机器人没有应答。"), "18:39 测试没有送达：机器人没有应答。"),
        (Delivery(sent=True, why="不收 a@b.cn。"), "18:39 测试只送达了一部分：不收 a@b.cn。"),
    ],
)
def test_a_test_really_sends_and_says_under_the_channel_how_it_went(
    card: ChannelsCard, desk: FakeDesk, seat: Seat, home: Home, delivery: Delivery, told: str
) -> None:
    desk.channels.delivery = delivery
    press(card, "测试", "舆情值班群")
    assert "正在发送测试消息…" in words_of(card)
    press(card, "测试", "舆情值班群")  # a second press while it is under way does nothing
    home(seat)
    assert desk.channels.tested == ["g"] and told in words_of(card)
    card.shown()
    home(seat)
    assert told in words_of(card)  # it stays when the list is read again


def test_the_keyboard_stays_on_the_button_that_was_pressed(
    card: ChannelsCard, seat: Seat, home: Home, qtbot: QtBot
) -> None:
    button = next(made for made in card.findChildren(QPushButton) if made.accessibleName() == "测试 领导群")
    card.window().activateWindow()
    qtbot.waitUntil(card.window().isActiveWindow)
    button.setFocus()
    button.click()
    home(seat)
    (held,) = [made for made in card.findChildren(QPushButton) if made.hasFocus()]
    assert held is not button and held.accessibleName() == "测试 领导群"


def test_a_test_that_cannot_be_made_says_why(card: ChannelsCard, desk: FakeDesk, seat: Seat, home: Home) -> None:
    for failure in (Refused("channel_unknown", channel="g"), Unavailable("keyring_failed")):
        desk.channels.failure = failure
        press(card, "测试", "舆情值班群")
        home(seat)
        assert failure.sentence in words_of(card)


def test_a_removed_channel_can_be_brought_back(card: ChannelsCard, desk: FakeDesk, seat: Seat, home: Home) -> None:
    press(card, "移除", "领导群")
    home(seat)
    assert len(desk.channels.list()) == 2 and "已移除“领导群”" in card.bar.words
    card.bar.retry()
    home(seat)
    assert {row.setup.name for row in desk.channels.list()} == {"舆情值班群", "领导群", "值班信箱"}
    assert "已恢复“领导群”" in card.bar.words and "领导群" in words_of(card)


def test_what_another_process_changes_is_followed(page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    desk.channels.rows.pop("l")
    page.changed(Changes(frozenset({Touched.ITEMS})))
    home(seat)
    assert "领导群" in words_of(channels_of(page))
    page.changed(Changes(frozenset({Touched.SETTINGS})))
    home(seat)
    assert "领导群" not in words_of(channels_of(page))
