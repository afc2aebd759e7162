"""Backups: everything of a desk in one file, made while it works; the way back is in `restoring`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.channels import NOTICE
from ..domain.duty.pattern import OFFICER
from ..domain.errors import DeskError, Refused
from ..domain.instants import from_ms, to_ms
from ..domain.outbox import Message
from ..settings import SECRETS, SETTINGS_FILE, Home
from ..store import outbox
from ..store.backup import alone
from ..store.store import Store
from ..whole_files import check_place
from . import restoring
from .backup_file import DATABASE, FOLDERS, Backup, BackupList, Progress, backup_of, silent, write_backup
from .ports import Clock
from .working_folder import row_of, working_folder

_LAST: Final = "backup_last_ms"


class BackupService:
    """Backups of the desk in one home. `progress` hears what is being done (copy, verify, write, unpack, replace), how far and of how much."""

    def __init__(self, home: Home, zone: ZoneInfo, clock: Clock, store: Callable[[], Store], made_by: str) -> None:
        self._home = home
        self._zone = zone
        self._clock = clock
        self._store = store
        self._made_by = made_by

    def last(self) -> datetime | None:
        """When this desk was last backed up."""
        text = self._store().meta(_LAST) if self._home.database.exists() else None
        return None if text is None else from_ms(int(text))

    def back_up(self, out: Path, progress: Progress = silent) -> Backup:
        """Everything of this desk in one file, as of one instant, while others write; it verifies, or nothing is written.

        Secrets are left out: the keyring's, and the addresses in the settings that are keys.
        """
        check_place(out)
        store = self._store()
        with working_folder(self._home) as folder:
            copy = folder / DATABASE
            store.back_up(copy, lambda done, of: progress("copy", done, of))
            facts = self._verified(copy, progress)
            files = [(DATABASE, copy), *self._settings(folder), *self._beside()]
            listed = write_backup(out, facts, files, progress)
        store.set_meta(_LAST, str(listed.made_ms))
        return backup_of(out, listed)

    def look_into(self, path: Path, progress: Progress = silent) -> Backup:
        """What a backup holds, after unpacking and verifying it beside the desk; Refused when it could not be restored."""
        with restoring.unpacked(self._home, path, progress) as (_folder, listed):
            return backup_of(path, listed)

    def restore_command(self, path: Path) -> list[str]:
        """The argv of the process that restores once this window has gone, opens a new one, and says there what came of it."""
        command = [sys.executable, "-m", "opinion_desk", "restore", str(path), "--reopen"]
        return [*command, "--home", str(self._home.folder)]

    def restore(self, path: Path, progress: Progress = silent) -> restoring.Restored:
        """Put the desk back as that backup has it, whole or not at all; what it replaces is kept in a dated folder of the home.

        Refused when the file does not verify; Unavailable while anything has the desk open, and when the disk will not.
        """
        return restoring.restore(self._home, self._clock.now().astimezone(self._zone), path, progress)

    def is_free(self) -> bool:
        """Whether nothing has the desk open, so that it can be restored."""
        try:
            if self._home.database.exists():
                with alone(self._home.database):
                    pass
        except DeskError as failure:
            return failure.id != "desk_in_use"
        return True

    def post(self, words: str) -> None:
        """Leave a sentence for whoever opens the window next."""
        now = self._clock.now()
        message = Message(f"backup:{to_ms(now)}", NOTICE, OFFICER, words, words, now, None)
        self._store().write_now(lambda tx: outbox.post_notice(tx, message))

    def _verified(self, copy: Path, progress: Progress) -> BackupList:
        progress("verify", 0, None)
        opened = Store.open(copy)
        try:
            findings = opened.verify()
            if findings:
                raise Refused("backup_unsound", what=findings[0].rstrip("。"))
            counts = (opened.incidents.count(), opened.items.count())
            facts = BackupList(to_ms(self._clock.now()), self._made_by, *counts, opened.incidents.head())
        finally:
            opened.close()
        with alone(copy):
            return facts  # its log is carried in: the copy is one file

    def _settings(self, folder: Path) -> Iterator[tuple[str, Path]]:
        """The settings without the secrets among them, and the desk's own criteria, policies and list of colleagues."""
        row = row_of(self._home.folder / SETTINGS_FILE)
        if row is not None:
            public = {name: value for name, value in row.items() if name not in SECRETS}
            (folder / SETTINGS_FILE).write_text(json.dumps(public, ensure_ascii=False), encoding="utf-8")
            yield SETTINGS_FILE, folder / SETTINGS_FILE
        for own in (self._home.criteria, self._home.policies, self._home.staff):
            if own.is_file():
                yield own.name, own

    def _beside(self) -> Iterator[tuple[str, Path]]:
        for name in FOLDERS:
            for path in sorted((self._home.folder / name).rglob("*")):
                if path.is_file() and not path.is_symlink() and not path.name.startswith("."):
                    yield path.relative_to(self._home.folder).as_posix(), path
