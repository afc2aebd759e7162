"""Changes to the rows of policies.json as a person makes them one by one; each takes the rows and gives them back changed.

The rows are those of `PolicyService.rows()`; whether they can be used is for `PolicyService` to say.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from itertools import count
from typing import Any, Final

from data import read_json

from ..domain.errors import Refused
from ..domain.policy import Meets, StartsOn

OWN_GROUND: Final = "本单位规定"
Rows = dict[str, Any]


@cache
def packaged_clocks() -> frozenset[str]:
    """The ids of the clocks that ship with the program."""
    return frozenset(row["id"] for row in read_json("policies.json")["clocks"])


def own_clock(rows: Rows) -> Rows:
    """A clock of the desk's own, still without a name: a person starts it, a person meets it with words; a day long."""
    taken = {row["id"] for row in rows["clocks"]}
    id = next(name for n in count(1) if (name := f"own_{n}") not in taken)
    return {
        "id": id, "name": "", "starts_on": StartsOn.OWN.value, "levels": [], "owed_by": "", "met_by": [Meets.DONE.value],
        "ground": OWN_GROUND,
        "marks": [{"id": "deadline", "kind": "deadline", "name": "24小时内完成", "after_min": 1440}],
    }  # fmt: skip


def clock_row(rows: Rows, id: str) -> Rows:
    """The row of a clock; Refused when it is not there any more."""
    found: Rows | None = next((row for row in rows["clocks"] if row["id"] == id), None)
    if found is None:
        raise Refused("policy_unknown", policy=id)
    return found


def with_clock(rows: Rows, clock: Rows) -> Rows:
    """A clock changed where it stands, or added behind the others."""
    clocks = [clock if row["id"] == clock["id"] else row for row in rows["clocks"]]
    return {**rows, "clocks": clocks if clock in clocks else [*clocks, clock]}


def without_clock(rows: Rows, id: str) -> Rows:
    """A clock of the desk's own taken away; Refused for one that ships with the program."""
    gone = clock_row(rows, id)
    if id in packaged_clocks():
        raise Refused("policy_stays", policy=gone["name"])
    return {**rows, "clocks": [row for row in rows["clocks"] if row["id"] != id]}


def packaged_clock(rows: Rows, id: str) -> Rows:
    """The rows with one clock as it ships with the program."""
    return with_clock(rows, clock_row(read_json("policies.json"), id))


def with_ladder(rows: Rows, ladder: Rows) -> Rows:
    """A ladder changed where it stands."""
    return {**rows, "ladders": [ladder if row["id"] == ladder["id"] else row for row in rows["ladders"]]}


def with_grades(rows: Rows, grades: Sequence[Mapping[str, Any]]) -> Rows:
    """What the grades mean and who approves."""
    return {**rows, "grades": [dict(row) for row in grades]}


def with_own_steps(rows: Rows, kind: str, steps: Sequence[tuple[str, str]]) -> Rows:
    """What this desk demands beside the rest for a kind of content: pairs of words and ground.

    A step is known by its words, so that one that was done stays done wherever it comes up again, and other words are another step.
    """
    own = [{"id": f"own_{sha256(words.encode()).hexdigest()[:12]}", "words": words, "ground": g} for words, g in steps]
    return {
        **rows,
        "dispositions": [{**row, "own_steps": own} if row["kind"] == kind else row for row in rows["dispositions"]],
    }
