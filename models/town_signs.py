"""What speaks against the office of a town or street that is merely named: it holds few powers, and most matters pass through it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from opinion_desk.domain.unit import DivisionLevel
from opinion_desk.domain.verdict import Voice

from . import divisions
from .place_names import Home
from .places import FoundPlace
from .unit_rules import rules

_TOLD = frozenset((Voice.REPORT, Voice.OFFICIAL))
_PASSING = 0.5  # a single mention behind this share of the body is one in passing
_OWN_OFFICE = re.compile(
    r"(?:街道|镇|乡)?(?:党工委|党委|人民政府|政府|办事处|街办|管委会|管理委员会|[^，。；！？\n]{0,6}?(?:表示|回应|回复))"
)
_SPEAKS = re.compile(
    r"(?:有关|相关)?(?:负责人|负责同志|工作人员)?[^，。；！？\n]{0,4}?"
    r"(?:表示|介绍|获悉|消息|提醒|通报|发布|公布|回应|答复|要求|会同|称|说|：)"
)
_BODY = re.compile(r"[市县](?!民(?!政)|区)[\u4e00-\u9fff]{1,9}(?:局|委|办|集团|公司|大队|支队|中心|医院|部门)")


def is_town(name: str) -> bool:
    """Whether a place is a town, street or zone by its name: below the bureaus of a county or city, not a smaller copy of them."""
    return divisions.level_of_name(name) is DivisionLevel.TOWN


def town_signs(
    name: str, mentions: Sequence[FoundPlace], in_title: bool, home: Home | None, voice: Voice, text: str
) -> dict[str, bool]:
    """What speaks against a town, by the name of its weight; `mentions` are those of the town, in order.

    By its short name alone (西环|隧道, 城北|小学, 东湖|片区) often something else is meant that bears it.
    """
    headline = text.find("\n")
    body, short = len(text) - headline, divisions.short_name(name)
    return {
        "town": True,
        "town_told": voice in _TOLD and not in_title and not _own_office_speaks(mentions, text),
        "town_in_passing": len(mentions) == 1 and mentions[0].start - headline > _PASSING * body,
        "town_by_short": short != name and all(text[m.start : m.end] == short for m in mentions),
        "town_under_home": not in_title and _of_home(text[: max(headline, 0)], home),
        "town_under_body": _body_speaks(text),
    }


def _own_office_speaks(mentions: Sequence[FoundPlace], text: str) -> bool:
    """Whether the office of the town is named or speaks: 城北街道|表示."""
    return any(_OWN_OFFICE.match(text, m.end) is not None for m in mentions)


def _of_home(headline: str, home: Home | None) -> bool:
    """Whether the headline speaks of the jurisdiction as a whole: 云川…, 全市…, 市政府…, 市人民医院…."""
    if home is None:
        return False
    whole = any(word in headline for word in (*rules()["wider_words"], *rules()["government_words"]))
    return whole or home.short in headline or _BODY.search(headline) is not None


def _body_speaks(text: str) -> bool:
    """Whether a department, company or hospital of the jurisdiction speaks: 市住建局有关负责人表示."""
    return any(_SPEAKS.match(text, found.end()) is not None for found in _BODY.finditer(text))
