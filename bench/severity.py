"""How well emergencies and their levels are hinted at: `python -m bench.severity [--wrong]`, on bench/sets/severity.jsonl.

`--wrong` lists on stderr what was read otherwise than the set has it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Final

from models.severity import read_emergency
from models.severity_scores import Told, scores
from opinion_desk.domain.verdict import Emergency

from .line import print_line

SET: Final = Path(__file__).parent / "sets" / "severity.jsonl"
PUBLISHED: Final = 2026
"""The year in which every text of the set was published."""


@dataclass(frozen=True, slots=True)
class Case:
    """One text of the set with its truth; `trap` names what makes it hard, `fresh` ones were written before the rules were fitted to the rest."""

    id: str
    text: str
    truth: Told
    trap: str | None
    fresh: bool


def cases() -> list[Case]:
    """The set, in its order."""
    with SET.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file if line.strip()]
    return [
        Case(
            row["id"],
            f"{row['title']}\n{row['body']}",
            Told(Emergency(row["emergency"]) if row["emergency"] else None, row["level"]),
            row["trap"],
            row.get("fresh", False),
        )
        for row in rows
    ]


def read(case: Case) -> Told:
    """What the program hints at for one text."""
    found = read_emergency(case.text, PUBLISHED)
    return Told(found.emergency, found.severity.level if found.severity else None)


def _figures(held: Sequence[Case], prefix: str = "") -> dict[str, float]:
    found = asdict(scores([case.truth for case in held], [read(case) for case in held]))
    return {f"{prefix}{name}": share for name, share in found.items()} | {f"{prefix}texts": len(held)}


def main(arguments: Sequence[str]) -> None:
    """Measures the set whole, its fresh part alone, and how long a text takes; prints the one line."""
    held = cases()
    figures = _figures(held) | _figures([case for case in held if case.fresh], "fresh_")
    started = perf_counter()
    for case in held:
        read(case)
    figures["text_us"] = (perf_counter() - started) / len(held) * 1e6
    if "--wrong" in arguments:
        for case in held:
            if (found := read(case)) != case.truth:
                print(case.id, case.trap, _said(case.truth), "read as", _said(found), case.text, file=sys.stderr)
    print_line("severity", figures, {})


def _said(told: Told) -> str:
    return f"{told.emergency or '-'}/{told.level or '-'}"


if __name__ == "__main__":
    main(sys.argv[1:])
