"""Acts of handing a matter to units and of their answers, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..assignment import PAPER_WORDS, RECEIPT_WORDS, STAGE_WORDS, PaperKind, ReceiptWay, ReplyStage
from .telling import Table, with_text


def _numbered(words: str, number: str) -> str:
    return f"{words}（{number}）" if number else words


def _assigned(data: Mapping[str, Any], zone: tzinfo) -> str:
    co = f"，协办{'、'.join(data['co'])}" if data["co"] else ""
    told = _numbered(f"交办：主办{data['lead']}{co}", data.get("notice", ""))
    if data.get("named_by"):
        return f"{told}，主办由{data['named_by']}指定（R5）"
    return f"{told}；退单后改派，未记政府办指定" if data.get("unnamed") else told


def _acknowledged(data: Mapping[str, Any], zone: tzinfo) -> str:
    way = RECEIPT_WORDS[ReceiptWay(data["way"])] if data.get("way") else ""
    how = "，".join(part for part in (way, data.get("post", "")) if part)
    return with_text(f"{data['unit']}签收" + (f"（{how}）" if how else ""), data["text"])


def _returned(data: Mapping[str, Any], zone: tzinfo) -> str:
    rule = f"（依据 {data['rule']}）" if data.get("rule") else ""
    told = with_text(f"{data['unit']}退单{rule}", data["text"])
    return f"{told}；待{data['to']}指定主办（R5）" if data.get("owes") else told


def _urged(data: Mapping[str, Any], zone: tzinfo) -> str:
    return with_text(_numbered(f"{data['unit']}被催办", data.get("number", "")), data["text"])


def _replied(data: Mapping[str, Any], zone: tzinfo) -> str:
    stage = f"（{STAGE_WORDS[ReplyStage(data['stage'])]}）" if "stage" in data else ""
    return with_text(f"{data['unit']}回复{stage}", data["text"])


def _handed(data: Mapping[str, Any], zone: tzinfo) -> str:
    words = _numbered(f"{PAPER_WORDS[PaperKind(data['kind'])]}{data['unit']}", data["number"])
    return with_text(words, data["text"])


TABLE: Final[Table] = {
    ActKind.ASSIGNED: _assigned,
    ActKind.ACKNOWLEDGED: _acknowledged,
    ActKind.RETURNED: _returned,
    ActKind.URGED: _urged,
    ActKind.REPLIED: _replied,
    ActKind.PAPER_HANDED: _handed,
    ActKind.CONSULTED: lambda data, zone: f"会商（{'、'.join(data['units'])}）：{data['text']}",
}
