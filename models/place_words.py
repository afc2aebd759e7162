"""What stands beside a name that speaks for a place or against it, and what can be the name of a division that no list has."""

from __future__ import annotations

import re
from functools import cache

from .place_names import wording

_NO_DISTRICTS = (
    *(
        "社区",
        "小区",
        "地区",
        "辖区",
        "城区",
        "片区",
        "校区",
        "灾区",
        "山区",
        "厂区",
        "库区",
        "住宅区",
        "景区",
        "园区",
        "新区",
        "各区",
    ),
    *("城镇", "乡镇", "古镇", "小镇", "重镇", "强镇", "名镇", "各镇", "各县"),
    *("返乡", "下乡", "城乡", "故乡", "老乡", "他乡", "异乡", "还乡", "回乡"),
)
_NO_NAME = frozenset("的了在与及或是被把也都很就这其各某每我你他她它们籍昨")
"""Characters that stand in no division's name."""
BARE_ZONES = frozenset(
    ("经开区", "高新区", "开发区", "经济开发区", "经济技术开发区", "高新技术开发区", "高新技术产业开发区")
)
_ACCOUNT = re.compile(r"$|[：:，,。；;！!\s」”\"』）)】、]|微信|微博|客户端|公众号|官微|消息|综合|发文|提醒您")
"""What follows 云川发布 where that is the name of an account and no telling by the place."""


def may_be_named(name: str) -> bool:
    """Whether what stands behind a jurisdiction that the list does not have can be the name of a division there: 花园乡, not 籍大学生返乡."""
    longest = 6 if name.endswith("街道") else 5
    if not 3 <= len(name) <= longest or not _only_han(name) or name.endswith(_NO_DISTRICTS):
        return False
    return _NO_NAME.isdisjoint(name)


def _only_han(name: str) -> bool:
    return all("\u4e00" <= char <= "\u9fff" for char in name)


def speaks_for_a_place(text: str, end: int) -> bool:
    """Whether a short name that ends here is a place by what follows: 市民, 警方, 一带."""
    words, firsts = _followers("place_before")
    return text[end : end + 1] in firsts and text.startswith(words, end)


def speaks_of_something_else(text: str, end: int) -> bool:
    """中山路, 南京西路, 兰州拉面, 云川新闻网: a short name before such a word is no place."""
    words, firsts = _followers("not_place_before")
    if text[end : end + 1] not in firsts:
        return False
    if text.startswith("发布", end):
        return _ACCOUNT.match(text, end + 2) is not None
    return text.startswith(words, end) and not text.startswith(("街道", "街办"), end)


@cache
def _followers(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Such words, and the characters they begin with, which most texts do not have there."""
    words = tuple(wording()[name])
    return words, frozenset(("发", *(word[0] for word in words)))
