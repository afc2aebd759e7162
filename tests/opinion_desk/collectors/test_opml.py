"""Lists of sources in and out."""

from pathlib import Path

import pytest

from opinion_desk.collectors.opml import read_opml, write_opml
from opinion_desk.domain.errors import Refused

REAL = Path(__file__).resolve().parents[3] / "../shared/datasets/feeds/opml_zh"


def test_a_list_comes_back_as_it_was_written() -> None:
    outlines = (
        ("云川发布", "https://yunchuan.example.cn/rss?a=1&b=2", ""),
        ('"东湖" <区>', "https://donghu.example.cn/feed", "政府"),
        ("晚报", "https://paper.example.cn/feed", "媒体"),
    )
    assert read_opml(write_opml(outlines, "来源")) == outlines


def test_folders_inside_folders_are_joined_and_addresses_kept_once() -> None:
    raw = """<opml version="1.0"><body><outline text="媒体"><outline title="市级">
      <outline text="晚报" xmlUrl="https://paper.example.cn/feed"/><outline text="又一次" xmlurl="https://paper.example.cn/feed"/>
      <outline text="坏的" xmlUrl="javascript:alert(1)"/></outline></outline></body></opml>""".encode()
    assert read_opml(raw) == (("晚报", "https://paper.example.cn/feed", "媒体 / 市级"),)


def test_folders_inside_folders_and_routes_of_rsshub_come_back_as_they_were_written() -> None:
    outlines = (
        ("市政府", "https://a.example.cn/feed", "政府 / 市级"),
        ("县政府", "https://b.example.cn/feed", "政府 / 市级 / 县区"),
        ("微博热搜", "rsshub://weibo/search/hot", "热榜"),
    )
    written = write_opml(outlines, "来源")
    assert read_opml(written) == outlines
    assert written.count(b'text="\xe6\x94\xbf\xe5\xba\x9c"') == 1  # 政府, once, with the others inside


def test_entities_that_unfold_are_not_unfolded() -> None:
    bomb = b"""<!DOCTYPE opml [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
      <opml><body><outline text="x &b;&c;" xmlUrl="https://a.example.cn/f"/></body></opml>"""
    ((name, _, _),) = read_opml(bomb)
    assert name == "x &b;&c;"


@pytest.mark.parametrize("raw", [b"", b"<opml", b"not xml", b"<opml><body/></opml>"])
def test_a_list_without_sources_is_refused_with_a_sentence(raw: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read_opml(raw)
    assert caught.value.id in ("opml_broken", "opml_no_feeds")


@pytest.mark.skipif(not REAL.exists(), reason="the real lists are not beside the project")
def test_real_lists_are_read() -> None:
    for path in sorted(REAL.glob("*.opml")):
        raw = path.read_bytes()
        found = read_opml(raw)
        assert (path.name, len(found) >= raw.count(b"xmlUrl") * 0.9) == (path.name, True)
        assert all(address.startswith("http") and name for name, address, _ in found)
