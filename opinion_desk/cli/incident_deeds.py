"""What every step of an incident shares: who, when, once only; and how its outcome is told."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from ..domain.incident import Incident
from ..services.incidents import Deed
from .incident_views import state_words
from .saying import Session

By = Annotated[str | None, typer.Option("--by", help="谁：姓名或岗位；不写即设置里的值守人")]
At = Annotated[str | None, typer.Option("--at", help="真实发生的时刻；不写即现在")]
Key = Annotated[str | None, typer.Option("--command-id", help="命令编号：同一编号只执行一次")]
Seen = Annotated[
    int | None, typer.Option("--seen", min=0, help="办理前看到的经过条数；此后若有他人的新经过，则不办并说明")
]
Text = Annotated[str, typer.Option("--text", help="说明")]
ANYBODY: Final = "值班员"  # the post, where neither the command nor the settings name anybody


def deed_of(session: Session, by: str | None, at: str | None, key: str | None, seen: int | None = None) -> Deed:
    """By whom, when, under which key, and with how many acts before the eyes a step is done."""
    return Deed(by or session.desk.settings.person or ANYBODY, session.instant(at), key or None, seen)


def done(session: Session, incident: Incident, **more: object) -> None:
    """Tell how the matter stands now, and `more` of what was made in JSON."""
    value = {"id": incident.id, "state": incident.state.value, "number": incident.number, **more}
    session.say(value, [f"{incident.number} {incident.title}：{state_words(incident)}"])
