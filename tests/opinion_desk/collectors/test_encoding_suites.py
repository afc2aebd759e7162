"""Encodings as two other readers' suites expect them, and Chinese ones through every way in, whatever their labels say."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import product
from pathlib import Path
from typing import Final

import pytest

from bench.feed_suites import SUITES, differences, encoding_cases
from opinion_desk.collectors.detect import parse, read_document
from opinion_desk.collectors.encodings import decode
from opinion_desk.collectors.files import read_table
from opinion_desk.domain.list_rules import PageRules, SourceRules

NOW: Final = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
needs_suites = pytest.mark.skipif(not SUITES.exists(), reason="the feed suites are not beside the project")
# Where our reading differs from feedparser's, each with its reason; the list is whole.
DIFFERING: Final = {
    "illformed/chardet/eucjp.xml": "Japanese without any label: its bytes are good Big5 as well, and a Chinese desk reads them as that.",
    "encoding/bozo_linenoise.xml": "One broken byte in what is UTF-8 by its label and its other bytes: replaced and told, not taken for a sign of Western text.",
}
# An expected encoding that is a part of what we name, or goes by another name in Python.
WIDER: Final = {"gb2312": "gb18030", "big5": "big5hkscs", "euc-kr": "cp949", "tis-620": "tis-620"}


@needs_suites
def test_every_document_of_feedparsers_encoding_suites_is_read_as_it_expects() -> None:
    cases = list(encoding_cases())
    named = [(case, encoding) for case, encoding in cases if encoding is not None]
    differing = {case.name for case, encoding in named if not _is_read_as(case.raw, case.content_type, encoding)}
    differing |= {case.name for case, _ in cases if case.expected and differences(case)}
    assert differing == DIFFERING.keys()
    assert (len(cases), len(named)) >= (85, 60)


def _is_read_as(raw: bytes, content_type: str | None, encoding: str) -> bool:
    """Whether the text is what the expected encoding makes of the bytes; the suite's ASCII is often the default of a norm given up since."""
    codec = codecs.lookup(WIDER.get(encoding.lower(), encoding)).name
    return decode(raw, content_type).text == raw.decode(codec).removeprefix("\ufeff")


@needs_suites
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("encoding_ISO-8859-1.xml", "Hinweise auf PC-Umsetzung"),
        ("encoding_WINDOWS-1251.xml", "Цитата #17703"),
        ("no_encoding_ISO-8859-1.xml", "magazine de psychologie Le Cercle Psy"),
        ("rdf_UTF8.xml", "Vorsichtsmaßnahmen gegen Einbrennen"),
        ("urdu_UTF8.xml", "پاکستان کے لیے امریکی امداد"),
    ],
)
def test_what_miniflux_reads_in_other_encodings_is_read(name: str, text: str) -> None:
    parsed = parse((SUITES / "miniflux_parser" / name).read_bytes(), now=NOW)
    titles = [parsed.title or "", *(entry.title or "" for entry in parsed.entries)]
    assert any(text in title for title in titles)
    assert not any("\ufffd" in title for title in titles)


SIMPLE: Final = ("东湖区关于停水的通知", "云川市住房和城乡建设局通报车库积水情况")
TRADITIONAL: Final = ("東湖區關於停水的通知", "雲川市政府通報車庫積水情況")
WRITTEN: Final = (
    ("gb2312", SIMPLE),
    ("gbk", ("东湖区旧楼加装電梯的通知", "朱镕路、喆园小区停水")),
    ("gb18030", ("东湖区停水通知㐂", "㙍塘街道道路施工")),
    ("big5", TRADITIONAL),
)
LABELS: Final = (None, "right", "utf-8", "iso-8859-1", "big5", "gb2312", "no-such")


def _labelled(label: str | None, codec: str) -> str | None:
    return codec if label == "right" else label


def _feed(titles: tuple[str, ...], label: str | None) -> str:
    declared = f' encoding="{label}"' if label else ""
    items = "".join(f"<item><title>{title}</title></item>" for title in titles)
    return (
        f'<?xml version="1.0"{declared}?><rss version="2.0"><channel><title>{titles[0]}</title>{items}</channel></rss>'
    )


def _page(titles: tuple[str, ...], label: str | None) -> str:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">' if label else ""
    rows = "".join(f'<li><a href="/{n}.html">{title}</a></li>' for n, title in enumerate(titles))
    return f"<html><head>{meta}<title>{titles[0]}</title></head><body><ul class='news'>{rows}</ul></body></html>"


def _of_feed(raw: bytes, content_type: str | None) -> list[str | None]:
    return [entry.title for entry in parse(raw, now=NOW, content_type=content_type).entries]


def _of_page(raw: bytes, content_type: str | None) -> list[str | None]:
    rules = SourceRules(page=PageRules(rows="ul.news li"))
    address = "https://a.example.cn/"
    return [
        e.title for e in read_document(raw, now=NOW, url=address, content_type=content_type, rules=rules)[1].entries
    ]


Write = Callable[[tuple[str, ...], str | None], str]
Read = Callable[[bytes, str | None], list[str | None]]


def _combinations() -> Iterator[tuple[str, tuple[str, ...], str | None, str | None]]:
    for (codec, titles), declared, served in product(WRITTEN, LABELS, LABELS):
        yield codec, titles, _labelled(declared, codec), _labelled(served, codec)


@pytest.mark.parametrize(
    ("write", "read", "kind"), [(_feed, _of_feed, "text/xml"), (_page, _of_page, "text/html")], ids=["feed", "page"]
)
def test_chinese_titles_are_read_whatever_the_labels_of_document_and_answer_say(
    write: Write, read: Read, kind: str
) -> None:
    wrong = []
    for codec, titles, declared, served in _combinations():
        content_type = f"{kind}; charset={served}" if served else kind
        found = read(write(titles, declared).encode(codec), content_type)
        if found != list(titles):
            wrong.append((codec, declared, served, found))
    assert wrong == []


@pytest.mark.parametrize(("codec", "titles"), WRITTEN)
def test_an_export_is_read_in_any_chinese_encoding(codec: str, titles: tuple[str, ...], tmp_path: Path) -> None:
    file = tmp_path / "export.csv"
    rows = "\n".join(f"YC{number},{title},{title}。" for number, title in enumerate(titles))
    header = "id,title,body" if codec == "big5" else "工单编号,标题,内容"
    file.write_bytes(f"{header}\n{rows}\n".encode(codec))
    entries, skipped = read_table(file, now=NOW)
    assert [entry.title for entry in entries] == list(titles) and skipped == ()
    served = read_document(file.read_bytes(), now=NOW, content_type="text/csv; charset=utf-8")[1]
    assert [item.title for item in served.items] == list(titles)
