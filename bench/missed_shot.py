"""The picture of 比对购买的服务: an export made from what the demo's desk has, some of it left out, some late, some from elsewhere."""

from __future__ import annotations

import csv
from datetime import timedelta
from typing import Final

from opinion_desk.domain.inbox import InboxQuery
from opinion_desk.services.desk import Desk
from ui.frame.page import Page
from ui.frame.window import Window
from ui.sources.missed.ask_sheet import compare_bought
from ui.sources.page import SourcesPage

_VENDOR: Final = "甲舆情"
_MOST: Final = 80
_EVERY_MISSED, _EVERY_LATE = 4, 7
_ELSEWHERE: Final = ("青石县城东小区电梯停运三天", "滨江路夜市占道经营", "云川二中门口早高峰拥堵", "北关街道路灯不亮")


def compare(window: Window, page: Page) -> None:
    """Compare such an export; its outcome takes the sheet's place."""
    assert isinstance(page, SourcesPage)
    sheet = compare_bought(page)
    path = page.seat.desk.home.folder / f"{_VENDOR}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_rows(page.seat.desk))
    sheet.add_file(path, _VENDOR)
    sheet.accept()


def _rows(desk: Desk) -> list[tuple[str, ...]]:
    made: list[tuple[str, ...]] = [("标题", "链接", "发布时间", "采集时间", "媒体名称")]
    for n, row in enumerate(desk.items.page(InboxQuery(), None, _MOST).rows):
        item = desk.items.read(row.item_id).item
        if item.link and n % _EVERY_MISSED:
            had = item.when + timedelta(minutes=100 if n % _EVERY_LATE == 0 else 9)
            times = (f"{at.astimezone(desk.zone):%Y-%m-%d %H:%M:%S}" for at in (item.when, had))
            made.append((item.title, item.link, *times, item.source_name))
    at = desk.clock.now().astimezone(desk.zone) - timedelta(hours=9)
    for n, title in enumerate(_ELSEWHERE):
        times = (f"{at + timedelta(minutes=17 * n + late):%Y-%m-%d %H:%M:%S}" for late in (0, 12))
        made.append((title, f"https://www.qingshi{n % 2}.example/a/{n}.html", *times, f"青石网{n % 2}"))
    return made
