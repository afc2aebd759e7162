"""The outbox is sent at least once, no faster than its channels allow; what fails for good is told at this desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opinion_desk.domain.channels import NOTICE, ChannelKind, ChannelSetup, Detail, Recipient
from opinion_desk.domain.errors import DeskError, Refused, Unavailable
from opinion_desk.domain.levels import Level
from opinion_desk.domain.messages import sentence
from opinion_desk.domain.outbox import Delivery, Message, MessageState
from opinion_desk.services import sending
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.sending import NoticeSender, SendService
from opinion_desk.store import channels as rows
from opinion_desk.store import incidents as incident_rows
from opinion_desk.store import outbox
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import BY, NINE, FakeSender, minutes
from tests.opinion_desk.services.test_ticking import MAJOR

WECOM = ChannelSetup("w", "值班群", ChannelKind.WECOM, revision=1)
MAIL = ChannelSetup("m", "信箱", ChannelKind.MAIL, recipients=(Recipient("", "a@b.cn"),), revision=1)


class Killed(BaseException):
    """The process ends here."""


def sends(store: Store, **made: FakeSender) -> SendService:
    """Sending through the channels that were set up, each by the sender of its id."""
    return SendService(store, {NOTICE: NoticeSender(store)}, lambda setup: made[setup.id])


def set_up(store: Store, *setups: ChannelSetup) -> None:
    for setup in setups:
        store.write_now(lambda tx, setup=setup: rows.put(tx, setup, NINE))


def owe(store: Store, *keys: str, channel: str = "w", **more: Any) -> None:
    owed = [Message(key, channel, "值班员", f"题{key}", f"文{key}", NINE, **more) for key in keys]
    store.write_now(lambda tx: [outbox.put(tx, message) for message in owed])


def state_of(store: Store, key: str) -> MessageState:
    return next(row.state for row in store.outbox.all() if row.message.key == key)


# --- killed at each stage


class DyingStore:
    """A store whose process is killed at the n-th write: just before it, or just after it was kept."""

    def __init__(self, store: Store, at: int, after: bool, why: BaseException | None = None) -> None:
        self._store, self._left, self._after, self._why = store, at, after, why or Killed()
        self.outbox = store.outbox

    def write_now(self, job: Callable[..., Any]) -> Any:
        self._left -= 1
        if self._left == 0 and not self._after:
            raise self._why
        written = self._store.write_now(job)
        if self._left == 0:
            raise self._why
        return written


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_notices_of_this_desk_are_posted_and_settled_in_one_write_that_happens_whole_or_not_at_all(
    store: Store, after: bool
) -> None:
    owe(store, *"abc", channel=NOTICE)
    dying: Any = DyingStore(store, 1, after)
    with pytest.raises(Killed):
        SendService(dying, {NOTICE: NoticeSender(store)}).tell(NINE)
    shown = 3 if after else 0
    assert (len(store.outbox.notices()), store.outbox.waiting()) == (shown, 3 - shown)
    assert sends(store).tell(NINE) == 3 - shown  # nothing waits for the end of an attempt that died
    assert {notice.subject for notice in store.outbox.notices()} == {"题a", "题b", "题c"}


def test_more_notices_than_one_write_takes_are_all_posted_and_other_channels_keep_their_turn(store: Store) -> None:
    set_up(store, WECOM)
    owe(store, *(f"n{n}" for n in range(120)), channel=NOTICE)
    owe(store, "w")
    robot = FakeSender()
    assert sends(store, w=robot).tell(NINE) == 120 and robot.sent == []
    assert state_of(store, "w") is MessageState.PENDING
    assert sends(store, w=robot).send(NINE) == 1 and [message.key for message in robot.sent] == ["w"]


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_whatever_write_it_dies_at_each_message_goes_out_and_only_what_was_under_way_may_go_twice(
    store: Store, at: int, after: bool
) -> None:
    """Writes are: claim a, settle a, claim b, settle b, nothing left."""
    set_up(store, WECOM)
    owe(store, "a", "b")
    robot = FakeSender()
    dying: Any = DyingStore(store, at, after)
    with pytest.raises(Killed):
        SendService(dying, {NOTICE: NoticeSender(store)}, lambda setup: robot).send(NINE)
    before = [message.key for message in robot.sent]
    for minute in (0, 1, 2, 3):
        sends(store, w=robot).send(NINE + minutes(minute))
    keys = [message.key for message in robot.sent]
    assert set(keys) == {"a", "b"} and store.outbox.waiting() == 0
    assert len(keys) - 2 <= 1  # duplicates no more than crashes while sending
    marked = {message.key for message in robot.sent if message.maybe_again}
    again = {key for key in keys if keys.count(key) > 1}
    assert again <= marked  # whatever goes twice says so
    assert marked <= {"a", "b"} and len(marked) <= 1
    assert set(before) <= set(keys)


@pytest.mark.parametrize("at", [1, 2, 3, 4, 5])
def test_whatever_write_the_disk_refuses_each_message_goes_out_once(store: Store, at: int) -> None:
    set_up(store, WECOM)
    owe(store, "a", "b")
    robot = FakeSender()
    full: Any = DyingStore(store, at, False, Unavailable("disk_full"))
    service = SendService(full, {NOTICE: NoticeSender(store)}, lambda setup: robot)
    with pytest.raises(Unavailable):
        service.send(NINE)
    for second in (1, 2, 180):
        service.send(NINE + timedelta(seconds=second))
    assert [message.key for message in robot.sent] == ["a", "b"]
    assert not any(message.maybe_again for message in robot.sent) and store.outbox.waiting() == 0


@pytest.mark.parametrize("at", ["before", "after"])
def test_a_sender_that_dies_under_way_is_followed_by_one_marked_repeat(store: Store, at: str) -> None:
    class Dying(FakeSender):
        def send(self, message: Message) -> Delivery:
            if at == "after":
                super().send(message)
            raise Killed

    set_up(store, WECOM)
    owe(store, "a", "b", "c")
    dying, robot = Dying(), FakeSender()
    with pytest.raises(Killed):
        sends(store, w=dying).send(NINE)
    assert sends(store, w=robot).send(NINE) == 2  # b and c were never touched, and are no repeats
    assert [(message.key, message.maybe_again) for message in robot.sent] == [("b", False), ("c", False)]
    sends(store, w=robot).send(NINE + minutes(2))
    assert [(message.key, message.maybe_again) for message in robot.sent[2:]] == [("a", True)]


@settings(max_examples=60)
@given(st.lists(st.sampled_from(["well", "again", "patience", "unsure", "dies before", "dies after"]), max_size=12))
def test_whatever_happens_every_key_is_attempted_and_repeats_are_told(course: list[str]) -> None:
    class Other(FakeSender):
        def __init__(self) -> None:
            super().__init__()
            self.left = list(course)
            self.arrived: list[Message] = []

        def send(self, message: Message) -> Delivery:
            step = self.left.pop(0) if self.left else "well"
            if step == "dies before":
                raise Killed
            super().send(message)
            if step not in ("again", "patience"):
                self.arrived.append(message)
            if step == "dies after":
                raise Killed
            return {
                "well": Delivery(sent=True),
                "again": Delivery(sent=False, why="没有收下"),
                "patience": Delivery(sent=False, why="太频繁", wait_s=7),
                "unsure": Delivery(sent=False, why="没有应答", unsure=True),
            }[step]

    store, other = Store.open(None), Other()
    set_up(store, WECOM)
    owe(store, "a", "b", "c")
    service = sends(store, w=other)
    for minute in range(0, 24 * 60, 30):
        try:
            service.send(NINE + minutes(minute))
        except Killed:
            service = sends(store, w=other)
    assert {message.key for message in other.sent} == {"a", "b", "c"}
    assert {row.state for row in store.outbox.all()} == {MessageState.SENT}
    for key in "abc":
        arrived = [message.maybe_again for message in other.arrived if message.key == key]
        assert arrived and all(arrived[1:])  # whatever comes a second time says that it may
    assert len(other.arrived) - 3 <= course.count("dies after") + course.count("unsure")
    if not {"dies before", "dies after", "unsure"} & set(course):
        assert not any(message.maybe_again for message in other.sent)
    store.close()


def test_a_message_that_was_taken_stays_sent_whatever_a_slower_process_says(store: Store) -> None:
    owe(store, "a")
    (first,) = store.write_now(lambda tx: outbox.claim(tx, NINE)).value
    (second,) = store.write_now(lambda tx: outbox.claim(tx, NINE + minutes(2))).value

    def settle(message: Message, delivery: Delivery) -> MessageState | None:
        return store.write_now(lambda tx: outbox.settle(tx, "a", delivery, NINE, message.tries)).value

    assert settle(first, Delivery(sent=False, why="没有应答")) is None  # it is in other hands by now
    assert state_of(store, "a") is MessageState.SENDING
    assert settle(second, Delivery(sent=True)) is MessageState.SENT
    assert settle(first, Delivery(sent=False, why="没有应答", again=False)) is None
    assert settle(second, Delivery(sent=True)) is None
    assert state_of(store, "a") is MessageState.SENT


def test_an_attempt_that_may_have_arrived_is_repeated_as_a_repeat(store: Store) -> None:
    set_up(store, WECOM)
    owe(store, "a")
    robot = FakeSender(Delivery(sent=False, why="没有应答", unsure=True), Delivery(sent=False, why="没有应答"))
    service = sends(store, w=robot)
    for minute in (0, 5, 10):
        service.send(NINE + minutes(minute))
    assert [message.maybe_again for message in robot.sent] == [False, True, True]


# --- no faster than allowed


def test_a_robot_gets_twenty_messages_a_minute_and_none_is_lost(store: Store) -> None:
    set_up(store, WECOM, MAIL)
    owe(store, *(f"k{n:02}" for n in range(45)))
    owe(store, "letter", channel="m")
    robot, post = FakeSender(), FakeSender()
    service = sends(store, w=robot, m=post)
    went = [(second, service.send(NINE + timedelta(seconds=second))) for second in range(0, 121, 5)]
    assert [(second, sent) for second, sent in went if sent] == [(0, 21), (60, 20), (120, 5)]
    assert [message.key for message in robot.sent] == [f"k{n:02}" for n in range(45)]
    assert {message.tries for message in robot.sent} == {1} and len(post.sent) == 1


def test_what_another_process_sent_in_this_minute_counts_too(store: Store) -> None:
    set_up(store, WECOM)
    owe(store, *(f"k{n:02}" for n in range(30)))
    here, there = FakeSender(), FakeSender()
    assert sends(store, w=here).send(NINE) == 20
    assert sends(store, w=there).send(NINE + timedelta(seconds=59)) == 0
    assert sends(store, w=there).send(NINE + timedelta(seconds=60)) == 10


def test_being_asked_for_patience_is_no_try_for_a_day(store: Store) -> None:
    set_up(store, WECOM)
    owe(store, "a")
    busy = FakeSender(*[Delivery(sent=False, why="太频繁", wait_s=600)] * 999)
    service = sends(store, w=busy)
    for hour in range(24):
        service.send(NINE + timedelta(hours=hour))
    assert len(busy.sent) == 24 and state_of(store, "a") is MessageState.RETRY
    for hour in range(24, 24 + outbox.MOST_TRIES):
        service.send(NINE + timedelta(hours=hour))
    assert state_of(store, "a") is MessageState.DEAD


def test_a_channel_that_hangs_is_left_alone_for_half_a_minute_and_its_messages_are_not_used_up(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_up(store, WECOM, MAIL)
    owe(store, "a", "b")
    owe(store, "c", channel="m")
    monkeypatch.setattr(sending, "SLOW_S", 0.0)
    robot, post = FakeSender(*[Delivery(sent=False, why="没有应答")] * 2), FakeSender()
    service = sends(store, w=robot, m=post)
    assert service.send(NINE) == 1 and len(robot.sent) == 1 and len(post.sent) == 1
    assert service.send(NINE + timedelta(seconds=29)) == 0
    assert next(row.message.tries for row in store.outbox.all() if row.message.key == "b") == 0


def test_notices_of_this_desk_wait_for_nobody(store: Store) -> None:
    set_up(store, WECOM)
    owe(store, "a", "b")
    owe(store, "c", channel=NOTICE)
    robot = FakeSender()
    service = sends(store, w=robot)
    assert service.tell(NINE) == 1 and robot.sent == [] and service.tell(NINE) == 0
    assert [notice.subject for notice in store.outbox.notices()] == ["题c"]
    owe(store, "d", channel=NOTICE)
    assert service.send(NINE) == 3 and len(store.outbox.notices()) == 2


def test_a_round_without_anything_owed_writes_nothing(store: Store) -> None:
    set_up(store, WECOM)
    idle: Any = DyingStore(store, 1, False)
    service = SendService(idle, {NOTICE: NoticeSender(store)}, lambda setup: FakeSender())
    assert (service.send(NINE), service.tell(NINE)) == (0, 0)


# --- what fails for good


def test_what_is_given_up_is_told_once_at_this_desk_with_its_text_the_channel_and_why(store: Store) -> None:
    set_up(store, WECOM)
    owe(store, "a", incident_id=7)
    service = sends(store, w=FakeSender(Delivery(sent=False, why="机器人已被移除", again=False)))
    service.send(NINE)
    service.send(NINE + minutes(60))
    (notice,) = store.outbox.notices()
    assert (notice.subject, notice.incident_id) == ("未送达：题a", 7)
    assert notice.text == sentence("channel_dead", text="文a", channel="值班群", to="值班员", why="机器人已被移除")
    (dead,) = store.outbox.dead()
    assert (dead.message.key, dead.why) == ("a", "机器人已被移除")


def test_a_letter_that_some_did_not_get_is_sent_and_told(store: Store) -> None:
    set_up(store, MAIL)
    owe(store, "a", channel="m")
    sends(store, m=FakeSender(Delivery(sent=True, why="不收 a@b.cn"))).send(NINE)
    (notice,) = store.outbox.notices()
    assert (
        notice.subject == "部分未送达：题a"
        and "不收 a@b.cn" in notice.text
        and state_of(store, "a") is MessageState.SENT
    )


def test_messages_of_a_channel_that_was_removed_are_told_at_this_desk(store: Store) -> None:
    set_up(store, WECOM)
    owe(store, "a")
    store.write_now(lambda tx: rows.remove(tx, "w", NINE))
    sends(store).send(NINE)
    (notice,) = store.outbox.notices()
    assert "文a" in notice.text and state_of(store, "a") is MessageState.DEAD


@pytest.mark.parametrize(
    ("failure", "state"),
    [
        (Refused("channel_secret_needed", what="密码"), MessageState.DEAD),
        (Unavailable("keyring_failed"), MessageState.RETRY),
    ],
)
def test_a_channel_whose_key_is_not_there_says_so(store: Store, failure: DeskError, state: MessageState) -> None:
    def make(setup: ChannelSetup) -> FakeSender:
        raise failure

    set_up(store, WECOM)
    owe(store, "a")
    SendService(store, {NOTICE: NoticeSender(store)}, make).send(NINE)
    (row,) = store.outbox.all()
    assert (row.state, row.why) == (state, failure.sentence)


# --- drills


def test_a_drill_is_never_really_sent_but_shown_here_as_one(store: Store) -> None:
    set_up(store, WECOM)
    owe(store, "a", drill=True)
    owe(store, "b", channel=NOTICE, drill=True)
    robot = FakeSender()
    assert sends(store, w=robot).send(NINE) == 2 and robot.sent == []
    notices = {notice.subject: notice.text for notice in store.outbox.notices()}
    assert notices == {
        "【演练】题a": sentence("channel_drill", text="文a", channel="值班群", to="值班员"),
        "【演练】题b": "【演练】文b",
    }
    assert store.outbox.waiting() == 0


# --- followed while it runs


def test_a_channel_that_is_changed_is_followed_at_the_next_message(store: Store) -> None:
    made: list[ChannelSetup] = []

    def make(setup: ChannelSetup) -> FakeSender:
        made.append(setup)
        return FakeSender()

    service = SendService(store, {NOTICE: NoticeSender(store)}, make)
    changed = replace(WECOM, revision=2)
    for key, setup in (("a", WECOM), ("b", WECOM), ("c", changed)):
        set_up(store, setup)
        owe(store, key)
        assert service.send(NINE) == 1
    assert made == [WECOM, changed]


def test_the_robot_of_the_settings_is_overtaken_by_the_channel_it_became(store: Store) -> None:
    old, new = FakeSender(), FakeSender()
    overtaken: list[str] = []
    service = SendService(store, {"webhook": old, NOTICE: NoticeSender(store)}, lambda setup: new, lambda tx: overtaken)
    owe(store, "a", channel="webhook")
    assert service.send(NINE) == 1 and len(old.sent) == 1
    overtaken.append("webhook")
    set_up(store, ChannelSetup("webhook", "提醒机器人", ChannelKind.WEBHOOK, revision=1))
    owe(store, "b", channel="webhook")
    assert service.send(NINE) == 1 and len(new.sent) == 1
    store.write_now(lambda tx: rows.remove(tx, "webhook", NINE))
    owe(store, "c", channel="webhook")
    assert service.send(NINE) == 0 and len(old.sent) == 1 and state_of(store, "c") is MessageState.DEAD


# --- owed


def test_a_message_is_owed_through_each_channel_of_its_post(store: Store) -> None:
    set_up(store, WECOM, replace(MAIL, detail=Detail.TITLE))
    service = sends(store)
    message = Message("k", "webhook", "值班员", "题", "文", NINE)
    assert store.write_now(lambda tx: service.owe(tx, message, "支架坍塌")).value == 2
    assert store.write_now(lambda tx: service.owe(tx, message, "支架坍塌")).value == 0
    assert {row.message.key: row.message.text for row in store.outbox.all()} == {"k@w": "文", "k@m": "文 · 支架坍塌"}


def test_the_calendar_of_a_confirmed_matter_goes_out_by_mail(
    store: Store, incidents: IncidentService, path: Path
) -> None:
    set_up(store, WECOM, MAIL)
    opened = incidents.open("云川大桥引桥支架坍塌", published=NINE, deed=BY)
    confirmed = incidents.confirm(opened.id, MAJOR, deed=BY)
    assert confirmed.level is Level.MAJOR
    post = FakeSender()
    service = sends(store, m=post)
    owed = store.write_now(lambda tx: service.owe_calendar(tx, incident_rows.load(tx, opened.id), NINE)).value
    assert owed == 1 and service.send(NINE) == 1
    (letter,) = post.sent
    assert letter.calendar is not None and "20261120T060000Z" in letter.calendar  # five hours after nine in 云川
    assert opened.title not in letter.calendar + letter.text + letter.subject
