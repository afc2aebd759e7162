"""The registry of units (单位名录): the desk's own entries, whose names win over names made from patterns."""

from __future__ import annotations

from dataclasses import replace

from ..domain.errors import Refused
from ..domain.unit import Unit
from ..store import units as unit_rows
from ..store.store import Store


class UnitRegistry:
    """The registry of units (单位名录)."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def list(self) -> tuple[Unit, ...]:
        """Every unit."""
        return tuple(self._store.units.all())

    def add(
        self,
        name: str,
        function: str | None = None,
        duty_phone: str = "",
        note: str = "",
        aliases: tuple[str, ...] = (),
        liaison_post: str = "",
        liaison_phone: str = "",
        spokesperson_post: str = "",
    ) -> Unit:
        """Add a unit of the desk's own; its name wins over a name made from patterns. Posts and their telephones, never persons'."""
        posts = (liaison_post, liaison_phone, spokesperson_post)
        unit = Unit(0, name.strip(), function, aliases, duty_phone, note, *posts)
        return self._store.write_now(lambda tx: unit_rows.add(tx, unit)).value

    def find(self, name: str) -> Unit | None:
        """The unit of that name or alias."""
        units = self.list()
        named = (unit for unit in units if unit.name == name.strip())
        return next(named, None) or next((unit for unit in units if name.strip() in unit.aliases), None)

    def edit(self, unit: Unit) -> None:
        """Replace what is known of a unit, by its id; Refused when it is gone, or the name is empty or another's."""
        if not unit.name.strip():
            raise Refused("unit_name_missing")
        named = replace(unit, name=unit.name.strip())
        self._store.write_now(lambda tx: unit_rows.update(tx, named))

    def remove(self, id: int) -> None:
        """Take a unit off the registry; matters handed to it keep its name."""
        self._store.write_now(lambda tx: unit_rows.remove(tx, id))
