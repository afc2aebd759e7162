"""Tickets of the hotline at the desk of 云川市, and what came up there again and again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from opinion_desk.domain.demands import LEAST, Demand, Repeated, repeated
from opinion_desk.domain.period import Period
from opinion_desk.domain.ticket import KeptTicket, Ticket, TicketState

from .yunchuan import NOW, matter, moment

HOTLINE = "12345热线导出"
_WATER, _STREET = "云川水务集团有限公司", "东湖街道办事处"


def ticket_of(item_id: int) -> KeptTicket | None:
    """The ticket of an item that came from the hotline: the second matter is in time, later ones are late."""
    told = matter(item_id)
    if told.source != HOTLINE:
        return None
    begun, late = moment(told.at), item_id > 20
    course = (TicketState(begun, "待签收"), TicketState(begun + timedelta(minutes=24), "办理中"))
    due = NOW - timedelta(hours=3) if late else moment("17:00") + timedelta(days=8)
    made = Ticket(
        f"YC20261120{item_id:04}",
        "办理中",
        due,
        told.unit or "",
        "东湖街道锦绣东湖小区",
        "供水·水质异味",
        "",
        course[-1].at,
    )
    return KeptTicket(item_id, made, NOW, course)


class FakeDemands:
    def __init__(self, *, empty: bool = False) -> None:
        self.empty = empty
        self.written: list[Path] = []

    def usual_period(self) -> Period:
        today = NOW.date()
        return Period(today - timedelta(days=29), today, "Asia/Shanghai")

    def list(self, period: Period | None = None, least: int = LEAST) -> tuple[Repeated, ...]:
        if self.empty:
            return ()
        kinds = (
            ("自来水有土腥味", "供水·水质异味", "锦绣东湖小区", _WATER, 9),
            ("夜市烧烤摊凌晨喧哗", "市容·噪声扰民", "东湖夜市", _STREET, 5),
            ("路灯三晚不亮", "市政·路灯", "", _STREET, 3),
        )
        demands = [
            Demand(
                20, kind, f"{title}（第{n + 1}次反映）", NOW - timedelta(days=kind, hours=7 * n), place, "", category, unit,
                "已办结" if n % 3 else "办理中", NOW - timedelta(hours=1) if n % 4 == 0 else None,
            )
            for kind, (title, category, place, unit, count) in enumerate(kinds)
            for n in range(count)
        ]  # fmt: skip
        return repeated(demands, NOW, least)

    def export(self, found: tuple[Repeated, ...], period: Period, out: Path) -> Path:
        self.written.append(out)
        return out
