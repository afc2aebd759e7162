"""Acts of ending a matter and of linking it to others, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..commands.when import STATE_WORDS
from ..incident import IncidentState
from .telling import Table, Tell, with_text


def _ended(state: IncidentState) -> Tell:
    return lambda data, zone: with_text(STATE_WORDS[state], data.get("text"))


def _reviewed(data: Mapping[str, Any], zone: tzinfo) -> str:
    seen = [f"发布后 {row['hours']} 小时信息 {row['items']} 条、负面 {row['negative']} 条" for row in data["aftermath"]]
    return "；".join([f"复盘：预案“{data['plan']}”，{data['findings']}", *seen])


TABLE: Final[Table] = {
    ActKind.NOTED: lambda data, zone: str(data["text"]),
    ActKind.REVIEWED: _reviewed,
    ActKind.CONCLUDED: _ended(IncidentState.CONCLUDED),
    ActKind.CLOSED: _ended(IncidentState.CLOSED),
    ActKind.DISMISSED: _ended(IncidentState.DISMISSED),
    ActKind.REOPENED: lambda data, zone: f"重新立件，见 {data['number']}",
    ActKind.MERGED: lambda data, zone: f"并入 {data['number']}",
    ActKind.BORN: lambda data, zone: f"次生舆情立件 {data['number']}：{data['title']}",
}
