"""The figures that an annual report asks for, counted from the matters of a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta

from .accounts import YearFigure
from .acts import Act, ActKind
from .incident import Incident, IncidentState
from .lateness import settled_at
from .origin import Origin
from .period import Period
from .release import EvidenceKind
from .response_clock import ResponseClock


def year_figures(
    incidents: Sequence[Incident], acts: Iterable[Act], period: Period, now: datetime
) -> tuple[YearFigure, ...]:
    """Every figure with how it is counted; `acts` are the conclusions of the period. Matters that were merged into others are left out."""
    own = [incident for incident in incidents if incident.state is not IncidentState.MERGED]
    opened = [incident for incident in own if period.holds(incident.opened)]
    known = {incident.id for incident in own}
    concluded = {act.incident_id for act in acts if act.kind is ActKind.CONCLUDED and act.incident_id in known}
    return (
        *_matters(opened, len(concluded)),
        *_released(own, period, now),
        *_answered(own, period),
    )


def _matters(opened: Sequence[Incident], concluded: int) -> tuple[YearFigure, ...]:
    def count(name: str, number: int, meaning: str) -> YearFigure:
        return YearFigure(name, number, "件", meaning)

    grave = sum(one.level is not None and one.level.starts_release_clocks for one in opened)
    return (
        count("立件", len(opened), "期内立件，并入别件的和演练不计"),
        count("其中特别重大、重大突发事件", grave, "主管机关核定为Ⅰ级、Ⅱ级的"),
        count("其中核定为突发事件", sum(one.fixed is not None for one in opened), "主管机关核定了级别的"),
        count("交办", sum(bool(one.assignments) for one in opened), "期内立件中交办了责任单位的"),
        count("排除", sum(one.state is IncidentState.DISMISSED for one in opened), "期内立件中排除的"),
        count("办结", concluded, "期内登记办结的，含以前立件的"),
        count("次生舆情", sum(one.born_of is not None for one in opened), "期内立件中由别件处置引起的"),
    )


def _released(own: Sequence[Incident], period: Period, now: datetime) -> tuple[YearFigure, ...]:
    clocks = [clock for incident in own for clock in incident.clocks if period.holds(settled_at(clock, now))]
    evidence = [one for incident in own for one in incident.evidence if period.holds(one.at)]

    def told(kind: EvidenceKind) -> int:
        return sum(one.kind is kind for one in evidence)

    return (
        YearFigure("权威发布", told(EvidenceKind.RELEASE), "次", "期内登记有凭据的权威发布"),
        YearFigure("新闻发布会", told(EvidenceKind.CONFERENCE), "场", "期内举行并有凭据的新闻发布会"),
        YearFigure("其他回应", told(EvidenceKind.RESPONSE), "次", "期内登记有凭据的回应"),
        YearFigure(
            "平均首次发布用时", _mean_used(clocks, "release"), "", "首次权威发布时限的起点到发布，期内完成的取平均"
        ),
        _on_time("首次权威发布按时率", clocks, lambda clock: clock.policy == "release"),
        _on_time("新闻发布会按时率", clocks, lambda clock: clock.policy == "conference"),
        _on_time("48小时回应按时率", clocks, lambda clock: clock.policy == "response"),
        _on_time("交办环节按时率", clocks, lambda clock: clock.of_unit),
        _on_time("全部时限按时率", clocks, lambda clock: True),
    )


def _mean_used(clocks: Iterable[ResponseClock], policy: str) -> timedelta | None:
    used = [clock.met_at - clock.start for clock in clocks if clock.policy == policy and clock.met_at is not None]
    return sum(used, timedelta(0)) / len(used) if used else None


def _on_time(name: str, clocks: Iterable[ResponseClock], counted: Callable[[ResponseClock], bool]) -> YearFigure:
    stands = [clock for clock in clocks if counted(clock)]
    on_time = sum(clock.met_at is not None and clock.met_at <= clock.deadline for clock in stands)
    value = on_time / len(stands) if stands else None
    meaning = f"期内完成或到期 {len(stands)} 项，按时 {on_time} 项"
    return YearFigure(name, value, "", meaning, share=True)


def _answered(own: Sequence[Incident], period: Period) -> tuple[YearFigure, ...]:
    mandates = [one for incident in own for one in incident.mandates]
    received = [one for one in mandates if period.holds(one.received)]

    def of(*origins: Origin) -> int:
        return sum(one.origin in origins for one in received)

    return (
        YearFigure("上级交办和领导批示", of(Origin.SUPERIOR, Origin.INSTRUCTION), "件", "期内收到的"),
        YearFigure("媒体采访函", of(Origin.MEDIA), "件", "期内收到的"),
        YearFigure("已回复来文", sum(period.holds(one.answered) for one in mandates), "件", "期内回复的，含以前收到的"),
    )
