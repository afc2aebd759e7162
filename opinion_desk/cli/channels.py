"""`channels list, add, test, remove`: secrets are asked for, or read from a file, and never stand on the command line."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer

from ..domain.channels import ChannelKind, ChannelSetup, Detail, Recipient, Secret, Security
from ..domain.errors import Refused, Unavailable
from ..domain.messages import sentence
from ..domain.system_words import why_of
from ..services.channels import ChannelRow
from . import chinese
from .saying import Session, choice, table, tell
from .words import WrongUsage

T = TypeVar("T", bound=StrEnum)
_OPTIONAL = frozenset({Secret.SIGN})
Posts = Annotated[list[str] | None, typer.Option("--post", help="这个机器人发给哪个岗位；可多次，不写为所有岗位")]
To = Annotated[list[str] | None, typer.Option("--to", help="收件信箱，可写 岗位=信箱；可多次")]
SecretFile = Annotated[
    Path | None, typer.Option("--secret-file", help="机器人地址（第二行加签密钥）或邮箱密码所在的文件")
]


def app() -> typer.Typer:
    """The group of commands."""
    group = chinese.group("通知通道：列表、添加、测试、移除。")
    for name, command in (("list", list_), ("add", add), ("test", test), ("remove", remove)):
        chinese.add(group, name, command)
    return group


def list_(context: typer.Context) -> None:
    """全部通知通道；不显示密码和机器人地址。"""
    session: Session = context.obj
    rows = session.desk.channels.list()
    lines = table([_line(session, row) for row in rows])
    session.say([_json(session, row) for row in rows], lines or [sentence("channels_none")])


def add(
    context: typer.Context,
    name: str,
    kind: Annotated[str, typer.Option(help="mail wecom dingtalk feishu webhook")],
    post: Posts = None,
    detail: Annotated[str, typer.Option(help="number 只报编号、级别、时限；title 另带标题")] = "number",
    internal: Annotated[bool, typer.Option("--internal", help="在本单位内网")] = False,
    host: Annotated[str, typer.Option(help="邮件服务器")] = "",
    port: Annotated[int, typer.Option(help="端口，不写用常用的")] = 0,
    security: Annotated[str, typer.Option(help="starttls ssl none")] = "starttls",
    user: Annotated[str, typer.Option(help="邮箱登录名")] = "",
    sender: Annotated[str, typer.Option(help="发件人信箱")] = "",
    to: To = None,
    secret_file: SecretFile = None,
) -> None:
    """添加一个通知通道；机器人地址和密码会另外询问，或由 --secret-file 给出。"""
    session: Session = context.obj
    setup = ChannelSetup(
        "",
        name,
        _member(ChannelKind, kind, "--kind"),
        tuple(post or ()),
        _member(Detail, detail, "--detail"),
        internal,
        host,
        port,
        _member(Security, security, "--security"),
        user,
        sender,
        tuple(_recipient(text) for text in to or ()),
    )
    wanted = [one for one in setup.kind.secrets if one is not Secret.PASSWORD or user]
    given = _from_file(secret_file, wanted) if secret_file is not None else _asked(wanted)
    added = session.desk.channels.add(setup, given)
    session.say({"id": added.id, "name": added.name}, [f"已添加通知通道“{added.name}”（{added.id}）"])


def test(context: typer.Context, channel: str) -> None:
    """真的发一条【测试】消息；CHANNEL 为编号或名称。"""
    session: Session = context.obj
    setup = session.desk.channels.get(channel)
    delivery = session.desk.channels.test(setup.id)
    if not delivery.sent:
        failure = Unavailable if delivery.again else Refused
        raise failure("channel_test_failed", channel=setup.name, why=delivery.why or "")
    if delivery.why:
        tell(delivery.why)
    session.say({"id": setup.id, "sent": True}, [f"“{setup.name}”已送达"])


def remove(context: typer.Context, channel: str) -> None:
    """移除一个通知通道，连同它的密码；CHANNEL 为编号或名称。"""
    session: Session = context.obj
    setup = session.desk.channels.get(channel)
    session.desk.channels.remove(setup.id)
    session.say({"id": setup.id, "name": setup.name}, [f"已移除通知通道“{setup.name}”"])


def _member(kind: type[T], text: str, what: str) -> T:
    """The member that bears that name; WrongUsage for any other."""
    found = choice(kind, text, what)
    if found is None:
        raise WrongUsage(sentence("usage_missing", name=what))
    return found


def _recipient(text: str) -> Recipient:
    post, separator, address = text.rpartition("=")
    return Recipient(post if separator else "", address)


def _from_file(path: Path, wanted: list[Secret]) -> dict[Secret, str]:
    """The secrets on the lines of a file, in order; those that may be missing may be missing."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        raise Refused("file_missing", path=path) from None
    except UnicodeDecodeError:
        raise Refused("secret_file_empty", path=path, what=wanted[0].words if wanted else "") from None
    except OSError as error:
        raise Unavailable("file_unreadable", path=path, why=why_of(error)) from None
    given = {one: line.strip() for one, line in zip(wanted, lines, strict=False) if line.strip()}
    for one in wanted:
        if one not in given and one not in _OPTIONAL:
            raise Refused("secret_file_empty", path=path, what=one.words)
    return given


def _asked(wanted: list[Secret]) -> dict[Secret, str]:
    """The secrets as typed at a terminal that does not show them."""
    if wanted and not sys.stdin.isatty():
        raise WrongUsage(sentence("secret_no_terminal", what=wanted[0].words))
    given = {}
    for one in wanted:
        words = f"{one.words}（没有就直接回车）" if one in _OPTIONAL else one.words
        default = "" if one in _OPTIONAL else None
        given[one] = str(typer.prompt(words, default=default, hide_input=True, show_default=False, err=True))
    return given


def _json(session: Session, row: ChannelRow) -> dict[str, Any]:
    setup = row.setup
    return {
        "id": setup.id,
        "name": setup.name,
        "kind": setup.kind.value,
        "posts": list(setup.audience),
        "everybody": setup.for_everybody,
        "detail": setup.detail.value,
        "host": setup.host,
        "kept": sorted(one.value for one in row.kept),
        "last_sent": session.iso(row.sent),
        "dead": row.dead,
        "why": row.why or None,
    }


def _line(session: Session, row: ChannelRow) -> dict[str, str]:
    setup = row.setup
    posts = [*setup.audience, *(["所有岗位"] if setup.for_everybody else [])]
    return {
        "编号": setup.id,
        "名称": setup.name,
        "种类": setup.kind.words,
        "谁收": "、".join(posts),
        "详略": setup.detail.words,
        "服务器": setup.host,
        "最近送达": session.local(row.sent),
        "未送达": f"{row.dead}" + (f"（{row.why}）" if row.why else ""),
    }
