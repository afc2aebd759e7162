"""`missed`: what was missed, against the exports of vendors."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.errors import Refused
from ..domain.messages import sentence
from ..domain.missed.figures import Lags, Share
from ..domain.missed.matters import Came, Matter
from ..domain.missed.report import Missed
from ..domain.missed.rows import Compared
from ..domain.missed.words import sentences
from ..domain.period import Period
from ..services.missed import VendorFile
from . import chinese
from .ledger import period_of
from .saying import Progress, Session
from .words import WrongUsage

_LONGEST = 30 * 24 * 60  # minutes


def register(app: typer.Typer) -> None:
    """Add the command."""
    chinese.add(app, "missed", missed)


def missed(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE…", help="厂商的导出：.csv .xlsx .jsonl .json，可以几份")],
    vendor: Annotated[list[str] | None, typer.Option(help="依次写各文件的厂商名；不写用文件名")] = None,
    since: Annotated[str | None, typer.Option("--from", help="起日，如 2026-11-01，也可写 2026-11；默认本月")] = None,
    until: Annotated[str | None, typer.Option("--to", help="止日（含当日）；默认与起日同月或今天")] = None,
    late: Annotated[int, typer.Option(help="首发以后多少分钟算迟")] = 60,
    out: Annotated[Path | None, typer.Option(help="写到这个文件：.xlsx .docx .csv；不写只列出")] = None,
) -> None:
    """拿购买的监测服务的导出与本台比对：谁漏了什么，谁迟了多久。厂商的记录不保存。"""
    session: Session = context.obj
    names = vendor or []
    if len(names) > len(files):
        raise typer.BadParameter("--vendor 比文件多；请按文件的次序各写一个")
    if not 1 <= late <= _LONGEST:
        raise WrongUsage(sentence("missed_late_limit"))
    service, progress = session.desk.missed, Progress("比对")
    named = [VendorFile(path, names[n] if n < len(names) else "") for n, path in enumerate(files)]
    made = service.compare(named, _period(session, since, until), timedelta(minutes=late), progress)
    progress.end()
    assert made is not None  # nobody asked it to stop
    written = None if out is None else service.export(made, out)
    lines = [*sentences(made), *made.notes]
    session.say(missed_json(session, made, written), [*lines, *([f"已写到 {written}"] if written is not None else [])])


def _period(session: Session, since: str | None, until: str | None) -> Period:
    today: date = session.desk.today()
    if since is None and until is None:
        return Period(today.replace(day=1), today, session.desk.settings.zone)
    if since is None:
        raise typer.BadParameter("请写起日 --from")
    if until is not None:
        return period_of(session, since, until)
    try:
        return period_of(session, since, since if since.count("-") < 2 else today.isoformat())
    except Refused as why:
        raise WrongUsage(why.sentence) from None


def missed_json(session: Session, made: Missed, written: Path | None) -> dict[str, Any]:
    """The comparison as JSON: shares 0..1 (null below five), lengths in seconds."""
    return {
        "file": None if written is None else str(written),
        "from": str(made.period.first),
        "to": str(made.period.last),
        "late_s": round(made.limit.total_seconds()),
        "vendors": [
            {
                **{name: getattr(one, name) for name in ("vendor", "read", "skipped", "outside", "again", "counted")},
                "shared": _share(one.shared),
                "ways": {"link": one.by_link, "title": one.by_title, "text": one.by_text},
                "found": _share(one.found),
                "lag": _lags(one.lags),
                "without_link": one.without_link,
                "without_time": one.without_time,
                "unreceived": one.unreceived,
            }
            for one in made.vendors
        ],
        "sources": [
            {
                "source": one.source_id,
                "name": one.name,
                "had": _share(one.had),
                "missing": one.missing,
                "lag": _lags(one.lags),
            }
            for one in made.sources
        ],
        "sites": [{"site": one.site, "rows": one.rows, "elsewhere": one.elsewhere} for one in made.gaps],
        "matters": [_matter(session, one) for one in made.matters],
        "rows": [_row(session, row) for row in made.rows],
        "alone": [
            {"vendor": one.vendor, "item": one.item.id, "title": one.item.title, "link": one.item.link}
            for one in made.alone
        ],
        "notes": list(made.notes),
    }


def _matter(session: Session, one: Matter) -> dict[str, Any]:
    return {
        "title": one.title,
        "number": one.number or None,
        "incident": one.incident,
        "published": session.iso(one.base),
        "first": one.first or None,
        "standing": one.standing.value,
        "came": [_came(session, came) for came in one.came],
    }


def _came(session: Session, came: Came) -> dict[str, Any]:
    return {
        "by": came.by,
        "found": came.found,
        "first": session.iso(came.first),
        "lag_s": _seconds(came.lag),
        "late": came.late,
    }


def _row(session: Session, one: Compared) -> dict[str, Any]:
    return {
        "vendor": one.vendor,
        "title": one.row.title,
        "link": one.row.link,
        "site": one.site,
        "published": session.iso(one.row.published),
        "received": session.iso(one.row.received),
        "item": None if one.match is None else one.match.item.id,
        "way": None if one.match is None else one.match.way.value,
        "our_lag_s": _seconds(one.our_lag),
        "vendor_lag_s": _seconds(one.vendor_lag),
    }


def _share(share: Share) -> dict[str, Any]:
    return {"part": share.part, "whole": share.whole, "share": share.value}


def _lags(lags: Lags) -> dict[str, Any]:
    return {"n": lags.n, "median_s": _seconds(lags.middle), "p90_s": _seconds(lags.p90), "late": lags.late}


def _seconds(length: timedelta | None) -> int | None:
    return None if length is None else round(length.total_seconds())
