"""`ledger` and `accounts`: the matters of a period in tables, and how units fared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..domain.errors import Refused
from ..domain.period import Period, civil_day
from ..services.ledgers import TABLES
from . import chinese
from .saying import Session
from .words import WrongUsage

Since = Annotated[str, typer.Option("--from", help="起日，如 2026-11-01，也可写 2026-11 或 2026")]
Until = Annotated[str, typer.Option("--to", help="止日（含当日），写法相同")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    chinese.add(app, "ledger", ledger)


def ledger(
    context: typer.Context,
    since: Since,
    until: Until,
    out: Annotated[Path, typer.Option(help="写到这个文件：.xlsx .csv")],
    sheet: Annotated[
        str | None, typer.Option(help="incidents、clocks、units 或 all；xlsx 默认 all，csv 默认 incidents")
    ] = None,
) -> None:
    """导出台账：期内立件的舆情件，连同时限和承办单位。"""
    session: Session = context.obj
    service = session.desk.ledgers
    made = service.build(period_of(session, since, until), _tables(sheet, out))
    written = service.export(made, out)
    rows = {table.id: len(table.rows) for table in made.tables}
    told = "、".join(f"{table.name} {len(table.rows)} 行" for table in made.tables)
    session.say(
        {"file": str(written), "from": str(made.period.first), "to": str(made.period.last), "rows": rows},
        [f"{made.title}（{made.period.words}）已写到 {written}：{told}"],
    )


def period_of(session: Session, since: str, until: str) -> Period:
    """The period typed; WrongUsage for days that cannot be read."""
    try:
        return Period(civil_day(since), civil_day(until, last=True), session.desk.settings.zone)
    except Refused as why:
        raise WrongUsage(why.sentence) from None


def _tables(sheet: str | None, out: Path) -> tuple[str, ...]:
    if sheet is None:
        return TABLES[:1] if out.suffix.lower() == ".csv" else TABLES
    if sheet == "all":
        return TABLES
    if sheet not in TABLES:
        raise typer.BadParameter(f"没有“{sheet[:40]}”这张表；现有 {'、'.join(TABLES)}、all")
    return (sheet,)
