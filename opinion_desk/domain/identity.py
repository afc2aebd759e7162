"""Who an entry is: the key that makes it the same entry tomorrow, and the canonical form of an address."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import datetime
from typing import Final
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

# Parameters that tell who passed a link on, never which document it is.
_TRACKING: Final = frozenset(
    {"spm", "scm", "from", "isappinstalled", "refer", "referer", "referrer", "ref_src", "fbclid", "gclid", "dclid"}
    | {"msclkid", "yclid", "mc_cid", "mc_eid", "igshid", "band_rank", "wfr", "sharesource", "sharer_shareid"}
    | {"at_medium", "at_campaign", "ns_campaign", "ns_mchannel", "cmpid", "smid", "wprov", "weibo_id", "vd_source"}
    | {"_", "phpsessid", "jsessionid"}  # what a visit was given, not what it asked for
)
_TRACKING_STARTS: Final = ("utm_", "share_", "spm_", "hmsr", "hmpl", "hmcu", "hmkw", "hmci", "_hs")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}
_SESSION: Final = re.compile(r";jsessionid=[^/;?]*", re.IGNORECASE)
_SPACE: Final = re.compile(r"\s+")
_URL: Final = re.compile(r"https?://", re.IGNORECASE)
# An address in one spelling already, as most are: nothing to take away, to sort or to escape.
_PLAIN: Final = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)*)(/[A-Za-z0-9/:@!$&'()*+,=~._-]*)?")
_UNRESERVED_SAFE: Final = "/:@!$&'()*+,;=~-._"


def canonical_link(link: str) -> str:
    """The address without what does not tell documents apart: scheme, default port, fragment, tracking parameters.

    Host in lower case, query sorted, escapes in one spelling; a fragment that is a page's route ("#/…", "#!…") stays.
    Anything that is no http(s) address comes back stripped and otherwise unchanged.
    """
    text = link.strip()
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return plain[1] + (plain[2] or "/")
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return text
    if parts.scheme.lower() not in _DEFAULT_PORTS or not parts.hostname:
        return text
    host = parts.hostname.rstrip(".")
    if port is not None and port != _DEFAULT_PORTS[parts.scheme.lower()]:
        host = f"{host}:{port}"
    if not parts.path.isascii():  # halves of surrogate pairs, which a broken document may hold
        parts = parts._replace(path=parts.path.encode("utf-8", "replace").decode())
    bare = _SESSION.sub("", parts.path) if ";" in parts.path else parts.path
    path = quote(unquote(bare, errors="surrogateescape"), safe=_UNRESERVED_SAFE, errors="surrogateescape") or "/"
    query = _telling_query(parts)
    fragment = f"#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else ""
    return f"{host}{path}{'?' + query if query else ''}{fragment}"


def _telling_query(parts: SplitResult) -> str:
    if not parts.query:
        return ""
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors="surrogateescape")
    kept = sorted(pair for pair in pairs if not _is_tracking(pair[0]))
    return urlencode(kept, errors="replace")


def _is_tracking(name: str) -> bool:
    lowered = name.lower()
    return lowered in _TRACKING or lowered.startswith(_TRACKING_STARTS)


def entry_key(
    *,
    ticket: str | None = None,
    guid: str | None = None,
    link: str | None = None,
    title: str = "",
    published: datetime | None = None,
) -> str:
    """The key of an entry within its source: ticket number, else its own id, else its address, else title and day.

    Give `guid` only when the document's ids can be trusted (see `ids_are_stable`). The first letters say which it is:
    "ticket:", "id:", "url:" (an id that is an address counts as one, with its fragment) or "text:".
    """
    if ticket and ticket.strip():
        return f"ticket:{ticket.strip()}"
    if guid and guid.strip():
        return _guid_key(guid.strip())
    if link and link.strip():
        return f"url:{canonical_link(link)}"
    day = published.date().isoformat() if published else ""
    return f"text:{_digest(folded(title), day)[:32]}"


def _guid_key(guid: str) -> str:
    if not _URL.match(guid):
        guid = _URL.sub("//", guid)  # an address within it, as in "caixin:https://…", is one under either scheme
        return f"id:{guid}" if len(guid) <= 400 else f"id:{_digest(guid)}"
    address, _, fragment = guid.partition("#")
    kept = f"#{fragment}" if fragment else ""
    return f"url:{canonical_link(address)}{kept}"


def ids_are_stable(pairs: list[tuple[str | None, str | None]]) -> bool:
    """Whether a document's ids, given as (id, link), tell its entries apart: no id stands on two different addresses."""
    links_of: dict[str, str | None] = {}
    for guid, link in pairs:
        if guid is None:
            continue
        if guid in links_of and links_of[guid] != link:
            return False
        links_of[guid] = link
    return True


def content_digest(title: str, body: str = "") -> str:
    """SHA-256 (hex) of title and body without white space and differences of width: equal when the text is the same."""
    return _digest(folded(title), folded(body))


def folded(text: str) -> str:
    """The text without white space and differences of width."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
