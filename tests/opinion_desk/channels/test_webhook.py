"""A robot's answer is read, whatever it answers; nothing it does goes further than a Delivery."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest

from opinion_desk.channels import robot as posting
from opinion_desk.channels.webhook import WebhookSender
from opinion_desk.demo.server import LoopbackServer
from opinion_desk.domain.messages import sentence
from opinion_desk.domain.outbox import Message
from tests.opinion_desk.channels.servers import Robot, trusting
from tests.opinion_desk.inward import PUBLIC, WAYS, answering, look_up

MESSAGE = Message(
    "1:release:target:escalated:2",
    "webhook",
    "宣传部分管领导",
    "YQ-2026-0001",
    "YQ-2026-0001 · 重大级 · 力争3小时已过",
    datetime(2026, 11, 20, 9, tzinfo=UTC),
    1,
)


def test_a_message_arrives_with_its_text_its_post_and_its_key() -> None:
    with LoopbackServer() as server:
        delivery = WebhookSender(f"{server.base_url}/hook/1", internal=True).send(MESSAGE)
        (kept,) = server.messages
    assert delivery.sent and kept.path == "/hook/1" and kept.content["key"] == MESSAGE.key
    assert kept.content["msgtype"] == "text"
    assert kept.content["text"]["content"] == f"{MESSAGE.text}（致宣传部分管领导）"


def test_a_message_that_may_have_gone_out_before_says_so() -> None:
    with LoopbackServer() as server:
        WebhookSender(f"{server.base_url}/hook", internal=True).send(replace(MESSAGE, maybe_again=True))
        assert "可能重复" in server.messages[0].content["text"]["content"]


@pytest.mark.parametrize("body", [b'{"errcode":0,"errmsg":"ok"}', b'{"code":0}', b'{"StatusCode":0}'])
def test_the_robots_of_three_houses_say_that_it_was_sent(robot: Robot, body: bytes) -> None:
    robot.body = body
    assert WebhookSender(robot.address, internal=True).send(MESSAGE).sent


def test_a_status_of_200_with_an_error_code_is_no_success(robot: Robot) -> None:
    robot.body = b'{"errcode":93000,"errmsg":"invalid webhook url"}'
    delivery = WebhookSender(robot.address, internal=True).send(MESSAGE)
    assert (delivery.sent, delivery.why, delivery.again) == (False, sentence("webhook_code", code=93000), True)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>login</html>",
        b"[1,2]",
        b"{}",
        b"null",
        b'"ok"',
        b'{"errcode":' + b"9" * 5000 + b"}",
        b"[" * 30_000,
        b"\xff" * 9,
        b" " * 70_000,
    ],
    ids=["empty", "page", "list", "no code", "null", "text", "endless number", "nested", "bytes", "endless"],
)
def test_an_answer_that_cannot_be_read_is_no_success(robot: Robot, body: bytes) -> None:
    robot.body = body
    delivery = WebhookSender(robot.address, internal=True).send(MESSAGE)
    assert (delivery.sent, delivery.why, delivery.again) == (False, sentence("webhook_unreadable"), True)


@pytest.mark.parametrize(
    ("said", "wait"), [("120", 120), ("999999", 3600), ("", 60), ("Fri, 20 Nov 2026 09:00:00 GMT", 60)]
)
def test_a_robot_that_asks_for_patience_gets_it_for_an_hour_at_most(robot: Robot, said: str, wait: int) -> None:
    robot.status, robot.headers = 429, {"Retry-After": said}
    delivery = WebhookSender(robot.address, internal=True).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.wait_s) == (False, True, wait)


@pytest.mark.parametrize(("status", "again"), [(400, False), (404, False), (500, True), (503, True)])
def test_a_refusal_is_final_and_a_broken_server_is_tried_again(robot: Robot, status: int, again: bool) -> None:
    robot.status = status
    delivery = WebhookSender(robot.address, internal=True).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.why) == (False, again, sentence("webhook_refused", status=status))


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed(robot: Robot, status: int) -> None:
    with LoopbackServer() as elsewhere:
        robot.status, robot.headers = status, {"Location": f"{elsewhere.base_url}/hook"}
        delivery = WebhookSender(robot.address, internal=True).send(MESSAGE)
        assert elsewhere.messages == ()
    assert [path for path, _ in robot.asked] == ["/hook"]
    assert (delivery.sent, delivery.again) == (False, False) and str(status) in (delivery.why or "")


def test_a_robot_that_hangs_is_left_when_its_time_is_up(robot: Robot) -> None:
    robot.hanging = threading.Event()
    delivery = WebhookSender(robot.address, internal=True, timeout_s=0.05).send(MESSAGE)
    assert (delivery.sent, delivery.why, delivery.again) == (False, sentence("webhook_silent"), True)


def test_a_robot_that_refuses_the_connection_is_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}/hook"
        delivery = WebhookSender(address, internal=True).send(MESSAGE)
    assert (delivery.sent, delivery.why, delivery.again) == (False, sentence("webhook_silent"), True)


def test_an_address_that_is_not_public_is_refused_unless_it_is_said_to_be_internal(robot: Robot) -> None:
    delivery = WebhookSender(robot.address).send(MESSAGE)
    assert (delivery.sent, delivery.again) == (False, False) and "不是公网地址" in (delivery.why or "")
    assert robot.asked == []
    assert WebhookSender(robot.address, internal=True).send(MESSAGE).sent


@pytest.mark.parametrize("way", [way for way, _ in WAYS])
def test_a_robot_on_the_inside_is_refused_however_it_is_written(
    way: str, robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("a connection was made"))
    delivery = WebhookSender(way).send(MESSAGE)
    assert not delivery.sent and not delivery.unsure and delivery.why


def _standing_in(monkeypatch: pytest.MonkeyPatch, robot: Robot, *rounds: tuple[str, ...]) -> list[str]:
    """The IP addresses that are connected to, each leading to the robot; the names' addresses by round."""
    connected: list[str] = []
    port = int(robot.address.rpartition(":")[2].partition("/")[0])

    def create(address: tuple[str, int], timeout: float | None = None, **_: Any) -> socket.socket:
        connected.append(address[0])
        if address[0] == "93.184.216.1":
            raise ConnectionRefusedError
        connection = socket.socket()
        connection.settimeout(timeout)
        connection.connect(("127.0.0.1", port))
        return connection

    monkeypatch.setattr(socket, "getaddrinfo", answering(*rounds))
    monkeypatch.setattr(socket, "create_connection", create)
    return connected


