"""The course of a matter as a page: everything in it, nothing that runs, and the same each time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

from opinion_desk.domain.act_words import act_words
from opinion_desk.domain.after_review import Aftermath, Review
from opinion_desk.domain.commands import handling, judging, papers
from opinion_desk.domain.commands.judging import Judgement, Opening
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.incident import ResponseWay, Times
from opinion_desk.domain.levels import Grade
from opinion_desk.domain.matter_record import KeptFile, MatterRecord, ToldAct
from opinion_desk.domain.replay import replay
from opinion_desk.papers.timeline_html import timeline_html
from opinion_desk.services.reference import packaged_policies

T0 = datetime(2026, 11, 20, 6, 20, tzinfo=UTC)
WATER = "云川市水务局"


def record() -> MatterRecord:
    policies = packaged_policies()
    time = When(T0 + timedelta(minutes=5), T0 + timedelta(minutes=9), "夜班<值班员>")
    opening = Opening("自来水有<异味>", times=Times(published=T0))
    acts = list(judging.open_incident(opening, "YQ-2026-0007", 7, policies, time))
    judged = Judgement(response=ResponseWay.PUBLIC, grade=Grade.FOURTH)
    acts += judging.confirm(replay(acts), judged, policies, time)
    acts += handling.assign(replay(acts), WATER, [], frozenset({WATER}), policies, time, notice="云宣舆交〔2026〕7号")
    acts += papers.urge(replay(acts), WATER, "请抓紧", time, number="云宣舆催〔2026〕1号")
    review = Review(T0, "值班员", "预案一", "发现一", "", (Aftermath(24, 5, 1, 3, 1, 2, complete=False),))
    incident = replace(replay(acts), review=review)
    told = tuple(ToldAct(replace(act, seq=n, hash=f"{n:064x}"), act_words(act, UTC)) for n, act in enumerate(acts, 1))
    files = (KeptFile("evidence/01-通报.html", "通报", "ab" * 32), KeptFile("x", "录音", "cd" * 32, "没有这份存证"))
    return MatterRecord(
        incident, told, files, ("次生于 YQ-2026-0001 停水",), "云川市委宣传部", "Asia/Shanghai", T0, 41, "ef" * 32
    )


class Texts(HTMLParser):
    """The visible text, and whether every tag is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> str:
    parser = Texts()
    parser.feed(page)
    assert parser.open == []
    return " ".join(parser.text)


def test_the_page_tells_all_of_the_matter_with_its_texts_escaped() -> None:
    text = read(timeline_html(record()))
    for words in (
        "自来水有<异味>", "YQ-2026-0007", "次生于 YQ-2026-0001 停水", "云宣舆交〔2026〕7号", "云宣舆催〔2026〕1号", "请抓紧",
        "夜班<值班员>", "2026-11-20 14:25:00", "补记于 2026-11-20 14:29", "48小时回应", "预案一", "24 小时（复盘时未满）",
        "evidence/01-通报.html", "没有这份存证", "全台经过链共 41 条", "ef" * 32,
    ):  # fmt: skip
        assert words in text, words


def test_the_page_runs_and_loads_nothing_and_is_the_same_each_time() -> None:
    page = timeline_html(record())
    assert page == timeline_html(record())
    assert not re.search(r"<script|<img|<link|https?://|url\(", page)
    assert "default-src 'none'" in page and "@page" in page


def test_a_drill_bears_its_watermark_and_a_real_matter_none() -> None:
    real = record()
    assert "演练" not in timeline_html(real)
    assert '<div class="mark" aria-hidden="true">演练</div>' in timeline_html(
        replace(real, incident=replace(real.incident, drill=True))
    )
