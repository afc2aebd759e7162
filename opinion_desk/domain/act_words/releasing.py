"""Acts of answering the public and of the checklist, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Any, Final

from ..acts import ActKind
from ..release import FORM_WORDS, OUTLET_WORDS, EvidenceForm, Outlet
from .telling import Table, Tell


def _answered(verb: str) -> Tell:
    def tell(data: Mapping[str, Any], zone: tzinfo) -> str:
        digest = f"存证 {data['digest'][:8]}…" if data["digest"] else ""
        form = FORM_WORDS[EvidenceForm(data["form"])] if data.get("form") else ""
        issuer, leader = data.get("issued_by"), data.get("leader")
        facts = [
            form if form != verb else "",
            f"{issuer}发布" if issuer else "",
            f"{leader}发声" if leader else "",
            data["address"] or digest,
        ]
        return f"{verb}：{data['what']}（{'，'.join(filter(None, facts))}）"

    return tell


def _done(data: Mapping[str, Any], zone: tzinfo) -> str:
    told = f"处置要求完成：{data.get('words', data['step'])}"
    paper = "，".join(filter(None, (data.get("paper_number"), data.get("paper_date"), data.get("text"))))
    return f"{told}；{paper}" if paper else told


def _distributed(data: Mapping[str, Any], zone: tzinfo) -> str:
    place = f"（{data['address']}）" if data["address"] else ""
    return f"分发至{OUTLET_WORDS[Outlet(data['outlet'])]}“{data['name']}”{place}"


TABLE: Final[Table] = {
    ActKind.RELEASED: _answered("权威发布"),
    ActKind.CONFERENCE_HELD: _answered("新闻发布会"),
    ActKind.RESPONDED: _answered("公开回应"),
    ActKind.DISTRIBUTED: _distributed,
    ActKind.OFFER_DECLINED: lambda data, zone: f"不作发布凭据：{data['title']}",
    ActKind.STEP_DONE: _done,
    ActKind.STEP_STRUCK: lambda data, zone: f"处置要求免做：{data.get('words', data['step'])}（{data['reason']}）",
}
