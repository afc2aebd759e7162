"""What a verdict says part by part, in words: for the card of the bench."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QCoreApplication

from opinion_desk.domain.levels import Level
from opinion_desk.domain.unit import RuleText
from opinion_desk.domain.verdict import TOPIC_LEAST, Attitude, Reason, Scored, Verdict

from ..words import ATTITUDE, EMERGENCY, KIND, KIND_MUST, SCOPE, VOICE, rule_words, said, share

_OTHERS: Final = 5
_BESIDE: Final = 4  # topics told of that it only touches
UNIT_FIELDS: Final = ("lead", "function", "unit")


@dataclass(frozen=True, slots=True)
class Part:
    """One part: its caption and answer, how sure, what stands below, and the words of the text that led to it."""

    id: str
    caption: str
    answer: str
    score: float | None = None
    lines: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


def parts_of(verdict: Verdict, unit: Callable[[str | None], str], rules: Sequence[RuleText] = ()) -> tuple[Part, ...]:
    """Every part the text gave something for; `unit` shortens a unit's name. The lead comes first, in any case."""
    made = (
        _lead(verdict, unit),
        _others(verdict, unit),
        _emergency(verdict),
        _topics(verdict),
        _kind(verdict),
        _scope(verdict),
        _plain(verdict, "voice", _tr("发声方"), said(VOICE[verdict.voice])),
        _attitude(verdict),
        _places(verdict),
        _plain(verdict, "institution", _tr("涉事单位"), verdict.institution or ""),
        _rules(verdict, rules),
    )
    return tuple(part for part in made if part.answer)


def _lead(verdict: Verdict, unit: Callable[[str | None], str]) -> Part:
    lead = verdict.lead
    if lead.unit is None:
        words = _tr("文中没有指向任何单位，请人工判断。")
        return Part("lead", _tr("责任单位"), _tr("未定"), None, (words,), _of(verdict, *UNIT_FIELDS))
    return Part("lead", _tr("责任单位"), unit(lead.unit), lead.score, (), _of(verdict, *UNIT_FIELDS))


def _others(verdict: Verdict, unit: Callable[[str | None], str]) -> Part:
    told = [
        f"{place}. {unit(choice.unit)}　{share(choice.score)}" + (f" · {choice.rule}" if choice.rule else "")
        for place, choice in enumerate((choice for choice in verdict.others if choice.unit), 1)
    ][:_OTHERS]
    return Part("others", _tr("协办与备选"), told[0] if told else "", None, tuple(told[1:]))


def _topics(verdict: Verdict) -> Part:
    """What it is listed under, and what it touches; that nothing stands out is said where there was anything to weigh."""
    likely = verdict.listed_topics
    if not likely:
        return Part("topics", _tr("领域"), _tr("看不出属于哪个领域") if verdict.topics else "")
    beside = [topic for topic in verdict.topics[len(likely) :] if topic.score >= TOPIC_LEAST][:_BESIDE]
    lines = (_tr("也沾边：{topics}").format(topics=_shares(beside)),) if beside else ()
    return Part("topics", _tr("领域"), _shares(likely), None, lines, _of(verdict, "topics"))


def _shares(topics: Sequence[Scored]) -> str:
    return "　".join(f"{topic.name} {share(topic.score)}" for topic in topics)


def _kind(verdict: Verdict) -> Part:
    if verdict.kind is None:
        return Part("kind", _tr("内容性质"), "")
    id = verdict.kind.name
    must = KIND_MUST.get(id)
    lines = (_tr("应当：{must}").format(must=said(must)),) if must else ()
    return Part(
        "kind", _tr("内容性质"), f"{id} {said(KIND.get(id, id))}", verdict.kind.score, lines, _of(verdict, "kind")
    )


def _scope(verdict: Verdict) -> Part:
    told = "、".join(f"{scope} {said(SCOPE.get(scope, scope))}" for scope in verdict.scope)
    return Part("scope", _tr("监测类别"), told, None, (), _of(verdict, "scope"))


def _attitude(verdict: Verdict) -> Part:
    word = said(ATTITUDE[Attitude(verdict.attitude.name)])
    return Part("attitude", _tr("倾向"), word, verdict.attitude.score, (), _of(verdict, "attitude"))


def _emergency(verdict: Verdict) -> Part:
    if verdict.emergency is None:
        return Part("emergency", _tr("突发事件"), "")
    words = said(EMERGENCY[verdict.emergency])
    told: tuple[str, ...] = ()
    if verdict.severity is not None:
        level = Level(verdict.severity.level)
        words += _tr(" · 初判 {numeral} 级").format(numeral=level.numeral)
        told = (_tr("级别依据：{words}").format(words="、".join(verdict.severity.because)),)
        told += (_tr("初判只是线索，级别由有权机关核定。"),)
    return Part("emergency", _tr("突发事件"), words, None, told, _of(verdict, "emergency", "severity"))


def _places(verdict: Verdict) -> Part:
    told = "、".join(place.name + (_tr("（本地）") if place.local else "") for place in verdict.places)
    return Part("places", _tr("涉及地"), told, None, (), _of(verdict, "places"))


def _rules(verdict: Verdict, rules: Sequence[RuleText]) -> Part:
    """The rules besides the one that chose the lead."""
    beside = [rule for rule in rules if rule.id != verdict.lead.rule]
    lines = tuple(rule_words(rule) if len(beside) == 1 else f"{rule.id}　{rule_words(rule)}" for rule in beside)
    return Part("rules", _tr("还适用"), "、".join(rule.id for rule in beside), None, lines)


def _plain(verdict: Verdict, field: str, caption: str, answer: str) -> Part:
    return Part(field, caption, answer, None, (), _of(verdict, field))


def _of(verdict: Verdict, *fields: str) -> tuple[Reason, ...]:
    return tuple(reason for reason in verdict.because if reason.field in fields)


def _tr(words: str) -> str:
    return QCoreApplication.translate("units", words)
