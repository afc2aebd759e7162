"""Channels that reach people (通知通道): how one is set up, and which of them a message to a post goes through."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final
from urllib.parse import urlsplit

from .errors import Refused

NOTICE: Final = "notice"  # the channel that is always there: a notice on this desk
EVERYBODY: Final = "全体"  # a message to it reaches every recipient of its channel
_ANY_ROBOT: Final = "webhook"  # what packaged ladders call “send it out”, whatever is set up
_LONGEST: Final = 60
_MOST: Final = 50
_ADDRESS: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*")
_HOST: Final = re.compile(r"[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})*|[0-9A-Fa-f:.]{2,45}")


class ChannelKind(StrEnum):
    """By what a channel reaches people."""

    MAIL = "mail"
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    WEBHOOK = "webhook"

    @property
    def words(self) -> str:
        """邮件, 企业微信, 钉钉, 飞书 or 通用机器人."""
        return _WORDS[self]

    @property
    def secrets(self) -> tuple[Secret, ...]:
        """What it keeps secret; the address of a robot is a key in itself."""
        if self is ChannelKind.MAIL:
            return (Secret.PASSWORD,)
        signed = self in (ChannelKind.DINGTALK, ChannelKind.FEISHU)
        return (Secret.ADDRESS, Secret.SIGN) if signed else (Secret.ADDRESS,)

    @property
    def a_minute(self) -> int | None:
        """How many messages a minute its other side takes; None where no limit is known."""
        return {ChannelKind.WECOM: 20, ChannelKind.DINGTALK: 20, ChannelKind.FEISHU: 100}.get(self)


_WORDS: Final[Mapping[ChannelKind, str]] = {
    ChannelKind.MAIL: "邮件",
    ChannelKind.WECOM: "企业微信",
    ChannelKind.DINGTALK: "钉钉",
    ChannelKind.FEISHU: "飞书",
    ChannelKind.WEBHOOK: "通用机器人",
}


class Secret(StrEnum):
    """What is kept apart from the setup, in the system's keyring."""

    ADDRESS = "address"
    SIGN = "sign"
    PASSWORD = "password"

    @property
    def words(self) -> str:
        """机器人地址, 加签密钥 or 密码."""
        return {Secret.ADDRESS: "机器人地址", Secret.SIGN: "加签密钥", Secret.PASSWORD: "密码"}[self]


class Detail(StrEnum):
    """How much a message tells: number, level and deadline only, or the title of the matter too."""

    NUMBER = "number"
    TITLE = "title"

    @property
    def words(self) -> str:
        """只报编号、级别、时限, or 另带标题."""
        return "另带标题" if self is Detail.TITLE else "只报编号、级别、时限"


class Security(StrEnum):
    """How the way to a mail server is kept private."""

    STARTTLS = "starttls"
    SSL = "ssl"
    NONE = "none"

    @property
    def port(self) -> int:
        """The usual port: 587, 465 or 25."""
        return {Security.STARTTLS: 587, Security.SSL: 465, Security.NONE: 25}[self]


@dataclass(frozen=True, slots=True)
class Recipient:
    """A mailbox of a post, never of a person's own; an empty post stands for everybody."""

    post: str
    address: str


@dataclass(frozen=True, slots=True)
class ChannelSetup:
    """A channel as the administrator set it up; its secrets lie elsewhere, and `revision` goes up with every change."""

    id: str
    name: str
    kind: ChannelKind
    posts: tuple[str, ...] = ()  # whom a robot reaches; empty: everybody
    detail: Detail = Detail.NUMBER
    internal: bool = False  # it stands on an address that is not public
    host: str = ""  # of the mail server, or of the robot's address, to be shown
    port: int = 0
    security: Security = Security.STARTTLS
    user: str = ""  # name to log in with; empty: without
    sender: str = ""
    recipients: tuple[Recipient, ...] = ()
    revision: int = 0

    @property
    def audience(self) -> tuple[str, ...]:
        """The posts it was set for, each once."""
        if self.kind is ChannelKind.MAIL:
            return tuple(dict.fromkeys(one.post for one in self.recipients if one.post))
        return self.posts

    @property
    def for_everybody(self) -> bool:
        """Whether it also takes what no post's own channel takes."""
        if self.kind is ChannelKind.MAIL:
            return any(not one.post for one in self.recipients)
        return not self.posts

    def addresses_of(self, post: str) -> tuple[str, ...]:
        """The mailboxes a message to that post goes to, each once: its own, else those of everybody."""
        if post == EVERYBODY:
            return tuple(dict.fromkeys(one.address for one in self.recipients))
        own = [one.address for one in self.recipients if one.post == post]
        return tuple(dict.fromkeys(own or [one.address for one in self.recipients if not one.post]))


