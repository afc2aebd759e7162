"""Items and rows to compare, short to write down."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from opinion_desk.domain.missed.rows import OurItem, VendorRow
from opinion_desk.domain.period import Period

NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # 09:00 in 云川
DAY = Period(date(2026, 11, 20), date(2026, 11, 20), "Asia/Shanghai")
HOUR = timedelta(hours=1)
TITLE = "云川大桥引桥施工支架坍塌"


def item(id: int = 1, title: str = TITLE, link: str | None = "https://a.example/1.html", **more: Any) -> OurItem:
    """Published at nine, seen five minutes later, about home, a story and an event of its own."""
    told = {
        "source_id": 1,
        "published": NINE,
        "seen": NINE + timedelta(minutes=5),
        "story": id,
        "event": id,
        "local": True,
    }
    return OurItem(id=id, title=title, link=link, **{**told, **more})


def row(no: int = 0, title: str = TITLE, link: str | None = "https://a.example/1.html", **more: Any) -> VendorRow:
    """Published at nine, received half an hour later."""
    told = {"file": 0, "site": "", "published": NINE, "received": NINE + timedelta(minutes=30)}
    return VendorRow(no=no, title=title, link=link, **{**told, **more})
