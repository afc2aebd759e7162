"""`demands`: what the hotline was told again and again, by matter and place."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..domain.demands import LEAST, Repeated
from ..domain.period import Period
from . import chinese
from .ledger import period_of
from .saying import Session, table


def register(app: typer.Typer) -> None:
    """Add the command."""
    chinese.add(app, "demands", demands)


def demands(
    context: typer.Context,
    since: Annotated[str | None, typer.Option("--from", help="起日，如 2026-11-01；不写为最近三十天")] = None,
    until: Annotated[str | None, typer.Option("--to", help="止日（含当日）；与 --from 同用")] = None,
    least: Annotated[int, typer.Option(help="从几次起算反复")] = LEAST,
    out: Annotated[Path | None, typer.Option(help="写到这个文件：.xlsx .csv；不写只列出")] = None,
) -> None:
    """反复诉求：热线里同一事项、同一地点反复出现的，按次数列出；不按诉求人计。"""
    session: Session = context.obj
    service = session.desk.demands
    period = _period(session, since, until) or service.usual_period()
    found = service.list(period, least)
    if out is not None:
        service.export(found, period, out)
    rows = [_row(session, one) for one in found]
    told = table(rows) if rows else [f"{period.words}没有出现 {least} 次以上的诉求。"]
    session.say([_json(session, one) for one in found], told)


def _period(session: Session, since: str | None, until: str | None) -> Period | None:
    if (since is None) != (until is None):
        raise typer.BadParameter("--from 与 --to 须同时写")
    return None if since is None or until is None else period_of(session, since, until)


def _json(session: Session, one: Repeated) -> dict[str, object]:
    return {
        "matter": one.matter,
        "place": one.place or None,
        "count": one.count,
        "open": one.open,
        "closed": one.count - one.open,
        "overdue": one.overdue,
        "units": list(one.units),
        "first": session.iso(one.first),
        "last": session.iso(one.last),
        "items": [demand.item_id for demand in one.demands],
    }


def _row(session: Session, one: Repeated) -> dict[str, str]:
    return {
        "事项": one.matter,
        "地点": one.place or "—",
        "次数": str(one.count),
        "未办结": str(one.open),
        "已过热线时限": str(one.overdue),
        "承办单位": "、".join(one.units) or "—",
        "首次": session.local(one.first),
        "末次": session.local(one.last),
    }
