"""What tests of the commands begin with: a home, and a way to give commands on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from opinion_desk.demo.server import LoopbackServer
from tests.opinion_desk.cli.running import Run, within

FEED = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>云川发布</title><link>http://example.cn/</link>
<item><title>东湖区沿湖路路灯连续三晚不亮</title><link>http://example.cn/1</link><guid>1</guid>
<pubDate>Fri, 20 Nov 2026 08:00:00 +0800</pubDate><description>沿湖路居民盼早日修好路灯。</description></item>
<item><title>北郊镇公交线路下月调整</title><link>http://example.cn/2</link><guid>2</guid>
<pubDate>Fri, 20 Nov 2026 09:00:00 +0800</pubDate><description>新增三个站点。</description></item>
</channel></rss>
""".encode()


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Where a home may be made; nothing is there yet."""
    return tmp_path / "home"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], home: Path) -> Run:
    """Run a command on `home` within this process."""
    return partial(within, capsys, home)


LIST = """<html><head><title>政务动态</title></head><body><ul class="news">
<li><a href="/a/t20261120_1.html">东湖区沿湖路路灯连续三晚不亮</a><span>2026-11-20</span></li>
<li><a href="/a/t20261119_2.html">北郊镇公交线路下月调整公告</a><span>2026-11-19</span></li>
<li><a href="/a/t20261118_3.html">云川大桥维修工程本月底完工</a><span>2026-11-18</span></li></ul></body></html>"""


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The base address of a server with a feed at /feed.xml, a page at /page.html, a list at /list.html, odd JSON at /odd.json, nothing at /empty and nothing else."""
    documents = {
        "/feed.xml": (FEED, "application/rss+xml"),
        "/page.html": ("<html><body>欢迎</body></html>".encode(), "text/html; charset=utf-8"),
        "/empty": (b"", "application/xml"),
        "/list.html": (LIST.encode(), "text/html; charset=utf-8"),
        "/odd.json": (b'{"d": {"rows": [{"n": "\xe5\x81\x9c\xe6\xb0\xb4"}]}}', "application/json"),
    }
    with LoopbackServer(documents) as server:
        yield server.base_url
