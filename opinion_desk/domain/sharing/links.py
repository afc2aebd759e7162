"""Links in a pasted text: found with or without a scheme, cut before Chinese punctuation, and told by host which app they are of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from ..entering import Platform

# Hosts as the apps and their short links bear them; a host below one of these is of the same app.
_HOSTS: Final[Mapping[str, Platform]] = {
    "douyin.com": Platform.DOUYIN,
    "iesdouyin.com": Platform.DOUYIN,
    "kuaishou.com": Platform.KUAISHOU,
    "chenzhongtech.com": Platform.KUAISHOU,
    "gifshow.com": Platform.KUAISHOU,
    "mp.weixin.qq.com": Platform.WECHAT,
    "channels.weixin.qq.com": Platform.CHANNELS,
    "finder.video.qq.com": Platform.CHANNELS,
    "weibo.com": Platform.WEIBO,
    "weibo.cn": Platform.WEIBO,
    "t.cn": Platform.WEIBO,
    "xiaohongshu.com": Platform.XIAOHONGSHU,
    "xhslink.com": Platform.XIAOHONGSHU,
    "zhihu.com": Platform.ZHIHU,
    "bilibili.com": Platform.BILIBILI,
    "b23.tv": Platform.BILIBILI,
    "toutiao.com": Platform.TOUTIAO,
    "toutiaocdn.com": Platform.TOUTIAO,
    "tieba.baidu.com": Platform.TIEBA,
}
_CHANNELS_PATH: Final = "/sph"  # weixin.qq.com/sph/…: 视频号 shares the host of other pages
# Addresses of persons: the desk watches matters, so these are never taken.
_PERSONS: Final = re.compile(
    r"(?:douyin\.com/(?:share/)?user/|kuaishou\.com/(?:profile|u|fw/user)/|gifshow\.com/(?:fw/)?user/|weibo\.c(?:om|n)/(?:u|n|p|profile)/"
    r"|weibo\.c(?:om|n)/\d+/?(?:[?#]|$)|xiaohongshu\.com/user/|zhihu\.com/(?:people|org)/|space\.bilibili\.com/"
    r"|bilibili\.com/space/|toutiao\.com/c/user/|tieba\.baidu\.com/home/)",
    re.IGNORECASE,
)
_SIGNS: Final = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]"
_DOMAIN: Final = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+"
_LINK: Final = re.compile(
    rf"https?://{_SIGNS}{{1,2000}}"
    rf"|(?<![A-Za-z0-9@./_-])(?:www\.{_DOMAIN}[A-Za-z]{{2,10}}|{_DOMAIN}(?:com|cn|net|org|tv))(?![A-Za-z0-9@-])"
    rf"(?:[/?]{_SIGNS}{{0,2000}})?",
    re.IGNORECASE,
)
_TRAILING: Final = ".,;:!?'*@&=+~_-("
_PAIRS: Final = {")": "(", "]": "["}


def links_in(text: str) -> list[tuple[int, int, str]]:
    """The links of a text in order: where each begins and ends, and its address with a scheme."""
    found = []
    for match in _LINK.finditer(text):
        raw = _trimmed(match.group())
        link = usable_link(raw)
        if link is not None and (raw.lower().startswith("http") or "/" in raw or raw.lower().startswith("www.")):
            found.append((match.start(), match.start() + len(raw), link))
    return found


def usable_link(text: str) -> str | None:
    """The address with a scheme and without a name and password in it; None when it is none of http or https."""
    address = text.strip()
    if not re.match(r"[a-z][a-z0-9+.-]*://", address, re.IGNORECASE):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    known = parts.scheme in ("http", "https") and host is not None and "." in host.strip(".")
    if not known or not address.isprintable() or " " in address or port == 0:
        return None
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def platform_of(link: str) -> Platform:
    """The app that a link is of, by its host; OTHER for any other site."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return Platform.OTHER
    host = (parts.hostname or "").rstrip(".")
    if host == "weixin.qq.com" and parts.path.startswith(_CHANNELS_PATH):
        return Platform.CHANNELS
    while host:
        if host in _HOSTS:
            return _HOSTS[host]
        host = host.partition(".")[2]
    return Platform.OTHER


def is_of_a_person(link: str) -> bool:
    """Whether a link leads to a person's page and not to something published."""
    return _PERSONS.search(link) is not None


def _trimmed(raw: str) -> str:
    """Without punctuation of the sentence around it; a bracket goes when it was not opened within."""
    while raw:
        last = raw[-1]
        unopened = last in _PAIRS and raw.count(last) > raw.count(_PAIRS[last])
        if last not in _TRAILING and not unopened:
            return raw
        raw = raw[:-1]
    return raw
