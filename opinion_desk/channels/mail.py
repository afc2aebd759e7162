"""Mail by SMTP (RFC 5321): each answer of the server becomes a Delivery; a calendar of due times is attached where there is one."""

from __future__ import annotations

import contextlib
import hashlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from ..domain.channels import ChannelSetup, Security
from ..domain.errors import DeskError, Unavailable
from ..domain.messages import sentence
from ..domain.outbox import Delivery, Message
from .reaching import reach, trusted

TIMEOUT_S: Final = 10.0  # of each step
WHOLE_S: Final = 60.0  # of all of it: well before another process takes the sender for gone
_ITSELF: Final = "localhost.localdomain"  # asking the system for the machine's name can take longer than the mail


class MailSender:
    """Sends to the mailboxes of the message's post, else to those of everybody."""

    def __init__(
        self, setup: ChannelSetup, password: str | None, *, timeout_s: float = TIMEOUT_S, whole_s: float = WHOLE_S
    ) -> None:
        """`timeout_s` bounds each step and `whole_s` the whole, also with a server that trickles."""
        self._setup = setup
        self._password = password
        self._timeout_s = timeout_s
        self._whole_s = whole_s

    def send(self, message: Message) -> Delivery:
        """Try once; never raises for what the server does. `why` of a delivery names mailboxes that were not taken."""
        setup = self._setup
        addresses = setup.addresses_of(message.to)
        if not addresses:
            return Delivery(sent=False, why=sentence("channel_last_line", to=message.to), again=False)
        step = _Step()
        try:
            with self._session(step) as server:
                refused = self._hand_over(server, written(setup, message, addresses), addresses, step)
        except DeskError as failure:
            return Delivery(sent=False, why=failure.sentence, again=isinstance(failure, Unavailable))
        except (OSError, smtplib.SMTPException, ValueError) as failure:  # ValueError: an answer that is no answer
            return _failed(failure, step.handed_over)
        if refused:
            return Delivery(sent=True, why=sentence("mail_some_refused", addresses="、".join(refused)))
        return Delivery(sent=True)

    @contextmanager
    def _session(self, step: _Step) -> Iterator[smtplib.SMTP]:
        """A server that was greeted, made private and logged in to; cut off when the whole takes too long."""
        setup, private = self._setup, trusted()
        if setup.security is Security.SSL:
            server: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=_ITSELF, timeout=self._timeout_s, context=private)
        else:
            server = smtplib.SMTP(local_hostname=_ITSELF, timeout=self._timeout_s)
        server._host = setup.host  # type: ignore[attr-defined]  # what the certificate is checked against
        watch = threading.Timer(self._whole_s, lambda: _cut(server))
        watch.daemon = True
        watch.start()
        try:
            found = reach(setup.host, setup.port, internal=setup.internal, seconds=self._timeout_s)
            code, _ = _greeted(server, found, setup.port)
            if code != 220:
                raise smtplib.SMTPResponseException(code, b"")
            server.ehlo_or_helo_if_needed()
            if setup.security is Security.STARTTLS:
                server.starttls(context=private)
                server.ehlo_or_helo_if_needed()
            if setup.user:
                server.login(setup.user, self._password or "")
            yield server
            step.handed_over = False  # the answer came; what the server says to QUIT changes nothing
            with contextlib.suppress(OSError, smtplib.SMTPException, ValueError):
                server.quit()
        finally:
            watch.cancel()
            server.close()

    def _hand_over(
        self, server: smtplib.SMTP, letter: EmailMessage, addresses: tuple[str, ...], step: _Step
    ) -> list[str]:
        """Give the letter to the server; the mailboxes it did not take, while it took others."""
        code, said = server.mail(self._setup.sender)
        if code != 250:
            raise smtplib.SMTPSenderRefused(code, said, self._setup.sender)
        answers = {address: server.rcpt(address) for address in addresses}
        refused = {address: answer for address, answer in answers.items() if answer[0] not in (250, 251)}
        if len(refused) == len(addresses):
            raise smtplib.SMTPRecipientsRefused(refused)
        step.handed_over = True
        code, said = server.data(letter.as_bytes())
        step.handed_over = False
        if code != 250:
            raise smtplib.SMTPDataError(code, said)
        return list(refused)


