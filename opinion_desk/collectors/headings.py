"""How the headings of one document are read: by the mapping asked for, one kept for this header, a preset, else by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..domain.errors import Refused
from ..domain.table_mapping import Meaning, TableMapping, header_key, plain_heading
from .columns import MOST_HEADINGS, Role, is_header, of_person, once, role_of, roles_of
from .presets import Preset, preset_for
from .tickets import of_callers

ROLES: Final = {
    Meaning.TITLE: Role.TITLE,
    Meaning.BODY: Role.BODY,
    Meaning.LINK: Role.LINK,
    Meaning.PUBLISHED: Role.PUBLISHED,
    Meaning.UPDATED: Role.UPDATED,
    Meaning.ID: Role.ID,
    Meaning.TICKET: Role.TICKET,
    Meaning.SITE: Role.SITE,
    Meaning.READS: Role.READS,
    Meaning.COMMENTS: Role.COMMENTS,
    Meaning.REPOSTS: Role.REPOSTS,
    Meaning.LIKES: Role.LIKES,
    Meaning.SEEN: Role.SEEN,
    Meaning.STATE: Role.STATE,
    Meaning.DUE: Role.DUE,
    Meaning.UNIT: Role.UNIT,
    Meaning.PLACE: Role.PLACE,
    Meaning.AREA: Role.AREA,
    Meaning.CATEGORY: Role.CATEGORY,
    Meaning.MANNER: Role.MANNER,
    Meaning.RESULT: Role.RESULT,
    Meaning.KEEP: Role.EXTRA,
    Meaning.DROP: Role.DROPPED,
}
# A vendor's 地址 is the article's: as a link nothing passes but an address of the web, so nobody's home does.
_ONLY_AS_LINK: Final = "地址"


class HeadingsUnknown(Refused):
    """No row reads like headings; `headings` is the row that may be meant as such, empty where there is none."""

    def __init__(self, headings: Sequence[str] = ()) -> None:
        self.headings = tuple(headings)
        super().__init__("table_no_header")


def refuse_persons(mapping: TableMapping) -> None:
    """Refused when a mapping means a column of persons to be read."""
    for heading, meaning in mapping.meanings:
        if meaning is not Meaning.DROP and of_person(heading):
            raise Refused("mapping_person_column", heading=heading[:40])


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table in order, each with its role and heading; and whether callers speak in it."""

    roles: tuple[tuple[Role, str], ...] = ()
    callers: bool = False


class Headings:
    """One for a document. After its header was found `used` names the mapping or preset, `roles` says what its columns are.

    `callers` tells whether the rows are demands of callers, by their headings or because a column was said to be the ticket's.
    """

    def __init__(
        self, kept: Sequence[TableMapping] = (), chosen: TableMapping | None = None, preset: Preset | None = None
    ) -> None:
        """`chosen` is the one mapping asked for, `preset` the one asked for by name; else one of `kept` or a fitting preset is found."""
        self._kept = {mapping.header: mapping for mapping in kept}
        self._chosen = chosen
        self._preset = preset
        self._roles: dict[str, Role] | None = None
        self.names: tuple[str, ...] = ()
        self.used = ""
        self.understood = False
        self.callers = False

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether a row holds the headings: those of a mapping, of a preset, or such that read like headings."""
        if self._chosen is not None:
            return header_key(cells) == self._chosen.header
        if self._kept and header_key(cells) in self._kept:
            return True
        return is_header(cells) or self._preset_of(cells) is not None

    def roles(self, headings: Sequence[str]) -> tuple[Role, ...]:
        """The roles of these columns, in order; from now on `role` knows them too."""
        self.names = tuple(heading for heading in headings if heading.strip())
        meanings = self._meanings(headings)
        if meanings is None:
            roles = roles_of(tuple(headings))
        else:
            found: list[Role] = []
            for heading in headings[:MOST_HEADINGS]:
                found.append(once(_role(heading, meanings, by_preset=self._by_preset), found))
            roles = tuple(found)
        self._roles = {}
        for heading, role in zip(headings, roles, strict=False):
            self._roles.setdefault(heading, role)
        self.callers = of_callers(self.names) or (bool(self.used) and Role.TICKET in roles)
        self.understood = Role.TITLE in roles or Role.BODY in roles
        return roles

    def columns(self, headings: Sequence[str]) -> Columns:
        """The columns below these headings."""
        return Columns(tuple(zip(self.roles(headings), headings, strict=False)), self.callers)

    def role(self, heading: str) -> Role:
        """The role of one heading of the header that was found, where columns have no order: the first that is filled counts."""
        if self.used and self._roles is not None and heading in self._roles:
            return self._roles[heading]
        return role_of(heading)

    def _meanings(self, headings: Sequence[str]) -> Mapping[str, Meaning] | None:
        mapping = self._chosen or self._kept.get(header_key(headings))
        if mapping is not None and self._preset is None:
            self.used = mapping.name
            self._by_preset = False
            return {plain_heading(heading): Meaning.DROP for heading in headings} | mapping.by_name()
        preset = self._preset_of(headings)
        if preset is None:
            return None
        self.used = preset.name
        self._by_preset = True
        return preset.meanings

    def _preset_of(self, headings: Iterable[str]) -> Preset | None:
        if self._preset is None:
            return preset_for(headings)
        there = {plain_heading(heading) for heading in headings}
        texts = {
            heading for heading, meaning in self._preset.meanings.items() if meaning in (Meaning.TITLE, Meaning.BODY)
        }
        return self._preset if texts & there else None


def _role(heading: str, meanings: Mapping[str, Meaning], *, by_preset: bool) -> Role:
    """What a mapping means a column to be; columns of persons are dropped whatever it says."""
    name = plain_heading(heading)
    meaning = meanings.get(name)
    if of_person(heading) and not (by_preset and name == _ONLY_AS_LINK and meaning is Meaning.LINK):
        return Role.DROPPED
    return role_of(heading) if meaning is None else ROLES[meaning]
