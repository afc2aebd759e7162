"""Units (责任单位) and their functions (职能): who answers, and for what."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Line(StrEnum):
    """Who a unit answers to: the local government (块), its own superior (条), or both (双重管理)."""

    LOCAL = "local"
    VERTICAL = "vertical"
    DUAL = "dual"


class DivisionLevel(StrEnum):
    """Level of an administrative division."""

    PROVINCE = "province"
    CITY = "city"  # 设区市
    DISTRICT = "district"  # 市辖区
    COUNTY = "county"  # 县, 县级市
    TOWN = "town"  # 镇 乡 街道


@dataclass(frozen=True, slots=True)
class Function:
    """One public function of the catalogue: fixed id, plain name, aliases, keywords, and names where a level differs."""

    id: str
    name: str
    aliases: tuple[str, ...]
    keywords: tuple[str, ...]
    line: Line
    patterns: tuple[tuple[str, str], ...] = ()  # (level or level:province, pattern)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the desk's own registry; its own entries win over names made from patterns."""

    id: int
    name: str
    function: str | None
    aliases: tuple[str, ...] = ()
    duty_phone: str = ""  # by post, never a person's own number
    note: str = ""
    liaison_post: str = ""  # 联络员, by post
    liaison_phone: str = ""  # of that post
    spokesperson_post: str = ""  # 新闻发言人, by post


@dataclass(frozen=True, slots=True)
class RuleSource:
    """Where a rule stands: the document's title, its number (None where the copy bears none), and the clause."""

    document: str
    number: str | None
    clause: str


@dataclass(frozen=True, slots=True)
class RuleText:
    """A responsibility rule (R1 to R14) in plain words: when it applies, who answers then, and where that is written."""

    id: str
    when: str
    then: str
    refs: tuple[RuleSource, ...]