class _Step:
    """Whether the letter is on its way and the server's word for it still out."""

    __slots__ = ("handed_over",)

    def __init__(self) -> None:
        self.handed_over = False


def written(setup: ChannelSetup, message: Message, addresses: tuple[str, ...]) -> EmailMessage:
    """The letter: plain text, and the calendar attached where the message bears one.

    Its Message-ID follows from the message's key, so that a mailbox can tell a repeat.
    """
    letter = EmailMessage(policy=SMTP)
    again = "（可能重复）" if message.maybe_again else ""
    letter["Subject"] = " ".join(f"{again}{message.subject}".split())
    letter["From"] = setup.sender
    letter["To"] = ", ".join(addresses)
    letter["Date"] = format_datetime(message.created)
    name = hashlib.sha256(message.key.encode("utf-8", "replace")).hexdigest()[:32]
    letter["Message-ID"] = f"<{name}@{setup.sender.rpartition('@')[2]}>"
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office reply, please
    letter.set_content(f"{message.text}{again}\n\n致：{message.to}\n（由舆情工作台自动发出，请勿回复）\n", cte="base64")
    if message.calendar is not None:
        letter.add_attachment(
            message.calendar.encode(),
            maintype="text",
            subtype="calendar",
            filename="deadlines.ics",
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    return letter


def _greeted(server: smtplib.SMTP, addresses: tuple[str, ...], port: int) -> tuple[int, bytes]:
    """The greeting of the first of these IP addresses that takes the connection; the last failure when none does."""
    for ip in addresses[:-1]:
        with contextlib.suppress(OSError):
            return server.connect(ip, port)
    return server.connect(addresses[-1], port)


def _cut(server: smtplib.SMTP) -> None:
    """End a session that takes too long: whoever waits in it gets an error at once."""
    connected = server.sock
    if connected is not None:
        with contextlib.suppress(OSError):
            connected.shutdown(socket.SHUT_RDWR)


def _failed(failure: Exception, unsure: bool) -> Delivery:
    if isinstance(failure, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _ in failure.recipients.values()]
        return _answered(max(codes) if all(code >= 500 for code in codes) else min(codes), "mail_refused")
    if isinstance(failure, smtplib.SMTPAuthenticationError):
        return _answered(failure.smtp_code, "mail_login")
    if isinstance(failure, smtplib.SMTPServerDisconnected):
        return Delivery(sent=False, why=sentence("mail_cut"), unsure=unsure)
    if isinstance(failure, smtplib.SMTPResponseException):
        return _answered(failure.smtp_code, "mail_refused")
    return _unanswered(failure, unsure)


def _unanswered(failure: Exception, unsure: bool) -> Delivery:
    """What is no answer with a code: encryption, names, time, noise."""
    if isinstance(failure, smtplib.SMTPNotSupportedError):
        id = "mail_no_tls" if "STARTTLS" in str(failure) else "mail_no_login"
        return Delivery(sent=False, why=sentence(id), again=False)
    if isinstance(failure, ssl.SSLCertVerificationError):
        return Delivery(sent=False, why=sentence("mail_untrusted"), again=False)
    if isinstance(failure, ssl.SSLError) and not unsure:
        return Delivery(sent=False, why=sentence("mail_no_tls"), again=False)
    if isinstance(failure, smtplib.SMTPException) and "suitable authentication" in str(failure):
        return Delivery(sent=False, why=sentence("mail_no_login"), again=False)
    if isinstance(failure, ConnectionResetError | BrokenPipeError):
        return Delivery(sent=False, why=sentence("mail_cut"), unsure=unsure)
    if isinstance(failure, OSError):
        return Delivery(sent=False, why=sentence("mail_silent"), unsure=unsure)
    return Delivery(sent=False, why=sentence("mail_unreadable"), unsure=unsure)


def _answered(code: int, id: str) -> Delivery:
    """4yz: come again later; 5yz: final (RFC 5321, 4.2.1); anything else is no answer to what was said."""
    if 400 <= code < 500:
        return Delivery(sent=False, why=sentence("mail_busy", code=code))
    if 500 <= code < 600:
        return Delivery(sent=False, why=sentence(id, code=code), again=False)
    return Delivery(sent=False, why=sentence("mail_unreadable"))
