"""`duty paper` and `duty log-paper`: the record of a handover, and the duty log of a period, on paper."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .ledger import Since, Until, period_of
from .saying import Session

Out = Annotated[Path, typer.Option(help="写到这个文件：.docx .pdf")]


def paper(context: typer.Context, id: Annotated[int, typer.Argument(help="交接编号")], out: Out) -> None:
    """印交接班记录：交班时定格的未完事项、已办、未办毕和文电移交，留签名处。"""
    session: Session = context.obj
    service = session.desk.duty_papers
    made = service.handover(id)
    written = service.export(made, out)
    session.say(
        {"file": str(written), "handover": id, "state": made.state, "owed": len(made.owed)},
        [f"第 {id} 号交接的交接班记录（{made.state}）已写到 {written}"],
    )


def log_paper(context: typer.Context, since: Since, until: Until, out: Out) -> None:
    """印一段时间的值班日志，更正的注明原记。"""
    session: Session = context.obj
    service = session.desk.duty_papers
    made = service.log(period_of(session, since, until))
    written = service.export(made, out)
    session.say(
        {
            "file": str(written),
            "from": str(made.period.first),
            "to": str(made.period.last),
            "entries": len(made.lines),
        },
        [f"值班日志（{made.period.words}，{len(made.lines)} 条）已写到 {written}"],
    )