def test_a_public_name_that_leads_inwards_is_refused(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    connected = _standing_in(monkeypatch, robot, ("127.0.0.1", "10.0.0.1"))
    delivery = WebhookSender("https://robot.example/hook").send(MESSAGE)
    assert (delivery.sent, delivery.again, connected) == (False, False, []) and "robot.example" in (delivery.why or "")


def test_a_name_is_looked_up_once_and_that_answer_is_connected_to(
    robot: Robot, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected = _standing_in(monkeypatch, robot, ("127.0.0.1", PUBLIC), ("127.0.0.1",))
    assert WebhookSender("http://robot.example:81/hook?key=1").send(MESSAGE).sent
    assert connected == [PUBLIC]
    assert robot.asked[0][0] == "/hook?key=1" and robot.hosts == ["robot.example:81"]


def test_the_next_address_of_a_name_is_tried_when_one_is_closed(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    connected = _standing_in(monkeypatch, robot, ("93.184.216.1", PUBLIC))
    assert WebhookSender("http://robot.example/hook").send(MESSAGE).sent
    assert connected == ["93.184.216.1", PUBLIC] and robot.hosts == ["robot.example"]


@pytest.mark.parametrize(("name", "trusted"), [("localhost", True), ("robot.example", False)])
def test_the_certificate_must_bear_the_name_although_an_ip_address_is_connected_to(
    name: str, trusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(posting, "trusted", trusting)
    with Robot(encrypted=True) as robot:
        connected = _standing_in(monkeypatch, robot, (PUBLIC,))
        delivery = WebhookSender(f"https://{name}/hook").send(MESSAGE)
        assert (delivery.sent, connected, robot.hosts) == (trusted, [PUBLIC], [name] if trusted else [])


def test_an_unknown_host_is_tried_again() -> None:
    delivery = WebhookSender("https://robot.example/hook").send(MESSAGE)
    assert (delivery.sent, delivery.again) == (False, True)
    assert delivery.why == sentence("host_unknown", host="robot.example")


@pytest.mark.parametrize("address", ["http://[::1/hook", "https://ro\x00bot/hook", "https://" + "a" * 70_000])
def test_an_address_nobody_can_read_is_given_up_at_once(address: str) -> None:
    delivery = WebhookSender(address, internal=True).send(MESSAGE)
    assert (delivery.sent, delivery.why, delivery.again) == (False, sentence("setting_webhook"), False)


def test_the_proxies_of_the_environment_are_not_used(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert WebhookSender(robot.address, internal=True).send(MESSAGE).sent


def test_a_trickling_answer_ends_with_the_time_that_was_given(robot: Robot, monkeypatch: pytest.MonkeyPatch) -> None:
    times: Callable[[], float] = iter([0.0, 99.0]).__next__
    monkeypatch.setattr(posting, "time", SimpleNamespace(monotonic=times))
    delivery = WebhookSender(robot.address, internal=True).send(MESSAGE)
    assert delivery.why == sentence("webhook_unreadable")
