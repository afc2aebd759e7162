"""The administrative divisions of China to town level: names long and short, ancestors, levels.

Codes are those of the list itself: 2 digits a province, 4 a city, 6 a district or county, 9 a town, each
a prefix of what lies below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from data import read_text
from opinion_desk.domain.unit import DivisionLevel

_PROVINCE_TAIL = re.compile("(?:省|市|特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区)$")
_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克|傣族|黎族|傈僳族|佤族|畲族|"
    "拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|锡伯族|锡伯|普米族|塔吉克|怒族|"
    "独龙族|裕固族|保安族|各族"
)
_AUTONOMOUS_TAIL = re.compile(f"(?:{_PEOPLES})*自治[州县旗]$")
_TOWN_TAIL = re.compile(f"(?:(?:{_PEOPLES})*民族乡|(?:{_PEOPLES})+乡|街道办事处|街道|地区|镇|乡|苏木)$")
_ZONE_TAILS = ("开发区", "高新区", "园区", "新区", "示范区", "管理区", "保税区", "管委会", "实验区", "风景区", "景区")


@dataclass(frozen=True, slots=True)
class Division:
    """One division of the list; `short` is its name without the word for its kind (宁陕 for 宁陕县)."""

    code: str
    name: str
    short: str
    level: DivisionLevel

    @property
    def is_zone(self) -> bool:
        """Whether it is a development zone or the like, kept in the list for statistics, and no government's territory by law."""
        return self.name.endswith(_ZONE_TAILS)


def short_name(name: str) -> str:
    """The name without the word for its kind: 商洛 for 商洛市, 湘西 for 湘西土家族苗族自治州, 洪江 for 洪江镇; never under two characters."""
    if len(name) == 3 and name[-1] in "市区县镇乡":
        return name[:2]
    for pattern in (_AUTONOMOUS_TAIL, _TOWN_TAIL, _PROVINCE_TAIL):
        cut = pattern.sub("", name)
        if cut != name:
            return cut if len(cut) >= 2 else name
    if name.endswith(_ZONE_TAILS):
        return name
    if name.endswith(("地区", "林区", "特区")) and len(name) >= 4:
        return name[:-2]
    return name[:-1] if len(name) >= 3 and name[-1] in "市区县旗盟州" else name


def level_of_name(name: str) -> DivisionLevel | None:
    """The level that the last word of a name speaks of (云川市 is a city, 北郊镇 a town, a zone counts as a town); None if it says nothing."""
    if name.endswith((*_ZONE_TAILS, "街道", "街道办事处", "镇", "乡", "街办", "苏木", "园区")):
        return DivisionLevel.TOWN
    if name.endswith(("省", "自治区", "特别行政区")):
        return DivisionLevel.PROVINCE
    if name.endswith(("市", "自治州", "盟", "地区")):
        return DivisionLevel.CITY
    if name.endswith(("县", "旗")):
        return DivisionLevel.COUNTY
    return DivisionLevel.DISTRICT if name.endswith("区") else None


def _level(code: str, name: str) -> DivisionLevel:
    if len(code) == 2:
        return DivisionLevel.PROVINCE
    if len(code) == 4:
        return DivisionLevel.CITY
    if len(code) == 9:
        return DivisionLevel.TOWN
    is_county = not name.endswith("区") or name.endswith(("林区", "特区"))
    return DivisionLevel.COUNTY if is_county else DivisionLevel.DISTRICT


def _rows(text: str) -> Iterator[Division]:
    for line in text.splitlines():
        code, _, name = line.partition("\t")
        yield Division(code, name, short_name(name), _level(code, name))


@cache
def upper() -> Mapping[str, Division]:
    """Provinces, cities, districts and counties by code: about 3,300, read once."""
    return MappingProxyType({division.code: division for division in _rows(read_text("divisions/upper.tsv"))})


@cache
def _town_text() -> str:
    return "\n" + read_text("divisions/towns.tsv")


@cache
def towns_of(code: str) -> tuple[Division, ...]:
    """The towns and streets whose code begins so; the list is sorted, so only their stretch of it is parsed."""
    text = _town_text()
    start = text.find("\n" + code)
    if not code or start < 0:
        return ()
    end = text.find("\n", text.rfind("\n" + code) + 1)
    return tuple(_rows(text[start + 1 : end if end >= 0 else len(text)]))


@cache
def names() -> Mapping[str, tuple[Division, ...]]:
    """Every long and short name down to counties with the divisions that bear it, the higher ones first."""
    found: dict[str, list[Division]] = {}
    for division in upper().values():
        for name in {division.name, division.short, _said(division)}:
            found.setdefault(name, []).append(division)
    return MappingProxyType(
        {name: tuple(sorted(divisions, key=lambda d: len(d.code))) for name, divisions in found.items()}
    )


def _said(division: Division) -> str:
    """湘西州, 长阳县: what people call an autonomous prefecture, county or banner."""
    autonomous = "自治" in division.name and division.name[-1] in "州县旗"
    return division.short + division.name[-1] if autonomous else division.name


def named(name: str) -> tuple[Division, ...]:
    """Divisions down to counties of that long or short name, the higher ones first; empty when there is none."""
    return names().get(name, ())


def by_code(code: str) -> Division | None:
    """The division of that code, None when the list has none."""
    if len(code) == 9:
        return next((town for town in towns_of(code) if town.code == code), None)
    return upper().get(code)


def ancestors(code: str) -> tuple[Division, ...]:
    """The divisions above that code, the nearest first; fillers that the list leaves out are skipped."""
    above = (upper().get(code[:length]) for length in (6, 4, 2) if length < len(code))
    return tuple(division for division in above if division is not None)


def children(code: str) -> tuple[Division, ...]:
    """Divisions down to counties that lie below that code, in order of code; towns are in `towns_of`."""
    return tuple(d for c, d in upper().items() if c != code and c.startswith(code)) if code else ()


def city_of(code: str) -> Division | None:
    """The city that a district, county or town belongs to: for the four municipalities the municipality itself."""
    return next((division for division in ancestors(code) if division.level is DivisionLevel.CITY), None) or (
        upper().get(code[:2]) if code[:2] in MUNICIPALITIES else None
    )


MUNICIPALITIES = ("11", "12", "31", "50")
"""Codes of 北京, 天津, 上海, 重庆: provinces that are cities."""


def resolve(name: str) -> Division | None:
    """The one division a person means by a name, long or short, with its superiors before it or not (常州市天宁区, 天宁); None if unsure.

    A town needs its county's name before it.
    """
    name = name.strip()
    plain = named(name)
    if plain:
        return _clearest(plain, name)
    return next((found for found in _with_superiors(name, "") if found), None)


def _clearest(divisions: tuple[Division, ...], name: str) -> Division | None:
    exact = [d for d in divisions if d.name == name] or list(divisions)
    highest = min(len(d.code) for d in exact)
    top = [d for d in exact if len(d.code) == highest]
    return top[0] if len(top) == 1 else None


def _with_superiors(name: str, above: str) -> Iterator[Division | None]:
    """Split the name into a superior and a rest that lies below it, longest superior first."""
    for cut in range(min(len(name) - 1, 16), 1, -1):
        for superior in named(name[:cut]):
            if superior.code.startswith(above):
                rest = name[cut:]
                below = [d for d in named(rest) if d.code.startswith(superior.code) and d != superior]
                if below:
                    yield _clearest(tuple(below), rest)
                if len(superior.code) == 6:
                    yield next((t for t in towns_of(superior.code) if rest in (t.name, t.short)), None)
                yield from _with_superiors(rest, superior.code)