def route(post: str, wanted_channel: str, setups: Sequence[ChannelSetup]) -> tuple[str, ...]:
    """The ids of the channels by which a message reaches that post; NOTICE where there is none.

    Those set for the post come first, else those for everybody. `wanted_channel`, an id or a kind, narrows the choice
    where it can be met; a channel wanted by its id is taken when nothing else reaches the post.
    """
    if wanted_channel == NOTICE:
        return (NOTICE,)
    reached = [one for one in setups if post in one.audience] or [one for one in setups if one.for_everybody]
    if wanted_channel != _ANY_ROBOT:
        named = [one for one in setups if one.id == wanted_channel]
        alike = [one for one in reached if one.kind.value == wanted_channel]
        reached = [one for one in named if one in reached] or alike or reached or named
    return tuple(one.id for one in reached) or (NOTICE,)


def checked(setup: ChannelSetup) -> ChannelSetup:
    """The setup with white space taken away and the port filled in; Refused when it cannot be used."""
    posts = tuple(dict.fromkeys(post for post in (post.strip() for post in setup.posts) if post))
    tidy = replace(setup, name=setup.name.strip(), posts=posts)
    if not tidy.name:
        raise Refused("channel_name_missing")
    for text in (tidy.name, *tidy.posts, *(one.post for one in tidy.recipients)):
        if len(text) > _LONGEST or not text.isprintable():
            raise Refused("channel_text", text=text[:20], limit=_LONGEST)
    if len(posts) > _MOST or len(tidy.recipients) > _MOST:
        raise Refused("channel_many", most=_MOST)
    return _checked_mail(tidy) if tidy.kind is ChannelKind.MAIL else tidy


def _checked_mail(setup: ChannelSetup) -> ChannelSetup:
    host, user, sender = setup.host.strip(), setup.user.strip(), setup.sender.strip()
    if not _HOST.fullmatch(host):
        raise Refused("channel_host")
    port = setup.port or setup.security.port
    if not 1 <= port <= 65_535:
        raise Refused("channel_port")
    if setup.security is Security.NONE and not setup.internal:
        raise Refused("channel_plain")
    if len(user) > 4 * _LONGEST or not (user.isprintable() and user.isascii()):
        raise Refused("channel_user")
    recipients = tuple(dict.fromkeys(Recipient(one.post.strip(), one.address.strip()) for one in setup.recipients))
    if not recipients:
        raise Refused("channel_no_recipient")
    for address in (sender, *(one.address for one in recipients)):
        if len(address) > 254 or not _ADDRESS.fullmatch(address):
            raise Refused("channel_mailbox", address=address[:40])
    return replace(setup, host=host, port=port, user=user, sender=sender, recipients=recipients, posts=())


def check_secrets(setup: ChannelSetup, kept: Iterable[Secret]) -> None:
    """Refused when something is not there that the channel cannot send without."""
    there = set(kept)
    if setup.kind is ChannelKind.MAIL:
        if setup.user and Secret.PASSWORD not in there:
            raise Refused("channel_secret_needed", what=Secret.PASSWORD.words)
    elif Secret.ADDRESS not in there:
        raise Refused("channel_secret_needed", what=Secret.ADDRESS.words)


def robot_host(address: str, *, internal: bool) -> str:
    """The host of a robot's address, which may be shown; Refused unless https, or http on the inside."""
    try:
        parts = urlsplit(address)
        host = parts.hostname
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        raise Refused("setting_webhook") from None
    fits = parts.scheme in ({"http", "https"} if internal else {"https"}) and address.isprintable() and port_fits
    if not host or not fits or " " in address or len(address) > 2_000:
        raise Refused("setting_webhook")
    return host
