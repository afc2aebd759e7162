"""The rows that follow from an incident's state: what lists, due times and units are asked for by index."""

from __future__ import annotations

from typing import Any, Final

from ..domain.incident import Incident
from ..domain.instants import to_ms
from .codec import encode
from .rows import marks, ms_or_none
from .writing import Transaction

# Table, its columns. The first column of every child table is the incident's id.
_CHILDREN: Final = {
    "clocks": "incident_id, position, clock, policy, name, state, open, start_ms, deadline_ms, met_ms, owed_by, ground",
    "marks": "incident_id, position, mark, kind, name, due_ms, fired_ms",
    "assignments": "incident_id, position, unit, lead, state, assigned_ms, changed_ms, urged",
    "steps": "incident_id, position, step, words, ground, state, reason",
    "incident_items": "incident_id, item_id",
}
Row = tuple[Any, ...]


def write(tx: Transaction, incident: Incident) -> None:
    """Make the rows of this incident what its state says."""
    tx.execute(
        "INSERT INTO incidents (id, number, year, serial, title, state, open, level, grade, lead_unit, opened_ms,"
        " next_due_ms, acts, json) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET title = excluded.title, state = excluded.state, open = excluded.open,"
        " level = excluded.level, grade = excluded.grade, lead_unit = excluded.lead_unit,"
        " next_due_ms = excluded.next_due_ms, acts = excluded.acts, json = excluded.json",
        main_row(incident),
    )
    for table, rows in child_rows(incident).items():
        columns = _CHILDREN[table]
        tx.execute(f"DELETE FROM {table} WHERE incident_id = ?", (incident.id,))
        tx.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks(columns.count(',') + 1)})", rows)


def main_row(incident: Incident) -> Row:
    """The row of `incidents`."""
    _, year, serial = incident.number.split("-")
    return (
        incident.id,
        incident.number,
        int(year),
        int(serial),
        incident.title,
        incident.state.value,
        int(incident.state.open),
        incident.level,
        incident.grade,
        incident.lead_unit,
        to_ms(incident.opened),
        ms_or_none(incident.next_due),
        incident.acts,
        encode(incident),
    )


def child_rows(incident: Incident) -> dict[str, list[Row]]:
    """The rows of every child table, in the order of its columns and of its key."""
    id = incident.id
    clocks: list[Row] = []
    mark_rows: list[Row] = []
    for position, clock in enumerate(incident.clocks):
        times = (to_ms(clock.start), to_ms(clock.deadline), ms_or_none(clock.met_at))
        state = (clock.state.value, int(clock.state.open))
        clocks.append((id, position, clock.id, clock.policy, clock.name, *state, *times, clock.owed_by, clock.ground))
        mark_rows += [
            (id, position, mark.id, mark.kind.value, mark.name, to_ms(mark.due), ms_or_none(mark.fired))
            for mark in sorted(clock.marks, key=lambda mark: mark.id)
        ]
    assignments: list[Row] = [
        (id, n, a.unit, int(a.lead), a.state.value, to_ms(a.assigned), ms_or_none(a.changed), a.urged)
        for n, a in enumerate(incident.assignments)
    ]
    steps: list[Row] = [
        (id, n, s.id, s.words, s.ground, s.state.value, s.reason) for n, s in enumerate(incident.checklist)
    ]
    items: list[Row] = [(id, item) for item in sorted(incident.items)]
    return {"clocks": clocks, "marks": mark_rows, "assignments": assignments, "steps": steps, "incident_items": items}
