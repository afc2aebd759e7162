"""The clock policies and ladders in force at this desk: the packaged ones, or the desk's own where an administrator set them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
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
        return self._file.rows() if self.own else read_json("policies.json")

    def check(self, rows: Any) -> Policies:
        """What these rows amount to; Refused with the first thing that cannot be used."""
        return self._file.understand(rows)

    def save(self, rows: Any, by: str) -> Policies:
        """Put these rows in force for matters judged from now on."""
        self._allow(by)
        return self._file.put(rows)

    def reset(self, by: str) -> Policies:
        """Back to the packaged policies."""
        self._allow(by)
        return self._file.remove()

    def _from_rows(self, rows: Any) -> Policies:
        policies = policies_from(rows, self._zone)
        check_policies(policies)
        return policies
