"""Author names in what apps copy and people write: known by the words around them, and dropped with these; what is unsure is dropped too."""

from __future__ import annotations

import re
from typing import Final

_APPS: Final = "抖音|快手|小红书|微博|知乎|哔哩哔哩|B站|b站|今日头条|头条|百度贴吧|贴吧|视频号|微信|朋友圈"
_WORKS: Final = (
    "(?:图文|视频|原创|短视频|微博)?(?:作品|笔记|视频|动态|微博|微头条|回答|文章|想法|专栏|直播间?|主页|个人主页|"
    "个人空间|空间|帖子|日记|合集|收藏夹|小视频|视频号|公众号|朋友圈|抖音号?|快手号?)"
)
# What can only be somebody's: 停水的视频 may be a title, 某某的主页 cannot.
_OWNED: Final = (
    r"(?:作品|微博(?:视频)?|微头条|直播间?|主页|个人主页|个人空间|空间|朋友圈|视频号|公众号|收藏夹|"
    r"(?:抖音|快手|小红书)(?:号|视频|作品|笔记)?)"
)
_LABELS: Final = (
    "原?作者|博主|[Uu][Pp]主|楼主|层主|发布者|发布人|发帖人|上传者|拍摄者|昵称|用户名|账号|帐号|主播|"
    "抖音号|快手号|微信号|小红书号|公众号|视频号|头条号|百家号"
)
_NAME: Final = r"[^\n，。！？!?【】|｜]{1,40}?"
_TOLD_BY: Final = r"(?:来自|分享自|转自|转发自|分享|转发|回复|via)?[ \t]{0,3}(?://)?[ \t]{0,3}(?<![A-Za-z0-9._])[@＠]"
_ENDS: Final = r"(?=[ \t]{0,3}(?:$|[-–—_|｜】]))"

_COPIED: Final = (
    # 小红书: 【title - name | 小红书 …】, title | 小红书 - name
    r"[ \t]{1,3}[-–—][ \t]{1,3}(?:(?![ \t][-–—][ \t])[^|｜】\n]){1,40}[|｜][ \t]{0,3}小红书[^】\n]*",
    r"[-–—][^-–—|｜】\n]{1,40}[|｜][ \t]{0,3}小红书[^】\n]*",
    r"[ \t]{0,3}[|｜][ \t]{0,3}小红书[^】\n]*",
    # 抖音: 看看【name的作品】
    rf"看看[ \t]{{0,3}}【[^】\n]{{1,60}}的{_WORKS}[^】\n]{{0,20}}】",
    rf"【[^】\n]{{1,60}}的(?:图文|视频)?{_OWNED}[^】\n]{{0,6}}】",
    rf"(?:快来|一起|点击)?(?:看看|观看|围观){_NAME}的{_OWNED}",
    # name发布了一篇小红书笔记, name在快手分享了视频
    rf"^[ \t]{{0,3}}{_NAME}在(?:{_APPS})(?:刚刚)?(?:发布|分享|发|更新|转发)了(?:一?[篇条个段则])?(?:{_APPS})?(?:{_WORKS})?",
    rf"^[ \t]{{0,3}}{_NAME}(?:发布|分享|发|更新|转发)了一?[篇条个段则](?:{_APPS})(?:{_WORKS})?",
    # 知乎, 头条: title - name的回答 - 知乎
    rf"[ \t]{{1,3}}[-–—|｜][ \t]{{1,3}}(?:(?![ \t][-–—|｜][ \t])[^\n【】]){{1,40}}?的{_WORKS}{_ENDS}",
    # name的微博: …, name的动态-哔哩哔哩
    rf"^[ \t]{{0,3}}(?:分享|转发)?[ \t]{{0,3}}{_NAME}的{_OWNED}(?=[ \t]{{0,3}}(?:$|[-–—_|｜】:：]))[ \t]{{0,3}}[:：]?",
    rf"^[ \t]{{0,3}}【?{_NAME}的(?:动态|想法|专栏|合集|{_OWNED})(?=[ \t]{{0,3}}[-–—_|｜][ \t]{{0,3}}(?:{_APPS}))",
    rf"[-–—_|｜][^-–—|｜\n【】]{{1,40}}?的{_WORKS}{_ENDS}",
    rf"(?:{_LABELS}|来自|转自|转载自|投稿人?)[ \t]{{0,3}}[:：@＠][ \t]{{0,3}}[^\n，。；;|｜】]{{1,40}}",
)
_ANYWHERE: Final = (
    rf"{_TOLD_BY}[^\n：:，。！？!?@＠#【】（）()]{{1,40}}[：:]",
    rf"{_TOLD_BY}[^\s，。！？!?、；;：:@＠#【】（）()“”\"<>《》|｜/]{{1,40}}(?:[ \t]{{0,3}}的{_WORKS})?",
    rf"(?:{_LABELS})[ \t]{{0,3}}[:：@＠][ \t]{{0,3}}[^\n，。；;|｜】]{{1,40}}",
    r"^[ \t]{0,3}(?:文|图|摄|图文|作者)[ \t]{0,3}[/／][ \t]{0,3}[^\s，。；;|｜】]{1,20}",
)
_OF_APPS: Final = tuple(re.compile(pattern, re.MULTILINE) for pattern in (*_COPIED, *_ANYWHERE))
_OF_WORDS: Final = tuple(re.compile(pattern, re.MULTILINE) for pattern in _ANYWHERE)


def without_names(text: str, *, copied: bool) -> str:
    """The text without author names and the words that only went with them.

    `copied`: an app's share button made it, whose turns of phrase are known; what a person typed or a page says loses
    mentions (@) and by-lines alone, for 停水的视频 may well be what it says.
    """
    for pattern in _OF_APPS if copied else _OF_WORDS:
        text = pattern.sub("", text)
    return text
