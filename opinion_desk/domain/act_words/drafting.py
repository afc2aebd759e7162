"""Acts of a draft, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..release import DISCLOSURE_WORDS, GATE_WORDS, ROUND_WORDS, Disclosure, Gate, ReviewRound
from .telling import Table, with_text


def _title(data: Mapping[str, Any]) -> str:
    return f"《{data['what']}》"


def _submitted(data: Mapping[str, Any], zone: tzinfo) -> str:
    return f"{_title(data)}送审（{data['unit']}，第{data['version']}稿）"


def _reviewed(data: Mapping[str, Any], zone: tzinfo) -> str:
    gates = "、".join(GATE_WORDS[Gate(gate)] for gate in data["gates"])
    told = f"{_title(data)}{ROUND_WORDS[ReviewRound(data['round'])]}通过" + (f"（{gates}）" if gates else "")
    return with_text(told, data["note"])


def _disclosed(data: Mapping[str, Any], zone: tzinfo) -> str:
    reason = f"（{data['reason']}）" if data["reason"] else ""
    return f"{_title(data)}公开属性：{DISCLOSURE_WORDS[Disclosure(data['disclosure'])]}{reason}"


def _signed(data: Mapping[str, Any], zone: tzinfo) -> str:
    heard = f"（口头同意，{data['heard_by']}听取）" if data["heard_by"] else ""
    return f"{_title(data)}由{data['post']}签发{heard}"


TABLE: Final[Table] = {
    ActKind.DRAFT_SUBMITTED: _submitted,
    ActKind.DRAFT_REVIEWED: _reviewed,
    ActKind.DRAFT_RETURNED: lambda data, zone: with_text(f"{_title(data)}退改", data["text"]),
    ActKind.DRAFT_DROPPED: lambda data, zone: with_text(f"{_title(data)}撤稿", data["text"]),
    ActKind.SECRECY_CHECKED: lambda data, zone: f"{_title(data)}保密审查通过",
    ActKind.DISCLOSURE_SET: _disclosed,
    ActKind.DRAFT_SIGNED: _signed,
}
