"""The demo's sources as they are after some weeks: in groups, some watched, one moved, one failing, a folder with a bad file; and a ticket that was told on."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from typing import Final

from opinion_desk.domain.inbox import InboxQuery
from opinion_desk.domain.messages import sentence
from opinion_desk.domain.ticket import KeptTicket
from opinion_desk.services.desk import Desk
from opinion_desk.store.writing import Transaction

_GROUPS: Final = {
    "本地媒体 / 报社": ("云川日报", "云川晚报", "江北日报"),
    "本地媒体 / 广电与网站": ("云川新闻网", "云川广播电视台", "云川生活"),
    "政府网站": ("云川市政府网", "云川发布", "云川文旅"),
    "群众渠道": ("云川城市论坛", "12345热线导出", "本地热榜"),
}
_FOLDER: Final = "群众渠道"
_WATCH_H: Final = 6
_MOVED_DAYS: Final = 2
_HOURS_LATE: Final = 3
_HEAD: Final = "工单编号,标题,诉求内容,工单状态,办结时限,更新时间,承办单位,事发地点"


def arrange(desk: Desk) -> None:
    """Put the sources of a home that was made for pictures in order."""
    ids = {row.source.name: row.source.id for row in desk.sources.list()}
    for group, names in _GROUPS.items():
        desk.sources.move([ids[name] for name in names], group)
    desk.sources.watch([ids["云川新闻网"], ids["云川城市论坛"]], _WATCH_H)
    desk.sources.pause([ids["云川文旅"]], True)
    _add_folder(desk)
    now = int(desk.clock.now().timestamp() * 1000)
    moved = now - _MOVED_DAYS * 86_400_000
    failing = sentence("http_404", host="radio.yunchuan.example")

    def fare(tx: Transaction) -> None:
        tx.execute("UPDATE sources SET errors = 7, why = ? WHERE id = ?", (failing, ids["云川广播电视台"]))
        address = "https://daily.yunchuan.example/feed.xml"
        tx.execute("UPDATE sources SET moved_to = ?, moved_ms = ? WHERE id = ?", (address, moved, ids["云川日报"]))

    desk.store.write_now(fare)
    _tell_ticket_on(desk)


def ticket_of(desk: Desk) -> int | None:
    """The item of a ticket whose course is longest."""
    found = _tickets(desk)
    return max(found, key=lambda kept: len(kept.course)).item_id if found else None


def _add_folder(desk: Desk) -> None:
    folder = desk.home.folder / "监测导出"
    folder.mkdir()
    good = "标题,正文,发布时间,媒体名称\n东湖路绿化补种完成,本周补种香樟六十株。,2026-11-20 21:00,云川晨报\n"
    (folder / "晨报1120.csv").write_text(good, encoding="gbk")
    (folder / "简表.csv").write_text("甲,乙\n1,2\n", encoding="utf-8")
    long_ago = desk.clock.now().timestamp() - 3600
    for path in folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    added = desk.sources.add(str(folder), "监测导出文件夹", internal=True, folder=_FOLDER)
    desk.sources.collect_now((added.id,))


def _tickets(desk: Desk) -> list[KeptTicket]:
    rows = desk.items.page(InboxQuery(search="自来水"), None, 60).rows
    read = (desk.items.read(row.item_id).ticket for row in rows)
    return [ticket for ticket in read if ticket is not None]


def _tell_ticket_on(desk: Desk) -> None:
    """A later export says that a ticket went on, and that its limit on the hotline's platform has passed."""
    found = _tickets(desk)
    if not found:
        return
    first = min(found, key=lambda kept: kept.course[0].at)
    ticket, now = first.ticket, desk.clock.now().astimezone(desk.zone)
    title = desk.items.read(first.item_id).item.title
    due, lines = now - timedelta(hours=_HOURS_LATE), [_HEAD]
    for state, ago in (("已签收", 9), ("现场核查", 5)):
        at = f"{now - timedelta(hours=ago):%Y-%m-%d %H:%M}"
        lines.append(f"{ticket.number},{title},,{state},{due:%Y-%m-%d %H:%M},{at},{ticket.unit},{ticket.place}")
    path = Path(desk.home.folder) / "热线续报.csv"
    path.write_text("\n".join(lines), encoding="gbk")
    desk.items.import_file(path)
