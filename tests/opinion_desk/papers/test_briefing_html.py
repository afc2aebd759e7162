"""The HTML loads and runs nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from opinion_desk.domain.briefing import Briefing
from opinion_desk.papers.briefing_html import briefing_html
from opinion_desk.papers.briefing_md import briefing_md


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name == "src"]
        self.links += [value or "" for name, value in attrs if name == "href"]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_no_text_becomes_markup_and_every_element_is_closed(hostile: Briefing) -> None:
    seen = _Seen()
    seen.feed(briefing_html(hostile))
    assert seen.open == []
    assert not {"script", "b<", "label", "iframe", "img"} & set(seen.tags)
    assert seen.links
    assert all(link.startswith("https://a.example/") for link in seen.links)


def test_a_late_clock_is_marked_by_words_and_by_class(sample: Briefing) -> None:
    page = briefing_html(sample)
    assert page.count('<tr class="late">') == 1
    assert 'state">超时<span class="note">超 0 小时 48 分' in page


def test_markdown_escapes_what_it_could_act_on(hostile: Briefing) -> None:
    text = briefing_md(hostile)
    assert "\\<script\\>" in text
    assert not re.search(r"(?<!\\)<script", text)
    assert "javascript:" not in text
    assert all(
        line.count("|") - line.count("\\|") in (0, 3, 4, 7) for line in text.splitlines() if line.startswith("|")
    )
