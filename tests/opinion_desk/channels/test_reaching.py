"""Where a channel connects to is found in bounded time: a name server that does not answer holds no message back for long."""

from __future__ import annotations

import socket
from dataclasses import replace

import pytest

from opinion_desk.channels.mail import MailSender
from opinion_desk.channels.webhook import WebhookSender
from opinion_desk.domain.channels import ChannelKind, ChannelSetup, Recipient, Security
from tests.opinion_desk.channels.test_mail import ALL, MESSAGE
from tests.opinion_desk.inward import nobody_answers

SOON = 0.02  # seconds a look-up may take here


def test_a_message_waits_for_a_look_up_no_longer_than_its_channel_may(monkeypatch: pytest.MonkeyPatch) -> None:
    setup = ChannelSetup("c1", "值班信箱", ChannelKind.MAIL, sender=ALL, recipients=(Recipient("", ALL),))
    setup = replace(setup, host="mail.example.cn", port=25, security=Security.NONE)
    with nobody_answers() as hanging:
        monkeypatch.setattr(socket, "getaddrinfo", hanging)
        robot = WebhookSender("https://robot.example.cn/hook", timeout_s=SOON).send(MESSAGE)
        letter = MailSender(setup, None, timeout_s=SOON).send(MESSAGE)
    assert hanging.asked == ["robot.example.cn", "mail.example.cn"]
    for ended in (robot, letter):
        assert not ended.sent and ended.again and not ended.unsure and "没有查到" in (ended.why or "")
