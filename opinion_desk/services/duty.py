"""Duty: the rota is saved, shifts are swapped, posts handed over, the log kept; every command once under its key."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from ..domain.commands.when import When, when
from ..domain.duty import handover as hands
from ..domain.duty import log
from ..domain.duty.civil import check_day
from ..domain.duty.handover import DutyAct, DutyKind, Handover, HandoverSheet, handovers
from ..domain.duty.log import LogEntry, Note
from ..domain.duty.pattern import OFFICER, Pattern
from ..domain.duty.rota import Gap, Rota, Swap, swapped
from ..domain.duty.watch import watch
from ..domain.errors import Refused
from ..domain.instants import whole_ms
from ..store import duty as rows
from ..store.writing import Transaction
from .chosen_time import time_of_entry
from .deed import Deed
from .duty_reading import DutyReading

_AROUND: Final = timedelta(days=4)
_SLACK: Final = timedelta(minutes=1)  # clocks of two rooms differ a little
_LONGEST: Final = {"理由": 200, "报备": 60, "由谁值": 60}


class DutyService(DutyReading):
    """Duty read and moved on. A post that is not named is the first of the rota."""

    # the rota

    def save(self, pattern: Pattern, *, deed: Deed) -> tuple[Gap, ...]:
        """Keep a version of the rota, in force from its day on; what it leaves open, for the administrator covers it.

        Refused when it names two at once, or would change who was on in the past.
        """
        found = self.check(pattern)
        if found.overlaps:
            twice = found.overlaps[0]
            start, end = (f"{at.astimezone(self.zone):%m-%d %H:%M}" for at in (twice.start, twice.end))
            one, other = twice.who
            raise Refused("rota_overlap", post=twice.post, start=start, end=end, one=one, other=other)
        moment = self._when(deed)

        def job(tx: Transaction) -> int:
            if (done := rows.done_before(tx, deed.key, "rota")) is not None:
                return done
            known = rows.rota(tx.connection, pattern.since, pattern.since)
            if known.patterns and pattern.since < self._today(moment.entered):
                raise Refused("rota_since_past")
            id = rows.add_rota(tx, pattern, moment.by, moment.at, moment.entered)
            rows.mark_done(tx, deed.key, "rota", id)
            return id

        self._store.write_now(job)
        return found.holes

    def swap(
        self,
        day: date,
        shift: str,
        to: str,
        reason: str,
        *,
        post: str = "",
        reported: str = "",
        exchange: tuple[date, str] | None = None,
        deed: Deed,
    ) -> Swap:
        """调班: another takes the shift that begins on that day; with `exchange` whoever had it takes that one of theirs in return."""
        moment = self._when(deed)
        for one in (day, *([exchange[0]] if exchange else [])):
            check_day(one)
        for what, words in (("理由", reason), ("报备", reported), ("由谁值", to)):
            if len(words) > _LONGEST[what]:
                raise Refused("swap_too_long", what=what, limit=_LONGEST[what])
        asked = Swap(day, shift, "", "", to.strip(), reason.strip(), moment.by, moment.at, reported.strip())

        def job(tx: Transaction) -> int:
            if (done := rows.done_before(tx, deed.key, "swap")) is not None:
                return done
            days = [day, *([exchange[0]] if exchange else [])]
            rota = rows.rota(tx.connection, min(days) - _AROUND, max(days) + _AROUND)
            if not rota.patterns:
                raise Refused("rota_missing")
            where = self._post(rota, post)
            first = swapped(rota, replace(asked, post=where), self.zone)
            made = [first]
            if exchange is not None:
                back = replace(first, day=exchange[0], shift=exchange[1], after=first.before)
                back = swapped(rota, back, self.zone)
                if back.before != first.after:
                    raise Refused("swap_not_theirs", day=f"{back.day}", shift=back.shift, who=first.after)
                made.append(back)
            ids = [rows.add_swap(tx, one, moment.entered) for one in made]
            rows.mark_done(tx, deed.key, "swap", ids[0])
            return ids[0]

        return self._store.write_now(lambda tx: rows.swap(tx, job(tx))).value

    # coming on and leaving

    def on(self, shift: str = "", post: str = "", *, deed: Deed) -> DutyAct:
        """到岗: responsible at once where nobody has taken over yet, otherwise by accepting the handover."""

        def decide(rota: Rota, history: Sequence[DutyAct], where: str, time: When) -> Sequence[DutyAct]:
            self._known_shift(rota, shift, time.at)
            return (hands.come_on(history, where, shift.strip() or self._shift_of(rota, where, time), time),)

        return self._act(post, deed, DutyKind.ON, decide)

    def off(self, post: str = "", *, deed: Deed) -> DutyAct:
        """离岗. Whoever leaves while responsible stays so until another accepts: the handover is offered to whoever comes next."""
        sheet = HandoverSheet(self.owed())

        def decide(rota: Rota, history: Sequence[DutyAct], where: str, time: When) -> Sequence[DutyAct]:
            held = hands.holding(history, where, time.at)
            gone = hands.leave(history, where, time)
            if held.who != time.by or held.offer is not None:
                return (gone,)
            return (*hands.offer(history, where, time.by, "", sheet, self.administrator, time), gone)

        return self._act(post, deed, DutyKind.OFF, decide)

    # handing over

    def offer(
        self, to: str = "", done: str = "", undone: str = "", papers: str = "", post: str = "", *, deed: Deed
    ) -> Handover:
        """交班: what is owed now is frozen into the sheet. `to` by name, or whoever comes next."""
        _check_name(to)
        sheet = HandoverSheet(self.owed(), done.strip(), undone.strip(), papers.strip())
        fallback = self._fallback()

        def decide(rota: Rota, history: Sequence[DutyAct], where: str, time: When) -> Sequence[DutyAct]:
            leaving = hands.responsible(history, rota, time.at, self.zone, where, fallback)
            return hands.offer(history, where, leaving, to, sheet, self.administrator, time)

        return self.handover(self._act(post, deed, DutyKind.OFFERED, decide).id)

    def accept(self, id: int | None = None, *, deed: Deed) -> Handover:
        """接班 by name of that handover, or of the one that waits; Refused with who accepted when another was first."""

        def decide(rota: Rota, history: Sequence[DutyAct], waiting: Handover, time: When) -> DutyAct:
            shift = self._shift_of(rota, waiting.post, time)
            return hands.accept(history, waiting, shift, self.administrator, time)

        return self._answer(id, deed, "accept", decide)

    def decline(self, id: int | None = None, reason: str = "", *, deed: Deed) -> Handover:
        """拒接 with a reason: the leaving officer stays responsible."""

        def decide(rota: Rota, history: Sequence[DutyAct], waiting: Handover, time: When) -> DutyAct:
            return hands.decline(history, waiting, reason, self.administrator, time)

        return self._answer(id, deed, "decline", decide)

    # the log

    def log(self, note: Note, *, corrects: int | None = None, reason: str = "", deed: Deed) -> LogEntry:
        """An entry of the log, or the correction of one; what was written before stays."""
        moment = self._when(deed)
        if note.incident is not None:
            self._incidents().get(note.incident)  # refused where there is none

        def job(tx: Transaction) -> LogEntry:
            if (done := rows.done_before(tx, deed.key, "log")) is not None:
                return rows.entry(tx, done)
            before = None if corrects is None else rows.entry_to_correct(tx, corrects)
            made = log.write(note, moment, before, reason)
            id = rows.add_entry(tx, made)
            rows.mark_done(tx, deed.key, "log", id)
            return replace(made, id=id)

        return self._store.write_now(job).value

    # the ways acts are made

    def _act(
        self,
        post: str,
        deed: Deed,
        wanted: DutyKind,
        decide: Callable[[Rota, Sequence[DutyAct], str, When], Sequence[DutyAct]],
    ) -> DutyAct:
        """Append what was decided; the act of the wanted kind."""
        moment = self._when(deed)

        def job(tx: Transaction) -> DutyAct:
            if (done := rows.done_before(tx, deed.key, wanted.value)) is not None:
                return rows.act(tx, done)
            rota = self._rota_within(tx, moment.at)
            where = self._post(rota, post)
            history = rows.history(tx.connection, where, moment.entered + _SLACK)
            kept = [replace(act, id=rows.add_act(tx, act)) for act in decide(rota, history, where, moment)]
            made = next(act for act in reversed(kept) if act.kind is wanted)
            rows.mark_done(tx, deed.key, wanted.value, made.id)
            return made

        return self._store.write_now(job).value

    def _answer(
        self,
        id: int | None,
        deed: Deed,
        family: str,
        decide: Callable[[Rota, Sequence[DutyAct], Handover, When], DutyAct],
    ) -> Handover:
        moment = self._when(deed)

        def job(tx: Transaction) -> int:
            if (done := rows.done_before(tx, deed.key, family)) is not None:
                return done
            waiting = _handover(tx, id)
            rota = self._rota_within(tx, moment.at)
            history = rows.history(tx.connection, waiting.post, moment.entered + _SLACK)
            rows.add_act(tx, decide(rota, history, waiting, moment))
            rows.mark_done(tx, deed.key, family, waiting.id)
            return waiting.id

        return self.handover(self._store.write_now(job).value)

    def _when(self, deed: Deed) -> When:
        _check_name(deed.by)
        made = when(deed.at, time_of_entry(self._store, self._clock.now(), deed.at), deed.by)
        return replace(made, at=whole_ms(made.at), entered=whole_ms(made.entered))

    def _rota_within(self, tx: Transaction, moment: datetime) -> Rota:
        day = self._today(moment)
        return rows.rota(tx.connection, day - _AROUND, day + _AROUND)

    def _post(self, rota: Rota, post: str) -> str:
        posts = rota.posts or (OFFICER,)
        if post.strip() and post.strip() not in posts and rota.patterns:
            raise Refused("duty_post_unknown", post=post.strip()[:30], posts="、".join(posts))
        return post.strip() or posts[0]

    def _known_shift(self, rota: Rota, shift: str, moment: datetime) -> None:
        pattern = rota.pattern_on(self._today(moment))
        if shift.strip() and pattern is not None:
            names = [times.name for times in pattern.shifts]
            if shift.strip() not in names:
                raise Refused("duty_shift_unknown", shift=shift.strip()[:30], shifts="、".join(names))

    def _shift_of(self, rota: Rota, post: str, time: When) -> str:
        """The shift that one comes on for: their own that is under way or about to begin, else the one under way."""
        acts = (DutyAct(DutyKind.ON, post, time.at, time.entered, time.by),)
        return watch(acts, rota, post, time.at, self.zone, "").shift


def _check_name(name: str) -> None:
    if len(name) > _LONGEST["由谁值"] or not name.isprintable():
        raise Refused("duty_name_long", name=name[:12], limit=_LONGEST["由谁值"])


def _handover(tx: Transaction, id: int | None) -> Handover:
    """That handover, or the one that waits."""
    found = handovers(rows.handover_acts(tx.connection, id) if id is not None else rows.waiting(tx))
    if not found:
        raise Refused("handover_none_open") if id is None else Refused("handover_missing", id=id)
    return found[0]
