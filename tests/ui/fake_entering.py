"""Entering by hand without files and network: what was entered is kept in memory, and failures are chosen by the test."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.entering import Draft, Entered, EnteredNote, Pasted, Platform
from opinion_desk.domain.item import Metrics

from . import yunchuan

if TYPE_CHECKING:
    from .fake_desk import FakeDesk


class FakeEntering:
    """An entered draft becomes the item `ENTERED` of the fictional city; a link that an item has is known."""

    ENTERED = 40

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.drafts: list[tuple[Draft, str]] = []
        self.series: dict[int, tuple[Metrics, ...]] = {}
        self.notes: dict[int, EnteredNote] = {}
        self.pictures: dict[int, Path] = {}
        self.looked: list[str] = []
        self.failure: Exception | None = None
        self.new = True
        self.page = Pasted(title="东湖路施工围挡挡住盲道", body="围挡把盲道占去一半，已有两周。")

    def read_pasted(self, text: str) -> Pasted:
        found = re.search(r"https?://[!-~]+", text)
        link = found.group() if found else None
        title = text.replace(link, "").strip() if link else text.strip()
        platform = Platform.DOUYIN if "抖音" in text or "douyin" in text else Platform.OTHER
        problems = () if link else ("没有找到链接；可以只录文字。",)
        likes = re.search(r"点赞(\d+)", text)
        metrics = Metrics(self._desk.clock.now(), likes=int(likes.group(1))) if likes else None
        return Pasted(link, title, "", platform, metrics, problems)

    def look(self, link: str) -> Pasted:
        self.looked.append(link)
        if self.failure is not None:
            raise self.failure
        return replace(self.page, link=link)

    def known(self, link: str) -> int | None:
        return next((row.item_id for row in self._desk.items.rows if yunchuan.item(row.item_id).link == link), None)

    def enter(self, draft: Draft, by: str) -> Entered:
        if self.failure is not None:
            raise self.failure
        self.drafts.append((draft, by))
        self.notes[self.ENTERED] = EnteredNote(draft.way, draft.platform, by, self._desk.clock.now())
        if draft.metrics is not None:
            self.series[self.ENTERED] = (draft.metrics,)
        self._desk.touch(Touched.ITEMS)
        return Entered(self.ENTERED, self.new)

    def note_metrics(self, item_id: int, metrics: Metrics) -> None:
        if self.failure is not None:
            raise self.failure
        self.series[item_id] = (*self.series.get(item_id, ()), metrics)
        self._desk.touch(Touched.ITEMS)

    def metrics(self, item_id: int) -> tuple[Metrics, ...]:
        return self.series.get(item_id, ())

    def note(self, item_id: int) -> EnteredNote | None:
        return self.notes.get(item_id)

    def picture(self, item_id: int) -> Path | None:
        return self.pictures.get(item_id)
