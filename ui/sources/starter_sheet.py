"""The starter list: public sources by level, of which a person ticks those to collect from; at first none is ticked."""

from __future__ import annotations

from functools import partial
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from opinion_desk.domain.errors import Refused
from opinion_desk.services.starters import Starter

from ..parts.buttons import button
from ..parts.cards import column, holder, row, scrolled
from ..parts.labels import Elided, chip, label
from ..parts.sheet import Sheet
from ..parts.tick import Tick
from ..seat import Seat
from ..words import sentence_of

_HEIGHT = 380


class StarterSheet(Sheet):
    """`added` tells how many came and how many were there."""

    added = Signal(int, int)

    def __init__(self, over: QWidget, seat: Seat, listed: tuple[Starter, ...], known: frozenset[str]) -> None:
        words = "按层级整理的公开来源，勾选后才采集。标有 RSSHub 的由设置里的实例代为读取；能否读到以采集结果为准。"
        super().__init__(over, "推荐来源", words, width=640, accept="添加")
        self._seat = seat
        self._lines: list[tuple[Starter, Tick, QLineEdit | None]] = []
        inside = column(gap=4)
        for folder, group in groupby(listed, key=lambda one: one.folder):
            ticks: list[Tick] = []
            head = row(label(folder, "strong"), None)
            inside.addLayout(head)
            for one in group:
                inside.addLayout(self._line(one, one.address in known, ticks))
            head.addWidget(button(self.tr("全选"), partial(_tick_all, tuple(ticks)), "quiet"))
            inside.addSpacing(8)
        area = scrolled(holder(inside))
        area.setMinimumHeight(min(_HEIGHT, over.window().height() - 260))
        area.setAccessibleName(self.tr("推荐来源"))
        self.body.addWidget(area)
        self._count()

    def _line(self, one: Starter, known: bool, ticks: list[Tick]) -> QHBoxLayout:
        tick = Tick(one.name)
        tick.setEnabled(not known)
        tick.toggled.connect(lambda _on: self._count())
        asked: QLineEdit | None = None
        line = row(tick, gap=10)
        if one.asks:
            asked = QLineEdit()
            asked.setPlaceholderText(one.asks)
            asked.setAccessibleName(one.asks)
            asked.textEdited.connect(lambda text, box=tick: box.setChecked(bool(text.strip())))
            line.addWidget(asked, 1)
        else:
            if not known:
                ticks.append(tick)
            line.addWidget(Elided(one.address, 12, "text_3"), 1)
        if known:
            line.addWidget(chip(self.tr("已添加")))
        elif one.through_rsshub:
            line.addWidget(chip("RSSHub"))
        self._lines.append((one, tick, asked))
        return line

    def chosen(self) -> list[Starter]:
        """What is ticked, completed by what was asked for; Refused when something asked for is missing."""
        return [
            one.filled(asked.text() if asked is not None else "")
            for one, tick, asked in self._lines
            if tick.isChecked() and tick.isEnabled()
        ]

    def accept(self) -> None:
        try:
            chosen = self.chosen()
        except Refused as why:
            field = next(
                (asked for _, tick, asked in self._lines if asked and tick.isChecked() and not asked.text()), None
            )
            self.refuse(sentence_of(why), field)
            return
        if not chosen:
            self.refuse(self.tr("请先勾选要采集的来源。"))
            return
        self.busy()
        sources = self._seat.desk.sources
        self._seat.work.run(self, lambda: sources.add_starters(chosen), self._stored, self.failed)

    def _count(self) -> None:
        count = sum(tick.isChecked() for _, tick, _ in self._lines)
        self.accept_button.setText(self.tr("添加 {n} 个").format(n=count) if count else self.tr("添加"))

    def _stored(self, counts: tuple[int, int]) -> None:
        self.close_sheet()
        self.added.emit(*counts)


def _tick_all(ticks: tuple[Tick, ...]) -> None:
    """All on, or all off where all are on."""
    on = not all(tick.isChecked() for tick in ticks)
    for tick in ticks:
        tick.setChecked(on)
