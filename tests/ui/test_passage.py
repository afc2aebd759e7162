"""Marking of the words that led to a verdict."""

from __future__ import annotations

from opinion_desk.domain.verdict import Reason, Verdict, Voice
from ui.inbox.passage import headline, marked, strongest, telling

from . import yunchuan


def test_the_words_that_led_to_a_verdict_are_marked_with_their_field() -> None:
    item = yunchuan.item(10)
    verdict = yunchuan.verdict(10)
    html = marked(item.body, len(item.title) + 1, strongest(verdict.because))
    assert ">11人被困</a>" in html
    assert 'href="why:初判级别 +2.2"' in html
    assert ">施工支架</a>" in headline(item, verdict.because)


def test_overlapping_words_are_marked_once_and_nothing_is_lost() -> None:
    reasons = (
        Reason("topics", "施工支", 0, 3, 1.0),
        Reason("lead", "支架", 2, 4, 2.0),
        Reason("lead", "x", 90, 99, 1.0),
    )
    html = marked("施工支架<b>&", 0, reasons)
    assert html.count("<a ") == 1
    assert ">施工支架</a>&lt;b&gt;&amp;" in html
    assert "领域、责任单位 +2.0" in html


def test_words_that_hardly_counted_are_not_marked() -> None:
    strong, weak = Reason("topics", "坍塌", 0, 2, 4.0), Reason("topics", "月", 3, 4, 0.9)
    alone = Reason("unit", "东湖街道", 5, 9, 0.4)
    assert strongest((weak, strong, alone)) == (strong, alone)


def test_what_speaks_for_a_plain_report_and_names_of_places_are_not_marked() -> None:
    because = (Reason("voice", "记者", 0, 2, 2.0), Reason("lead", "坍塌", 3, 5, 1.0))
    place = Reason("places", "云川", 6, 8, 1.0)
    assert telling(Verdict(voice=Voice.REPORT, because=(*because, place))) == because[1:]
    assert telling(Verdict(voice=Voice.RUMOUR, because=(*because, place))) == because
