"""How right feeds are read: `python -m bench.rightness [--wrong]`, over the suites of feedparser and gofeed.

`--wrong` lists on stderr what is read otherwise than those suites expect. The reference figures are the targets.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from time import perf_counter
from typing import Final

from opinion_desk.collectors.detect import parse

from .feed_differences import FEEDPARSER, GOFEED
from .feed_suites import NOW, SUITES, Case, differences, feedparser_cases, gofeed_cases, ill_formed
from .line import print_line

TARGETS: Final = {"feedparser_equal_share": 0.99, "gofeed_equal_share": 0.97, "ill_formed_answered_share": 1.0}


def equal_share(cases: Iterable[Case], reasons: Mapping[str, str], tell: bool = False) -> tuple[float, int, int]:
    """The share of cases read wholly as expected, how many cases there are, and how many differ without a reason on the list."""
    total, wrong = 0, set()
    for case in cases:
        total += 1
        for difference in differences(case):
            wrong.add(case.name)
            if tell:
                print(*map(repr, (case.name, difference.field, difference.expected, difference.read)), file=sys.stderr)
    return (1 - len(wrong) / total if total else 0.0), total, len(wrong - reasons.keys())


def answered_share() -> float:
    """The share of ill-formed documents that give entries, a title or a sentence."""
    answers = [parse(raw, now=NOW, content_type=kind) for _, raw, kind in ill_formed()]
    told = [read for read in answers if read.entries or read.title or read.link or read.problems]
    return len(told) / len(answers) if answers else 0.0


def main(arguments: Sequence[str]) -> None:
    """Compares every case and prints the one line."""
    if not SUITES.exists():
        sys.exit("the feed suites are not beside the project")
    tell = "--wrong" in arguments
    started = perf_counter()
    feedparser, feedparser_cases_, feedparser_open = equal_share(feedparser_cases(), FEEDPARSER, tell)
    gofeed, gofeed_cases_, gofeed_open = equal_share(gofeed_cases(), GOFEED, tell)
    figures = {
        "feedparser_equal_share": feedparser,
        "feedparser_cases": feedparser_cases_,
        "gofeed_equal_share": gofeed,
        "gofeed_cases": gofeed_cases_,
        "without_reason_cases": feedparser_open + gofeed_open,
        "ill_formed_answered_share": answered_share(),
        "whole_s": perf_counter() - started,
    }
    print_line("rightness", figures, TARGETS)


if __name__ == "__main__":
    main(sys.argv[1:])
