"""Times as sources write them, into instants: mail dates, ISO forms, Chinese forms, counts of seconds."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.instants import whole_ms
from .date_spelling import spelled_plainly

CHINA: Final = ZoneInfo("Asia/Shanghai")
_MONTHS: Final = {
    name: number + 1
    for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"))
}
_OFFSETS: Final = {
    **dict.fromkeys(("z", "ut", "utc", "gmt", "wet"), 0),
    **dict(
        zip(("est", "edt", "cdt", "mst", "mdt", "pst", "pdt"), (-300, -240, -300, -420, -360, -480, -420), strict=True)
    ),
    **dict(
        zip(
            ("cet", "cest", "bst", "eet", "eest", "msk", "jst", "kst", "hkt"),
            (60, 120, 60, 120, 180, 180, 540, 540, 480),
            strict=True,
        )
    ),
}
_ZONE: Final = r"(?P<zone>z|[+-]\d{1,2}:?\d{2}|[+-]\d{1,2}|(?:gmt|utc)[+-]\d{1,2}:?\d{0,2}|[a-z]{1,5})?"
_MAIL: Final = re.compile(
    r"(?:[a-z]{3,9}\.?,?\s*)?(?P<d>\d{1,2})[\s-](?P<mon>[a-z]{3})[a-z]*\.?,?[\s-](?P<y>\d{4}|\d{2}),?"
    r"(?:\s+(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:\.\d+)?)?)?\s*" + _ZONE + r"(?:\s*\(.*\))?",
    re.IGNORECASE,
)
# As nine feeds in ten write it; the same as _MAIL reads, at a fifth of the price.
_PLAIN_MAIL: Final = re.compile(
    r"[A-Z][a-z]{2}, (\d{1,2}) ([A-Z][a-z]{2}) ((?:19|20)\d\d) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d) (?:GMT|([+-])([01]\d)([0-5]\d))",
    re.ASCII,
)
_JAVA: Final = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(?P<mon>[a-z]{3})[a-z]*\.?\s+(?P<d>\d{1,2}),?\s+(?:(?P<y0>\d{4})(?:,?\s+|$))?"
    r"(?:(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2}))?\s*)?" + _ZONE + r"(?:\s*(?P<y>\d{4}))?",
    re.IGNORECASE,
)
_ISO: Final = re.compile(
    r"(?P<y>\d{4})[-/.年](?P<mo>\d{1,2})[-/.月](?P<d>\d{1,2})[日号]?"
    r"(?:[T\s,]*(?:(?:星期|周)[一二三四五六日天])?\s*(?P<half>上午|下午|晚上|凌晨|中午|早上|傍晚)?\s*"
    r"(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2})?(?:[:分](?P<s>\d{1,2})?秒?(?:[.,](?P<f>\d{1,9}))?)?分?)?\s*" + _ZONE,
    re.IGNORECASE,
)
_COMPACT: Final = re.compile(
    r"(?P<y>\d{4})(?P<mo>\d{2})(?P<d>\d{2})(?:T?(?P<h>\d{2})(?P<mi>\d{2})(?P<s>\d{2})?)?" + _ZONE, re.IGNORECASE
)
_PARTIAL: Final = re.compile(r"(?P<y>\d{4})(?:[-/年](?P<mo>\d{1,2})月?)?年?")
_THIS_YEAR: Final = re.compile(
    r"(?P<mo>\d{1,2})[-/月](?P<d>\d{1,2})[日号]?(?:\s*(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2})?(?::(?P<s>\d{2}))?分?)?"
)
_DAY_WORD: Final = re.compile(
    r"(?P<day>今天|今日|昨天|昨日|前天|前日)\s*(?:(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2})?(?::(?P<s>\d{2}))?分?)?"
)
_AGO: Final = re.compile(
    r"(?P<n>\d{1,5}|半|几|数)\s*(?:个)?(?P<unit>秒钟?|分钟?|小时|钟头|天|日|周|星期|月|年)(?:以)?前"
)
_AGO_ENGLISH: Final = re.compile(
    r"(?P<n>\d{1,5}|an?)\s*(?P<unit>second|sec|minute|min|hour|hr|day|week|month|year)s?\s+ago", re.IGNORECASE
)
_WEEKDAY: Final = re.compile(
    r"(?P<last>上)?(?:星期|周)(?P<day>[一二三四五六日天])\s*(?:(?P<h>\d{1,2})[:时点](?P<mi>\d{1,2})?(?::(?P<s>\d{2}))?分?)?"
)
_CLOCK: Final = re.compile(r"(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2}))?")
_SECONDS: Final = {"秒": 1, "分": 60, "小": 3600, "钟": 3600, "天": 86_400, "日": 86_400, "周": 604_800, "星": 604_800}
_ENGLISH: Final = {
    "second": "秒",
    "sec": "秒",
    "minute": "分",
    "min": "分",
    "hour": "小",
    "hr": "小",
    "day": "天",
    "week": "周",
    "month": "月",
    "year": "年",
}
_DAYS_BACK: Final = {"今": 0, "昨": 1, "前": 2}


def read_instant(text: str | None, *, now: datetime, zone: ZoneInfo = CHINA) -> datetime | None:
    """The instant a source means, in UTC to the millisecond; None when unreadable.

    Without an offset the text is read in `zone`. "CST" is American Central time where that lies in the past, else the
    time of China, which is what Chinese servers mean by it. Relative forms (3分钟前, 昨天 08:30, 11月20日) count from `now`.
    """
    if text is None:
        return None
    if (mail := _PLAIN_MAIL.fullmatch(text)) is not None and (instant := _of_mail(mail)) is not None:
        return instant
    tidied = _tidied(text)
    if not tidied or len(tidied) > 80:
        return None
    read = _read(tidied, now, zone)
    if read is None and (plain := spelled_plainly(tidied)) != tidied:
        read = _read(plain, now, zone)
    return read


def _read(tidied: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    try:
        read = _absolute(tidied, zone)
        if read is None:
            return _relative(tidied, now, zone)
        instant, doubtful = read
        if doubtful and instant > now + timedelta(minutes=10):
            instant -= timedelta(hours=14)
        return instant
    except (ValueError, OverflowError):
        return None


def from_epoch(value: float) -> datetime | None:
    """The instant of a count of seconds, or of milliseconds when it is that large; None outside 1990–2100."""
    seconds = value / 1000 if abs(value) >= 1e11 else value
    if not 631_152_000 <= seconds <= 4_102_444_800:
        return None
    return whole_ms(datetime.fromtimestamp(seconds, UTC))


def _tidied(text: str) -> str:
    wide = text if text.isascii() else text.translate({0xFF1A: ":", 0xFF0C: ",", 0x3000: " ", 0x2212: "-"})
    return " ".join(wide.split())


@lru_cache(maxsize=4096)
def _absolute(text: str, zone: ZoneInfo) -> tuple[datetime, bool] | None:
    """The instant and whether its zone is the doubtful CST; None when the text is no absolute time."""
    if text[:4].isdecimal() and text[4:5] == "-" and len(text) >= 19:
        try:
            return _in_utc(datetime.fromisoformat(text), zone), False
        except ValueError:
            pass
    if text.isdecimal() and len(text) in (10, 13):
        instant = from_epoch(int(text))
        return None if instant is None else (instant, False)
    for pattern in (_ISO, _MAIL, _JAVA, _COMPACT, _PARTIAL):
        match = pattern.fullmatch(text)
        if match:
            return _of_parts(match.groupdict(), zone)
    return None


def _of_mail(mail: re.Match[str]) -> datetime | None:
    day, name, year, hour, minute, second, sign, hours, minutes = mail.groups()
    month = _MONTHS.get(name.lower())
    if month is None:
        return None
    try:
        local = datetime(int(year), month, int(day), int(hour), int(minute), int(second), tzinfo=UTC)
    except ValueError:  # no such day
        return None
    if sign is None:
        return local
    ahead = timedelta(hours=int(hours), minutes=int(minutes))
    return local + ahead if sign == "-" else local - ahead


def _of_parts(parts: dict[str, str | None], zone: ZoneInfo) -> tuple[datetime, bool]:
    year = int(parts.get("y") or parts.get("y0") or 0)
    if year < 100:
        year += 2000 if year < 69 else 1900
    mon = parts.get("mon")
    month = _MONTHS[mon.lower()] if mon and mon.lower() in _MONTHS else int(parts.get("mo") or (0 if mon else 1))
    hour = _hour(int(parts.get("h") or 0), parts.get("half"))
    fraction = (parts.get("f") or "").ljust(6, "0")[:6]
    clock = time(hour % 24, int(parts.get("mi") or 0), min(int(parts.get("s") or 0), 59), int(fraction))
    local = datetime.combine(date(year, month, int(parts.get("d") or 1)) + timedelta(days=hour // 24), clock)
    name = (parts.get("zone") or "").lower()
    if name == "cst" and mon and "y0" in parts:
        return _in_utc(local.replace(tzinfo=CHINA), zone), False  # Java's Date on a Chinese server
    if name == "cst":
        return whole_ms((local + timedelta(hours=6)).replace(tzinfo=UTC)), True
    return _in_utc(local.replace(tzinfo=_offset(name)) if name else local, zone), False


def _hour(hour: int, half: str | None) -> int:
    if half in ("下午", "晚上", "傍晚") and hour < 12:
        return hour + 12
    if half == "中午" and hour < 11:
        return hour + 12
    if hour > 24:
        raise ValueError(hour)
    return hour


def _offset(name: str) -> timezone:
    if name in _OFFSETS:
        return timezone(timedelta(minutes=_OFFSETS[name]))
    if name in ("am", "pm"):
        raise ValueError(name)  # half of a day and no zone
    digits = name.removeprefix("gmt").removeprefix("utc")
    if digits[:1] not in ("+", "-"):
        return UTC
    hours, _, minutes = digits[1:].partition(":")
    if not minutes and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    ahead = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return timezone(-ahead if digits[0] == "-" else ahead)


def _in_utc(moment: datetime, zone: ZoneInfo) -> datetime:
    return whole_ms(moment if moment.tzinfo is not None else moment.replace(tzinfo=zone))


def _relative(text: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    if text.lower() in ("刚刚", "刚才", "现在", "just now", "now"):
        return whole_ms(now)
    match = _AGO.fullmatch(text)
    if match:
        return _ago(match["n"], match["unit"], now)
    match = _AGO_ENGLISH.fullmatch(text)
    if match:
        return _ago(match["n"] if match["n"].isdecimal() else "1", _ENGLISH[match["unit"].lower()], now)
    today = now.astimezone(zone).date()
    match = _DAY_WORD.fullmatch(text)
    if match:
        return _in_utc(_at(today - timedelta(days=_DAYS_BACK[match["day"][0]]), match), zone)
    match = _WEEKDAY.fullmatch(text)
    if match:
        return _in_utc(_at(_weekday(match, today), match), zone)
    match = _CLOCK.fullmatch(text)
    if match:
        return _in_utc(_at(today, match), zone)
    match = _THIS_YEAR.fullmatch(text)
    return _in_utc(_latest_of_day(match, today), zone) if match else None


def _ago(count: str, unit: str, now: datetime) -> datetime:
    number = {"半": 0.5, "几": 3.0, "数": 3.0}.get(count) or float(count)
    if unit in ("月", "年"):
        return whole_ms(now - timedelta(days=number * (30 if unit == "月" else 365)))
    return whole_ms(now - timedelta(seconds=number * _SECONDS[unit[0]]))


def _weekday(match: re.Match[str], today: date) -> date:
    """The last day of that name, today among them; 上周 is the calendar week before this one."""
    wanted = "一二三四五六日天".index(match["day"]) % 7 if match["day"] != "天" else 6
    if match["last"]:
        return today - timedelta(days=today.weekday() + 7 - wanted)
    return today - timedelta(days=(today.weekday() - wanted) % 7)


def _latest_of_day(match: re.Match[str], today: date) -> datetime:
    """The last day of that name that is no more than a day ahead, over New Year too; ValueError when neither this year nor its neighbours have it."""
    month, number = int(match["mo"]), int(match["d"])
    for year in (today.year + 1, today.year, today.year - 1):
        if (month, number) == (2, 29) and not isleap(year):
            continue
        day = date(year, month, number)
        if day <= today + timedelta(days=1):
            return _at(day, match)
    raise ValueError(f"{month}-{number}")


def _at(day: date, match: re.Match[str]) -> datetime:
    return datetime.combine(day, time(int(match["h"] or 0), int(match["mi"] or 0), int(match["s"] or 0)))
