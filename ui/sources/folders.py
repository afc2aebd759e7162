"""The lines of the sources table: folders with what is in them summed up, sources below their folder, and what a filter leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from opinion_desk.domain.source import HealthState

from ..words import FORM, HEALTH, said

if TYPE_CHECKING:
    from opinion_desk.services.source_row import SourceRow

ORDER: Final = (HealthState.FAILING, HealthState.SILENT, HealthState.NEW, HealthState.WELL, HealthState.PAUSED)
_PLACE: Final = {state: place for place, state in enumerate(ORDER)}
_PARTED: Final = " / "


@dataclass(frozen=True, slots=True)
class FolderLine:
    """A folder: its whole name, how deep it stands, and all that lies in it and in the folders below."""

    folder: str
    depth: int
    rows: tuple[SourceRow, ...]
    folded: bool

    @property
    def name(self) -> str:
        """Its own name, without those of the folders around it."""
        return self.folder.rsplit(_PARTED, 1)[-1] if self.folder else "未分组"

    @property
    def ids(self) -> tuple[int, ...]:
        """The sources in it."""
        return tuple(row.source.id for row in self.rows)

    @property
    def paused(self) -> bool:
        """Whether nothing in it is collected."""
        return all(row.source.paused for row in self.rows)

    @property
    def worst(self) -> HealthState:
        """The worst health of what is in it."""
        return min((row.state for row in self.rows), key=_PLACE.__getitem__)

    def count(self, state: HealthState) -> int:
        """How many are in that state."""
        return sum(row.state is state for row in self.rows)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source, and how deep it stands."""

    row: SourceRow
    depth: int

    @property
    def ids(self) -> tuple[int, ...]:
        """It alone."""
        return (self.row.source.id,)


Line = FolderLine | SourceLine


def arranged(rows: Iterable[SourceRow], folded: Collection[str] = (), wanted: str = "") -> list[Line]:
    """Folders by name, each with its sources, failing ones first; without folders where no source is in one.

    What a filter leaves is shown unfolded; a folder's figures are of what is left.
    """
    kept = sorted((row for row in rows if _matches(row, wanted.split())), key=_order)
    if not any(row.source.folder for row in kept):
        return [SourceLine(row, 0) for row in kept]
    of_folder: dict[str, list[SourceRow]] = {}
    below: dict[str, list[SourceRow]] = {}
    for row in kept:
        of_folder.setdefault(row.source.folder, []).append(row)
        for folder in _around(row.source.folder):
            below.setdefault(folder, []).append(row)
    lines: list[Line] = []
    hidden: str | None = None
    for folder in sorted(below, key=lambda name: (not name, name.split(_PARTED))):
        if hidden is not None and folder.startswith(hidden + _PARTED):
            continue
        hidden = folder if folder in folded and not wanted else None
        depth = folder.count(_PARTED)
        lines.append(FolderLine(folder, depth, tuple(below[folder]), hidden is not None))
        if hidden is None:
            lines.extend(SourceLine(row, depth + 1) for row in of_folder.get(folder, ()))
    return lines


def folders_of(rows: Iterable[SourceRow]) -> list[str]:
    """Every folder there is, those around others too, by name."""
    return sorted({folder for row in rows if row.source.folder for folder in _around(row.source.folder)})


def _around(folder: str) -> Sequence[str]:
    """A folder and those it lies in, the outermost first."""
    parts = folder.split(_PARTED)
    return [_PARTED.join(parts[: n + 1]) for n in range(len(parts))]


def _order(row: SourceRow) -> tuple[int, int]:
    return _PLACE[row.state], row.source.id


def _matches(row: SourceRow, words: Sequence[str]) -> bool:
    """Whether every word stands in its name, folder, address, form or state."""
    if not words:
        return True
    source = row.source
    text = f"{source.name}\n{source.folder}\n{source.address}\n{said(FORM[source.form])}\n{said(HEALTH[row.state])}"
    return all(word.casefold() in text.casefold() for word in words)
