"""`ledger` and `accounts`: the matters of a period in tables, and how units fared."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from ..domain.account_tables import length_words, unit_table
from ..domain.accounts import FOR_DECIDERS, SUGGESTION_WORDS, Accounts, Kept
from ..domain.errors import Refused
from ..domain.period import Period, civil_day
from ..domain.table import Cell
from ..services.ledgers import TABLES
from . import chinese
from .saying import Session, table
from .words import WrongUsage

Since = Annotated[str, typer.Option("--from", help="起日，如 2026-11-01，也可写 2026-11 或 2026")]
Until = Annotated[str, typer.Option("--to", help="止日（含当日），写法相同")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    chinese.add(app, "ledger", ledger)
    chinese.add(app, "accounts", accounts)


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
    period, tables = period_of(session, since, until), _tables(sheet, out)
    service = session.desk.ledgers
    made = service.build(period, tables)
    written = service.export(made, out)
    rows = {one.id: len(one.rows) for one in made.tables}
    told = "、".join(f"{one.name} {len(one.rows)} 行" for one in made.tables)
    session.say(
        {"file": str(written), "from": str(made.period.first), "to": str(made.period.last), "rows": rows},
        [f"{made.title}（{made.period.words}）已写到 {written}：{told}"],
    )


def accounts(
    context: typer.Context,
    since: Since,
    until: Until,
    out: Annotated[Path | None, typer.Option(help="写到这个文件：.xlsx（附图表） .csv（各单位）；不写只列出")] = None,
) -> None:
    """考核：各单位期内按时、超时、退单、催办，建议名单和年度数据。"""
    session: Session = context.obj
    period = period_of(session, since, until)
    service = session.desk.accounts
    made = service.build(period)
    written = None if out is None else service.export(made, out)
    session.say(accounts_json(made, written), _lines(made, written))


def _lines(made: Accounts, written: Path | None) -> list[str]:
    if written is not None:
        return [
            f"考核（{made.period.words}）已写到 {written}：{len(made.units)} 家单位，建议 {len(made.suggestions)} 条"
        ]
    units = unit_table(made)
    rows = [{column.name: _shown(cell) for column, cell in zip(units.columns, row, strict=True)} for row in units.rows]
    told = [f"{SUGGESTION_WORDS[s.kind]}：{s.unit}，{s.words}（{s.found}；{s.ground}）" for s in made.suggestions]
    return [*(table(rows) or ["本期没有单位的账。"]), *told, *([FOR_DECIDERS] if told else [])]


def _shown(cell: Cell) -> str:
    if isinstance(cell, timedelta):
        return length_words(cell)
    if isinstance(cell, float):
        return f"{cell:.0%}"
    return "—" if cell is None else str(cell)


def accounts_json(made: Accounts, written: Path | None) -> dict[str, Any]:
    """The accounts as JSON: shares 0..1, lengths in seconds."""
    return {
        "file": None if written is None else str(written),
        "from": str(made.period.first),
        "to": str(made.period.last),
        "units": [
            {
                "unit": one.unit,
                "lead": one.lead,
                "co": one.co,
                **_kept_json(one.kept),
                "running": one.running,
                "returned": one.returned,
                "urged": one.urged,
                "supervised": one.supervised,
                "replies": one.replies,
            }
            for one in made.units
        ],
        "clocks": [{"clock": one.name, **_kept_json(one.kept)} for one in made.clocks],
        "suggestions": [
            {
                "kind": one.kind.value,
                "unit": one.unit,
                "rule": one.rule,
                "words": one.words,
                "found": one.found,
                "incidents": list(one.matters),
                "ground": one.ground,
            }
            for one in made.suggestions
        ],
        "figures": [{"name": one.name, "value": _plain(one.value), "unit": one.unit} for one in made.figures],
    }


def _kept_json(kept: Kept) -> dict[str, Any]:
    return {
        "on_time": kept.on_time,
        "late": kept.late,
        "share": kept.share,
        "late_median_s": _plain(kept.late_median),
        "late_most_s": _plain(kept.late_most),
    }


def _plain(value: float | timedelta | None) -> float | None:
    return round(value.total_seconds()) if isinstance(value, timedelta) else value


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
