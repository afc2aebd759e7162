"""The lists of a comparison as lines: what stands in them, and what opening a line leads to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from opinion_desk.domain.account_tables import length_words
from opinion_desk.domain.missed.figures import Lags, Share
from opinion_desk.domain.missed.matters import OURS, STANDING_WORDS, Matter, Standing
from opinion_desk.domain.missed.report import Missed
from opinion_desk.domain.missed.rows import Compared, OursAlone
from opinion_desk.domain.missed.tables import came_words

from ...parts.lines import Line
from ...seat import Seat

MOST: Final = 3_000  # lines shown; all of them stand in the export
_TONE: Final = {Standing.NEITHER: "red_text", Standing.LATE: "amber_text", Standing.UNTIMED: "text_3"}


@dataclass(frozen=True, slots=True)
class ListKind:
    """One list: its id, its name, heads, widths, the columns set right, the column that takes what is left, and what fills it.

    The lines are filled with what is chosen: a side by name, a site as it is called, a standing of matters; empty for all.
    """

    id: str
    name: str
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    numbers: tuple[int, ...]
    wide: int
    lines: Callable[[Seat, Missed, str], Sequence[Line]]
    by_side: bool = False


def _matters(seat: Seat, missed: Missed, chosen: str) -> list[Line]:
    return [_matter(seat, one) for one in missed.matters if not chosen or one.standing.value == chosen]


def _matter(seat: Seat, one: Matter) -> Line:
    ours, *vendors = one.came
    told = "，".join(f"{came.by} {came_words(came)}" for came in vendors)
    base = "—" if one.base is None else seat.short(one.base)
    cells = (
        one.title,
        one.number or "事件",
        base,
        one.first or "—",
        STANDING_WORDS[one.standing],
        came_words(ours),
        told,
    )
    tones = {4: _TONE[one.standing]} if one.standing in _TONE else {}
    tones |= {5: "amber_text"} if ours.late else {}
    return Line(one, cells, tones, f"{one.title}\n{told}")


def _missing(seat: Seat, missed: Missed, chosen: str) -> list[Line]:
    made: list[Line] = []
    if chosen not in [one.vendor for one in missed.vendors]:
        wanted = (row for row in missed.only_vendor if chosen in ("", OURS, missed.site_words(row.site)))
        made += [_missed_here(seat, missed, row) for row in islice(wanted, MOST)]
    made += [
        _missed_there(seat, missed, one) for one in missed.alone if chosen in ("", one.vendor) and len(made) < MOST
    ]
    return made[:MOST]


def _missed_here(seat: Seat, missed: Missed, row: Compared) -> Line:
    published = row.published
    had = seat.short(row.row.received) if row.row.received is not None else "—"
    shown = "—" if published is None else seat.short(published)
    return Line(
        row,
        (row.row.title, OURS, missed.site_words(row.site), shown, row.vendor, had),
        {1: "red_text"},
        row.row.link or row.row.title,
    )


def _missed_there(seat: Seat, missed: Missed, one: OursAlone) -> Line:
    item = one.item
    name = missed.source_names.get(item.source_id, "")
    shown = "—" if item.published is None else seat.short(item.published)
    return Line(one, (item.title, one.vendor, name, shown, OURS, seat.short(item.seen)), {1: "amber_text"}, item.title)


def _late(seat: Seat, missed: Missed, chosen: str) -> list[Line]:
    found = []
    for row in missed.rows:
        for who, length, other in ((OURS, row.our_lag, row.vendor_lag), (row.vendor, row.vendor_lag, row.our_lag)):
            if length is not None and missed.is_late(length) and chosen in ("", who):
                found.append((length, who, other, row))
    found.sort(key=lambda one: one[0], reverse=True)
    return [
        Line(
            row,
            (
                row.row.title,
                who,
                missed.site_words(row.site),
                "—" if row.published is None else seat.short(row.published),
                length_words(length),
                "—" if other is None else length_words(other),
            ),
            {4: "amber_text"},
            row.row.link or row.row.title,
        )
        for length, who, other, row in found[:MOST]
    ]


def _sources(seat: Seat, missed: Missed, chosen: str) -> list[Line]:
    return [
        Line(
            one,
            (
                one.name,
                f"{one.rows:,}",
                f"{one.had.part:,}",
                f"{one.missing:,}",
                _share(one.had),
                *_lag_cells(one.lags),
            ),
            _red(3, one.missing),
        )
        for one in missed.sources
    ]


def _sites(seat: Seat, missed: Missed, chosen: str) -> list[Line]:
    return [Line(one, (one.words, f"{one.rows:,}", f"{one.elsewhere:,}"), {}) for one in missed.gaps]


def _vendors(seat: Seat, missed: Missed, chosen: str) -> list[Line]:
    return [
        Line(
            one,
            (
                one.vendor,
                f"{one.read:,}",
                f"{one.outside + one.skipped:,}",
                f"{one.again:,}",
                f"{one.counted:,}",
                _share(one.shared),
                _share(one.found),
                *_lag_cells(one.lags),
                f"{one.without_link:,}",
            ),
        )
        for one in missed.vendors
    ]


def _lag_cells(lags: Lags) -> tuple[str, ...]:
    middle, p90 = ("—" if length is None else length_words(length) for length in (lags.middle, lags.p90))
    return middle, p90, f"{lags.late:,}/{lags.n:,}" if lags.n else "—"


def _share(share: Share) -> str:
    """The share with what it rests on: 64.4%（202）; the bare counts below five."""
    if share.value is None:
        return f"{share.part}/{share.whole}" if share.whole else "—"
    return f"{share.value:.1%}（{share.whole:,}）"


def _red(place: int, count: int) -> dict[int, str]:
    return {place: "red_text"} if count else {place: "text_3"}


MATTERS, MISSING, LATE, SOURCES, SITES, VENDORS = "matters", "missing", "late", "sources", "sites", "vendors"
KINDS: Final = (
    ListKind(MATTERS, "事项", ("事项", "编号", "首发", "最先", "结论", "本台", "厂商"), (260, 116, 96, 96, 92, 116, 250), (), 0, _matters),
    ListKind(MISSING, "漏报", ("标题", "谁漏", "站点", "发布", "有的一方", "何时得到"), (380, 96, 200, 96, 96, 96), (), 0, _missing, True),
    ListKind(LATE, "迟报", ("标题", "谁迟", "站点", "首发", "迟多久", "另一方"), (380, 96, 200, 96, 100, 100), (4, 5), 0, _late, True),
    ListKind(
        SOURCES, "来源", ("本台来源", "厂商记录", "本台也有", "漏", "采到率（条数）", "中位时延", "九成以内", "迟/可比"),
        (240, 84, 84, 60, 130, 100, 100, 96), (1, 2, 3, 4, 5, 6, 7), 0, _sources,
    ),
    ListKind(SITES, "未采集站点", ("本台没有来源的站点", "厂商记录", "经别处采到"), (420, 110, 110), (1, 2), 0, _sites),
    ListKind(
        VENDORS, "厂商", ("厂商", "读到", "期外", "重复", "计入", "本台采到率", "厂商发现率", "中位时延", "九成以内", "迟/可比", "无链接"),
        (140, 68, 60, 60, 68, 126, 126, 92, 104, 92, 64), tuple(range(1, 11)), 0, _vendors,
    ),
)  # fmt: skip
