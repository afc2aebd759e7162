"""Reading ahead: a batch is read while the one before it is folded and stored; batches come back in their order."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from ..domain.reading import TextToRead
from ..domain.verdict import Verdict
from .ports import BulkReader, Reader


class ReadingAhead:
    """The readings of one round. Used by one thread; its own thread is made only for a reader that reads elsewhere."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._pool: ThreadPoolExecutor | None = None

    @property
    def batches(self) -> int:
        """How many batches are worth being under way while another is worked on: none when all is read by this thread."""
        return 1 if isinstance(self._reader, BulkReader) else 0

    def begin(self, texts: Sequence[TextToRead]) -> Future[list[Verdict]]:
        """Read these texts after those begun before; the future also carries what a reader raised."""
        if isinstance(self._reader, BulkReader):
            if self._pool is None:
                self._pool = ThreadPoolExecutor(1, thread_name_prefix="reading")
            return self._pool.submit(self._reader.read_bulk, texts)
        read: Future[list[Verdict]] = Future()
        read.set_result(self._reader.read(texts))
        return read

    def close(self) -> None:
        """Begin nothing more; what is begun and not yet read is dropped."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
