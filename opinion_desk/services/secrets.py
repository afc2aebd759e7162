"""Secrets of the channels: in the system's keyring, or where there is none in a file that its owner alone can read."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import Final

from ..domain.errors import Refused, Unavailable
from ..domain.system_words import why_of
from ..whole_files import write_whole
from .ports import Secrets

SECRETS_FILE: Final = "secrets.json"
_SERVICE: Final = "OpinionDesk"
_log: Final = logging.getLogger(__name__)


class FileSecrets:
    """A file of names and secrets in the data folder, written whole, readable by its owner alone."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._path = home / SECRETS_FILE

    def get(self, name: str) -> str | None:
        """The secret of that name, None where there is none; Refused when the file cannot be understood."""
        return self._all().get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a secret in place of the one there was; Unavailable when the disk will not."""
        self._write({**self._all(), name: value})

    def forget(self, name: str) -> None:
        """Drop a secret; nothing happens when there is none."""
        kept = self._all()
        if kept.pop(name, None) is not None:
            self._write(kept)

    def _all(self) -> dict[str, str]:
        try:
            rows = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise Unavailable("file_unreadable", path=self._path, why=why_of(error)) from None
        except ValueError:
            raise Refused("secrets_broken", path=self._path) from None
        if not isinstance(rows, dict) or not all(isinstance(value, str) for value in rows.values()):
            raise Refused("secrets_broken", path=self._path)
        return rows

    def _write(self, kept: dict[str, str]) -> None:
        try:
            self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("file_unwritable", path=self._path, why=why_of(error)) from None
        write_whole(self._path, (json.dumps(kept, ensure_ascii=False, indent=2) + "\n").encode(), private=True)


class KeyringSecrets:
    """The system's keyring, each home under a name of its own; what it does not hold is looked for in the file."""

    def __init__(self, home: Path) -> None:
        self._of = home.resolve()
        self._file = FileSecrets(home)

    def get(self, name: str) -> str | None:
        """The secret of that name, None where there is none; Unavailable while the keyring stays locked."""
        import keyring
        from keyring.errors import KeyringError

        try:
            found = keyring.get_password(_SERVICE, self._named(name))
        except KeyringError as error:
            _log.warning("the keyring could not be read: %s", type(error).__name__)
            kept = self._file.get(name)
            if kept is None:
                raise Unavailable("keyring_failed") from None
            return kept
        return found if found is not None else self._file.get(name)

    def put(self, name: str, value: str) -> None:
        """Keep a secret; in the file when the keyring does not take it."""
        import keyring
        from keyring.errors import KeyringError

        try:
            keyring.set_password(_SERVICE, self._named(name), value)
        except KeyringError as error:
            _log.warning("the keyring took nothing: %s", type(error).__name__)
            self._file.put(name, value)
        else:
            self._file.forget(name)

    def forget(self, name: str) -> None:
        """Drop a secret wherever it lies; nothing happens when there is none."""
        import keyring
        from keyring.errors import KeyringError

        self._file.forget(name)
        try:
            keyring.delete_password(_SERVICE, self._named(name))
        except KeyringError as error:  # most often: there was none
            _log.info("the keyring dropped nothing: %s", type(error).__name__)

    def _named(self, name: str) -> str:
        return f"{self._of}:{name}"


def open_secrets(home: Path) -> Secrets:
    """Where the secrets of that home lie: the keyring where one can be used, else a file in it."""
    import keyring
    from keyring.errors import KeyringError

    try:
        usable = float(keyring.get_keyring().priority) >= 1
    except (RuntimeError, KeyringError):
        usable = False
    return KeyringSecrets(home) if usable else FileSecrets(home)
