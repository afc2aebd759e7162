"""How a source is visited, as a person may set it: a proxy, and request headers that claim nothing and open no closed door."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

from ..domain.errors import Refused

_TOKEN: Final = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]{1,60}")
_MOST: Final = 10
_LONGEST: Final = 500
# The desk says who it is and reads what is published openly: it neither takes another name nor logs in. The rest is HTTP's own.
_NOT_OURS: Final = frozenset(
    {"user-agent", "cookie", "authorization", "proxy-authorization", "host", "connection", "content-length"}
    | {"transfer-encoding", "te", "upgrade", "keep-alive", "trailer", "accept-encoding", "expect", "range"}
    | {"if-none-match", "if-modified-since", "x-forwarded-for", "forwarded", "via"}
)


def checked_proxy(address: str) -> str | None:
    """The address of an http proxy, None for an empty one; Refused with a sentence when it is none."""
    text = address.strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and 0 < (parts.port or 80) < 65_536
    except ValueError:
        raise Refused("proxy_unreadable", address=text[:80]) from None
    if not usable or parts.path not in ("", "/") or parts.query or not text.isascii() or not text.isprintable():
        raise Refused("proxy_unreadable", address=text[:80])
    if parts.username or parts.password:
        raise Refused("proxy_secret")
    return f"{parts.scheme}://{parts.netloc}"


def checked_headers(headers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Request headers as they are kept; Refused with a sentence for names that are not a person's to set, or unusable ones."""
    if len(headers) > _MOST:
        raise Refused("headers_too_many", limit=_MOST)
    kept = []
    for name, value in headers.items():
        name, value = name.strip(), value.strip()
        if not _TOKEN.fullmatch(name) or not value.isascii() or not value.isprintable() or len(value) > _LONGEST:
            raise Refused("header_unusable", name=name[:60])
        if name.lower() in _NOT_OURS:
            raise Refused("header_not_ours", name=name)
        kept.append((name, value))
    return tuple(kept)
