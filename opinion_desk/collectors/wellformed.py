"""Whether XML is well-formed, and where it is not: one pass of expat, with bounds on what it may count."""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from ..domain.errors import Refused

_MOST_ELEMENTS: Final = 120_000  # attributes and declared namespaces counted with them
_MOST_ATTRIBUTES: Final = 1_000  # of one element
_DEEPEST_OF_ALL: Final = 400


class NotWellFormed(Exception):
    """Expat stopped: at this line, at the end of the document or before, knowing an entity or not."""

    def __init__(self, line: int, *, at_end: bool, unknown_entity: bool) -> None:
        super().__init__(line)
        self.line = line
        self.at_end = at_end
        self.unknown_entity = unknown_entity


def fault_in(text: str) -> NotWellFormed | None:
    """Where a document is not well-formed; None when it is. Refused when it has more elements than any feed has."""
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    count = depth = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count, depth
        count, depth = count + 1 + len(attributes), depth + 1
        if count > _MOST_ELEMENTS or depth > _DEEPEST_OF_ALL or len(attributes) > _MOST_ATTRIBUTES:
            raise Refused("document_too_complex")

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    def namespace(prefix: str | None, uri: str | None) -> None:
        nonlocal count
        count += 20  # each is looked through at every element inside
        if count > _MOST_ELEMENTS:
            raise Refused("document_too_complex")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.StartNamespaceDeclHandler = namespace
    try:
        parse_with(parser, text)
    except NotWellFormed as fault:
        return fault
    return None


def parse_with(parser: expat.XMLParserType, text: str | bytes) -> None:
    """Run expat over a text, or over its UTF-8; NotWellFormed where it stops."""
    try:
        parser.Parse(text.encode("utf-8", "replace") if isinstance(text, str) else text, True)
    except expat.ExpatError as problem:
        codes = expat.errors.codes
        raise NotWellFormed(
            problem.lineno,
            at_end=problem.code
            in (
                codes[expat.errors.XML_ERROR_NO_ELEMENTS],
                codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
                codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
                codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
            ),
            unknown_entity=problem.code == codes[expat.errors.XML_ERROR_UNDEFINED_ENTITY],
        ) from None
