"""The briefings of the desk in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from opinion_desk.domain.briefing import Briefing, BriefingItem, BriefingKind, ClockLine, Figure, Section
from opinion_desk.domain.changes import Touched

from . import yunchuan
from .yunchuan import NOW

if TYPE_CHECKING:
    from .fake_desk import FakeDesk


class FakeBriefings:
    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.exported: list[tuple[Briefing, Path]] = []
        self.drawn: list[Briefing] = []

    def build(self, kind: BriefingKind, day: date, incident_id: int | None = None) -> Briefing:
        rows = sorted(self._desk.items.rows, key=lambda row: -row.heat)
        items = tuple(
            BriefingItem(
                row.title,
                yunchuan.item(row.item_id).body[:60],
                (row.source_name, f"转载 {row.reprints}"),
                item_id=row.item_id,
            )
            for row in rows
        )
        clocks = tuple(
            ClockLine(
                i.number,
                i.title,
                i.level.words if i.level else "未核定",
                c.name,
                c.owed_by,
                c.start,
                c.deadline,
                "进行中",
            )
            for i, c in self._desk.incidents.running()
        )
        sections = (
            Section("总体情况", ("今日共监测到信息2417条，归并为312个话题，负面54条。",)),
            Section("重点舆情", items=items[:3]),
            Section("在办舆情件与时限", clocks=clocks),
            Section("民生诉求", items=items[3:7]),
            Section("辟谣信息", items=items[7:9]),
        )
        start = datetime(2026, 11, 19, 16, tzinfo=UTC)
        figures = (Figure("信息", 2417, 2208), Figure("负面", 54, 61), Figure("在办", 3, 2, "件"))
        return Briefing(kind, "舆情日报", "中共云川市委宣传部", day, 324, 1187, start, start + timedelta(days=1), "Asia/Shanghai",
                        figures, sections, report_to=("市委常委会成员",), send_to=("市委办公室",))  # fmt: skip

    def pages(self, briefing: Briefing, ppi: int = 96) -> list[bytes]:
        from .paper import draw_pages

        self.drawn.append(briefing)
        return draw_pages(briefing)

    def export(self, briefing: Briefing, out: Path) -> Path:
        out.write_bytes(b"paper")
        self.exported.append((briefing, out))
        self._desk.touch(Touched.BRIEFINGS)
        return out

    def archive(self) -> tuple[Any, ...]:
        return (
            FakeArchived(2, BriefingKind.DAILY, date(2026, 11, 19), 323, 1186, NOW - timedelta(days=1), "舆情日报", ("舆情日报-323.docx", "舆情日报-323.pdf")),
            FakeArchived(1, BriefingKind.DAILY, date(2026, 11, 18), 322, 1185, NOW - timedelta(days=2), "舆情日报", ("舆情日报-322.docx",)),
        )  # fmt: skip


@dataclass(frozen=True)
class FakeArchived:
    id: int
    kind: BriefingKind
    day: date
    issue: int
    total_issue: int
    made: datetime
    title: str
    files: tuple[str, ...]
