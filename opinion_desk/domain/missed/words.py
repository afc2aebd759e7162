"""A comparison in sentences: what the paper says first, the window above its lists and the command without --json."""

from __future__ import annotations

from collections import Counter

from ..account_tables import length_words
from .figures import FEW, Lags
from .matters import STANDING_WORDS, Matter, Standing
from .report import Missed, VendorFigures

_SITES = 8  # named in a sentence


def vendor_words(one: VendorFigures) -> tuple[str, ...]:
    """What a vendor delivered, what the desk missed of it, and what the vendor missed of the desk's."""
    had = f"{one.vendor}：读到 {one.read:,} 行，期内去重后计入 {one.counted:,} 条；其中本台也有 {one.shared.words}"
    had += f"，本台没有 {one.shared.whole - one.shared.part:,} 条。"
    if one.found.whole:
        found = f"本台自行采到并研判为涉及本地的 {one.found.whole:,} 条中，{one.vendor}也有 {one.found.words}，"
        found += f"没有 {one.found.whole - one.found.part:,} 条。"
    else:
        found = f"本台期内没有采到涉及本地的信息，算不出{one.vendor}的发现率。"
    return had, found, lag_words(one.vendor, one.lags)


def lag_words(who: str, lags: Lags) -> str:
    """How late things came, and of how many that is known."""
    if not lags.n:
        return f"{who}的时延：没有可比的时间。"
    if lags.middle is None or lags.p90 is None:
        return f"{who}的时延：只有 {lags.n} 条可比，不足{FEW}条，不计中位数；其中超过限值 {lags.late} 条。"
    return (
        f"{who}的时延（{lags.n:,} 条可比）：中位 {length_words(lags.middle)}，九成在 {length_words(lags.p90)} 以内；"
        f"超过限值 {lags.late_share.words}。"
    )


def matter_words(matters: tuple[Matter, ...]) -> str:
    """How many matters came in time, late, or by nobody."""
    if not matters:
        return "期内没有可比的事项。"
    counted = Counter(one.standing for one in matters)
    told = "，".join(
        f"{words} {counted[standing]} 件" for standing, words in STANDING_WORDS.items() if counted[standing]
    )
    first = Counter(one.first for one in matters if one.first)
    firsts = "，".join(f"{who} {n} 件" for who, n in first.most_common())
    return f"事项 {len(matters)} 件：{told}。" + (f"最先得到的：{firsts}。" if firsts else "")


def gap_words(missed: Missed) -> str:
    """Which sites nobody here collects."""
    if not missed.gaps:
        return "厂商记录所在的站点，本台都有来源。"
    named = "、".join(f"{one.words} {one.rows}" for one in missed.gaps[:_SITES])
    more = f" 等 {len(missed.gaps)} 个" if len(missed.gaps) > _SITES else ""
    return f"本台没有来源的站点（记录数）：{named}{more}。"


def sentences(missed: Missed) -> tuple[str, ...]:
    """All of it, in the order of reading."""
    return (
        *(words for one in missed.vendors for words in vendor_words(one)),
        matter_words(missed.matters),
        gap_words(missed),
    )


def came_by_neither(missed: Missed) -> tuple[Matter, ...]:
    """The matters that nobody had first."""
    return tuple(one for one in missed.matters if one.standing is Standing.NEITHER)
