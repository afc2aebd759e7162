"""Rows of an export as they are compared: what its further columns say of site and time of receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from ..instants import whole_ms
from ..item import Entry
from .rows import VendorRow

# The reader puts every column of sites under 媒体名称. Where it holds accounts, rows of one host do not agree: see `sites`.
_SITE: Final = (
    "媒体名称", "站点", "网站", "站点名称", "网站名称", "来源网站", "来源站点", "信息来源", "来源", "发布平台", "来源平台", "平台", "source",
)  # fmt: skip
_RECEIVED: Final = (
    "采集时间", "抓取时间", "收录时间", "入库时间", "发现时间", "监测时间", "预警时间", "推送时间", "接收时间", "received",
)  # fmt: skip
_CIVIL: Final = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?[\sT]*(\d{1,2})\s*[:：时点]\s*(\d{1,2})(?:\s*[:：分]\s*(\d{1,2}))?"
)
_OFFSET: Final = re.compile(r"(?:Z|[+-]\d{2}:?\d{2})$")


def row_of(entry: Entry, file: int, no: int, zone: ZoneInfo, read_at: datetime) -> VendorRow:
    """An entry of an export as a row; a time of receipt without a zone is civil time in `zone`.

    Where a reader puts the time of receipt with the counts it stands there, unless it is merely when the file was read.
    """
    extra = {_plain(name): value for name, value in (entry.extra or {}).items()}
    received = civil_instant(_first(extra, _RECEIVED), zone)
    if received is None and entry.metrics is not None and entry.metrics.seen < read_at:
        received = entry.metrics.seen
    return VendorRow(file, no, entry.title, entry.link, _first(extra, _SITE)[:40], entry.published, received)


def civil_instant(text: str, zone: ZoneInfo) -> datetime | None:
    """A day with hour and minute as exports write it (2026-11-20 08:30:05, 2026/11/20 8:30, 2026年11月20日 8时30分); None for anything else."""
    told = text.strip()
    if _OFFSET.search(told):
        try:
            return whole_ms(datetime.fromisoformat(told).astimezone(UTC))
        except (ValueError, OverflowError):
            return None
    found = _CIVIL.match(told)
    if found is None:
        return None
    try:
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        return whole_ms(datetime(year, month, day, hour, minute, second, tzinfo=zone))
    except (ValueError, OverflowError):
        return None


def _first(extra: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((value for name in names if (value := extra.get(name, "").strip())), "")


def _plain(heading: str) -> str:
    return re.sub(r"[\s*:：]+|[(（\[【].*?[)）\]】]", "", heading).lower()
