"""The sections of the daily briefing: what each holds and how it is chosen, every sentence from the record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.briefing import Bar, BriefingItem, Section
from ..domain.inbox import InboxRow
from ..domain.incident import Incident
from ..domain.response_clock import ClockState
from ..domain.verdict import Attitude, Voice
from ..store.store import Store
from .brief_facts import Period, clock_lines, matter_entry, real_matters, story_entry

FOCUS: Final = 5
DEMANDS: Final = 4
RUMOURS: Final = 2
ELSEWHERE: Final = 2
BARS: Final = 6
_SHORT: Final = 56  # characters of a summary where many stand together


class DailySections:
    """Chooses what leaders read, two minutes' worth."""

    def __init__(self, store: Store, zone: ZoneInfo) -> None:
        self._store = store
        self._zone = zone

    def of(self, current: Period, before: Period, now: datetime) -> tuple[Section, ...]:
        """The seven sections, in order, as things stand at `now`."""
        zone = self._zone
        matters = [incident for incident in real_matters(self._store) if _of_period(incident, current)]
        focus = self._focus(current, FOCUS - min(len(matters), FOCUS))
        told = {row.event_id for row in focus} | current.opened
        return (
            self._overview(current, before, zone),
            Section("重点关注", items=(*self._matters(matters, current, zone), *self._entries(focus, current, zone))),
            self._clocks(current.start, now),
            self._demands(current, told, zone),
            self._rumours(current, zone),
            self._elsewhere(current, zone),
            Section("研判建议", paragraphs=self._advice(current, now), empty="暂无需要提请注意的事项。"),
        )

    def _matters(self, matters: Sequence[Incident], current: Period, zone: ZoneInfo) -> list[BriefingItem]:
        """The matters of the period, the graver first, each with the newest official words on it."""
        graver = sorted(matters, key=lambda incident: (incident.level or 9, incident.grade or 9, incident.id))
        entries = []
        for incident in graver[:FOCUS]:
            first = self._store.items.many(incident.items)
            events = {item.event_id for item in first}
            rows = [row for row in current.rows if row.event_id in events]
            official = [row for row in rows if row.voice is Voice.OFFICIAL] or rows
            newest = max(official, key=lambda row: row.when, default=None)
            shown = self._store.items.many([newest.item_id]) if newest is not None else first
            if shown:
                coverage = sum(current.volume[event] for event in events if event is not None)
                entries.append(matter_entry(incident, shown[-1], zone, coverage))
        return entries

    def _focus(self, current: Period, room: int) -> list[InboxRow]:
        """The local happenings most spoken of that are not opened yet: complaints and grave reports, no praise."""
        heavy = [
            row
            for row in current.local
            if row.event_id not in current.opened
            and row.voice in (Voice.REPORT, Voice.DEMAND)
            and (row.attitude is Attitude.NEGATIVE or row.hint is not None)
            and "演练" not in row.title
        ]
        return current.one_an_event(heavy)[: max(room, 2)]

    def _entries(
        self, chosen: Sequence[InboxRow], current: Period, zone: ZoneInfo, limit: int = 90
    ) -> tuple[BriefingItem, ...]:
        items = {item.id: item for item in self._store.items.many([row.item_id for row in chosen])}
        return tuple(
            story_entry(row, items[row.item_id], zone, coverage=current.volume[row.event_id], limit=limit)
            for row in chosen
        )

    def _overview(self, current: Period, before: Period, zone: ZoneInfo) -> Section:
        if not current.rows:
            return Section("舆情综述", empty="本期没有采集到信息；请检查来源是否正常。")
        start, end = current.start.astimezone(zone), current.end.astimezone(zone)
        span = f"{start.month}月{start.day}日{start.hour}时至{end.month}月{end.day}日{end.hour}时"
        share = round(100 * len(current.negative) / len(current.local)) if current.local else 0
        text = (
            f"{span}，共采集信息 {current.items} 条，去重后 {len(current.rows)} 条；涉本地 {len(current.local)} 条，"
            f"其中负面 {len(current.negative)} 条（占 {share}%），群众诉求 {len(current.demands)} 条。"
        )
        if before.rows:
            change = len(current.negative) - len(before.negative)
            words = "持平" if change == 0 else f"{'增加' if change > 0 else '减少'} {abs(change)} 条"
            text += f"本地负面较上期{words}。"
        leading = current.topics(current.negative)[:3]
        if leading:
            text += "负面集中在" + "、".join(f"{name}（{count} 条）" for name, count in leading) + "。"
        bars = tuple(Bar(name, count) for name, count in current.topics(current.local)[:BARS])
        return Section("舆情综述", (text,), bars=bars, bars_title="涉本地信息的领域分布（条）")

    def _clocks(self, start: datetime, now: datetime) -> Section:
        lines = clock_lines(real_matters(self._store), start, now)
        return Section("在办与时限", clocks=lines, empty="没有在走的时限。")

    def _demands(self, current: Period, told: set[int], zone: ZoneInfo) -> Section:
        rest = current.one_an_event([row for row in current.demands if row.event_id not in told])
        units = [(unit, n) for unit, n in _counted(row.unit for row in current.demands if row.unit) if n > 1][:4]
        paragraphs: tuple[str, ...] = ()
        if units:
            listed = "、".join(f"{unit}（{count} 条）" for unit, count in units)
            paragraphs = (f"本期群众诉求 {len(current.demands)} 条，涉及较多的单位：{listed}。",)
        return Section("群众诉求与建议", paragraphs, self._entries(rest[:DEMANDS], current, zone, _SHORT))

    def _rumours(self, current: Period, zone: ZoneInfo) -> Section:
        """Each happening that rumours run about, by the official answer to it, or by the rumour while there is none."""
        rumoured = {row.event_id for row in current.local if row.voice is Voice.RUMOUR}
        answers = [row for row in current.rows if row.voice is Voice.OFFICIAL and row.event_id in rumoured]
        answered = {row.event_id for row in answers}
        bare = [row for row in current.local if row.voice is Voice.RUMOUR and row.event_id not in answered]
        chosen = [row for row in current.one_an_event([*answers, *bare]) if current.volume[row.event_id] > 1][:RUMOURS]
        entries = self._entries(chosen, current, zone)
        marked = tuple(
            replace(entry, facts=("已有官方回应" if row.event_id in answered else "尚无官方回应", *entry.facts))
            for row, entry in zip(chosen, entries, strict=True)
        )
        return Section("不实信息与回应", items=marked, empty="本期未发现流传较广的涉本地不实信息。")

    def _elsewhere(self, current: Period, zone: ZoneInfo) -> Section:
        rows_ = [row for row in current.rows if not row.local and row.hint is not None]
        chosen = current.one_an_event(rows_)[:ELSEWHERE]
        return Section("外地警示", items=self._entries(chosen, current, zone, _SHORT))

    def _advice(self, current: Period, now: datetime) -> tuple[str, ...]:
        """What follows from the record itself, each sentence with its ground; nothing is guessed."""
        advice: list[str] = []
        for incident in real_matters(self._store, open_only=True):
            for clock in incident.open_clocks:
                if clock.state is ClockState.BREACHED:
                    advice.append(
                        f"{incident.number}“{incident.title}”的{clock.name}已超时，请{clock.owed_by}立即办理。"
                    )
                elif clock.deadline - now < timedelta(hours=6) and not clock.of_unit:
                    until = clock.deadline.astimezone(self._zone)
                    advice.append(
                        f"{incident.number}的{clock.name}将于 {until:%m月%d日%H:%M} 到期，请{clock.owed_by}抓紧。"
                    )
            undone = [step.words for step in incident.checklist if step.state.value == "open"]
            if undone and incident.evidence:
                advice.append(f"{incident.number}尚有处置要求未完：{'、'.join(undone[:3])}。")
        unopened = [
            row
            for row in current.local
            if row.hint is not None and row.event_id not in current.opened and row.voice is not Voice.OFFICIAL
        ]
        advice += [
            f"“{row.title}”文中有{row.hint.words}级线索，尚未立件，请核实。"
            for row in current.one_an_event(unopened)[:2]
            if row.hint is not None
        ]
        doubtful = sum(not row.sure for row in current.local)
        if doubtful:
            advice.append(f"涉本地信息中有 {doubtful} 条机器把握不足，请分析员复核。")
        return tuple(advice)


def _of_period(incident: Incident, current: Period) -> bool:
    """Whether the desk held the matter at some time of the period, as far as its state tells."""
    return incident.opened < current.end and (incident.state.open or incident.opened >= current.start)


def _counted(values: Iterable[str]) -> list[tuple[str, int]]:
    return Counter(values).most_common()
