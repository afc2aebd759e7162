"""Channels are added, changed, tested and removed; their secrets go in and never come back out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pytest

from opinion_desk.domain.channels import EVERYBODY, ChannelKind, ChannelSetup, Detail, Recipient, Secret
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.outbox import Delivery, Message
from opinion_desk.services.channels import ChannelService
from opinion_desk.services.desk import Desk
from opinion_desk.settings import Settings, load_settings
from opinion_desk.store import outbox
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import NINE, FakeSecrets, FakeSender

ROBOT = ChannelSetup("", "值班群", ChannelKind.WECOM)
ADDRESS = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1"
GIVEN = {Secret.ADDRESS: ADDRESS}
LETTERS = ChannelSetup(
    "", "信箱", ChannelKind.MAIL, host="smtp.yunchuan.example", user="yqb", sender="yqb@yunchuan.example",
    recipients=(Recipient("", "a@yunchuan.example"),),
)  # fmt: skip
Make = Callable[..., Desk]


class Workshop:
    """Makes senders and keeps what they were made from."""

    def __init__(self) -> None:
        self.made: list[tuple[ChannelSetup, Mapping[Secret, str]]] = []
        self.sender = FakeSender()

    def __call__(self, setup: ChannelSetup, given: Mapping[Secret, str]) -> FakeSender:
        self.made.append((setup, dict(given)))
        return self.sender


@pytest.fixture
def secrets() -> FakeSecrets:
    return FakeSecrets()


@pytest.fixture
def workshop() -> Workshop:
    return Workshop()


@pytest.fixture
def service(store: Store, clock: Any, secrets: FakeSecrets, workshop: Workshop) -> ChannelService:
    return ChannelService(store, lambda: secrets, workshop, clock)


def test_a_channel_is_kept_without_its_secrets_which_lie_elsewhere(
    service: ChannelService, secrets: FakeSecrets, store: Store
) -> None:
    added = service.add(ROBOT, {Secret.ADDRESS: f" {ADDRESS}\n"})
    (row,) = service.list()
    assert (row.setup, row.kept, row.sent, row.dead) == (added, frozenset({Secret.ADDRESS}), None, 0)
    assert added.host == "qyapi.weixin.qq.com" and added.id and added.revision == 1
    assert secrets.kept == {f"{added.id}:address": ADDRESS}
    with store.read() as connection:
        kept = [row["setup"] for row in connection.execute("SELECT setup FROM channels")]
    assert all("key=1" not in setup for setup in kept)


@pytest.mark.parametrize(
    ("setup", "given", "id"),
    [
        (ROBOT, {}, "channel_secret_needed"),
        (ROBOT, {Secret.ADDRESS: "http://robot.example/"}, "setting_webhook"),
        (ROBOT, {Secret.ADDRESS: "https://robot.example/\na"}, "channel_secret_long"),
        (ROBOT, {Secret.ADDRESS: "https://robot.example/" + "a" * 2_000}, "channel_secret_long"),
        (replace(ROBOT, name=""), GIVEN, "channel_name_missing"),
        (LETTERS, {}, "channel_secret_needed"),
        (replace(LETTERS, recipients=()), {Secret.PASSWORD: "p"}, "channel_no_recipient"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_kept(
    service: ChannelService, secrets: FakeSecrets, setup: ChannelSetup, given: dict[Secret, str], id: str
) -> None:
    with pytest.raises(Refused) as why:
        service.add(setup, given)
    assert why.value.id == id
    assert service.list() == () and secrets.kept == {}


def test_two_channels_do_not_bear_one_name(service: ChannelService, secrets: FakeSecrets) -> None:
    service.add(ROBOT, GIVEN)
    other = service.add(replace(ROBOT, name="领导群"), GIVEN)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: service.add(ROBOT, GIVEN),
        lambda: service.edit(replace(other, name="值班群"), {}),
    )
    for attempt in attempts:
        with pytest.raises(Refused) as why:
            attempt()
        assert why.value.id == "channel_known"
    assert [row.setup.name for row in service.list()] == ["值班群", "领导群"] and len(secrets.kept) == 2


def test_a_change_keeps_the_secrets_that_were_not_given_again(
    service: ChannelService, secrets: FakeSecrets, workshop: Workshop
) -> None:
    added = service.add(replace(ROBOT, kind=ChannelKind.DINGTALK), {**GIVEN, Secret.SIGN: "SEC1"})
    changed = service.edit(replace(added, posts=("值班员",), detail=Detail.TITLE), {Secret.SIGN: "SEC2"})
    assert (changed.revision, changed.posts, changed.host) == (2, ("值班员",), added.host)
    service.sender(changed)
    assert workshop.made == [(changed, {Secret.ADDRESS: ADDRESS, Secret.SIGN: "SEC2"})]


def test_a_robot_on_the_inside_stays_said_to_be_so(service: ChannelService) -> None:
    added = service.add(replace(ROBOT, internal=True), {Secret.ADDRESS: "http://10.0.0.8/hook"})
    with pytest.raises(Refused) as why:
        service.edit(replace(added, internal=False), {})
    assert why.value.id == "setting_webhook" and service.list()[0].setup == added


def test_a_removed_channel_comes_back_whole_until_the_desk_is_closed(
    service: ChannelService, secrets: FakeSecrets
) -> None:
    added = service.add(ROBOT, GIVEN)
    service.remove(added.id)
    assert service.list() == () and secrets.kept
    service.restore(added.id)
    assert [row.setup for row in service.list()] == [added]
    service.remove(added.id)
    service.close()
    assert secrets.kept == {}
    with pytest.raises(Refused) as why:
        service.restore(added.id)
    assert why.value.id == "channel_unknown"


def test_a_removed_channel_whose_name_was_taken_stays_away(service: ChannelService) -> None:
    first = service.add(ROBOT, GIVEN)
    service.remove(first.id)
    second = service.add(ROBOT, GIVEN)
    with pytest.raises(Refused) as why:
        service.restore(first.id)
    assert why.value.id == "channel_known" and [row.setup for row in service.list()] == [second]


def test_a_test_really_sends_past_the_outbox_and_says_how_it_went(
    service: ChannelService, workshop: Workshop, store: Store
) -> None:
    mail, robot = service.add(LETTERS, {Secret.PASSWORD: "p"}), service.add(replace(ROBOT, posts=("值班员",)), GIVEN)
    workshop.sender = FakeSender(Delivery(sent=True), Delivery(sent=False, why="机器人已被移除", again=False))
    assert service.test(mail.id).sent and service.test("值班群").why == "机器人已被移除"
    assert [message.to for message in workshop.sender.sent] == [EVERYBODY, "值班员"]
    assert all("【测试】" in message.subject and "【测试】" in message.text for message in workshop.sender.sent)
    assert store.outbox.all() == [] and robot.id != mail.id


def test_a_channel_whose_secret_is_gone_says_what_to_do(service: ChannelService, secrets: FakeSecrets) -> None:
    added = service.add(ROBOT, GIVEN)
    secrets.kept.clear()
    assert service.list()[0].kept == frozenset()
    delivery = service.test(added.id)
    assert (delivery.sent, delivery.again) == (False, False) and "机器人地址" in (delivery.why or "")


def test_a_keyring_that_is_locked_counts_as_keeping_what_it_may_keep(
    service: ChannelService, secrets: FakeSecrets, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = service.add(ROBOT, GIVEN)

    def locked(name: str) -> str | None:
        raise Unavailable("keyring_failed")

    monkeypatch.setattr(secrets, "get", locked)
    assert service.list()[0].kept == {Secret.ADDRESS}
    assert service.test(added.id).again


def test_the_list_says_what_went_out_last_and_what_was_given_up(service: ChannelService, store: Store) -> None:
    added = service.add(ROBOT, GIVEN)
    owed = [Message(key, added.id, "值班员", "s", "t", NINE) for key in ("a", "b")]
    store.write_now(lambda tx: [outbox.put(tx, message) for message in owed])
    store.write_now(lambda tx: outbox.claim(tx, NINE))
    store.write_now(lambda tx: outbox.settle(tx, "a", Delivery(sent=True), NINE))
    store.write_now(lambda tx: outbox.settle(tx, "b", Delivery(sent=False, why="已被移除", again=False), NINE))
    (row,) = service.list()
    assert (row.sent, row.dead, row.why) == (NINE, 1, "已被移除")


# --- the robot that stood in the settings


def test_the_robot_of_the_settings_becomes_a_channel_when_they_are_next_saved(make_desk: Make) -> None:
    workshop, kept = Workshop(), FakeSecrets()
    old = FakeSender()
    settings = Settings(webhook=ADDRESS, person="值班员甲")
    parts: dict[str, Any] = {"channel": workshop, "secrets": lambda home: kept, "senders": lambda s: {"webhook": old}}
    desk = make_desk(settings, **parts)
    owed = [Message(key, "webhook", "负责人", "s", "t", NINE) for key in ("a", "b", "c")]
    desk.store.write_now(lambda tx: outbox.put(tx, owed[0]))
    assert desk.tick().sent == 1 and len(old.sent) == 1

    other = make_desk(settings, **parts)  # begun before, and still with the old settings
    desk.save(replace(desk.settings, person="值班员乙"))
    assert (desk.settings.webhook, load_settings(desk.home.folder).webhook) == (None, None)
    assert kept.kept == {"webhook:address": ADDRESS}
    (row,) = desk.channels.list()
    assert (row.setup.id, row.setup.kind, row.setup.host) == ("webhook", ChannelKind.WEBHOOK, "qyapi.weixin.qq.com")
    desk.store.write_now(lambda tx: outbox.put(tx, owed[1]))
    assert other.tick().sent == 1 and [message.key for message in workshop.sender.sent] == ["b"]

    desk.channels.remove("webhook")
    desk.store.write_now(lambda tx: outbox.put(tx, owed[2]))
    other.tick()
    assert len(old.sent) == 1 and [row.message.key for row in desk.store.outbox.dead()] == ["c"]
    desk.save(replace(desk.settings, webhook=ADDRESS))  # the same address, from an old copy: it stays removed
    assert desk.channels.list() == ()


def test_another_robot_written_into_the_settings_takes_the_place_of_the_one_before(make_desk: Make) -> None:
    kept = FakeSecrets()
    desk = make_desk(secrets=lambda home: kept)
    desk.save(Settings(webhook=ADDRESS))
    desk.channels.add(replace(ROBOT, name="提醒机器人2"), GIVEN)
    desk.save(Settings(webhook="http://10.0.0.8/hook", internal_webhook=True))
    first, second = desk.channels.list()
    assert (first.setup.id, first.setup.host, first.setup.internal, first.setup.revision) == (
        "webhook", "10.0.0.8", True, 2,
    )  # fmt: skip
    assert second.setup.name == "提醒机器人2"
