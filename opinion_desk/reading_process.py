"""Reading in a process of its own while much waits: Python threads share one core, and reading is half of all the work.

The process is this module run with `-m`. Over its pipes go, as pickles, first how to make the reader, then texts one way
and verdicts the other. It ends when its pipe is closed, so with its owner however that ends, or when nothing came for a minute.
"""

from __future__ import annotations

import copyreg
import io
import logging
import os
import pickle
import signal
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO, Final

from .domain.reading import TextToRead
from .domain.verdict import Place, Reason, Scored, Severity, UnitChoice, Verdict
from .services.ports import Reader

MUCH: Final = 1_000  # texts that came without a pause before a process is worth its start of about two seconds
_PAUSE_S: Final = 10.0
_IDLE_S: Final = 60.0
_LONGEST_S: Final = 120.0  # for one batch; beyond it the process hangs
_DEATHS: Final = 3  # after as many nothing is started any more
_log: Final = logging.getLogger(__name__)


class ReadingProcess:
    """A BulkReader: batches go to a process of its own once much has come, and are read here until then and whenever that fails.

    Any thread may call it: while the process reads for one, another's texts are read here.
    """

    def __init__(self, here: Reader, make: Callable[[], Reader], much: int = MUCH) -> None:
        """`make` makes an equal reader in the process; it must be picklable, as a partial of a module's function is."""
        self._here = here
        self._make = make
        self._much = much
        self._using = threading.Lock()
        self._child: _Child | None = None
        self._starting: threading.Thread | None = None
        self._came = 0
        self._last = float("-inf")
        self._deaths = 0

    @property
    def name(self) -> str:
        """Name and version of the artefact, as it is written into each verdict."""
        return self._here.name

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """One verdict a text, in order, read here: who waits for them gains nothing by another process."""
        return self._here.read(texts)

    def read_bulk(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """The same, read by the process if there is one."""
        if self._using.acquire(blocking=False):
            try:
                verdicts = self._read_there(texts)
            finally:
                self._using.release()
            if verdicts is not None:
                return verdicts
        return self._here.read(texts)

    def wait_until_started(self, timeout_s: float | None = None) -> int | None:
        """The process's id once it is ready; None when there is none. For tests and benchmarks."""
        if self._starting is not None:
            self._starting.join(timeout_s)
        return None if self._child is None else self._child.pid

    def close(self) -> None:
        """End the process, if there is one; reading goes on here, and much may start another."""
        with self._using:
            self._let_go()

    def _read_there(self, texts: Sequence[TextToRead]) -> list[Verdict] | None:
        """The verdicts of the process; None while there is none, or when it failed."""
        self._count(len(texts))
        if self._child is None:
            if self._came > self._much and self._deaths < _DEATHS:
                self._start()
            return None
        if not texts:
            return []
        try:
            return self._child.read(texts)
        except (OSError, EOFError, pickle.PickleError, ValueError) as error:
            if not self._child.rests:
                self._deaths += 1
                _log.warning("the reading process failed, reading goes on here: %r", error)
            self._let_go()
            return None

    def _count(self, texts: int) -> None:
        now = time.monotonic()
        self._came = self._came + texts if now - self._last < _PAUSE_S else texts
        self._last = now

    def _start(self) -> None:
        if self._starting is None or not self._starting.is_alive():
            self._starting = threading.Thread(target=_start_for, args=(weakref.ref(self),), daemon=True)
            self._starting.start()

    def _begin(self) -> None:
        """Start the process and wait until it is ready; in a thread of its own, while reading goes on here."""
        try:
            child = _Child(self._make, self.name)
        except (OSError, EOFError, pickle.PickleError, ValueError) as error:
            self._deaths += 1
            _log.warning("no reading process could be started: %r", error)
            return
        self._child = child
        weakref.finalize(self, child.end)

    def _let_go(self) -> None:
        child, self._child, self._came = self._child, None, 0
        if child is not None:
            child.end()


def _start_for(owner: weakref.ref[ReadingProcess]) -> None:
    process = owner()
    if process is not None:
        process._begin()


class _Child:
    """The process as its owner sees it; made when it has said that it is ready. One thread at a time uses it."""

    def __init__(self, make: Callable[[], Reader], name: str) -> None:
        """Raises what `read` raises, ValueError also when the other reader is not the same."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).resolve().parents[1],
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        try:
            found = self._ask(make)
            if found != name:
                raise ValueError(f"it reads by {found}, not by {name}")
        except BaseException:
            self.end()
            raise

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    @property
    def rests(self) -> bool:
        """Whether it ended of its own accord, because nothing came."""
        try:
            return self._process.wait(1) == 0
        except subprocess.TimeoutExpired:
            return False

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """The verdicts; OSError, EOFError, PickleError or ValueError when the process died, hung or failed."""
        answer: list[Verdict] = self._ask(list(texts))
        if len(answer) != len(texts):
            raise ValueError(f"{len(answer)} verdicts for {len(texts)} texts")
        return answer

    def _ask(self, what: object) -> Any:
        watch = threading.Timer(_LONGEST_S, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            _write(self._pipe(self._process.stdin), what)
            answer = pickle.load(self._pipe(self._process.stdout))  # noqa: S301 - from our own process
        finally:
            watch.cancel()
        if isinstance(answer, str) and answer.startswith(_FAILED):
            raise ValueError(answer)
        return answer

    def end(self) -> None:
        """Close its pipe, which ends it; a second call does nothing."""
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                self._pipe(pipe).close()
            except OSError:
                pass  # what was not sent is not missed
        try:
            self._process.wait(2)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    @staticmethod
    def _pipe(pipe: Any) -> BinaryIO:
        stream: BinaryIO = pipe
        return stream


_FAILED: Final = "failed: "


def serve(texts: BinaryIO, verdicts: BinaryIO) -> None:
    """The other side: make the reader, then answer until the pipe is closed or nothing comes."""
    reader: Reader | None = None
    while True:
        idle = threading.Timer(_IDLE_S, os._exit, (0,))
        idle.daemon = True
        idle.start()
        try:
            asked = pickle.load(texts)  # noqa: S301 - from our own owner
        except EOFError:
            return
        finally:
            idle.cancel()
        answer: object
        try:
            if reader is None:
                reader = asked()
                answer = reader.name
            else:
                answer = reader.read(asked)
        except Exception as error:
            answer = f"{_FAILED}{error!r}"
        _write(verdicts, answer)


class _Pickler(pickle.Pickler):
    """Frozen dataclasses as calls of their class: half the price of their states on both sides."""

    dispatch_table = copyreg.dispatch_table.copy()


def _as_call(cls: type[Any]) -> Callable[[Any], tuple[Any, ...]]:
    values = attrgetter(*(field.name for field in fields(cls)))
    return lambda value: (cls, values(value))


for _cls in (Verdict, Scored, Reason, Severity, Place, UnitChoice, TextToRead):
    _Pickler.dispatch_table[_cls] = _as_call(_cls)


def _write(pipe: BinaryIO, what: object) -> None:
    buffer = io.BytesIO()
    _Pickler(buffer, pickle.HIGHEST_PROTOCOL).dump(what)
    pipe.write(buffer.getbuffer())
    pipe.flush()


def _main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # its owner ends it
    verdicts = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get between the verdicts
    try:
        serve(sys.stdin.buffer, verdicts)
    except BrokenPipeError:  # its owner had enough while an answer was under way; nothing of it is missed
        os._exit(0)


if __name__ == "__main__":
    _main()
