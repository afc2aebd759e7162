"""`notice`: the paper of an assignment, and those that follow it up."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..domain.assignment import PaperKind
from . import chinese
from .saying import Session, choice

_PAPERS = (
    "assigned（交办单） noted（提示单） forwarded（转办单） urged（催办通知） supervised（督办通知） "
    "talked（约谈通知） circulated（通报）"
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    chinese.add(app, "notice", notice)


def notice(
    context: typer.Context,
    id: str,
    out: Annotated[Path, typer.Option(help="写到这个文件：.docx .pdf")],
    unit: Annotated[str, typer.Option(help="发给哪个单位；不写即主办单位")] = "",
    paper: Annotated[str, typer.Option(help=_PAPERS)] = PaperKind.ASSIGNED.value,
    attachment: Annotated[list[str] | None, typer.Option(help="附件名称，可多次")] = None,
) -> None:
    """印交办单或催办、督办等通知：ID 是舆情件的编号，也可写文号（代字〔年〕号）。"""
    session: Session = context.obj
    kind = choice(PaperKind, paper, "文书") or PaperKind.ASSIGNED
    service = session.desk.dispatch_notices
    made = service.build(id, unit, kind, tuple(attachment or ()))
    written = service.export(made, out)
    session.say(
        {
            "file": str(written),
            "incident": made.incident,
            "number": made.number.strip(),
            "paper": kind.value,
            "unit": made.unit,
        },
        [f"{made.form.title} {made.number}（{made.unit}）已写到 {written}"],
    )
