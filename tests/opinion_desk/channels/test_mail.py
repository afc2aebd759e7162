"""Mail: what a server answers, or does not, becomes a Delivery that says what to do; nothing it does goes further."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from opinion_desk.channels import mail
from opinion_desk.channels.mail import MailSender
from opinion_desk.domain.channels import EVERYBODY, ChannelKind, ChannelSetup, Recipient, Security
from opinion_desk.domain.messages import sentence
from opinion_desk.domain.outbox import Delivery, Message
from tests.opinion_desk.channels.servers import MailServer, parts_of, trusting
from tests.opinion_desk.inward import PUBLIC, answering

CALENDAR = "BEGIN:VCALENDAR\r\nSUMMARY:最迟5小时\r\nEND:VCALENDAR\r\n"
MESSAGE = Message(
    "1:release:target:escalated:2@c1",
    "c1",
    "宣传部分管领导",
    "YQ-2026-0001 力争3小时已过",
    "YQ-2026-0001 · 重大级 · 力争3小时已过",
    datetime(2026, 11, 20, 9, tzinfo=UTC),
    1,
)
LEADER, DUTY, ALL = "fgld@yunchuan.example", "zhiban@yunchuan.example", "yqb@yunchuan.example"
RECIPIENTS = (Recipient("宣传部分管领导", LEADER), Recipient("值班员", DUTY), Recipient("", ALL))

Make = Callable[..., MailSender]


@pytest.fixture
def make(mail_server: MailServer, monkeypatch: pytest.MonkeyPatch) -> Make:
    """Senders to the server of the test, which trust its certificate."""
    context = trusting()
    monkeypatch.setattr(mail, "trusted", lambda: context)

    def sender(
        password: str | None = "key", *, timeout_s: float = 5.0, whole_s: float = 20.0, **more: Any
    ) -> MailSender:
        setup = ChannelSetup(
            "c1", "值班信箱", ChannelKind.MAIL, internal=True, host="127.0.0.1", port=mail_server.port,
            security=Security.NONE, user="yqb", sender=ALL, recipients=RECIPIENTS,
        )  # fmt: skip
        return MailSender(replace(setup, **more), password, timeout_s=timeout_s, whole_s=whole_s)

    return sender


def test_a_letter_arrives_at_the_mailbox_of_its_post(make: Make, mail_server: MailServer) -> None:
    assert make().send(MESSAGE) == Delivery(sent=True)
    (letter,) = mail_server.letters
    assert (letter["Subject"], letter["From"], letter["To"]) == (MESSAGE.subject, ALL, LEADER)
    assert MESSAGE.text in letter.get_content() and "致：宣传部分管领导" in letter.get_content()
    assert (letter["Auto-Submitted"], letter["Date"]) == ("auto-generated", "Fri, 20 Nov 2026 09:00:00 +0000")
    assert [line for line in mail_server.said if line.startswith("RCPT")] == [f"RCPT TO:<{LEADER}>"]
    assert mail_server.said[-1] == "QUIT"


def test_a_post_without_a_mailbox_of_its_own_is_written_to_by_those_of_everybody(
    make: Make, mail_server: MailServer
) -> None:
    assert make().send(replace(MESSAGE, to="政府分管领导")).sent
    assert make().send(replace(MESSAGE, to=EVERYBODY)).sent
    assert [letter["To"] for letter in mail_server.letters] == [ALL, f"{LEADER}, {DUTY}, {ALL}"]


def test_a_post_nobody_reads_for_is_told(make: Make, mail_server: MailServer) -> None:
    delivery = make(recipients=RECIPIENTS[:1]).send(replace(MESSAGE, to="值班员"))
    assert (delivery.sent, delivery.again, delivery.why) == (False, False, sentence("channel_last_line", to="值班员"))
    assert mail_server.said == []


def test_the_calendar_goes_with_it_octet_by_octet(make: Make, mail_server: MailServer) -> None:
    assert make().send(replace(MESSAGE, calendar=CALENDAR)).sent
    (letter,) = mail_server.letters
    (attached,) = letter.iter_attachments()
    assert attached.get_payload(decode=True) == CALENDAR.encode()
    assert (attached.get_content_type(), attached.get_filename()) == ("text/calendar", "deadlines.ics")
    assert attached["Content-Type"].params["method"] == "PUBLISH"
    assert set(parts_of(letter)) == {"text/plain", "text/calendar"}


def test_a_repeat_says_so_and_bears_the_same_name(make: Make, mail_server: MailServer) -> None:
    make().send(MESSAGE)
    make().send(replace(MESSAGE, maybe_again=True))
    first, second = mail_server.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert "可能重复" in second["Subject"] and "可能重复" in second.get_content() and "重复" not in first["Subject"]


def test_a_subject_cannot_bring_in_headers_of_its_own(make: Make, mail_server: MailServer) -> None:
    assert make().send(replace(MESSAGE, subject="通知\r\nBcc: a@example.com\n\n正文", text=".\r\nQUIT\r\n")).sent
    (letter,) = mail_server.letters
    assert letter["Bcc"] is None and letter["Subject"] == "通知 Bcc: a@example.com 正文"
    assert ".\nQUIT" in letter.get_content().replace("\r\n", "\n")


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.SSL])
def test_it_is_encrypted_before_anything_is_told(make: Make, mail_server: MailServer, security: Security) -> None:
    mail_server.encrypted, mail_server.at_once = security is Security.STARTTLS, security is Security.SSL
    assert make(security=security).send(MESSAGE) == Delivery(sent=True)
    assert mail_server.letters and any(line.startswith("AUTH") for line in mail_server.said)
    if security is Security.STARTTLS:
        assert mail_server.said.index("STARTTLS") < mail_server.said.index("MAIL FROM:<yqb@yunchuan.example>")


def test_a_server_that_cannot_encrypt_gets_no_password(make: Make, mail_server: MailServer) -> None:
    for security in (Security.STARTTLS, Security.SSL):
        delivery = make(security=security, timeout_s=0.5).send(MESSAGE)
        assert (delivery.sent, delivery.again, delivery.why) == (False, False, sentence("mail_no_tls")), security
    assert not any(line.startswith("AUTH") for line in mail_server.said)


def test_a_certificate_nobody_vouches_for_is_refused(
    make: Make, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_server.encrypted = True
    monkeypatch.undo()
    delivery = make(security=Security.STARTTLS).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.why) == (False, False, sentence("mail_untrusted"))
    assert mail_server.letters == []


@pytest.mark.parametrize(
    ("to", "answer", "why", "again"),
    [
        ("greeting", "554 no service", sentence("mail_refused", code=554), False),
        ("greeting", "421 too busy", sentence("mail_busy", code=421), True),
        ("AUTH", "535 5.7.8 bad credentials", sentence("mail_login", code=535), False),
        ("AUTH", "454 4.7.0 later", sentence("mail_busy", code=454), True),
        ("MAIL", "553 not your address", sentence("mail_refused", code=553), False),
        ("MAIL", "451 later", sentence("mail_busy", code=451), True),
        (f"RCPT {LEADER}", "550 no such mailbox", sentence("mail_refused", code=550), False),
        (f"RCPT {LEADER}", "450 greylisted", sentence("mail_busy", code=450), True),
        ("DATA", "552 too large", sentence("mail_refused", code=552), False),
        ("end", "554 looks like spam", sentence("mail_refused", code=554), False),
        ("end", "452 no room", sentence("mail_busy", code=452), True),
    ],
)
def test_answers_of_400_are_tried_again_and_those_of_500_are_not(
    make: Make, mail_server: MailServer, to: str, answer: str, why: str, again: bool
) -> None:
    mail_server.answers[to] = answer
    delivery = make().send(MESSAGE)
    assert (delivery.sent, delivery.why, delivery.again, delivery.unsure) == (False, why, again, False)
    assert mail_server.letters == []


def test_a_server_that_takes_no_password_is_told_apart(make: Make, mail_server: MailServer) -> None:
    mail_server.features = []
    delivery = make().send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.why) == (False, False, sentence("mail_no_login"))
    assert make(user="").send(MESSAGE).sent  # it may not need one
    mail_server.features = ["AUTH GSSAPI"]
    assert make().send(MESSAGE).why == sentence("mail_no_login")


def test_mailboxes_that_were_not_taken_are_named_while_the_others_have_it(make: Make, mail_server: MailServer) -> None:
    mail_server.answers[f"RCPT {DUTY}"] = "550 no such mailbox"
    delivery = make().send(replace(MESSAGE, to=EVERYBODY))
    assert (delivery.sent, delivery.why) == (True, sentence("mail_some_refused", addresses=DUTY))
    assert len(mail_server.letters) == 1


@pytest.mark.parametrize(
    ("at", "unsure"), [("greeting", False), ("EHLO", False), ("AUTH", False), ("MAIL", False), ("end", True)]
)
def test_a_server_that_hangs_is_left_and_only_after_the_letter_it_may_have_arrived(
    make: Make, mail_server: MailServer, at: str, unsure: bool
) -> None:
    mail_server.hangs_at = at
    delivery = make(timeout_s=0.1).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.unsure) == (False, True, unsure)
    assert delivery.why in (sentence("mail_silent"), sentence("mail_cut"))


@pytest.mark.parametrize(
    ("at", "unsure"), [("greeting", False), ("AUTH", False), ("MAIL", False), ("DATA", True), ("end", True)]
)
def test_a_server_that_cuts_the_connection_is_tried_again(
    make: Make, mail_server: MailServer, at: str, unsure: bool
) -> None:
    mail_server.answers[at] = ""
    delivery = make().send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.why, delivery.unsure) == (False, True, sentence("mail_cut"), unsure)


def test_a_server_that_trickles_is_left_when_the_whole_takes_too_long(make: Make, mail_server: MailServer) -> None:
    mail_server.trickles = "MAIL"
    delivery = make(timeout_s=5.0, whole_s=0.3).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.unsure) == (False, True, False)


@pytest.mark.parametrize("noise", ["HTTP/1.1 400 Bad Request", "\x00\xff", "2", "abc def", "220"])
def test_noise_in_place_of_a_greeting_is_no_success(make: Make, mail_server: MailServer, noise: str) -> None:
    mail_server.answers["greeting"] = noise
    mail_server.answers["EHLO"] = mail_server.answers["HELO"] = noise
    delivery = make().send(MESSAGE)
    assert not delivery.sent and (delivery.why or "").endswith("。")
    assert mail_server.letters == []


def test_what_the_server_says_to_goodbye_changes_nothing(make: Make, mail_server: MailServer) -> None:
    mail_server.answers["QUIT"] = ""
    assert make().send(MESSAGE) == Delivery(sent=True)


def test_a_server_that_is_not_there_is_tried_again() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        setup = ChannelSetup(
            "c1", "信箱", ChannelKind.MAIL, internal=True, host="127.0.0.1", port=taken.getsockname()[1],
            security=Security.NONE, sender=ALL, recipients=RECIPIENTS,
        )  # fmt: skip
        delivery = MailSender(setup, None, timeout_s=1.0).send(MESSAGE)
    assert (delivery.sent, delivery.again, delivery.why, delivery.unsure) == (
        False,
        True,
        sentence("mail_silent"),
        False,
    )


def test_a_server_on_the_inside_is_refused_unless_it_is_said_to_be(make: Make, mail_server: MailServer) -> None:
    delivery = make(internal=False).send(MESSAGE)
    assert (delivery.sent, delivery.again) == (False, False) and "不是公网地址" in (delivery.why or "")
    unknown = make(internal=False, host="smtp.yunchuan.example").send(MESSAGE)
    assert (unknown.sent, unknown.again) == (False, True)
    assert mail_server.said == []


def test_the_name_of_the_mail_server_is_looked_up_once_and_its_certificate_must_bear_it(
    make: Make, mail_server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail_server.encrypted = True
    connected: list[str] = []

    def create(address: tuple[str, int], timeout: float | None = None, *_: Any, **__: Any) -> socket.socket:
        connected.append(address[0])
        if len(connected) == 1:
            raise ConnectionRefusedError
        connection = socket.socket()
        connection.settimeout(timeout)
        connection.connect(("127.0.0.1", mail_server.port))
        return connection

    monkeypatch.setattr(socket, "create_connection", create)
    for name, why in (("localhost", None), ("smtp.yunchuan.example", sentence("mail_untrusted"))):
        monkeypatch.setattr(socket, "getaddrinfo", answering(("93.184.216.1", "10.0.0.1", PUBLIC), ("127.0.0.1",)))
        delivery = make(internal=False, host=name, security=Security.STARTTLS).send(MESSAGE)
        assert (delivery.sent, delivery.why) == (why is None, why)
    assert connected == ["93.184.216.1", PUBLIC, "93.184.216.1"] and len(mail_server.letters) == 1
