"""Comparing with the exports of vendors."""

from __future__ import annotations

from typing import Final

MISSED: Final[dict[str, str]] = {
    "missed_no_file": "还没有选择厂商的导出文件；请至少选一个。",
    "missed_empty": "“{vendor}”的导出里一行信息也没有；请核对文件，或重新导出。",
    "missed_other_period": "“{vendor}”的导出是 {first} 至 {last} 的，没有一行在{period}之内；请改选期间，或换一份导出。",
    "missed_nothing_ours": "这段时间本台没有自行采到信息，比对只能说明厂商的导出本身。",
    "missed_outside": "“{vendor}”有 {count} 行不在期内，没有计入。",
    "missed_again": "“{vendor}”有 {count} 行重复，只计一次。",
    "missed_unreceived": "“{vendor}”的导出没有采集（推送）时间，不评它的迟早；请向厂商索取带采集时间的导出。",
    "missed_partly_unreceived": "“{vendor}”有 {count} 行没有采集（推送）时间，不计入它的时延。",
    "missed_linkless": "“{vendor}”有 {count} 行没有可用的链接，只能按标题和文字比对。",
    "missed_late_limit": "迟报的限值要在 1 分钟到 30 天之间。",
}
