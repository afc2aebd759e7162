"""立即采集: one round at a time, told in the bar while it goes on, and stopped from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from opinion_desk.domain.errors import DeskError

from ..parts.bars import Bar
from ..parts.task import Task
from ..seat import Seat

if TYPE_CHECKING:
    from opinion_desk.services.collect_report import CollectReport

_LOOK_MS = 200
_NAMED = 3


class Collecting(QObject):
    """`ended` tells what came, in a sentence."""

    ended = Signal(str)
    failed = Signal(object)

    def __init__(self, seat: Seat, bar: Bar, parent: QObject) -> None:
        super().__init__(parent)
        self._seat, self._bar = seat, bar
        self._task: Task | None = None
        self._words = ""
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._tell)

    def start(self, ids: tuple[int, ...], name: str) -> None:
        """Collect these sources, or all that are due; nothing while a round is under way."""
        if self._task is not None:
            return
        task = self._task = Task()
        self._words = self.tr("正在采集“{name}”…").format(name=name) if name else self.tr("正在采集到期的来源…")
        sources = self._seat.desk.sources
        self._seat.work.run(
            self,
            lambda: sources.collect_now(ids, task.went_on, task.asked_to_stop),
            self._collected,
            self._not_collected,
        )
        self._tell()
        self._look.start()

    def _tell(self) -> None:
        if self._task is None:
            return
        if self._task.stopping:
            self._bar.going_on(self.tr("正在停止；已取到的照常存入…"))
        elif self._task.total and self._task.total > 1:
            self._bar.going_on(f"{self._words} {self._task.told}", self.tr("停止"), self._task.stop)
        else:
            self._bar.going_on(self._words)

    def _finish(self) -> bool:
        stopped = self._task is not None and self._task.stopping
        self._look.stop()
        self._task = None
        return stopped

    def _collected(self, report: CollectReport) -> None:
        stopped = self._finish()
        words = self.tr("采集完成：读到 {items:,} 条，新增 {new:,} 条，用时 {seconds:.1f} 秒。")
        if stopped:
            words = self.tr("已停止：读到 {items:,} 条，新增 {new:,} 条，用时 {seconds:.1f} 秒。")
        told = words.format(items=report.items, new=report.new, seconds=report.seconds)
        failures = "；".join(f"{failure.name}：{failure.why}" for failure in report.failed[:_NAMED])
        if report.failed:
            counted = self.tr("{n} 个来源没有采到：{why}").format(n=len(report.failed), why=failures)
            told = counted if not report.items else f"{told} {counted}"
        self.ended.emit(told)

    def _not_collected(self, error: DeskError) -> None:
        self._finish()
        self.failed.emit(error)
