"""The reporting chain (报告链): telephone report, first report, follow-ups, final report; each with post, channel and time."""

from __future__ import annotations

from dataclasses import dataclass

from ..acts import Act, ActKind
from ..checklist import StepState
from ..errors import Refused
from ..incident import Incident
from ..masking import mask
from ..policy import Policies
from ..reporting import REPORT_CLOCKS, REPORT_UP, ReportStage, ReportTo
from .clocks import meet_clocks, supersede_clocks
from .course import Course
from .met_before import REPORT_MEETS
from .when import OPEN, When, expect


@dataclass(frozen=True, slots=True)
class Reporting:
    """What is reported: `post` is who received it, over `channel` (a telephone report's own where none is named)."""

    stage: ReportStage
    to: ReportTo
    post: str
    channel: str = ""
    text: str = ""


def report(incident: Incident, reporting: Reporting, policies: Policies, time: When) -> tuple[Act, ...]:
    """登记报告: a telephone report meets its clock, a first report both; follow-ups are numbered and need a first report before them."""
    expect(incident, "登记报告", *OPEN)
    stage = reporting.stage
    channel = reporting.channel.strip() or ("电话" if stage is ReportStage.PHONE else "")
    if not reporting.post.strip():
        raise Refused("report_needs_post")
    if not channel:
        raise Refused("report_needs_channel")
    if stage in (ReportStage.FOLLOW_UP, ReportStage.FINAL) and not _reported_first(incident):
        raise Refused("report_needs_first")
    follow_ups = sum(one.stage is ReportStage.FOLLOW_UP for one in incident.reports)
    made = time.act(
        ActKind.REPORTED,
        incident,
        stage=stage.value,
        to=reporting.to.value,
        post=reporting.post.strip(),
        channel=channel,
        number=follow_ups + 1 if stage is ReportStage.FOLLOW_UP else 0,
        text=mask(reporting.text.strip()),
    )
    meant = {policy.id for policy in policies.clocks if policy.met_by & REPORT_MEETS[stage]}
    met = [clock.id for clock in incident.open_clocks if clock.policy in meant]
    return (made, *meet_clocks(incident, met, time))


def report_clocks(incident: Incident) -> list[str]:
    """The open clocks that a report to party and government meets, telephone and written: for whoever ticks that step."""
    return [clock.id for clock in incident.open_clocks if clock.policy in REPORT_CLOCKS]


def settle_reports(incident: Incident, step: str, strike: str | None, time: When) -> list[Act]:
    """What the step 报告党委政府 does to the clocks of reporting: done it meets them, struck they no longer apply, for its reason."""
    if step != REPORT_UP:
        return []
    if strike is None:
        return meet_clocks(incident, report_clocks(incident), time)
    course = Course(incident, time)
    settled = course.settle()
    course.take(supersede_clocks(settled, report_clocks(settled), strike.strip(), time))
    return course.acts


def _reported_first(incident: Incident) -> bool:
    ticked = any(step.id == REPORT_UP and step.state is StepState.DONE for step in incident.checklist)
    return ticked or any(one.stage is ReportStage.FIRST for one in incident.reports)
