"""What the headings of an export mean, as a person said it, kept by the header whatever the order of its columns."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Final

from .collected import Skipped
from .errors import Refused
from .item import Entry

_SPACES: Final = re.compile(r"[\s*:：]+|[(（\[【].*?[)）\]】]")
_LONGEST_NAME: Final = 40
_LONGEST_HEADING: Final = 200


class Meaning(StrEnum):
    """What a column can be said to mean."""

    TITLE = "title"
    BODY = "body"
    LINK = "link"
    PUBLISHED = "published"
    UPDATED = "updated"
    ID = "id"
    TICKET = "ticket"
    SITE = "site"
    READS = "reads"
    COMMENTS = "comments"
    REPOSTS = "reposts"
    LIKES = "likes"
    SEEN = "seen"  # when the counts were taken
    STATE = "state"  # how far a ticket is
    DUE = "due"  # the limit that its platform counts
    UNIT = "unit"
    PLACE = "place"
    AREA = "area"
    CATEGORY = "category"
    MANNER = "manner"
    RESULT = "result"
    KEEP = "keep"  # kept beside the item as it stands
    DROP = "drop"


MEANING_WORDS: Final[Mapping[Meaning, str]] = {
    Meaning.TITLE: "标题",
    Meaning.BODY: "正文",
    Meaning.LINK: "链接",
    Meaning.PUBLISHED: "发布时间",
    Meaning.UPDATED: "更新时间",
    Meaning.ID: "信息编号",
    Meaning.TICKET: "工单编号",
    Meaning.SITE: "媒体名称",
    Meaning.READS: "阅读数",
    Meaning.COMMENTS: "评论数",
    Meaning.REPOSTS: "转发数",
    Meaning.LIKES: "点赞数",
    Meaning.SEEN: "采集时间",
    Meaning.STATE: "办理状态",
    Meaning.DUE: "办理时限",
    Meaning.UNIT: "承办单位",
    Meaning.PLACE: "事发地点",
    Meaning.AREA: "所属区域",
    Meaning.CATEGORY: "事项类别",
    Meaning.MANNER: "诉求类型",
    Meaning.RESULT: "办理结果",
    Meaning.KEEP: "原样保留",
    Meaning.DROP: "不读入",
}
_SEVERAL: Final = (Meaning.KEEP, Meaning.DROP, Meaning.BODY)  # a second body is kept beside the first


def plain_heading(heading: str) -> str:
    """A heading as it is compared: without width, case, blanks, colons and what stands in brackets; at most 200 characters of it."""
    return _plain(
        heading[:_LONGEST_HEADING]
    )  # a cell may be anything, and long: brackets without end take squares of time


@lru_cache(maxsize=4096)
def _plain(heading: str) -> str:
    return _SPACES.sub("", unicodedata.normalize("NFKC", heading)).lower()


def header_key(headings: Iterable[str]) -> str:
    """The identity of a header (hex): the set of its headings, so that the order of columns does not matter."""
    names = sorted({plain_heading(heading) for heading in headings} - {""})
    return hashlib.sha256("\n".join(names).encode("utf-8", "surrogatepass")).hexdigest()


def read_meaning(text: str) -> Meaning:
    """A meaning by its id or its Chinese word; Refused with what there is for anything else."""
    typed = text.strip().lower()
    for meaning, word in MEANING_WORDS.items():
        if typed in (meaning.value, word):
            return meaning
    known = " ".join(f"{meaning.value}（{word}）" for meaning, word in MEANING_WORDS.items())
    raise Refused("mapping_meaning_unknown", text=text.strip()[:40], known=known)


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What each heading of a header means, under a name; headings that are not named among `meanings` are dropped."""

    name: str
    headings: tuple[str, ...]  # as they stand in the file
    meanings: tuple[tuple[str, Meaning], ...]

    @property
    def header(self) -> str:
        """The identity of its header."""
        return header_key(self.headings)

    def by_name(self) -> dict[str, Meaning]:
        """The meanings by headings as they are compared."""
        return {plain_heading(heading): meaning for heading, meaning in self.meanings}


def checked(mapping: TableMapping) -> TableMapping:
    """The mapping with its name trimmed; Refused when it has none, means no text, or means two columns for one use."""
    name = " ".join(mapping.name.split())
    if not name:
        raise Refused("mapping_name_missing")
    if len(name) > _LONGEST_NAME:
        raise Refused("mapping_name_long", limit=_LONGEST_NAME)
    there = {plain_heading(heading) for heading in mapping.headings}
    for heading, _ in mapping.meanings:
        if plain_heading(heading) not in there:
            raise Refused("mapping_no_heading", heading=heading[:40], headings="、".join(mapping.headings[:30]))
    counts = Counter(meaning for _, meaning in mapping.meanings)
    for meaning, count in counts.items():
        if count > 1 and meaning not in _SEVERAL:
            twice = "、".join(heading for heading, of in mapping.meanings if of is meaning)
            raise Refused("mapping_twice", meaning=MEANING_WORDS[meaning], headings=twice)
    if not counts[Meaning.TITLE] and not counts[Meaning.BODY]:
        raise Refused("mapping_no_text")
    return TableMapping(name, mapping.headings, mapping.meanings)


@dataclass(frozen=True, slots=True)
class HeadingLook:
    """A heading of a file: how it would be read, and up to three values; none are shown of columns of persons."""

    name: str
    meaning: Meaning
    of_person: bool = False
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableLook:
    """A file looked at before it is read: its headings, its first rows (cells of persons empty), and by which mapping.

    `mapping` is the name of the kept mapping or preset that fits, empty where the headings are read by themselves;
    `understood` is false while no column gives a text.
    """

    headings: tuple[HeadingLook, ...]
    rows: tuple[tuple[object, ...], ...] = ()
    mapping: str = ""
    understood: bool = True

    def as_mapping(self, name: str, others: Mapping[str, Meaning] = {}) -> TableMapping:
        """These headings as they would be read, some of them meant otherwise; Refused for a heading that is not there."""
        there = {plain_heading(one.name): one for one in self.headings}
        said = {plain_heading(heading): meaning for heading, meaning in others.items()}
        missing = next((heading for heading in others if plain_heading(heading) not in there), None)
        names = tuple(one.name for one in self.headings)
        if missing is not None:
            raise Refused("mapping_no_heading", heading=missing[:40], headings="、".join(names[:30]))
        taken = {meaning for meaning in said.values() if meaning not in _SEVERAL}
        meanings = []
        for key, one in there.items():
            own = (
                Meaning.DROP if one.meaning in taken else one.meaning
            )  # what a person says goes before what we thought
            meanings.append((one.name, said.get(key, own)))
        return TableMapping(name, names, tuple(meanings))


@dataclass(frozen=True, slots=True)
class TableRead:
    """A file read: its entries, what was skipped by line, and the name of the mapping or preset it was read by."""

    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...] = ()
    mapping: str = ""
    headings: Sequence[str] = field(default=())
