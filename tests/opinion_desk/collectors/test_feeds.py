"""RSS, RDF and Atom through either parser; tangled documents give entries or a sentence."""

import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from opinion_desk.collectors import feeds
from opinion_desk.collectors.detect import parse
from opinion_desk.collectors.encodings import decode
from opinion_desk.collectors.entries import Reading, finish
from opinion_desk.collectors.gate import NotForTheFastParser
from opinion_desk.collectors.wellformed import NotWellFormed
from opinion_desk.collectors.xml_text import name_entities, plain_xml
from opinion_desk.domain.collected import Parsed

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
SUITES = Path(__file__).resolve().parents[3] / "../shared/datasets/feeds"
needs_suites = pytest.mark.skipif(not SUITES.exists(), reason="the feed suites are not beside the project")

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>云川发布</title><link>https://yunchuan.example.cn/</link><ttl>30</ttl>
<item><title>云川大桥维修</title><link>/a/1?utm_source=rss</link><guid isPermaLink="false">a1</guid>
<pubDate>Fri, 20 Nov 2026 08:30:00 +0800</pubDate><dc:creator>张三</dc:creator><author>lisi@example.cn</author>
<description>维修三天</description><content:encoded><![CDATA[<p>维修三天。</p><p onclick="x()">请绕行。</p>]]></content:encoded></item>
<item><title>停水 A&amp;B</title><guid>https://yunchuan.example.cn/a/2</guid><pubDate>2026-11-20 09:00</pubDate>
<description>&lt;p&gt;东湖区&lt;/p&gt;</description></item>
</channel></rss>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="text">云川 &lt;b&gt;</title>
<link href="https://yunchuan.example.cn/"/><link rel="self" href="https://yunchuan.example.cn/atom"/>
<entry><id>tag:1</id><title type="html">大桥&lt;b&gt;维修&lt;/b&gt;</title><link href="a/1"/><updated>2026-11-20T08:30:00+08:00</updated>
<author><name>张三</name></author><summary type="text">5 &lt; 6</summary><content type="html">&lt;p&gt;正文&lt;/p&gt;</content></entry></feed>"""


def _both(text: str) -> tuple[Parsed, Parsed]:
    xml = plain_xml(text)
    return finish(feeds._fast(xml), Reading(NOW)), finish(feeds._slow(xml, None, None), Reading(NOW))


@pytest.mark.parametrize("text", [RSS, ATOM])
def test_both_parsers_read_the_plain_vocabulary_alike(text: str) -> None:
    fast, slow = _both(text)
    assert fast == slow


def test_an_rss_document_is_read_in_full() -> None:
    read = parse(RSS.encode(), now=NOW, url="https://yunchuan.example.cn/rss.xml")
    first, second = read.entries
    assert (read.format, read.title, read.ttl_s, read.problems) == ("rss20", "云川发布", 1800, ())
    assert (first.id, first.link) == ("a1", "https://yunchuan.example.cn/a/1?utm_source=rss")
    assert first.published == datetime(2026, 11, 20, 0, 30, tzinfo=UTC)
    assert (first.summary, first.content) == ("维修三天", "<p>维修三天。</p><p>请绕行。</p>")
    assert (second.title, second.link, second.summary) == (
        "停水 A&B",
        "https://yunchuan.example.cn/a/2",
        "<p>东湖区</p>",
    )
    assert second.published == datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # China's time, for it names no zone
    assert [item.key for item in read.items] == ["id:a1", "url:yunchuan.example.cn/a/2"]
    assert read.items[0].body == "维修三天。\n请绕行。"


def test_an_atom_document_keeps_text_as_text_and_markup_as_markup() -> None:
    read = parse(ATOM.encode(), now=NOW)
    (entry,) = read.entries
    assert (read.format, read.title) == ("atom10", "云川 <b>")
    assert (entry.title, entry.summary, entry.content) == ("大桥维修", "5 < 6", "<p>正文</p>")
    assert (entry.published, entry.updated) == (None, datetime(2026, 11, 20, 0, 30, tzinfo=UTC))
    assert read.items[0].published == entry.updated


@pytest.mark.parametrize("text", [RSS, ATOM])
def test_authors_are_not_taken(text: str) -> None:
    told = repr(parse(text.encode(), now=NOW))
    assert "张三" not in told and "lisi" not in told


@needs_suites
def test_whatever_passes_the_gate_is_read_alike_by_both_parsers() -> None:
    passed, different = 0, []
    for path in sorted(SUITES.rglob("*.xml")):
        text = plain_xml(decode(path.read_bytes()).text)
        try:
            document = feeds._fast(text)
        except (NotForTheFastParser, NotWellFormed):
            continue
        passed += 1
        fast, slow = finish(document, Reading(NOW)), finish(feeds._slow(text, None, None), Reading(NOW))
        if fast != slow:
            different.append(str(path.relative_to(SUITES)))
    assert different == []
    assert passed > 400


@needs_suites
def test_real_chinese_blogs_are_read_and_most_by_the_fast_parser() -> None:
    for path in sorted((SUITES / "zh_blogs").glob("*.xml")):
        read = parse(path.read_bytes(), now=NOW)
        assert len(read.items) >= 8 and read.problems == ()
        assert all(item.title and item.link and item.published for item in read.items)


def test_a_feed_cut_in_the_middle_gives_its_whole_entries_and_says_so() -> None:
    read = parse(RSS[: RSS.index("A&amp;B")].encode(), now=NOW)
    assert [entry.id for entry in read.entries] == ["a1"]
    assert "中途截断" in read.problems[-1] and "1 条" in read.problems[-1]


def test_html_entities_need_no_declaration() -> None:
    read = parse(RSS.replace("维修三天</d", "三天&nbsp;&mdash;&copy;</d").encode(), now=NOW)
    assert read.problems == () and read.entries[0].summary == "三天\u00a0—©"


def test_control_characters_do_not_break_a_feed() -> None:
    read = parse(RSS.replace("大桥维修", "大桥\x0b\x00维修").encode(), now=NOW)
    assert read.entries[0].title == "云川大桥维修" and read.problems == ()


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;">]>',
        '<!DOCTYPE rss [<!ENTITY c SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://dtd.example.cn/rss.dtd">',
        '<!DOCTYPE rss [<!-- ]> --><!ENTITY c "]>">]>',
        "<!DOCTYPE rss [<!ENTITY never closed ",
    ],
)
def test_document_types_are_dropped_and_nothing_unfolds(doctype: str) -> None:
    text = RSS.replace("<rss", f"{doctype}<rss", 1).replace("维修三天</d", "前&c;后</d")
    read = parse(text.encode(), now=NOW)
    assert len(read.entries) == 2
    assert "haha" not in repr(read) and "root:" not in repr(read)


def test_two_entries_with_one_id_on_two_addresses_are_two() -> None:
    text = RSS.replace(
        "<guid>https://yunchuan.example.cn/a/2</guid>", "<link>https://yunchuan.example.cn/a/2</link><guid>a1</guid>"
    )
    read = parse(text.encode(), now=NOW, url="https://yunchuan.example.cn/")
    assert len({item.key for item in read.items}) == 2


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"   \n",
        b"\xef\xbb\xbf",
        b"<",
        b"<rss",
        b"<rss version='2.0'><channel>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'",
        "就是一段话".encode(),
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"%PDF-1.7",
        b"<?xml version='1.0'?><note><to>x</to></note>",
    ],
)
def test_what_is_no_feed_gives_one_sentence_and_no_exception(raw: bytes) -> None:
    read = parse(raw, now=NOW)
    assert read.entries == () and len(read.problems) == 1


def test_a_web_page_is_told_as_such_with_the_feed_it_names() -> None:
    page = b'<!DOCTYPE html><html><head><link rel="alternate" type="application/rss+xml" href="/rss?a=1&amp;b=2"></head></html>'
    read = parse(page, now=NOW, url="https://yunchuan.example.cn/x/")
    assert read.format is None
    assert "https://yunchuan.example.cn/rss?a=1&b=2" in read.problems[0]


@pytest.mark.parametrize(
    "tangle",
    [
        "<rss version='2.0'><channel>" + "<item><title>" * 20_000,
        "<rss version='2.0'><channel><item><title>" + "<" * 300_000,
        "<rss version='2.0'><channel><item><title>" + "&" * 300_000,
        "<rss version='2.0'><channel><item><title>" + "&#1" * 100_000,
        "<rss version='2.0'><channel><item><title>" + "<!--" * 50_000,
        "<rss version='2.0'><channel><item><title>" + "<![CDATA[" * 30_000,
        "<rss version='2.0'><channel><item><title " + "a='b' " * 50_000,
        "<rss version='2.0'>" + "<b>" * 100_000,
        "<rss version='2.0'><!DOCTYPE " + "[" * 100_000,
        "<!DOCTYPE " + "'" * 100_001,
        "<?xml " * 50_000 + "<rss>",
    ],
    ids=range(11),
)
def test_documents_made_to_tie_a_parser_up_end_with_a_sentence(tangle: str) -> None:
    read = parse(tangle.encode(), now=NOW)
    assert read.problems


def _mutated(raw: bytes, chance: random.Random) -> bytes:
    data = bytearray(raw)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data) or 1)
        kind = chance.randrange(6)
        if kind == 0:
            data[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            del data[at : at + chance.randint(1, 200)]
        elif kind == 2:
            data[at:at] = chance.choice(
                [b"<", b"&", b"]]>", b"<![CDATA[", b"<!--", b"\x00", b"&#xFFFF;", b"&#0;", b"\xff\xfe", b'"']
            )
        elif kind == 3:
            data[at:at] = data[: chance.randint(1, 300)]
        elif kind == 4:
            del data[at:]
        else:
            data[at:at] = chance.choice(
                [b"<title>", b"</item>", b"<item>", b"</rss>", b"<content type='xhtml'>", b"&nbsp;&x;"]
            )
    return bytes(data)


def test_five_hundred_damaged_documents_give_entries_or_a_sentence() -> None:
    chance = random.Random(20261120)
    whole = [RSS.encode(), ATOM.encode(), RSS.replace("utf-8", "gbk", 1).encode("gbk"), RSS.encode("utf-16")]
    silent = []
    for number in range(500):
        damaged = _mutated(whole[number % len(whole)], chance)
        read = parse(damaged, now=NOW, url="https://yunchuan.example.cn/rss")
        if not read.entries and not read.problems:
            silent.append(number)
        assert all(entry.link is None or entry.link.startswith("http") for entry in read.entries)
        assert all(item.title and "\n" not in item.title for item in read.items)
    assert silent == []


def test_named_entities_become_numbers_and_xmls_own_stay() -> None:
    assert name_entities("&nbsp;&lt;&unknown;&amp;nbsp;") == "&#160;&lt;&unknown;&amp;nbsp;"


def test_a_document_of_too_many_entries_is_read_up_to_the_limit_and_says_so() -> None:
    many = "".join(f"<item><title>第{n}条</title><link>https://a.example.cn/{n}</link></item>" for n in range(5_001))
    read = parse(f"<rss version='2.0'><channel><title>多</title>{many}</channel></rss>".encode(), now=NOW)
    assert len(read.items) == 5_000
    assert "5000" in read.problems[-1]


def test_a_document_that_takes_too_long_is_read_as_far_as_time_allowed_and_says_so() -> None:
    document = feeds.read_feed(RSS)
    read = finish(document, Reading(NOW, patience_s=-1.0))
    assert read.items == () and "只读出前 0 条" in read.problems[-1]
    assert len(finish(document, Reading(NOW)).items) == 2


def test_a_text_of_a_million_characters_is_cut_and_told() -> None:
    read = parse(RSS.replace("维修三天</d", "停" * 1_000_005 + "</d").encode(), now=NOW)
    assert len(read.entries[0].summary or "") == 1_000_000
    assert len([told for told in read.problems if "1000000" in told]) == 1


def test_a_feed_without_entries_and_entries_without_words_are_told() -> None:
    empty = parse(b"<rss version='2.0'><channel><title>x</title></channel></rss>", now=NOW)
    assert (empty.format, empty.entries) == ("rss20", ()) and "一条信息也没有" in empty.problems[0]
    silent = parse(
        RSS.replace("<title>停水 A&amp;B</title>", "").replace("&lt;p&gt;东湖区&lt;/p&gt;", "").encode(), now=NOW
    )
    assert (len(silent.entries), len(silent.items)) == (2, 1) and "1 条没有标题也没有内容" in silent.problems[0]


def test_vast_documents_lose_their_rare_characters_and_keep_the_rest() -> None:
    many = "停水" * 2_000_001
    read = parse(RSS.replace("维修三天</d", f"😀通知{many}</d").encode(), now=NOW)
    assert (read.entries[0].summary or "").startswith("\ufffd通知停水") and any(
        "罕用字" in told for told in read.problems
    )
    assert "😀" in (parse(RSS.replace("维修三天</d", "😀</d").encode(), now=NOW).entries[0].summary or "")


def test_times_nobody_can_read_are_told_once() -> None:
    read = parse(RSS.replace("Fri, 20 Nov 2026 08:30:00 +0800", "某天").encode(), now=NOW)
    assert read.entries[0].published is None and len(read.entries) == 2
    assert [problem for problem in read.problems if "某天" in problem] == list(read.problems)


@pytest.mark.parametrize(
    ("id", "fast"),
    [("https://a.example.cn/", True), ("https://a.example.cn/b/atom", True), ("tag:a.example.cn,2026:1", False)],
)
def test_an_atom_feed_without_a_link_is_known_by_its_id_as_feedparser_has_it(id: str, fast: bool) -> None:
    text = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title><id> {id} </id><link rel="self" href="https://s/"/>'
        '<entry><id>1</id><title>b</title><link href="https://a.example.cn/1"/></entry></feed>'
    )
    by_feedparser = feeds._slow(text, None, None)
    if fast:
        by_the_gate = feeds._fast(text)
        assert by_the_gate.link == by_feedparser.link == id and by_the_gate.entries == by_feedparser.entries
    else:
        with pytest.raises(NotForTheFastParser):
            feeds._fast(text)


def test_an_atom_feed_with_two_ids_is_left_to_feedparser() -> None:
    text = '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://a.cn/</id><id>https://b.cn/</id></feed>'
    with pytest.raises(NotForTheFastParser):
        feeds._fast(text)
