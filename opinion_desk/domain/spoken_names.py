"""Names of divisions as people say them."""

from __future__ import annotations


def short_name(division: str) -> str:
    """A division's name as people say it: 云川市 云川, 天宁区 天宁; a name of two characters stays whole."""
    return division[:-1] if len(division) > 2 and division[-1] in "省市区县镇乡" else division
