"""No author's name is kept, in whatever field of whatever format it stood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.collectors.files import read_table
from opinion_desk.compose import compose
from opinion_desk.domain.collected import Collected, Outcome
from opinion_desk.domain.source import Form, Source
from opinion_desk.settings import Settings
from opinion_desk.store import sources as source_rows
from opinion_desk.store.driver import sqlite3

NAMES = ("张执笔", "李发帖", "王转载", "赵编辑", "钱上传", "孙爆料", "周跟帖", "吴昵称")
_NS = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {_NS}
 xmlns:media="http://search.yahoo.com/mrss/"><channel><title>云川论坛</title><link>https://b.example.cn/</link>
<managingEditor>zb@example.cn ({NAMES[3]})</managingEditor><webMaster>wm@example.cn ({NAMES[4]})</webMaster>
<itunes:owner><itunes:name>{NAMES[4]}</itunes:name></itunes:owner>
<item><title>大桥维修</title><link>https://b.example.cn/1</link><description>今日起维修</description>
<author>a@example.cn ({NAMES[0]})</author><dc:creator>{NAMES[1]}</dc:creator><dc:contributor>{NAMES[2]}</dc:contributor>
<itunes:author>{NAMES[5]}</itunes:author><media:credit>{NAMES[6]}</media:credit><dc:publisher>{NAMES[7]}</dc:publisher>
</item></channel></rss>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>云川</title>
<id>urn:1</id><link href="https://c.example.cn/"/><updated>2026-11-20T00:00:00Z</updated>
<author><name>{NAMES[3]}</name></author><entry><id>urn:2</id><title>停水</title><link href="https://c.example.cn/2"/>
<updated>2026-11-20T00:00:00Z</updated><author><name>{NAMES[0]}</name><uri>https://u.example.cn/{NAMES[0]}</uri></author>
<contributor><name>{NAMES[1]}</name></contributor><summary>城东停水</summary></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1", "title": "云川", "authors": [{"name": NAMES[3]}],
        "items": [{"id": "3", "url": "https://d.example.cn/3", "title": "停电", "content_text": "城西停电",
                   "author": {"name": NAMES[0]}, "authors": [{"name": NAMES[1], "avatar": f"https://u/{NAMES[1]}"}]}],
    },
    ensure_ascii=False,
)  # fmt: skip
HOT = json.dumps(
    {"code": 200, "name": "weibo", "title": "微博", "data": [
        {"id": "4", "title": "云川 大桥", "url": "https://e.example.cn/4", "hot": 99, "author": NAMES[5], "desc": "封闭"}]},
    ensure_ascii=False,
)  # fmt: skip
CSV = (
    "标题,内容,链接,作者,发布人,昵称,用户名,微博昵称\n"
    f"大桥,大桥又封了,https://f.example.cn/5,{NAMES[0]},{NAMES[5]},{NAMES[7]},{NAMES[6]},{NAMES[2]}\n"
)


def test_a_sweep_of_the_whole_database_finds_no_author(tmp_path: Path, clock: Any) -> None:
    desk = compose(tmp_path / "home", clock, Settings(jurisdiction="云川市"))
    collector = HttpCollector(user_agent="desk-test", now=clock.now)
    table = tmp_path / "export.csv"
    table.write_text(CSV, encoding="utf-8")
    documents = [collector.parse(text.encode()).items for text in (RSS, ATOM, JSON_FEED, HOT)]
    documents.append(read_table(table, now=clock.now())[0])
    assert all(len(entries) == 1 for entries in documents)
    taking = desk._intake.begin(clock.now())
    for number, entries in enumerate(documents, 1):
        source = Source(0, f"来源{number}", f"https://{number}.example.cn/", Form.FEED)
        kept = desk.store.write_now(lambda tx, new=source: source_rows.add(tx, new)).value
        taking.add(Collected(kept.id, Outcome.FETCHED, entries), kept.name, clock.now())
    assert taking.finish(clock.now()).new == 5
    desk.close()
    collector.close()
    assert _found(tmp_path / "home" / "desk.sqlite3") == []


def _found(database: Path) -> list[tuple[str, str]]:
    """Names of authors with the place where one stands: every column of every table, and the file's own bytes."""
    connection = sqlite3.connect(database)
    tables = [
        name
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        )
    ]
    found = []
    for table in tables:
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            text = " ".join(map(str, row))
            found += [(table, name) for name in NAMES if name in text]
    connection.close()
    raw = database.read_bytes()
    return found + [("file", name) for name in NAMES if name.encode() in raw]
