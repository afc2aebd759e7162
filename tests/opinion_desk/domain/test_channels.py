"""Channels: which one a message goes through, and which setups are refused with their sentence."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.addressing import addressed
from opinion_desk.domain.channels import (
    EVERYBODY,
    NOTICE,
    ChannelKind,
    ChannelSetup,
    Detail,
    Recipient,
    Secret,
    Security,
    check_secrets,
    checked,
    robot_host,
    route,
)
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.outbox import Message

LEADER, HEAD = "宣传部分管领导", "宣传部主要负责人"
GROUP = ChannelSetup("group", "大群", ChannelKind.WECOM)
LEADERS = ChannelSetup("leaders", "领导群", ChannelKind.DINGTALK, posts=(LEADER, HEAD))
MAIL = ChannelSetup(
    "mail",
    "信箱",
    ChannelKind.MAIL,
    host="smtp.yunchuan.example",
    sender="yqb@yunchuan.example",
    recipients=(Recipient(LEADER, "fgld@yunchuan.example"),),
)
ALL = (GROUP, LEADERS, MAIL)


@pytest.mark.parametrize(
    ("post", "wanted", "through"),
    [
        (LEADER, "webhook", ("leaders", "mail")),  # every channel set for the post
        (HEAD, "webhook", ("leaders",)),
        ("政府分管领导", "webhook", ("group",)),  # else those for everybody
        (LEADER, "mail", ("mail",)),  # a kind narrows the choice
        (LEADER, "feishu", ("leaders", "mail")),  # but never to nothing
        (LEADER, "leaders", ("leaders",)),  # so does an id
        ("值班员", "leaders", ("group",)),  # a channel of other posts is not used while another reaches it
        (LEADER, NOTICE, (NOTICE,)),
    ],
)
def test_a_message_goes_through_the_channels_of_its_post(post: str, wanted: str, through: tuple[str, ...]) -> None:
    assert route(post, wanted, ALL) == through


def test_where_nothing_reaches_a_post_it_is_told_at_this_desk() -> None:
    assert route("值班员", "webhook", (LEADERS, MAIL)) == (NOTICE,)
    assert route("值班员", "webhook", ()) == (NOTICE,)
    assert route("值班员", "leaders", (LEADERS,)) == ("leaders",)  # the ladder names it


@given(
    st.lists(st.sampled_from(ALL), unique=True),
    st.sampled_from((LEADER, HEAD, "值班员")),
    st.sampled_from(("webhook", "mail", "group", "x", NOTICE)),
)
def test_nobody_is_left_without_a_way(setups: list[ChannelSetup], post: str, wanted: str) -> None:
    through = route(post, wanted, setups)
    assert through and len(set(through)) == len(through)
    assert set(through) <= {NOTICE, *(setup.id for setup in setups)}


def test_each_channel_gets_its_own_key_and_tells_no_more_than_it_may() -> None:
    now = datetime(2026, 11, 20, tzinfo=UTC)
    message = Message("1:release", "webhook", LEADER, "YQ-2026-0001", "YQ-2026-0001 · 重大级", now, 1)
    first, second = addressed(message, (LEADERS, replace(MAIL, detail=Detail.TITLE)), "支架坍塌")
    assert (first.key, first.channel, first.text) == ("1:release@leaders", "leaders", message.text)
    assert (second.key, second.channel, second.text) == ("1:release@mail", "mail", f"{message.text} · 支架坍塌")
    (notice,) = addressed(message, (), "支架坍塌")
    assert (notice.key, notice.channel, notice.text) == ("1:release", NOTICE, message.text)


def test_the_mailboxes_of_a_post_are_its_own_else_those_of_everybody() -> None:
    both = replace(MAIL, recipients=(*MAIL.recipients, Recipient("", "a@b.cn"), Recipient(LEADER, "a@b.cn")))
    assert both.addresses_of(LEADER) == ("fgld@yunchuan.example", "a@b.cn")
    assert both.addresses_of("值班员") == ("a@b.cn",)
    assert both.addresses_of(EVERYBODY) == ("fgld@yunchuan.example", "a@b.cn")
    assert (both.audience, both.for_everybody) == ((LEADER,), True)
    assert MAIL.addresses_of("值班员") == () and not MAIL.for_everybody


def test_a_setup_is_tidied_and_its_port_filled_in() -> None:
    assert checked(replace(LEADERS, name=" 领导群 ", posts=(LEADER, " ", f" {LEADER}"))).posts == (LEADER,)
    assert [checked(replace(MAIL, security=one, internal=True)).port for one in Security] == [587, 465, 25]
    assert checked(replace(MAIL, port=2525)).port == 2525


@pytest.mark.parametrize(
    ("changes", "id"),
    [
        ({"name": "  "}, "channel_name_missing"),
        ({"name": "长" * 61}, "channel_text"),
        ({"name": "甲\n乙"}, "channel_text"),
        ({"host": "smtp.example.cn\r\nQUIT"}, "channel_host"),
        ({"host": ""}, "channel_host"),
        ({"host": "https://smtp.example.cn"}, "channel_host"),
        ({"port": 70_000}, "channel_port"),
        ({"port": -1}, "channel_port"),
        ({"security": Security.NONE}, "channel_plain"),
        ({"user": "值班员"}, "channel_user"),
        ({"recipients": ()}, "channel_no_recipient"),
        ({"recipients": (Recipient("", "a@b.cn\r\nRCPT TO:<c@d.cn>"),)}, "channel_mailbox"),
        ({"recipients": (Recipient("", "值班@云川.cn"),)}, "channel_mailbox"),
        ({"recipients": (Recipient("", "a b@c.cn"),)}, "channel_mailbox"),
        ({"recipients": (Recipient("岗\x00位", "a@b.cn"),)}, "channel_text"),
        ({"recipients": tuple(Recipient("", f"a{n}@b.cn") for n in range(51))}, "channel_many"),
        ({"sender": ""}, "channel_mailbox"),
    ],
)
def test_a_setup_that_cannot_be_used_is_refused_with_its_sentence(changes: dict[str, Any], id: str) -> None:
    with pytest.raises(Refused) as why:
        checked(replace(MAIL, **changes))
    assert why.value.id == id


@pytest.mark.parametrize(
    "address",
    [
        "http://robot.example/",
        "ftp://robot.example/",
        "https://",
        "https://[::1",
        "robot",
        "https://a b/",
        "https://a:0/",
    ],
)
def test_a_robot_has_a_public_encrypted_address(address: str) -> None:
    with pytest.raises(Refused) as why:
        robot_host(address, internal=False)
    assert why.value.id == "setting_webhook"


def test_of_a_robots_address_only_its_host_is_shown() -> None:
    assert (
        robot_host("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=abc", internal=False) == "qyapi.weixin.qq.com"
    )
    assert robot_host("http://10.0.0.8:8080/hook", internal=True) == "10.0.0.8"


def test_a_channel_without_its_key_is_refused() -> None:
    for setup, kept in ((GROUP, ()), (replace(MAIL, user="yqb"), ()), (LEADERS, (Secret.SIGN,))):
        with pytest.raises(Refused) as why:
            check_secrets(setup, kept)
        assert why.value.id == "channel_secret_needed"
    check_secrets(MAIL, ())  # a server that asks for no login
    check_secrets(LEADERS, (Secret.ADDRESS,))
    check_secrets(replace(MAIL, user="yqb"), (Secret.PASSWORD,))
