"""Acts of ending a matter and of linking it to others, in words."""

from __future__ import annotations

from typing import Final

from ..acts import ActKind
from ..commands.when import STATE_WORDS
from ..incident import IncidentState
from .telling import Table, Tell, with_text


def _ended(state: IncidentState) -> Tell:
    return lambda data, zone: with_text(STATE_WORDS[state], data.get("text"))


TABLE: Final[Table] = {
    ActKind.NOTED: lambda data, zone: str(data["text"]),
    ActKind.CONCLUDED: _ended(IncidentState.CONCLUDED),
    ActKind.CLOSED: _ended(IncidentState.CLOSED),
    ActKind.DISMISSED: _ended(IncidentState.DISMISSED),
    ActKind.REOPENED: lambda data, zone: f"重新立件，见 {data['number']}",
    ActKind.MERGED: lambda data, zone: f"并入 {data['number']}",
}
