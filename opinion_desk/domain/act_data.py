"""How clocks, ladders and steps stand inside the data of an act: plain JSON, instants in UTC milliseconds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from .checklist import Step, StepState
from .instants import from_ms, to_ms
from .levels import Grade, Level
from .policy import Ladder, Rung
from .response_clock import RECEIPT, Mark, MarkKind, ResponseClock


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
        "provisional": clock.provisional,
        "blocks": clock.blocks,
    }


def clock_from(data: Mapping[str, Any]) -> ResponseClock:
    """The clock that `clock_data` wrote; before clocks said so, receipts alone did not block."""
    id = data["clock"]
    return ResponseClock(
        id,
        data["policy"],
        data["name"],
        from_ms(data["start"]),
        data["owed_by"],
        data["ground"],
        tuple(Mark(m["id"], MarkKind(m["kind"]), m["name"], from_ms(m["due"])) for m in data["marks"]),
        provisional=data.get("provisional", False),
        blocks=data.get("blocks", not id.startswith(RECEIPT)),
    )


def ladder_data(ladder: Ladder) -> dict[str, Any]:
    """A ladder as it is frozen into an incident."""
    return {
        "id": ladder.id,
        "levels": sorted(int(level) for level in ladder.levels),
        "grades": sorted(int(grade) for grade in ladder.grades),
        "rungs": [
            {"after_s": int(rung.after.total_seconds()), "to": rung.to, "channel": rung.channel}
            for rung in ladder.rungs
        ],
        "repeat_s": _seconds(ladder.repeat),
        "holds_s": _seconds(ladder.holds),
    }


def _seconds(span: timedelta | None) -> int | None:
    return None if span is None else int(span.total_seconds())


def _span(seconds: int | None) -> timedelta | None:
    return None if seconds is None else timedelta(seconds=seconds)


def ladder_from(data: Mapping[str, Any]) -> Ladder:
    """The ladder that `ladder_data` wrote."""
    return Ladder(
        data["id"],
        frozenset(Level(level) for level in data["levels"]),
        tuple(Rung(timedelta(seconds=r["after_s"]), r["to"], r["channel"]) for r in data["rungs"]),
        frozenset(Grade(grade) for grade in data.get("grades", ())),
        _span(data.get("repeat_s")),
        _span(data.get("holds_s")),
    )


def steps_data(steps: tuple[Step, ...]) -> list[dict[str, Any]]:
    """The steps of a checklist, as they are added."""
    return [{"id": s.id, "words": s.words, "ground": s.ground, "needs_paper": s.needs_paper} for s in steps]


def steps_from(data: list[Mapping[str, Any]]) -> tuple[Step, ...]:
    """The steps that `steps_data` wrote, all open."""
    return tuple(
        Step(row["id"], row["words"], row["ground"], StepState.OPEN, needs_paper=row.get("needs_paper", False))
        for row in data
    )
