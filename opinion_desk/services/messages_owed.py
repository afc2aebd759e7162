"""The messages that acts owe: number, level, what and when; never details of the matter. After an outage one a recipient."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime, tzinfo
from typing import Final, Protocol

from ..domain.act_words import DRILL, act_words, span_words
from ..domain.acts import Act, ActKind
from ..domain.channels import NOTICE
from ..domain.duty.pattern import OFFICER
from ..domain.incident import Incident
from ..domain.instants import to_ms
from ..domain.messages import sentence
from ..domain.outbox import Message
from ..domain.response_clock import MarkKind
from ..store import outbox
from ..store.writing import Transaction

_TOLD: Final = (ActKind.MARK_FIRED, ActKind.ESCALATED)
_LINES: Final = 12  # of an outage's message; robots take some two thousand bytes
_RANK: Final = {MarkKind.DEADLINE.value: 0, MarkKind.TARGET.value: 2, MarkKind.REMINDER.value: 3}


class Owing(Protocol):
    """Where messages are owed: the outbox, in the transaction that caused them."""

    def owe(self, tx: Transaction, message: Message, title: str = "") -> int:
        """Owe a message; how many are new. The title of the matter is for channels that may tell it."""
        ...

    def owe_calendar(self, tx: Transaction, incident: Incident, now: datetime, *, drill: bool = False) -> int:
        """Owe the calendar of all due times of a matter, as at its confirmation; how many messages are new."""
        ...


class PlainOwing:
    """Owes each message to the channel it asks for, or to this desk where there is no such channel; it knows no mail."""

    def __init__(self, channels: Callable[[], Collection[str]] = lambda: ()) -> None:
        self._channels = channels

    def owe(self, tx: Transaction, message: Message, title: str = "") -> int:
        """As the protocol says."""
        there = message.channel == NOTICE or message.channel in self._channels()
        return int(outbox.put(tx, message if there else replace(message, channel=NOTICE)))

    def owe_calendar(self, tx: Transaction, incident: Incident, now: datetime, *, drill: bool = False) -> int:
        """Nothing: a calendar goes by mail."""
        return 0


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to be told to one recipient; `rank` says what comes first where there are many."""

    to: str
    channel: str
    subject: str
    text: str
    rank: int
    late_ms: int
    incident: int
    drill: bool


def line_of(incident: Incident, act: Act, zone: tzinfo) -> Line | None:
    """What an act tells, and whom; None where it tells nobody. A drill goes to this desk alone."""
    if act.kind not in _TOLD:
        return None
    data = act.data
    words = act_words(act, zone)
    level = f"{incident.level.words}级 · " if incident.level else ""
    clock = incident.clock(data["clock"])
    due = ""
    if act.kind is ActKind.ESCALATED and clock is not None:
        due = f"；{clock.name}最迟 {clock.deadline.astimezone(zone):%m-%d %H:%M}"
    head = DRILL if incident.drill else ""
    return Line(
        data.get("to") or OFFICER,
        NOTICE if incident.drill else data.get("channel", NOTICE),
        f"{head}{incident.number} {words}",
        f"{head}{incident.number} · {level}{words}{due}",
        1 if act.kind is ActKind.ESCALATED else _RANK[data["mark_kind"]],
        data.get("late_ms", to_ms(act.at) - data["since"] if "since" in data else 0),
        incident.id,
        incident.drill,
    )


def message_of(line: Line, incident: Incident, act: Act, place: int) -> Message:
    """The message of one act, the `place`-th of its matter's history; `place` makes its key unique."""
    data = act.data
    key = f"{incident.id}:{data['clock']}:{data['mark']}:{act.kind.value}:{data.get('rung', 0)}:{place}"
    return Message(key, line.channel, line.to, line.subject, line.text, act.entered, incident.id, drill=line.drill)


def messages_of_outage(lines: Iterable[Line], start: datetime, end: datetime, zone: tzinfo) -> tuple[Message, ...]:
    """One message a recipient for everything that was missed between `start` and `end`, all matters together."""
    groups: dict[tuple[str, str, bool], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.channel, line.to, line.drill].append(line)
    messages = []
    for (channel, to, drill), told in groups.items():
        told.sort(key=lambda line: (line.rank, -line.late_ms, line.text))
        rows = [f"\n{n}. {line.text.removeprefix(DRILL)}" for n, line in enumerate(told[:_LINES], 1)]
        if len(told) > _LINES:
            rows.append("\n" + sentence("outage_more", count=len(told) - _LINES))
        head = DRILL if drill else ""
        text = head + sentence(
            "outage_text",
            start=f"{start.astimezone(zone):%m-%d %H:%M}",
            end=f"{end.astimezone(zone):%m-%d %H:%M}",
            span=span_words(to_ms(end) - to_ms(start)),
            rows="".join(rows),
        )
        about = {line.incident for line in told}
        subject = f"{head}{sentence('outage_subject', count=len(told))} {told[0].subject.removeprefix(DRILL)}"
        key = f"outage:{to_ms(start)}:{to_ms(end)}:{channel}:{to}:{int(drill)}"
        matter = about.pop() if len(about) == 1 else None
        messages.append(Message(key, channel, to, subject, text, end, matter, drill=drill))
    return tuple(messages)


def lines_to_text(lines: Iterable[Line]) -> str:
    """Lines as they are kept while an outage is being made up for."""
    return json.dumps([asdict(line) for line in lines], ensure_ascii=False)


def lines_from_text(text: str | None) -> list[Line]:
    """The lines that `lines_to_text` wrote; none where nothing was kept."""
    return [] if text is None else [Line(**row) for row in json.loads(text)]
