"""Text of XML documents made safe and readable before any parser sees it: no DTD, no entities, no forbidden characters."""

from __future__ import annotations

import html.entities
import re
from typing import Final

from ..domain.errors import Refused

_XML_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BEFORE_ROOT: Final = re.compile(r"\s+|<\?[^>]*\?>|<!--.*?-->", re.DOTALL)
_SUBSET_MARK: Final = re.compile(r"\"[^\"]*\"|'[^']*'|<!--.*?-->|<\?.*?\?>|\[|\]|>", re.DOTALL)
_ROOT: Final = re.compile(r"<(?:rss|feed|rdf:RDF|channel|opml|[A-Za-z][\w.-]*:?(?:rss|feed|RDF))[\s>]")
_NAMED: Final = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,30});")
_LOOSE: Final = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,30};)")
_LONG: Final = 10_000
_MOST_ATTRIBUTES: Final = 1_000
_LONG_RUN: Final = re.compile(rf"<[A-Za-z_:][^<]{{{_LONG},}}")
_LONG_TAG: Final = re.compile(r"<(?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+")
_OWN: Final = frozenset({"lt", "gt", "amp", "quot", "apos"})


def plain_xml(text: str) -> str:
    """The document without declaration, document type and characters that XML forbids.

    Entities declared in the document are dropped with it, so that nothing can unfold; references to them stay as written.
    """
    text = _XML_DECLARATION.sub("", text.lstrip("\ufeff"), count=1)
    if _FORBIDDEN.search(text):
        text = _FORBIDDEN.sub("", text)
    return _without_doctype(text).lstrip()


def _without_doctype(text: str) -> str:
    start = 0
    while aside := _BEFORE_ROOT.match(text, start):  # one by one: a million in one match would be kept for going back
        start = aside.end()
    if text[start : start + 9].upper() != "<!DOCTYPE":
        return text
    end = _end_of_doctype(text, start + 9)
    if end is None:  # never closed: go on where the content begins
        root = _ROOT.search(text, start)
        end = root.start() if root else len(text)
    return text[:start] + text[end:]


def _end_of_doctype(text: str, at: int) -> int | None:
    depth = 0
    for mark in _SUBSET_MARK.finditer(text, at):
        found = mark.group()
        if found == "[":
            depth += 1
        elif found == "]":
            depth -= 1
        elif found == ">" and depth <= 0:
            return mark.end()
    return None


def refuse_endless_tags(text: str) -> None:
    """Refused when one tag has thousands of attributes: a parser spends more on them than on all else."""
    for run in _LONG_RUN.finditer(text):
        tag = _LONG_TAG.match(text, run.start())
        if tag is not None and tag.end() - tag.start() > _LONG and tag.group().count("=") > _MOST_ATTRIBUTES:
            raise Refused("document_too_complex")


def name_entities(text: str) -> str:
    """The same XML with HTML's named entities (&nbsp; …) as character references, which need no declaration."""
    names = {match.group(1) for match in _NAMED.finditer(text)} if "&" in text else set()
    for name in names - _OWN & html.entities.name2codepoint.keys():
        text = text.replace(f"&{name};", f"&#{html.entities.name2codepoint[name]};")
    return text


def loose_ampersands(text: str) -> str:
    """The same XML with every "&" that begins no reference written out, as careless exports need it."""
    return _LOOSE.sub("&amp;", text)
