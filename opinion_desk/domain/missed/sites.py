"""Sites: the host of a link without what only tells telephones from desktops, and the name under which it is spoken of.

A vendor's column of sites may hold the name of an account. A name is taken over only where most rows of a host agree on it, or,
for rows without a link, where it stands in several rows: what names a single person's pages does neither.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from .rows import VendorRow

UNNAMED: Final = "（未注明站点）"
_HOST: Final = re.compile(r"\s*https?://(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)
_FOR_DEVICES: Final = re.compile(r"^(?:www\d?|m|wap|3g|mobile|h5)\.(?=[^.]+\.)")
_AGREE: Final = 0.6
_SEVERAL: Final = 3
_LONGEST: Final = 20  # characters of a site's name


def site_of(link: str | None) -> str:
    """The host of an address, empty where there is none: www.a.cn and m.a.cn are a.cn."""
    found = _HOST.match(link) if link else None
    return bare_host(found.group(1).lower().rstrip(".")) if found else ""


def bare_host(address: str) -> str:
    """A canonical address with the bare host of its site."""
    return _FOR_DEVICES.sub("", address)


class SiteNames:
    """How the sites of some rows are called: by host where there is a link, by the export's word elsewhere."""

    def __init__(self, rows: Iterable[VendorRow], known: Collection[str] = ()) -> None:
        """`known` are names of sources of the desk, which are always site names."""
        by_host: dict[str, Counter[str]] = defaultdict(Counter)
        without: Counter[str] = Counter()
        for row in rows:
            host = site_of(row.link)
            if host:
                by_host[host][row.site] += 1
            elif row.site:
                without[row.site] += 1
        self._of_host: Mapping[str, str] = {host: _agreed(names, known) for host, names in by_host.items()}
        self._without = {name for name, n in without.items() if name in known or (n >= _SEVERAL and _short(name))}

    def key(self, row: VendorRow) -> str:
        """By what rows of one site are counted together."""
        return site_of(row.link) or (row.site if row.site in self._without else UNNAMED)

    def words(self, key: str) -> str:
        """云川在线（yc.example）, or the host alone."""
        name = self._of_host.get(key, "")
        return f"{name}（{key}）" if name and name != key else key


def _agreed(names: Counter[str], known: Collection[str]) -> str:
    name, n = names.most_common(1)[0]
    whole = names.total()
    if name in known:
        return name
    return name if name and _short(name) and whole >= _SEVERAL and n >= _AGREE * whole else ""


def _short(name: str) -> bool:
    return len(name) <= _LONGEST and name.isprintable()
