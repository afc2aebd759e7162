"""Very many incidents with their clocks, quickly: a few are made by the rules of the domain, the others are their copies under numbers of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from itertools import islice
from typing import Any, Final

from opinion_desk.domain.acts import GENESIS, Act
from opinion_desk.domain.commands import handling, judging
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.incident import Incident, Times
from opinion_desk.domain.instants import to_ms
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.replay import apply
from opinion_desk.domain.verdict import Emergency
from opinion_desk.services.reference import packaged_policies
from opinion_desk.store import incident_rows
from opinion_desk.store.store import Store
from opinion_desk.store.writing import Transaction

BASE: Final = datetime(2026, 11, 20, 1, tzinfo=UTC)
SOON: Final = timedelta(minutes=1)  # after BASE, and again and again, the few are due that `fill` was asked for
Row = tuple[Any, ...]
Copy = tuple[dict[str, list[Row]], str, int]
_YEAR: Final = BASE.year
_KINDS: Final = 400  # matters made by the rules
_AT_ONCE: Final = 2_000  # copies a transaction
_CLOCKS: Final = 4
_MAJOR: Final = Judgement(
    emergency=Emergency.ACCIDENT, level=Level.MAJOR, authority="澜州市应急管理局", grade=Grade.SECOND
)
_UNITS: Final = ("云川市应急管理局", "云川市住房和城乡建设局", "云川市公安局", "云川市卫生健康局", "云川市交通运输局")


class StillClock:
    """A clock that stands where it was set."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        """The instant it was set to."""
        return self._now

    def set(self, now: datetime) -> None:
        """Go there."""
        self._now = now


@dataclass(frozen=True, slots=True)
class Pattern:
    """One matter as it stands after its acts."""

    incident: Incident
    acts: tuple[Act, ...]


def pattern(start: datetime) -> Pattern:
    """A matter that was published, opened, confirmed as level II and handed out at `start`; at least four clocks run."""
    time = When(start, start, "值班员")
    opening = Opening("云川大桥引桥支架坍塌", times=Times(published=start, discovered=start))
    acts: list[Act] = []
    incident: Incident | None = None
    policies = packaged_policies()

    def go_on(new: Sequence[Act]) -> Incident:
        nonlocal incident
        for act in new:
            placed = replace(act, incident_id=1)
            acts.append(placed)
            incident = apply(incident, placed)
        assert incident is not None
        return incident

    go_on(judging.open_incident(opening, _number(1), 1, policies, time))
    confirmed = go_on(judging.confirm(go_on(()), _MAJOR, policies, time))
    missing = max(1, _CLOCKS - len(confirmed.open_clocks))
    lead, *co = _UNITS[:missing]
    matter = go_on(handling.assign(confirmed, lead, co, frozenset(_UNITS), policies, time))
    return Pattern(matter, tuple(acts))


@cache
def _first_due() -> timedelta:
    """How long after its start a matter has something due."""
    due = pattern(BASE).incident.next_due
    assert due is not None
    return due - BASE


def acts_of_one() -> int:
    """How many acts each matter has."""
    return len(pattern(BASE).acts)


def fill(store: Store, matters: int, soon: int = 0, rounds: int = 1) -> int:
    """Put so many open matters into an empty store, and say how many clocks run.

    `soon` of them have something due at BASE + SOON, as many at BASE + 2 * SOON, so many `rounds`; all the others later.
    """
    first = BASE - _first_due()
    kinds = min(_KINDS, matters)
    pressing = [Stamp.of(pattern(first + n * SOON)) for n in range(1, rounds + 1)]
    others = [Stamp.of(pattern(first + (rounds + 1) * SOON + timedelta(seconds=5 * n))) for n in range(kinds)]
    few = soon * rounds
    copies = _copies(pressing[n // soon] if n < few else others[n % kinds] for n in range(matters))
    while portion := list(islice(copies, _AT_ONCE)):
        store.write_now(lambda tx, rows=portion: _insert(tx, rows))  # type: ignore[misc]
    with store.read() as connection:
        return int(connection.execute("SELECT count(*) FROM clocks WHERE open = 1").fetchone()[0])


@dataclass(frozen=True, slots=True)
class Stamp:
    """The rows of a pattern, ready to be made those of another matter: its id is 1, and its number stands as text."""

    main: Row
    children: dict[str, list[Row]]
    acts: tuple[tuple[str, int, int, str, str], ...]  # kind, at, entered, by, data

    @classmethod
    def of(cls, one: Pattern) -> Stamp:
        """The rows that the store would write."""
        acts = tuple(
            (
                act.kind.value,
                to_ms(act.at),
                to_ms(act.entered),
                act.by,
                json.dumps(act.data, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            )
            for act in one.acts
        )
        return cls(incident_rows.main_row(one.incident), incident_rows.child_rows(one.incident), acts)


def _copies(stamps: Iterator[Stamp]) -> Iterator[Copy]:
    """The rows of each matter, the head of the chain after it, and its length."""
    prev, seq = GENESIS, 0
    first = _number(1)
    for id, stamp in enumerate(stamps, 1):
        number = _number(id)
        acts: list[Row] = []
        for kind, at, entered, by, data in stamp.acts:
            seq += 1
            data = data.replace(first, number)
            text = (
                f'{{"at":{at},"by":"{by}","data":{data},"entered":{entered},'
                f'"incident":{id},"kind":"{kind}","seq":{seq}}}'
            )
            link = sha256(bytes.fromhex(prev) + text.encode()).hexdigest()
            acts.append((seq, id, kind, at, entered, by, data, prev, link))
            prev = link
        main = stamp.main
        state = main[-1].replace('"id":1,', f'"id":{id},', 1).replace(first, number, 1)
        rows = {table: [(id, *row[1:]) for row in children] for table, children in stamp.children.items()}
        rows["incidents"] = [(id, number, _YEAR, id, *main[4:-1], state)]
        rows["incident_numbers"] = [(_YEAR, id, id)]
        rows["acts"] = acts
        yield rows, prev, seq


def _number(serial: int) -> str:
    return f"YQ-{_YEAR}-{serial:04d}"


def _insert(tx: Transaction, matters: Sequence[Copy]) -> None:
    for table in ("incidents", "incident_numbers", "clocks", "marks", "assignments", "steps", "acts"):
        tx.insert(f"INSERT INTO {table}", [row for rows, _, _ in matters for row in rows[table]])
    _, head, count = matters[-1]
    tx.execute("UPDATE chain SET head = ?, count = ?", (head, count))
