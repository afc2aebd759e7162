"""Bytes into text, right: byte order mark, HTTP charset, declaration, then what the bytes themselves say."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from ..domain.messages import sentence
from .everyday import CHINESE, commonness, everyday_share, is_utf8_by_chance, looks_everyday

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# How "<?xm", "<" or "{" begin where a character is not one byte (XML 1.0, appendix F).
_STARTS: Final = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00", "utf-16-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00{\x00", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
_DECLARATION: Final = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{1,40})\s*[\"']")
_META: Final = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)

# What a label really means in the wild: the superset that contains it.
_WIDER: Final = {
    **dict.fromkeys(("gb2312", "gbk", "cp936", "gb_2312-80", "csgb2312", "x-gbk", "gb18030", "936"), "gb18030"),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "x-x-big5", "cn-big5", "csbig5", "cp950"), "big5hkscs"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji"), "cp932"),
    **dict.fromkeys(("euc-kr", "euc_kr", "ks_c_5601-1987", "korean"), "cp949"),
}
# Not for text from strangers: escapes, names of hosts, and an encoding that hides markup.
_NEVER: Final = frozenset(
    {"unicode_escape", "raw_unicode_escape", "idna", "punycode", "undefined", "utf-7", "mbcs", "oem"}
)
_TWO_BYTES: Final = frozenset({"gb18030", "big5hkscs", "cp932"})  # these decode much that was never meant
_ANY_BYTE: Final = frozenset({"iso8859-1", "cp1252", "latin-1"})  # these decode whatever comes, so prove nothing
_NEIGHBOURS: Final = frozenset(
    {
        "cp1250",
        "cp1252",
        "cp1254",
        "cp1257",
        "cp437",
        "cp850",
        "cp858",
        "latin_1",
        "iso8859_2",
        "iso8859_9",
        "iso8859_15",
    }
    | {"iso8859_4", "iso8859_10", "iso8859_13", "iso8859_16", "mac_roman", "mac_latin2", "cp775", "cp852", "hp_roman8"}
)
_UNLABELLED: Final = "UTF-8"
_SAMPLE: Final = 60_000
_TOLERATED: Final = 0.1  # share of characters that may be broken while a label is still believed


@dataclass(frozen=True, slots=True)
class Decoded:
    """A document as text, the encoding it was read in, and what was wrong, as Chinese sentences."""

    text: str
    encoding: str
    problems: tuple[str, ...] = ()


def decode(raw: bytes, content_type: str | None = None) -> Decoded:
    """The text of a document; never raises. Labels rank as in RFC 7303 §3: mark, then charset, then declaration.

    Text served as text/xml without charset is read as its declaration says, not as ASCII. A label that the bytes
    contradict is overruled, and told.
    """
    for mark, name in _MARKS:
        if raw.startswith(mark):
            return _forced(raw[len(mark) :], name)
    for start, name in _STARTS:
        if raw.startswith(start):
            return _forced(raw, name)
    labels = list(_labels(raw, content_type))
    label = labels[0] if labels else _UNLABELLED
    text = _strictly(raw, label)
    if text is not None and (raw.isascii() or (_canonical(label) == "utf-8" and not is_utf8_by_chance(raw, text))):
        return Decoded(text, _name(label))
    better = _utf8_instead(raw, label) or _chinese_instead(raw, label, text)
    if better is not None:
        return _corrected(better, label)
    if text is not None:
        return Decoded(text, _name(label))
    return _guessed(raw, label, labels)


def _labels(raw: bytes, content_type: str | None) -> Iterator[str]:
    """The usable labels, the strongest first."""
    charset = _CHARSET.search(content_type) if content_type else None
    found = [charset.group(1)] if charset else []
    head = raw[:1024]
    for pattern in (_DECLARATION, _META):
        declared = pattern.search(head)
        if declared:
            found.append(declared.group(1).decode("ascii"))
    bytewise = b"\x00" not in raw[:64]
    for label in found:
        name = _canonical(label)
        if name is not None and not (bytewise and name.startswith(("utf-16", "utf-32"))):
            yield label


def _canonical(label: str) -> str | None:
    """Python's name for the encoding, widened; None when there is none fit for text from strangers."""
    wanted = _WIDER.get(label.lower(), label)
    try:
        name = codecs.lookup(wanted).name
        b"<".decode(name, "replace")  # refuses codecs that are not of text, such as zlib
    except (LookupError, ValueError):
        return None
    return None if name in _NEVER or wanted.lower() in _NEVER else name


def _name(label: str) -> str:
    return _WIDER.get(label.lower(), label.lower())


