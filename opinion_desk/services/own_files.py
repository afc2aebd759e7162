"""The desk's own tables as JSON files in its folder: read anew when they change, written whole, kept when they cannot be understood."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

from ..domain.errors import Refused, Unavailable
from ..domain.system_words import why_of
from ..whole_files import write_whole

T = TypeVar("T")


class OwnFile(Generic[T]):
    """One such file: `read` turns its rows into the value, `absent` is the value where there is no file."""

    def __init__(self, path: Path, read: Callable[[Any], T], absent: Callable[[], T], broken: str) -> None:
        """`broken` is the id of the sentence for a file that cannot be understood (path, why)."""
        self._path = path
        self._read = read
        self._absent = absent
        self._broken = broken
        self._stamp: tuple[int, int] | None = None
        self._value: T | None = None

    @property
    def there(self) -> bool:
        """Whether the desk has such a file."""
        return self._path.exists()

    def get(self) -> T:
        """The value now; Refused with why when the file cannot be understood, Unavailable when it cannot be read."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return self._absent()
        except OSError as error:
            raise Unavailable("file_unreadable", path=self._path, why=why_of(error)) from None
        stamp = (found.st_mtime_ns, found.st_size)
        if self._value is None or stamp != self._stamp:
            self._value = self._load()
            self._stamp = stamp
        return self._value

    def _load(self) -> T:
        return self.understand(self.rows())

    def rows(self) -> Any:
        """What the file holds, as it stands; Refused when it is no JSON."""
        try:
            return json.loads(self._path.read_text(encoding="utf-8"))
        except OSError as error:
            raise Unavailable("file_unreadable", path=self._path, why=why_of(error)) from None
        except UnicodeDecodeError:
            raise Refused(self._broken, path=self._path, why="不是 UTF-8 文本") from None
        except (ValueError, RecursionError) as error:
            raise Refused(self._broken, path=self._path, why=f"不是 JSON（{str(error)[:80]}）") from None

    def understand(self, rows: Any, path: Path | None = None) -> T:
        """The value of these rows; Refused with the first thing that is wrong, named as of `path` where they come from elsewhere."""
        try:
            return self._read(rows)
        except (KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError) as error:
            why = f"缺少或写错 {error}" if isinstance(error, KeyError) else str(error)[:80]
            raise Refused(self._broken, path=path or self._path, why=why) from None

    def put(self, rows: Any, path: Path | None = None) -> T:
        """Keep these rows, once they are understood (as of `path`), whole or not at all."""
        value = self.understand(rows, path)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable("file_unwritable", path=self._path, why=why_of(error)) from None
        write_whole(self._path, (json.dumps(rows, ensure_ascii=False, indent=2) + "\n").encode(), private=True)
        return value

    def remove(self) -> T:
        """Take the file away; the value where there is none."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise Unavailable("file_unwritable", path=self._path, why=why_of(error)) from None
        self._value = None
        return self._absent()
