"""Chinese numerals as they are written, for tests of their reading."""

from __future__ import annotations


def chinese(value: int) -> str:
    """三千二百 for 3200; up to 99,999,999."""
    if value >= 10_000:
        rest = value % 10_000
        return chinese(value // 10_000) + "万" + (("零" if rest < 1000 else "") + chinese(rest) if rest else "")
    digits, units = "零一二三四五六七八九", ["", "十", "百", "千"]
    text = ""
    for place, char in zip(range(len(str(value)) - 1, -1, -1), str(value), strict=True):
        if char != "0":
            text += digits[int(char)] + units[place]
        elif not text.endswith("零"):
            text += "零"
    return text.rstrip("零") or "零"
