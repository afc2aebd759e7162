"""The clock policies and ladders in force at this desk: the packaged ones, or the desk's own where an administrator set them."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from threading import Lock
from typing import Any

from data import read_json

from ..domain.policy import Policies
from ..domain.policy_check import check_policies
from .own_files import OwnFile
from .reference import packaged_policies, policies_from


class PolicyService:
    """policies.json in the desk's folder stands instead of the packaged file. An incident keeps what was frozen into it."""

    def __init__(self, path: Path, zone: str, allow: Callable[[str], None]) -> None:
        """`allow` refuses a name that may not change policies."""
        self._zone = zone
        self._writing = Lock()
        self._allow = allow
        self._file = OwnFile(path, self._from_rows, lambda: packaged_policies(zone), "policies_broken")

    def in_force(self) -> Policies:
        """The policies now; Refused with why when the desk's own cannot be used."""
        return self._file.get()

    @property
    def own(self) -> bool:
        """Whether the desk set its own."""
        return self._file.there

    def rows(self) -> Any:
        """The rows in force, as the file has them, to be edited."""
        return self._file.rows() if self.own else self.packaged()

    def packaged(self) -> Any:
        """The rows that ship with the program."""
        return read_json("policies.json")

    def check(self, rows: Any, path: Path | None = None) -> Policies:
        """What these rows (of the file at `path`) amount to; Refused with the first thing that cannot be used."""
        return self._file.understand(rows, path)

    def save(self, rows: Any, by: str, path: Path | None = None) -> Policies:
        """Put these rows (of the file at `path`) in force for matters judged from now on."""
        self._allow(by)
        with self._writing:
            return self._file.put(rows, path)

    def change(self, edit: Callable[[Any], Any], by: str) -> Any:
        """Put in force what `edit` makes of the rows there are now; the rows before, None where they were the packaged ones."""
        self._allow(by)
        with self._writing:
            before = self.rows()
            own = self.own
            self._file.put(edit(deepcopy(before)))
        return before if own else None

    def put_back(self, before: Any, by: str) -> Policies:
        """Undo a change: the rows that stood before it, None for the packaged ones."""
        return self.reset(by) if before is None else self.save(before, by)

    def reset(self, by: str) -> Policies:
        """Back to the packaged policies."""
        self._allow(by)
        return self._file.remove()

    def _from_rows(self, rows: Any) -> Policies:
        policies = policies_from(rows, self._zone)
        check_policies(policies)
        return policies
