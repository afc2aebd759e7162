"""Acts of answering the public and of the checklist, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from .telling import Table, Tell


def _answered(verb: str) -> Tell:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        place = data["address"] or f"存证 {data['digest'][:8]}…"
        return f"{verb}：{data['what']}（{place}）"

    return tell


TABLE: Final[Table] = {
    ActKind.RELEASED: _answered("权威发布"),
    ActKind.CONFERENCE_HELD: _answered("新闻发布会"),
    ActKind.RESPONDED: _answered("公开回应"),
    ActKind.STEP_DONE: lambda data, zone: f"处置要求完成：{data.get('words', data['step'])}",
    ActKind.STEP_STRUCK: lambda data, zone: f"处置要求免做：{data.get('words', data['step'])}（{data['reason']}）",
}
