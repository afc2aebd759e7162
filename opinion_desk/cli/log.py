"""The log of a home: warnings of any part, and our own bugs whole, in logs/desk.log; a file is made only when there is something to say."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Final

from ..domain.errors import DeskError
from ..settings import Home, home_folder

_LARGEST: Final = 1_000_000  # bytes; three older files are kept
_bugs: Final = logging.getLogger("opinion_desk.bug")


class HomeLog:
    """Where a run's log goes; without a place for it, bugs are told whole on stderr."""

    def __init__(self, path: Path | None) -> None:
        self._file = None if path is None else _File(path)
        self._screen = logging.StreamHandler(sys.stderr)
        self._screen.setFormatter(_Short("%(levelname)s %(name)s: %(message)s"))
        self._screen.addFilter(lambda record: record.name != _bugs.name)
        for handler in self._handlers():
            handler.setLevel(logging.WARNING)
            logging.getLogger().addHandler(handler)

    def keep(self, error: Exception, doing: str) -> Path | None:
        """Log a bug whole; where, or None when it could only be told on stderr."""
        if self._file is not None:
            _bugs.critical("unexpected failure in: %s", doing or "(no command)", exc_info=error)
            if self._file.well:
                return Path(self._file.baseFilename)
        traceback.print_exception(error, file=sys.stderr)
        return None

    def close(self) -> None:
        """Let go of the file."""
        for handler in self._handlers():
            logging.getLogger().removeHandler(handler)
            handler.close()

    def _handlers(self) -> list[logging.Handler]:
        return [self._screen] if self._file is None else [self._screen, self._file]


@contextmanager
def home_log(home: str | None) -> Iterator[HomeLog]:
    """The log of that home (default: the platform's) while a command runs."""
    try:
        path = Home(home_folder(home)).logs / "desk.log"
    except DeskError:  # the command will say what is wrong with this home
        path = None
    log = HomeLog(path)
    try:
        yield log
    finally:
        log.close()


class _File(RotatingFileHandler):
    """Makes its folder with the first record; a disk that will not take it is noted, not raised."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_LARGEST, backupCount=3, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
        self.well = True

    def emit(self, record: logging.LogRecord) -> None:
        try:
            Path(self.baseFilename).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            self.well = False
            return
        super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        self.well = False


class _Short(logging.Formatter):
    """One line a record: the trace is in the file."""

    def format(self, record: logging.LogRecord) -> str:
        trace, record.exc_info, kept = record.exc_info, None, record.exc_text
        record.exc_text = None
        try:
            return super().format(record)
        finally:
            record.exc_info, record.exc_text = trace, kept
