"""Who works at this desk and in which roles; without such a list everybody may do everything, under the name they pick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..domain.roles import Colleague, Role, check_staff, require
from .own_files import OwnFile


class StaffService:
    """The list of colleagues (staff.json in the desk's folder)."""

    def __init__(self, path: Path) -> None:
        self._file = OwnFile(path, _from_rows, tuple[Colleague, ...], "staff_broken")

    def list(self) -> tuple[Colleague, ...]:
        """All colleagues in their order; empty where the desk keeps no list."""
        return self._file.get()

    def save(self, staff: Sequence[Colleague], by: str) -> tuple[Colleague, ...]:
        """Keep this list instead; only an administrator may, once there is one. Refused without an administrator in it."""
        require(self.list(), by, Role.ADMINISTRATOR)
        check_staff(staff)
        if not staff:
            return self._file.remove()
        rows = [{"name": one.name, "post": one.post, "roles": sorted(one.roles)} for one in staff]
        return self._file.put({"colleagues": rows})


def _from_rows(rows: Any) -> tuple[Colleague, ...]:
    staff = tuple(
        Colleague(row["name"], row.get("post", ""), frozenset(Role(role) for role in row["roles"]))
        for row in rows["colleagues"]
    )
    check_staff(staff)
    return staff
