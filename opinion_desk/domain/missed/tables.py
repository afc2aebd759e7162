"""A comparison as tables, and what each of their columns means: for the paper, the window and the command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final

from ..account_tables import length_words
from ..table import Cell, Column, Form, Table
from .figures import FEW
from .matters import STANDING_WORDS, Came, Matter, Standing
from .report import Missed
from .rows import WAY_WORDS

T, N, P, S, M, L = Form.TEXT, Form.COUNT, Form.SHARE, Form.SPAN, Form.MOMENT, Form.LINK
MATTERS, MISSING, LATE, SOURCES, VENDORS, SITES, ROWS = (
    "matters",
    "missing",
    "late",
    "sources",
    "vendors",
    "sites",
    "rows",
)
TITLE: Final = "监测服务比对报告"
MOST: Final = 20_000
"""Rows of one list on paper; what is more is told."""

_LAG: Final = "采集（或厂商接收）时间减最早的发布时间；时间缺失或早于发布十分钟以上的不算"
MATTER_COLUMNS: Final = (
    Column(
        "事项",
        34,
        T,
        "期内立件的舆情件（演练、已排除、已并入的不列），和本台两个以上来源报道的涉本地事件（来源最多的300个）",
    ),
    Column("编号", 15, T, "舆情件编号；事件没有编号"),
    Column("来由", 11, T, "舆情件的来由；事件为空"),
    Column("首发", 17, M, "登记的首发时间；未登记的取本台信息和厂商记录中最早的发布时间；都没有的取事发时间"),
    Column("最先", 14, T, "有时间可比的各方中最先得到的一方"),
    Column("结论", 12, T, "及时、都迟、无时间可比；来电、上级、批示、采访函在先而各方都在其后才有的，为都没有先到"),
    Column("本台", 16, T, "本台首次采到距首发多久；未见为没有采到"),
    Column("厂商", 40, T, "各厂商首次收到距首发多久；导出没有接收时间的写有，不计多久"),
)
MISSING_COLUMNS: Final = (
    Column("谁漏", 14, T, "本台：厂商有而本台没有；厂商名：本台有（研判为涉及本地）而这家厂商没有"),
    Column("标题", 44, T, "信息标题"),
    Column("站点", 24, T, "采集这个站点的本台来源；没有的取链接的主机，没有链接的取导出所写的站点，不取账号名称"),
    Column("发布时间", 17, M, "发布时间"),
    Column("有的一方何时得到", 17, M, "厂商的接收时间，或本台的首次采集时间"),
    Column("有的一方", 14, T, "有这条信息的一方"),
    Column("链接", 26, L, "信息地址"),
)
LATE_COLUMNS: Final = (
    Column("谁迟", 14, T, "超过限值的一方"),
    Column("标题", 44, T, "信息标题"),
    Column("站点", 24, T, "本台来源的名称，没有的取链接的主机"),
    Column("发布时间", 17, M, "两边所知最早的发布时间"),
    Column("迟多久", 14, S, _LAG),
    Column("另一方", 14, S, "另一方距发布多久"),
    Column("厂商", 14, T, "比对的厂商"),
    Column("链接", 26, L, "信息地址"),
)
SOURCE_COLUMNS: Final = (
    Column("本台来源", 30, T, "同一站点归带来该站信息最多的来源"),
    Column("厂商记录", 10, N, "各厂商在这个站点的记录，各计各的"),
    Column("本台也有", 10, N, "其中本台采到的（含经别的站点采到的）"),
    Column("漏", 8, N, "其中本台没有的"),
    Column("采到率", 10, P, f"本台也有除以厂商记录；不足{FEW}条不计"),
    Column("可比时间", 10, N, "知道发布和采集时间的条数"),
    Column("中位时延", 14, S, f"{_LAG}；不足{FEW}条不计"),
    Column("九成在此以内", 14, S, "第九十百分位；同上"),
    Column("迟", 8, N, "超过限值的条数"),
)
VENDOR_COLUMNS: Final = (
    Column("厂商", 18, T, "比对时所写的名称"),
    Column("读到", 9, N, "导出中的行数"),
    Column("读不出", 9, N, "没有标题和内容，或破损的行"),
    Column("期外", 9, N, "发布时间（没有的取接收时间）不在期内的行"),
    Column("重复", 9, N, "同一链接，或同站同题同时的重复行"),
    Column("计入", 9, N, "期内去重后的行，以下各数以此为准"),
    Column("本台也有", 10, N, "计入的行中本台采到的"),
    Column("本台漏", 9, N, "计入的行中本台没有的"),
    Column("本台采到率", 11, P, f"本台也有除以计入；不足{FEW}条不计"),
    Column("同一链接", 10, N, "按链接对上的"),
    Column("同题", 8, N, "三天内标题相同（去掉媒体名）而对上的"),
    Column("文字相近", 10, N, "按转载的办法对上的"),
    Column("涉本地", 9, N, "本台自行采到、研判为涉及本地的信息（转载并为一条）"),
    Column("厂商也有", 10, N, "其中这家厂商也有的"),
    Column("厂商漏", 9, N, "其中这家厂商没有的"),
    Column("厂商发现率", 11, P, f"厂商也有除以涉本地；不足{FEW}条不计"),
    Column("有接收时间", 11, N, "可算时延的行"),
    Column("中位时延", 14, S, f"{_LAG}；不足{FEW}条不计"),
    Column("九成在此以内", 14, S, "第九十百分位；同上"),
    Column("迟", 8, N, "超过限值的行"),
    Column("无可用链接", 11, N, "没有链接，或链接是首页、列表的行"),
    Column("无发布时间", 11, N, "没有发布时间的行"),
)
SITE_COLUMNS: Final = (
    Column("站点", 40, T, "厂商有而本台没有来源的站点；名称取该站多数行所写，不取账号名称"),
    Column("厂商记录", 10, N, "各厂商在这个站点的记录，各计各的"),
    Column("经别处采到", 12, N, "其中本台经别的站点采到的（转载）"),
    Column("建议", 20, T, "记录较多的站点可考虑添加为来源"),
)
ROW_COLUMNS: Final = (
    Column("厂商", 14, T, "比对的厂商"),
    Column("标题", 44, T, "信息标题"),
    Column("站点", 24, T, "本台来源的名称；没有的取链接的主机，或导出所写的站点"),
    Column("发布时间", 17, M, "导出所写的发布时间"),
    Column("厂商接收", 17, M, "导出所写的采集、推送或入库时间"),
    Column("结果", 10, T, "都有、仅厂商有"),
    Column("对上的办法", 12, T, "同一链接、同题、文字相近"),
    Column("本台采到", 17, M, "本台首次采集的时间"),
    Column("本台时延", 14, S, _LAG),
    Column("厂商时延", 14, S, _LAG),
    Column("链接", 26, L, "信息地址"),
)


def came_words(came: Came) -> str:
    """没有, 有 (when is not known), 12分, 3小时5分（迟）."""
    if not came.found:
        return "没有"
    if came.lag is None:
        return "有"
    return f"{length_words(came.lag)}{'（迟）' if came.late else ''}"


def matter_row(one: Matter) -> tuple[Cell, ...]:
    """The cells of one matter."""
    ours, *vendors = one.came
    told = "；".join(f"{came.by} {came_words(came)}" for came in vendors)
    return (
        one.title,
        one.number,
        one.origin,
        one.base,
        one.first or "—",
        STANDING_WORDS[one.standing],
        came_words(ours),
        told,
    )


def matter_table(missed: Missed) -> Table:
    """One row a matter; late are those that nobody had first, or all had late."""
    late = frozenset(n for n, one in enumerate(missed.matters) if one.standing in (Standing.NEITHER, Standing.LATE))
    return Table(MATTERS, "事项", MATTER_COLUMNS, tuple(map(matter_row, missed.matters)), late)


def missing_table(missed: Missed) -> Table:
    """First what the desk missed, then what each vendor missed."""
    ours = [
        ("本台", row.row.title, missed.site_words(row.site), row.published, row.row.received, row.vendor, row.row.link)
        for row in missed.only_vendor
    ]
    theirs = [
        (
            one.vendor,
            one.item.title,
            missed.source_names.get(one.item.source_id, ""),
            one.item.published,
            one.item.seen,
            "本台",
            one.item.link,
        )
        for one in missed.alone
    ]
    return Table(MISSING, "漏报", MISSING_COLUMNS, (*ours, *theirs))


def late_table(missed: Missed) -> Table:
    """Rows that one side had later than the limit, the latest first."""
    made: list[tuple[timedelta, tuple[Cell, ...]]] = []
    for row in missed.rows:
        for who, length, other in (("本台", row.our_lag, row.vendor_lag), (row.vendor, row.vendor_lag, row.our_lag)):
            if length is not None and missed.is_late(length):
                cells = (
                    who,
                    row.row.title,
                    missed.site_words(row.site),
                    row.published,
                    length,
                    other,
                    row.vendor,
                    row.row.link,
                )
                made.append((length, cells))
    return Table(
        LATE, "迟报", LATE_COLUMNS, tuple(cells for _, cells in sorted(made, key=lambda one: one[0], reverse=True))
    )


def source_table(missed: Missed) -> Table:
    """One row a source."""
    rows = tuple(
        (
            one.name,
            one.rows,
            one.had.part,
            one.missing,
            one.had.value,
            one.lags.n,
            one.lags.middle,
            one.lags.p90,
            one.lags.late,
        )
        for one in missed.sources
    )
    return Table(SOURCES, "按来源", SOURCE_COLUMNS, rows)


def site_table(missed: Missed) -> Table:
    """One row a site that no source collects."""
    rows = tuple((one.words, one.rows, one.elsewhere, "可添加为来源" if one.rows >= FEW else "") for one in missed.gaps)
    return Table(SITES, "未采集站点", SITE_COLUMNS, rows)


def vendor_table(missed: Missed) -> Table:
    """One row a vendor."""
    rows = tuple(
        (
            *(one.vendor, one.read, one.skipped, one.outside, one.again, one.counted),
            *(one.shared.part, one.shared.whole - one.shared.part, one.shared.value),
            *(one.by_link, one.by_title, one.by_text),
            *(one.found.whole, one.found.part, one.found.whole - one.found.part, one.found.value),
            *(one.lags.n, one.lags.middle, one.lags.p90, one.lags.late, one.without_link, one.without_time),
        )
        for one in missed.vendors
    )
    return Table(VENDORS, "按厂商", VENDOR_COLUMNS, rows)


def row_table(missed: Missed) -> Table:
    """Every row that was compared."""
    rows = tuple(
        (
            *(row.vendor, row.row.title, missed.site_words(row.site), row.row.published, row.row.received),
            "仅厂商有" if row.match is None else "都有",
            "" if row.match is None else WAY_WORDS[row.match.way],
            None if row.match is None else row.match.item.seen,
            *(row.our_lag, row.vendor_lag, row.row.link),
        )
        for row in missed.rows
    )
    return Table(ROWS, "逐条", ROW_COLUMNS, rows)


TABLES: Final[Mapping[str, Callable[[Missed], Table]]] = {
    MATTERS: matter_table,
    MISSING: missing_table,
    LATE: late_table,
    SOURCES: source_table,
    SITES: site_table,
    VENDORS: vendor_table,
}
"""The tables of the paper, in the order of reading."""


def definitions(missed: Missed) -> tuple[str, ...]:
    """What the figures mean and rest on, as numbered notes of the paper."""
    return (
        "比对范围：本台自行采集的信息，与厂商导出中发布时间（没有的取接收时间）在期内的记录；手工录入、文件导入的信息不算本台采到。厂商的记录只用于本次比对，不保存。",
        "对上的办法依次为：同一链接（去掉跟踪参数，不分 http 与 https、电脑版与手机版）；三天内标题相同（去掉媒体名称，至少八个字）；文字相近（与本台折叠转载的办法相同）。",
        f"迟报：采集或接收时间晚于首次发布超过 {length_words(missed.limit)}。导出没有接收时间的记录不评厂商迟早；时间早于发布十分钟以上的视为有误，来源添加以前就已发布的信息，也不计时延。",
        f"比例都附条数；不足 {FEW} 条的不计百分比。时间未写时区的按本台所在时区（北京时间）读。不记作者、账号。",
        "厂商发现率只在本台采到且研判为涉及本地的信息中计算；热线工单没有公开发布，不在其内。两边都没有的信息，只能由来电、上级交办等途径立件的事项看出。",
    )
