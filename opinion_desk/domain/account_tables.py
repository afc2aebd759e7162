"""The accounts as tables: what stands on paper, in the window and in csv, each column explained."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from .accounts import SUGGESTION_WORDS, Accounts, ClockAccount, Kept, SuggestionKind, YearFigure
from .table import Cell, Column, Form, Table

T, N, P, S = Form.TEXT, Form.COUNT, Form.SHARE, Form.SPAN

_KEPT: Final = (
    Column("到期时限", 10, N, "期内完成的，或期内到了截止时刻还没有完成的；每项时限只归一个期间"),
    Column("按时", 8, N, "截止以前完成的"),
    Column("超时", 8, N, "截止以后完成，或截止已过尚未完成的"),
    Column("按时率", 9, P, "按时除以到期时限；没有到期的不算"),
    Column("超时中位", 14, S, "超时各项超了多久的中位数；尚未完成的算到生成时"),
    Column("最长超时", 14, S, "超时最久的一项"),
)
UNIT_COLUMNS: Final = (
    Column("单位", 28, T, "期内被交办过，或有时限、催办、退单、回复的单位"),
    Column("主办", 7, N, "期内作为主办单位接办的件数"),
    Column("协办", 7, N, "期内作为协办单位接办的件数"),
    *_KEPT,
    Column("未到期", 8, N, "生成时截止时刻还没有到的"),
    Column("退单", 7, N, "期内退单的次数"),
    Column("被催办", 8, N, "期内被催办的次数"),
    Column("被督办", 8, N, "期内被督办的次数"),
    Column("回复", 7, N, "期内回复的次数"),
)
CLOCK_COLUMNS: Final = (Column("时限", 18, T, "时限的种类；报告、补签等本单位自己的时限不计"), *_KEPT)
UNIT_CLOCK_COLUMNS: Final = (
    Column("单位", 28, T, "承办单位"),
    Column("时限", 18, T, "时限的种类"),
    *_KEPT,
)
SUGGESTION_COLUMNS: Final = (
    Column("建议", 10, T, "通报批评、约谈或表扬"),
    Column("单位", 26, T, "承办单位"),
    Column("理由", 36, T, "合乎哪一条规则；规则可在数据目录的 account_rules.json 里改"),
    Column("记录所见", 24, T, "期内记录中的事实"),
    Column("舆情件", 34, T, "涉及的舆情件编号"),
    Column("依据", 52, T, "文件与条款；没有文件规定的项数、比例注明为本工作台默认"),
)
FIGURE_COLUMNS: Final = (
    Column("指标", 24, T, "年度报告常用的数字"),
    Column("数值", 16, N, "期内的数"),
    Column("单位", 8, T, "计量单位"),
    Column("怎样计数", 52, T, "计数的范围"),
)
UNITS, SUGGESTED, CLOCKS, UNIT_CLOCKS, FIGURES = "units", "suggested", "clocks", "unit_clocks", "figures"
_LISTED: Final = 6  # numbers of matters in one cell


def unit_table(accounts: Accounts) -> Table:
    """One row a unit."""
    rows = tuple(
        (
            one.unit,
            one.lead,
            one.co,
            *_kept(one.kept),
            one.running,
            one.returned,
            one.urged,
            one.supervised,
            one.replies,
        )
        for one in accounts.units
    )
    late = frozenset(n for n, one in enumerate(accounts.units) if one.kept.late)
    return Table(UNITS, "责任单位", UNIT_COLUMNS, rows, late)


def suggestion_table(accounts: Accounts) -> Table:
    """One row a suggestion."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (SUGGESTION_WORDS[one.kind], one.unit, one.words, one.found, matters_words(one.matters), one.ground)
        for one in accounts.suggestions
    )
    late = frozenset(n for n, one in enumerate(accounts.suggestions) if one.kind is not SuggestionKind.PRAISE)
    return Table(SUGGESTED, "建议名单", SUGGESTION_COLUMNS, rows, late)


def clock_table(accounts: Accounts) -> Table:
    """One row a kind of clock."""
    rows = tuple((one.name, *_kept(one.kept)) for one in accounts.clocks)
    return Table(CLOCKS, "时限类别", CLOCK_COLUMNS, rows, _late(accounts.clocks))


def unit_clock_table(accounts: Accounts) -> Table:
    """One row a unit and kind of clock."""
    rows = tuple((one.unit, one.name, *_kept(one.kept)) for one in accounts.unit_clocks)
    return Table(UNIT_CLOCKS, "单位与时限", UNIT_CLOCK_COLUMNS, rows, _late(accounts.unit_clocks))


def figure_table(accounts: Accounts) -> Table:
    """One row a figure; shares and lengths as words, so that they can be copied into a report."""
    rows = tuple((one.name, figure_words(one), one.unit, one.meaning) for one in accounts.figures)
    return Table(FIGURES, "年度数据", FIGURE_COLUMNS, rows)


def account_tables(accounts: Accounts) -> tuple[Table, ...]:
    """All of them, in the order of reading."""
    makers = (figure_table, unit_table, suggestion_table, clock_table, unit_clock_table)
    return tuple(make(accounts) for make in makers)


def figure_words(figure: YearFigure) -> str | int:
    """The value as it is written: a count as such, a share as 96.4%, a length as 2小时51分, nothing as —."""
    value = figure.value
    if value is None:
        return "—"
    if isinstance(value, timedelta):
        return length_words(value)
    return f"{value:.1%}" if figure.share else int(value)


def length_words(length: timedelta) -> str:
    """2天3小时, 2小时51分, 48分."""
    minutes = round(length / timedelta(minutes=1))
    days, hours, rest = minutes // 1440, minutes % 1440 // 60, minutes % 60
    if days:
        return f"{days}天{hours}小时" if hours else f"{days}天"
    if hours:
        return f"{hours}小时{rest}分" if rest else f"{hours}小时"
    return f"{rest}分"


def matters_words(numbers: tuple[str, ...]) -> str:
    """The numbers of matters in one cell: the first few, and how many more."""
    listed = "、".join(numbers[:_LISTED])
    return f"{listed} 等 {len(numbers)} 件" if len(numbers) > _LISTED else listed


def _late(accounts: tuple[ClockAccount, ...]) -> frozenset[int]:
    return frozenset(n for n, one in enumerate(accounts) if one.kept.late)


def _kept(kept: Kept) -> tuple[Cell, ...]:
    return (kept.decided, kept.on_time, kept.late, kept.share, kept.late_median, kept.late_most)
