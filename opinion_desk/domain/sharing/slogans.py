"""What an app adds to a shared text for itself: command codes, calls to open it, its name behind a title."""

from __future__ import annotations

import re
from typing import Final

_LETTERS: Final = r"(?:[A-Za-z]{3}:/|[A-Za-z]@[A-Za-z]\.[A-Za-z]{2}|:\d{1,2}[ap]m)"
_CODES: Final = rf"(?:\d\.\d{{2}}[ \t]{{1,3}})?(?:\d{{2}}/\d{{2}}[ \t]{{1,3}})?{_LETTERS}(?:[ \t]{{1,3}}(?:{_LETTERS}|\d{{2}}/\d{{2}}))*"
_EMOJI: Final = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3]"

# Before names are dropped: what would stand between a name and the words by which it is known.
_BEFORE: Final = (
    rf"(?<!\S){_CODES}(?!\S)",
    r"^[ \t]{0,3}\d{1,2}\.\d{2}[ \t]{1,3}(?=复制|#|【|[\u4e00-\u9fff])",
    rf"{_EMOJI}{{1,3}}[ \t]{{0,3}}[A-Za-z0-9]{{6,30}}[ \t]{{0,3}}{_EMOJI}{{1,3}}",
    r"[￥¥$€£]{1,2}[A-Za-z0-9]{8,20}[￥¥$€£]{1,2}",
    r"^[ \t]{0,3}\d{1,3}[ \t]{1,3}(?=[^\n]{0,60}(?:发布了|【))",
    r"复制打开(?:抖音|Dou音)(?:极速版)?[，,]?[ \t]{0,3}(?=看看)",
    r"在(?:抖音|快手)，记录美好生活[！!]?",
)
_AFTER: Final = (
    r"看看(?=[ \t]{0,3}$)",
    r"复制打开(?:抖音|Dou音)(?:极速版)?[，,]?(?:[ \t]{0,3}看看)?",
    r"[，,]?[ \t]{0,3}(?:长按)?复制(?:此|本|这|该|后|并|以上|整段)[^\n。！!]{0,60}(?:[。！!~]|$)",
    r"(?:该作品|TA的作品|此视频)在(?:抖音|快手)(?:已)?被?(?:播放|观看)[^\n，。！!]{0,30}[，,。]?",
    r"点击(?:链接|下方链接)[^\n。！!👉]{0,40}(?:[。！!👉]|$)",
    r"打开【[^】\n]{1,12}】[^\n。！!]{0,30}(?:[。！!~]|$)",
    r"打开(?:抖音|快手|小红书|微博|知乎|今日头条|百度贴吧|哔哩哔哩|Dou音)[^\n。！!]{0,30}(?:[。！!~]|$)",
    r"[，,]?快来(?:看|围观)(?:看)?吧?[！!~]?",
    r"来自(?:百度贴吧|今日头条|知乎|哔哩哔哩)(?:的分享)?",
    r"我(?:正)?在(?:百度贴吧|抖音|快手|微博|今日头条|哔哩哔哩)(?:发现|看到|看)了?(?:一[个条篇](?:视频|帖子|作品|内容))?[，,：:]",
    r"[ \t]{0,3}[-–—_|｜][ \t]{0,3}(?:哔哩哔哩(?:_bilibili)?|bilibili|知乎(?:专栏)?|今日头条|抖音|快手|微博|百度贴吧|西瓜视频|视频号)(?=[ \t]{0,3}(?:$|】|[-–—_|｜]))",
    r"^[ \t]{0,3}#?(?:抖音|快手|小红书|微博|知乎|哔哩哔哩|今日头条|百度贴吧|视频号|公众号)[ \t]{0,3}$",
    r"(?:展开|全文|网页链接|查看图片)(?=[ \t]{0,3}$)",
)
_FIRST: Final = tuple(re.compile(pattern, re.MULTILINE) for pattern in _BEFORE)
_LAST: Final = tuple(re.compile(pattern, re.MULTILINE) for pattern in _AFTER)


def without_codes(text: str) -> str:
    """The text without the codes that an app reads from the clipboard; names are looked for after this."""
    for pattern in _FIRST:
        text = pattern.sub("", text)
    return text


def without_slogans(text: str) -> str:
    """The text without calls to open the app and without the app's name behind a title."""
    for pattern in _LAST:
        text = pattern.sub("", text)
    return text
