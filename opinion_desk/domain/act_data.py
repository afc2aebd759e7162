"""How clocks, ladders and steps stand inside the data of an act: plain JSON, instants in UTC milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from .incident import Step, StepState
from .instants import from_ms, to_ms
from .levels import Level
from .policy import Ladder, Rung
from .response_clock import Mark, MarkKind, ResponseClock


def instant_data(instant: datetime | None) -> int | None:
    """Milliseconds, or None."""
    return None if instant is None else to_ms(instant)


def instant_from(data: int | None) -> datetime | None:
    """The instant, or None."""
    return None if data is None else from_ms(data)


def clock_data(clock: ResponseClock) -> dict[str, Any]:
    """A freshly started clock: no mark of it has fired yet."""
    return {
        "clock": clock.id,
        "policy": clock.policy,
        "name": clock.name,
        "start": to_ms(clock.start),
        "owed_by": clock.owed_by,
        "ground": clock.ground,
        "marks": [{"id": m.id, "kind": m.kind.value, "name": m.name, "due": to_ms(m.due)} for m in clock.marks],
    }


def clock_from(data: Mapping[str, Any]) -> ResponseClock:
    """The clock that `clock_data` wrote."""
    marks = tuple(Mark(m["id"], MarkKind(m["kind"]), m["name"], from_ms(m["due"])) for m in data["marks"])
    return ResponseClock(
        data["clock"], data["policy"], data["name"], from_ms(data["start"]), data["owed_by"], data["ground"], marks
    )


def ladder_data(ladder: Ladder) -> dict[str, Any]:
    """A ladder as it is frozen into an incident."""
    return {
        "id": ladder.id,
        "levels": sorted(int(level) for level in ladder.levels),
        "rungs": [
            {"after_s": int(rung.after.total_seconds()), "to": rung.to, "channel": rung.channel}
            for rung in ladder.rungs
        ],
    }


def ladder_from(data: Mapping[str, Any]) -> Ladder:
    """The ladder that `ladder_data` wrote."""
    rungs = tuple(Rung(timedelta(seconds=r["after_s"]), r["to"], r["channel"]) for r in data["rungs"])
    return Ladder(data["id"], frozenset(Level(level) for level in data["levels"]), rungs)


def steps_data(steps: tuple[Step, ...]) -> list[dict[str, str]]:
    """The steps of a checklist, as they are added."""
    return [{"id": step.id, "words": step.words, "ground": step.ground} for step in steps]


def steps_from(data: list[Mapping[str, str]]) -> tuple[Step, ...]:
    """The steps that `steps_data` wrote, all open."""
    return tuple(Step(row["id"], row["words"], row["ground"], StepState.OPEN) for row in data)
