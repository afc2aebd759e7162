"""A verdict (研判结果): all that was read out of an item, each part with its reasons. The shape of `tag` in the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

TOPIC_LEAST: Final = 0.15  # about twice what a text that tells nothing gives every topic
_TOPIC_FLOOR: Final = 0.3
_TOPICS_LISTED: Final = 3


class Voice(StrEnum):
    """Who speaks (发声方): a refutation or situation notice is official, never negative."""

    REPORT = "report"
    DEMAND = "demand"  # complaint, question, suggestion
    RUMOUR = "rumour"
    OFFICIAL = "official"


class Attitude(StrEnum):
    """倾向."""

    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class Emergency(StrEnum):
    """突发事件类别 (突发事件应对法 第二条)."""

    NATURAL_DISASTER = "natural_disaster"
    ACCIDENT = "accident"
    PUBLIC_HEALTH = "public_health"
    PUBLIC_SECURITY = "public_security"


@dataclass(frozen=True, slots=True)
class Scored:
    """A name or id with its calibrated probability in 0..1."""

    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Reason:
    """Words that spoke for a field: `start`/`end` are code points in `title + "\\n" + body`."""

    field: str
    text: str
    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Severity:
    """A hint of the level from the text (初判), 1 特别重大 .. 4 一般, and the words that produced it."""

    level: int
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A division named in the text (涉及地); `code` is the division's code; `local` when it lies in the jurisdiction."""

    name: str
    code: str
    local: bool


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that should answer: its function's id (None: nothing points anywhere), its name, and the rule that chose it."""

    function: str | None
    unit: str | None
    score: float
    rule: str | None


GRAVE = 2
"""Level up to which an emergency is 特别重大 or 重大: who answers, who is told and who speaks change there."""

NOBODY = UnitChoice(None, None, 0.0, None)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Everything read out of one item; see shared contract, `tag`, for each field."""

    topics: tuple[Scored, ...] = ()
    scope: tuple[str, ...] = ()
    kind: Scored | None = None
    voice: Voice = Voice.REPORT
    attitude: Scored = Scored(Attitude.NEUTRAL, 0.0)
    emergency: Emergency | None = None
    severity: Severity | None = None
    places: tuple[Place, ...] = ()
    institution: str | None = None
    lead: UnitChoice = NOBODY
    others: tuple[UnitChoice, ...] = ()
    because: tuple[Reason, ...] = ()
    sure: bool = False
    model: str = ""  # name of the artefact that read it

    @property
    def local(self) -> bool:
        """Whether any place named lies in the jurisdiction (本地)."""
        return bool(self.places) and any(place.local for place in self.places)

    @property
    def listed_topics(self) -> tuple[Scored, ...]:
        """The topics it is listed and shown under: at most three, the weak ones only where nothing is stronger, and none that
        is hardly likelier than any other."""
        best = self.topics[:_TOPICS_LISTED]
        return tuple(t for n, t in enumerate(best) if t.score >= (_TOPIC_FLOOR if n else TOPIC_LEAST))

    @property
    def rules(self) -> tuple[str, ...]:
        """Ids of the responsibility rules that bear on it: those that chose units and, at levels I and II, R8 (天宁区实施意见 二(一)5)."""
        chosen = {choice.rule for choice in (self.lead, *self.others) if choice.rule is not None}
        if self.emergency is not None and self.severity is not None and self.severity.level <= GRAVE:
            chosen.add("R8")  # it names no unit: the head of the one that leads must speak himself
        return tuple(sorted(chosen, key=lambda id: (len(id), id)))

    def as_json(self) -> dict[str, Any]:
        """The verdict as the contract prints it, without the item's id."""
        return {
            "topics": [{"name": t.name, "score": round(t.score, 4)} for t in self.topics],
            "scope": list(self.scope),
            "kind": None if self.kind is None else {"id": self.kind.name, "score": round(self.kind.score, 4)},
            "voice": self.voice.value,
            "attitude": {"label": str(self.attitude.name), "score": round(self.attitude.score, 4)},
            "emergency": None if self.emergency is None else self.emergency.value,
            "severity": None
            if self.severity is None
            else {"level": self.severity.level, "because": list(self.severity.because)},
            "places": [{"name": p.name, "code": p.code, "local": p.local} for p in self.places],
            "institution": self.institution,
            "lead": _unit_json(self.lead),
            "others": [_unit_json(u) for u in self.others],
            "because": [
                {"field": r.field, "text": r.text, "start": r.start, "end": r.end, "weight": round(r.weight, 4)}
                for r in self.because
            ],
            "sure": self.sure,
        }


def _unit_json(choice: UnitChoice) -> dict[str, Any]:
    return {
        "function": choice.function,
        "unit": choice.unit,
        "score": round(choice.score, 4),
        "rule": choice.rule,
    }


def _unit_from(row: Mapping[str, Any]) -> UnitChoice:
    return UnitChoice(row["function"], row["unit"], row["score"], row["rule"])


def verdict_from_json(row: Mapping[str, Any], model: str = "") -> Verdict:
    """The verdict that `as_json` printed; the store keeps it so."""
    return Verdict(
        topics=tuple(Scored(t["name"], t["score"]) for t in row["topics"]),
        scope=tuple(row["scope"]),
        kind=None if row["kind"] is None else Scored(row["kind"]["id"], row["kind"]["score"]),
        voice=Voice(row["voice"]),
        attitude=Scored(Attitude(row["attitude"]["label"]), row["attitude"]["score"]),
        emergency=None if row["emergency"] is None else Emergency(row["emergency"]),
        severity=None
        if row["severity"] is None
        else Severity(row["severity"]["level"], tuple(row["severity"]["because"])),
        places=tuple(Place(p["name"], p["code"], p["local"]) for p in row["places"]),
        institution=row["institution"],
        lead=_unit_from(row["lead"]),
        others=tuple(_unit_from(u) for u in row["others"]),
        because=tuple(Reason(r["field"], r["text"], r["start"], r["end"], r["weight"]) for r in row["because"]),
        sure=row["sure"],
        model=model,
    )
