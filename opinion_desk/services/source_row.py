"""A source as lists show it, and its health in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..domain.messages import sentence
from ..domain.source import Form, Health, HealthState, Source
from ..domain.volume import Volume
from ..store.folder_files import BadFiles

# Forms that nothing is fetched for: their items are brought by hand.
BY_HAND: Final = (Form.IMPORT, Form.MANUAL)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source as lists show it: `items` ever stored, `last_day` stored in the last 24 hours, `volume` what is usual of it."""

    source: Source
    health: Health
    items: int
    last_day: int
    volume: Volume = Volume()
    bad_files: BadFiles | None = None  # of a watched folder

    @property
    def state(self) -> HealthState:
        """Its health in one word."""
        silent = self.volume.silent_since is not None and is_collected(self.source)
        return HealthState.SILENT if silent and self.health.state is HealthState.WELL else self.health.state

    def words(self, told: Callable[[datetime], str], now: datetime) -> tuple[str, ...]:
        """Its health in sentences, what matters most first: why it fails, its silence, its move, its watch; `told` says a time."""
        return tuple(_words(self, told, now))


def _words(row: SourceRow, told: Callable[[datetime], str], now: datetime) -> Iterator[str]:
    health, volume = row.health, row.volume
    if row.state is HealthState.FAILING and health.why:
        yield health.why
        if health.errors > 1:
            yield sentence("source_failing_again", n=health.errors)
    if row.bad_files is not None:
        bad = row.bad_files
        yield sentence("folder_bad_file", count=bad.count, name=bad.name, why=bad.why)
    if row.state is HealthState.SILENT and volume.silent_since is not None:
        yield sentence("source_silent", usual=_figure(volume.usual), since=told(volume.silent_since))
    if health.moved_to is not None:
        yield sentence("source_moving", address=health.moved_to, since=told(health.moved_since or now))
    elif health.moved_from is not None:
        yield sentence("source_moved", address=health.moved_from)
    if health.watch_until is not None and health.watch_until > now:
        yield sentence("source_watched", until=told(health.watch_until))


def _figure(usual: float | None) -> str:
    """Whole numbers; what is less than one a day as 不到 1."""
    return "不到 1" if usual is None or usual < 1 else f"{usual:,.0f}"


def is_collected(source: Source) -> bool:
    """Whether a source is fetched from: neither paused nor brought by hand."""
    return source.form not in BY_HAND and not source.paused
