"""The robots of three houses: what is posted, how it is signed, and what their answers mean."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from opinion_desk.channels.dingtalk import DingtalkSender
from opinion_desk.channels.feishu import FeishuSender
from opinion_desk.channels.wecom import WecomSender
from opinion_desk.domain.messages import sentence
from opinion_desk.domain.outbox import Delivery, Message
from opinion_desk.services.ports import Sender
from tests.opinion_desk.channels.servers import Robot

AT = datetime(2026, 11, 20, 9, 0, 0, 123_000, tzinfo=UTC)  # 1795165200123 ms
MESSAGE = Message(
    "1:release:target:escalated:2@c1", "c1", "宣传部分管领导", "YQ-2026-0001", "YQ-2026-0001 · 重大级", AT, 1
)
# openssl dgst -sha256 -hmac SEC0123456789abcdef -binary, over "1795165200123\nSEC0123456789abcdef", in base64
DINGTALK_SIGN = "3r4JewPqaG/yauxSyEm8cQLkB1ZEDMyVyL9PPUpliN0="
# the same with the key "1795165200\nhzkc5SjYn6kVgD" over nothing
FEISHU_SIGN = "Dd92NTpD8gGcbENoisHzmlN6Y2cH/dJbX1QBECnTg5k="

Make = Callable[..., Sender]


def wecom(robot: Robot, **more: Any) -> Sender:
    return WecomSender(robot.address, internal=True, **more)


def dingtalk(robot: Robot, secret: str | None = None, **more: Any) -> Sender:
    return DingtalkSender(f"{robot.address}?access_token=a%2Bb", secret, lambda: AT, internal=True, **more)


def feishu(robot: Robot, secret: str | None = None, **more: Any) -> Sender:
    return FeishuSender(robot.address, secret, lambda: AT, internal=True, **more)


ALL = pytest.mark.parametrize("make", [wecom, dingtalk, feishu])


def test_wecom_gets_its_text_and_nothing_it_does_not_know(robot: Robot) -> None:
    assert wecom(robot).send(MESSAGE) == Delivery(sent=True)
    assert robot.asked == [("/hook", {"msgtype": "text", "text": {"content": f"{MESSAGE.text}（致宣传部分管领导）"}})]


def test_dingtalk_is_signed_in_the_address_beside_its_token(robot: Robot) -> None:
    assert dingtalk(robot, "SEC0123456789abcdef").send(MESSAGE).sent
    ((path, body),) = robot.asked
    assert parse_qs(urlsplit(path).query) == {
        "access_token": ["a+b"],
        "timestamp": ["1795165200123"],
        "sign": [DINGTALK_SIGN],
    }
    assert body == {"msgtype": "text", "text": {"content": f"{MESSAGE.text}（致宣传部分管领导）"}}


def test_feishu_is_signed_in_the_body(robot: Robot) -> None:
    robot.body = b'{"code":0,"msg":"success","data":{}}'
    assert feishu(robot, "hzkc5SjYn6kVgD").send(MESSAGE).sent
    ((_, body),) = robot.asked
    assert body == {
        "timestamp": "1795165200",
        "sign": FEISHU_SIGN,
        "msg_type": "text",
        "content": {"text": f"{MESSAGE.text}（致宣传部分管领导）"},
    }


def test_a_robot_without_a_key_is_not_signed(robot: Robot) -> None:
    dingtalk(robot).send(MESSAGE)
    feishu(robot).send(MESSAGE)
    assert parse_qs(urlsplit(robot.asked[0][0]).query) == {"access_token": ["a+b"]}
    assert set(robot.asked[1][1]) == {"msg_type", "content"}


@pytest.mark.parametrize(
    ("make", "body", "wait"),
    [
        (wecom, b'{"errcode":45009,"errmsg":"api freq out of limit"}', 60),
        (dingtalk, b'{"errcode":130101,"errmsg":"send too fast"}', 600),
        (feishu, b'{"code":11232,"msg":"frequency limited"}', 60),
        (feishu, b'{"code":9499,"msg":"too many request"}', 60),
    ],
)
def test_a_robot_that_is_asked_too_often_gets_patience(robot: Robot, make: Make, body: bytes, wait: int) -> None:
    robot.body = body
    delivery = make(robot).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.wait_s, delivery.why) == (
        False, True, wait, sentence("webhook_busy"),
    )  # fmt: skip


def test_the_code_of_patience_counts_under_a_status_of_failure_too(robot: Robot) -> None:
    robot.status, robot.body = 400, b'{"code":11232,"msg":"frequency limited"}'
    assert feishu(robot).send(MESSAGE).wait_s == 60


@ALL
def test_a_status_of_429_is_patience_for_every_robot(robot: Robot, make: Make) -> None:
    robot.status, robot.headers = 429, {"Retry-After": "17"}
    assert make(robot).send(MESSAGE).wait_s == 17
    robot.headers = {"Retry-After": "9" * 5_000}
    assert make(robot).send(MESSAGE).wait_s == 3600


@pytest.mark.parametrize(
    ("make", "code", "told", "id"),
    [
        (wecom, 93000, "invalid webhook url", "robot_gone"),
        (dingtalk, 310000, "sign not match", "robot_sign"),
        (dingtalk, 310000, "keywords not in content", "robot_keyword"),
        (dingtalk, 310000, "ip 10.0.0.1 not in whitelist", "robot_address_list"),
        (dingtalk, 310000, "别的原因", "robot_safety"),
        (dingtalk, 300001, "token is not exist", "robot_gone"),
        (feishu, 19001, "param invalid: incoming webhook access token invalid", "robot_gone"),
        (feishu, 19021, "sign match fail or timestamp is not within one hour", "robot_sign"),
        (feishu, 19022, "Ip Not Allowed", "robot_address_list"),
        (feishu, 19024, "Key Words Not Found", "robot_keyword"),
    ],
)
def test_what_somebody_must_set_right_is_given_up_with_what_to_do(
    robot: Robot, make: Make, code: int, told: str, id: str
) -> None:
    field = ("code", "msg") if make is feishu else ("errcode", "errmsg")
    robot.body = f'{{"{field[0]}":{code},"{field[1]}":"{told}"}}'.encode()
    delivery = make(robot).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.why) == (False, False, sentence(id, code=code))


@ALL
def test_a_code_nobody_knows_is_tried_again(robot: Robot, make: Make) -> None:
    robot.body = b'{"errcode":-1,"code":-1}'
    delivery = make(robot).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.why) == (False, True, sentence("webhook_code", code=-1))


@ALL
def test_an_answer_that_never_comes_leaves_it_open_whether_the_message_did(robot: Robot, make: Make) -> None:
    robot.hanging = threading.Event()
    delivery = make(robot, timeout_s=0.05).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.unsure) == (False, True, True)


@ALL
def test_a_connection_that_is_cut_leaves_it_open_too(robot: Robot, make: Make) -> None:
    robot.cuts = True
    delivery = make(robot).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.unsure) == (False, True, True)
    robot.cuts, robot.body = False, b"\xff\x00garbage"
    assert make(robot).send(MESSAGE).unsure


@ALL
def test_a_very_long_text_is_cut_between_characters_and_keeps_its_end(robot: Robot, make: Make) -> None:
    make(robot).send(replace(MESSAGE, text="舆情" * 2_000, maybe_again=True))
    ((_, body),) = robot.asked
    content = (body.get("text") or body["content"]).get("content") or body["content"]["text"]
    assert len(content.encode()) <= 2_048 and content.startswith("舆情舆情")
    assert content.endswith("…（可能重复）（致宣传部分管领导）")
