"""The query syntax of the search: words, "原文", -词, 词*, and fields such as 领域: 涉及地: 单位: 来源: 倾向: 等级: 日期:."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from .errors import Refused
from .levels import Level
from .verdict import Attitude

LONGEST: Final = 500  # characters of a query
_OPENING: Final = '"“”＂„‟「『'
_CLOSING: Final = '"“”＂‟」』'
_MINUS: Final = "-－−"
_DATES: Final = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


class Field(StrEnum):
    """What a condition looks at."""

    TOPIC = "topic"
    PLACE = "place"
    UNIT = "unit"
    SOURCE = "source"
    ATTITUDE = "attitude"
    LEVEL = "level"
    DATE = "date"


_FIELDS: Final = {
    "领域": Field.TOPIC,
    "涉及地": Field.PLACE,
    "地": Field.PLACE,
    "单位": Field.UNIT,
    "责任单位": Field.UNIT,
    "涉事单位": Field.UNIT,
    "来源": Field.SOURCE,
    "倾向": Field.ATTITUDE,
    "等级": Field.LEVEL,
    "级别": Field.LEVEL,
    "日期": Field.DATE,
}
_EXAMPLES: Final = {
    Field.TOPIC: "领域:生态环境",
    Field.PLACE: "涉及地:东湖",
    Field.UNIT: "单位:住房和城乡建设局",
    Field.SOURCE: "来源:云川日报",
    Field.ATTITUDE: "倾向:负面",
    Field.LEVEL: "等级:重大",
    Field.DATE: "日期:2026-11-20",
}
_ATTITUDES: Final = {
    "负面": Attitude.NEGATIVE,
    "中性": Attitude.NEUTRAL,
    "正面": Attitude.POSITIVE,
    "negative": Attitude.NEGATIVE,
    "neutral": Attitude.NEUTRAL,
    "positive": Attitude.POSITIVE,
}
_LEVELS: Final = {
    **{level.words: level for level in Level},
    **{str(int(level)): level for level in Level},
    **dict(zip(("I", "II", "III", "IV", "Ⅰ", "Ⅱ", "Ⅲ", "Ⅳ"), [*Level, *Level], strict=True)),
    **{
        words + suffix: level
        for words, level in (("一", Level.EXTREME), ("二", Level.MAJOR), ("三", Level.LARGER), ("四", Level.ORDINARY))
        for suffix in ("", "级")
    },
}


@dataclass(frozen=True, slots=True)
class Term:
    """Words to be found next to each other, as typed; with `prefix` the last Latin word or number may go on."""

    text: str
    prefix: bool = False
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """A field with one value: a name (part of it is enough), an attitude's id, or a level's number."""

    field: Field
    value: str
    exclude: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """Days in the desk's zone, both included; None is open."""

    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood. Terms are all wanted; of several conditions on one field any is enough."""

    terms: tuple[Term, ...] = ()
    conditions: tuple[Condition, ...] = ()
    periods: tuple[Period, ...] = field(default=())

    @property
    def wanted(self) -> tuple[Term, ...]:
        """Terms that must occur."""
        return tuple(term for term in self.terms if not term.exclude)

    @property
    def unwanted(self) -> tuple[Term, ...]:
        """Terms that must not occur."""
        return tuple(term for term in self.terms if term.exclude)

    @property
    def narrows(self) -> bool:
        """Whether something is wanted, so that there is a set to exclude from."""
        return bool(self.wanted or self.periods or any(not c.exclude for c in self.conditions))


def parse_query(text: str) -> Query:
    """The query in what was typed; Refused with a sentence when nothing can be looked for or a value is unreadable."""
    if len(text) > LONGEST:
        raise Refused("query_too_long", length=len(text), most=LONGEST)
    terms: list[Term] = []
    conditions: list[Condition] = []
    periods: list[Period] = []
    for word in _words(text):
        if word.field is None:
            term = _term(word)
            if term is not None:
                terms.append(term)
        elif not word.text:
            raise Refused("query_value_missing", field=word.label, example=_EXAMPLES[word.field])
        elif word.field is Field.DATE:
            periods.append(_period(word.text))
        else:
            conditions.append(Condition(word.field, _value(word.field, word.text), word.exclude))
    query = Query(tuple(terms), tuple(conditions), tuple(periods))
    if not query.narrows:
        raise Refused("query_only_exclusions" if query.terms or query.conditions else "query_empty")
    return query


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    quoted: bool
    exclude: bool
    field: Field | None = None
    label: str = ""


def _words(text: str) -> Iterator[_Word]:
    at, end = 0, len(text)
    while at < end:
        if text[at].isspace():
            at += 1
            continue
        exclude = text[at] in _MINUS and at + 1 < end and not text[at + 1].isspace()
        if exclude:
            at += 1
        label, after = _label(text, at)
        body, quoted, at = _body(text, after)
        yield _Word(body, quoted, exclude, _FIELDS.get(label), label)


def _label(text: str, at: int) -> tuple[str, int]:
    """The field's name that stands here and where its value begins; an empty name when there is none."""
    for name in _FIELDS:
        end = at + len(name)
        if text.startswith(name, at) and end < len(text) and text[end] in ":：":
            return name, end + 1
    return "", at


def _body(text: str, at: int) -> tuple[str, bool, int]:
    """A quoted or a bare word from here, and where it ends; a quotation that is not closed goes to the end."""
    if at < len(text) and text[at] in _OPENING:
        close = next((i for i in range(at + 1, len(text)) if text[i] in _CLOSING), len(text))
        return text[at + 1 : close].strip(), True, min(close + 1, len(text))
    end = at
    while end < len(text) and not text[end].isspace() and text[end] not in _OPENING:
        end += 1
    return text[at:end], False, end


def _term(word: _Word) -> Term | None:
    text = word.text
    prefix = not word.quoted and text.endswith(("*", "＊"))
    text = text.rstrip("*＊") if prefix else text
    if not any(char.isalnum() for char in text):
        return None  # punctuation alone cannot be looked for
    return Term(text, prefix, word.exclude)


def _value(field: Field, text: str) -> str:
    if field is Field.ATTITUDE:
        attitude = _ATTITUDES.get(text.lower())
        if attitude is None:
            raise Refused("query_attitude_unknown", text=text)
        return attitude.value
    if field is Field.LEVEL:
        level = _LEVELS.get(text.upper())
        if level is None:
            raise Refused("query_level_unknown", text=text)
        return str(int(level))
    return text


def _period(text: str) -> Period:
    first, dots, last = text.partition("..")
    if not dots:
        return Period(_day(first, text), _day(first, text))
    if not first and not last:
        raise Refused("query_date_unreadable", text=text)
    period = Period(_day(first, text) if first else None, _day(last, text) if last else None)
    if period.first and period.last and period.first > period.last:
        raise Refused("query_date_unreadable", text=text)
    return period


def _day(text: str, whole: str) -> date:
    if not _DATES.fullmatch(text):
        raise Refused("query_date_unreadable", text=whole)
    try:
        return date(*(int(part) for part in text.split("-")))
    except ValueError:
        raise Refused("query_date_unreadable", text=whole) from None
