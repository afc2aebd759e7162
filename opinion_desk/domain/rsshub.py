"""Addresses of RSSHub routes: kept without the instance that serves them, so that any instance may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import urlsplit

SCHEME: Final = "rsshub://"
OFFICIAL: Final = "https://rsshub.app"


def is_route(address: str) -> bool:
    """Whether an address is a route of RSSHub that some instance must serve (rsshub://weibo/search/hot)."""
    return address.lower().startswith(SCHEME)


def as_route(address: str, instances: Sequence[str]) -> str:
    """The address as a route where it lies on one of these instances; any other address as it is."""
    text = address.strip()
    if is_route(text):
        return SCHEME + text[len(SCHEME) :].strip("/")
    for instance in instances:
        base = instance.rstrip("/") + "/"
        if text.lower().startswith(base.lower()) and len(text) > len(base):
            return SCHEME + text[len(base) :].strip("/")
    return text


def on_instances(route: str, instances: Sequence[str]) -> tuple[str, ...]:
    """The addresses of a route, one an instance, in their order."""
    path = route[len(SCHEME) :].lstrip("/")
    return tuple(f"{instance.rstrip('/')}/{path}" for instance in instances)


def is_instance(text: str) -> bool:
    """Whether a text can be an instance: an http or https address with a host and nothing behind its path."""
    try:
        parts = urlsplit(text.strip())
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not (parts.query or parts.fragment)
    except ValueError:
        return False