def _strictly(raw: bytes, label: str) -> str | None:
    name = _canonical(label)
    if name is None:
        return None
    try:
        if name in _ANY_BYTE and any(0x80 <= byte <= 0x9F for byte in raw[:_SAMPLE]):
            return raw.decode("cp1252", "replace") if name != "cp1252" else raw.decode(name)
        return raw.decode(name)
    except UnicodeError:
        return None


def _forced(raw: bytes, name: str) -> Decoded:
    text = raw.decode(name, "replace")
    return Decoded(text.removeprefix("\ufeff"), name, _broken(text, name) if "\ufffd" in text else ())


def _utf8_instead(raw: bytes, label: str) -> tuple[str, str] | None:
    """UTF-8, when the bytes can hardly be anything else whatever the label says.

    Three continuation bytes do not fall into place by chance; under a Western label, where they would be accents beside
    signs, not even one does.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    continuation = len(raw) - len(text)
    if is_utf8_by_chance(raw, text):
        return None
    return (text, "utf-8") if continuation >= (1 if _canonical(label) in _ANY_BYTE else 3) else None


def _chinese_instead(raw: bytes, label: str, text: str | None) -> tuple[str, str] | None:
    """A Chinese encoding, when the label would accept nearly any byte and Chinese characters of every day come out."""
    labelled = _canonical(label)
    if labelled == "utf-8":
        return _looks_chinese(raw) if text is not None else None
    if labelled == "cp932":
        text = raw.decode("cp932", "replace")
    if text is None or labelled not in _ANY_BYTE | _TWO_BYTES:
        return None
    own = everyday_share(text, labelled) if labelled in CHINESE else 0.0
    if labelled == "cp932" and _halfwidth_share(text) < 0.3:
        return None
    found = _looks_chinese(raw)
    if found is None or found[1] == labelled or everyday_share(*found) < own + 0.2:
        return None
    return found


def _halfwidth_share(text: str) -> float:
    """The share of half-width katakana among what is not ASCII: Japanese pages hardly use them, misread Chinese is full of them."""
    beyond = [char for char in text[:_SAMPLE] if char > "\x7f"]
    return sum(1 for char in beyond if "\uff61" <= char <= "\uff9f") / len(beyond) if beyond else 0.0


def _corrected(better: tuple[str, str], label: str) -> Decoded:
    text, name = better
    if label is _UNLABELLED or _canonical(label) == _canonical(name):
        return Decoded(text, name)
    return Decoded(text, name, (sentence("encoding_wrong_label", label=label, encoding=name),))


def _guessed(raw: bytes, label: str, labels: list[str]) -> Decoded:
    """No label holds: nearly right under the label, else another label, else what the bytes look like."""
    name = _canonical(label) or "utf-8"
    text = raw.decode(name, "replace")
    beyond = sum(1 for char in text[:_SAMPLE] if char > "\x7f")
    if text[:_SAMPLE].count("\ufffd") <= max(1, _TOLERATED * beyond):
        return Decoded(text, _name(label), _broken(text, _name(label)))
    vague = _ANY_BYTE | _TWO_BYTES
    weaker = [(read, _name(other)) for other in labels[1:] if (read := _strictly(raw, other)) is not None]
    telling = next((read for read in weaker if _canonical(read[1]) not in vague), None)
    found = telling or _looks_chinese(raw) or next(iter(weaker), None) or _looks_like(raw)
    if found is not None:
        return _corrected(found, label)
    return Decoded(text, _name(label), _broken(text, _name(label)))


def _looks_chinese(raw: bytes) -> tuple[str, str] | None:
    """The Chinese encoding in which these bytes are everyday text; None when in neither."""
    best: tuple[float, str, str] | None = None
    for name in CHINESE:
        text = raw.decode(name, "replace")
        score = everyday_share(text, name) + commonness(text)
        if looks_everyday(text, name) and (best is None or score > best[0]):
            best = (score, text, name)
    return None if best is None else (best[1], best[2])


def _looks_like(raw: bytes) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes  # only here: it costs start-up time and is seldom needed

    best = from_bytes(raw[:_SAMPLE]).best()
    if best is None or _canonical(best.encoding) is None:
        return None
    # Western European text is by far the commonest of the single-byte kind, and easily taken for a neighbour's.
    name = "cp1252" if best.encoding in _NEIGHBOURS else best.encoding
    return raw.decode(name, "replace"), name.replace("_", "-")


def _broken(text: str, name: str) -> tuple[str, ...]:
    count = text.count("\ufffd")
    return (sentence("bytes_replaced", count=count, encoding=name),) if count else ()
