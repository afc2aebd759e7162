"""`incident publish, hold-conference, respond, distribute, check`: answering the public, and the checklist."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from ..domain.commands.checking import Settled
from ..domain.commands.releasing import Particulars
from ..domain.incident import Incident
from ..domain.messages import sentence
from ..domain.release import OUTLET_WORDS, EvidenceForm, EvidenceKind, Outlet
from ..services.incidents import Deed
from .incident_deeds import At, By, Key, Seen, deed_of, done
from .saying import Session, choice, tell

Place = Annotated[str | None, typer.Option("--address", help="发布网址")]
Kept = Annotated[Path | None, typer.Option("--file", help="存证文件：保存的网页、通稿、录音；可与网址并用")]
What = Annotated[str, typer.Option("--what", help="发布了什么，如 情况通报（第一号）；用 --item 时可不写")]
Form = Annotated[
    str | None,
    typer.Option("--form", help="bulletin questions briefing group_interview interview comment direct conference"),
]
OfDraft = Annotated[int | None, typer.Option("--draft", help="发布的是第几号稿件；须已签发且公开")]
Issuer = Annotated[str, typer.Option("--issued-by", help="由谁发布：承办单位，或已接管的上级机关")]
Leader = Annotated[str, typer.Option("--leader", help="哪个主要负责人发声（岗位）")]
OfItem = Annotated[int | None, typer.Option("--item", help="以采集到的这条信息为凭据")]


@dataclass(frozen=True, slots=True)
class _Given:
    """What was typed of a release."""

    what: str
    address: str | None
    file: Path | None
    form: str | None
    draft: int | None
    issued_by: str
    leader: str
    item: int | None


def _answer(session: Session, kind: EvidenceKind, id: str, given: _Given, deed: Deed) -> None:
    particulars = Particulars(
        choice(EvidenceForm, given.form, "发布形式"), given.draft, given.item, given.issued_by, given.leader
    )
    incident = session.desk.incidents.answer(
        id, kind, given.what, address=given.address, file=given.file, particulars=particulars, deed=deed
    )
    done(session, incident)


def publish(
    context: typer.Context, id: str, what: What = "", address: Place = None, file: Kept = None, form: Form = None,
    draft: OfDraft = None, issued_by: Issuer = "", leader: Leader = "", item: OfItem = None,
    by: By = None, at: At = None, seen: Seen = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记权威发布。"""
    session: Session = context.obj
    given = _Given(what, address, file, form, draft, issued_by, leader, item)
    _answer(session, EvidenceKind.RELEASE, id, given, deed_of(session, by, at, command_id, seen))


def hold_conference(
    context: typer.Context, id: str, what: What = "", address: Place = None, file: Kept = None, form: Form = None,
    draft: OfDraft = None, issued_by: Issuer = "", leader: Leader = "", item: OfItem = None,
    by: By = None, at: At = None, seen: Seen = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记新闻发布会。"""
    session: Session = context.obj
    given = _Given(what, address, file, form, draft, issued_by, leader, item)
    _answer(session, EvidenceKind.CONFERENCE, id, given, deed_of(session, by, at, command_id, seen))


def respond(
    context: typer.Context, id: str, what: What = "", address: Place = None, file: Kept = None, form: Form = None,
    draft: OfDraft = None, issued_by: Issuer = "", leader: Leader = "", item: OfItem = None,
    by: By = None, at: At = None, seen: Seen = None, command_id: Key = None,
) -> None:  # fmt: skip
    """登记公开回应。"""
    session: Session = context.obj
    given = _Given(what, address, file, form, draft, issued_by, leader, item)
    _answer(session, EvidenceKind.RESPONSE, id, given, deed_of(session, by, at, command_id, seen))


def distribute(
    context: typer.Context,
    id: str,
    outlet: Annotated[str, typer.Option(help="website new_media media_centre media")],
    name: Annotated[str, typer.Option(help="发到哪里，如 云川市人民政府网")],
    address: Place = None,
    draft: Annotated[int | None, typer.Option(help="发的是第几号稿件")] = None,
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """登记分发到一个渠道，附链接；常用渠道还缺哪些会说明。"""
    session: Session = context.obj
    where = choice(Outlet, outlet, "渠道") or Outlet.WEBSITE
    deed = deed_of(session, by, at, command_id, seen)
    incident = session.desk.incidents.distribute(id, where, name, address, draft, deed=deed)
    tell_missing(session, incident)
    done(session, incident)


def tell_missing(session: Session, incident: Incident) -> None:
    """Say which usual outlets got nothing yet."""
    missing = session.desk.incidents.missing_outlets(incident)
    if missing:
        tell(sentence("outlets_missing", outlets="、".join(OUTLET_WORDS[one] for one in missing)))


def check(
    context: typer.Context,
    id: str,
    step: str,
    strike: Annotated[str | None, typer.Option(help="免做的理由")] = None,
    number: Annotated[str, typer.Option(help="文号：移交的步骤必填")] = "",
    date: Annotated[str, typer.Option(help="文件日期，如 2026-11-20：移交的步骤必填")] = "",
    text: Annotated[str, typer.Option(help="说明，如不采纳的理由")] = "",
    by: By = None,
    at: At = None,
    seen: Seen = None,
    command_id: Key = None,
) -> None:
    """核对一项处置要求：完成，或写明理由免做。"""
    session: Session = context.obj
    deed = deed_of(session, by, at, command_id, seen)
    settled = Settled(number, date, text)
    done(session, session.desk.incidents.check(id, step, strike, settled=settled, deed=deed))
