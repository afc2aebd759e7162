"""Much is read by a process of its own; whatever becomes of it, every text has its verdict."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from opinion_desk import reading_process
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Verdict
from opinion_desk.reading_process import ReadingProcess
from tests.opinion_desk.services.stand_ins import FakeReader

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [TextToRead(str(n), f"云川市第{n}处{'水管' if n % 2 else '支架坍塌'}", "正文") for n in range(8)]
Make = Callable[..., ReadingProcess]


class OnlyHere(FakeReader):
    """Reads in the process that runs the tests, and elsewhere does what `there` says."""

    def __init__(self, there: str = "") -> None:
        super().__init__()
        self.there = there
        self.name = "fake-2" if there == "another" else FakeReader.name

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        if self.there == "raises":
            raise RuntimeError("not here")
        if self.there == "hangs":
            threading.Event().wait()
        if self.there == "prints":
            print("what a library says")
        return super().read(texts)[: -1 if self.there == "loses" else None]


def no_reader() -> FakeReader:
    """A reader that cannot be made."""
    raise RuntimeError("no model")


@pytest.fixture
def here() -> FakeReader:
    return FakeReader()


@pytest.fixture
def make(here: FakeReader) -> Iterator[Make]:
    """Reading processes that end with the test."""
    made: list[ReadingProcess] = []

    def one(there: Callable[[], FakeReader] = FakeReader, much: int = 3) -> ReadingProcess:
        made.append(ReadingProcess(here, there, much))
        return made[-1]

    yield one
    for process in made:
        process.wait_until_started()
        process.close()


def started(process: ReadingProcess) -> int:
    """The id of its process, after so many texts that it has one."""
    process.read_bulk(TEXTS)
    pid = process.wait_until_started()
    assert pid is not None and pid != os.getpid()
    return pid


def test_a_few_texts_are_read_here_and_start_nothing(make: Make, here: FakeReader) -> None:
    process = make(much=len(TEXTS))
    assert process.read_bulk(TEXTS) == FakeReader().read(TEXTS)
    assert process.wait_until_started() is None and len(here.batches) == 1


def test_much_is_read_elsewhere_with_the_same_verdicts_in_the_same_order(make: Make, here: FakeReader) -> None:
    process = make()
    started(process)
    before = len(here.batches)
    assert process.read_bulk(TEXTS) == FakeReader().read(TEXTS)
    assert process.read_bulk(TEXTS[::-1]) == FakeReader().read(TEXTS[::-1])
    assert process.read_bulk([]) == []
    assert len(here.batches) == before
    assert process.name == here.name


def test_who_waits_for_the_verdicts_has_them_read_here(make: Make, here: FakeReader) -> None:
    process = make()
    started(process)
    before = len(here.batches)
    assert process.read(TEXTS) == FakeReader().read(TEXTS)
    assert len(here.batches) == before + 1


def test_a_killed_process_loses_nothing_and_another_is_started_when_much_comes(make: Make) -> None:
    process = make()
    pid = started(process)
    os.kill(pid, 9)
    assert process.read_bulk(TEXTS) == FakeReader().read(TEXTS)
    assert started(process) != pid
    assert process.read_bulk(TEXTS) == FakeReader().read(TEXTS)


@pytest.mark.parametrize("there", ["raises", "loses"])
def test_what_the_process_fails_to_read_is_read_here(make: Make, here: FakeReader, there: str) -> None:
    process = make(partial(OnlyHere, there))
    started(process)
    assert process.read_bulk(TEXTS) == FakeReader().read(TEXTS)
    assert len(here.batches) == 2


def test_a_process_that_hangs_is_ended_and_its_texts_read_here(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    process = make(partial(OnlyHere, "hangs"))
    started(process)
    monkeypatch.setattr(reading_process, "_LONGEST_S", 0.2)
    assert process.read_bulk(TEXTS) == FakeReader().read(TEXTS)


def test_what_a_library_prints_does_not_get_between_the_verdicts(make: Make, here: FakeReader) -> None:
    process = make(partial(OnlyHere, "prints"))
    started(process)
    assert process.read_bulk(TEXTS) == FakeReader().read(TEXTS)
    assert len(here.batches) == 1


@pytest.mark.parametrize("there", [no_reader, partial(OnlyHere, "another")])
def test_a_process_that_cannot_read_or_reads_by_another_model_is_not_used(
    make: Make, here: FakeReader, there: Callable[[], FakeReader]
) -> None:
    process = make(there)
    for times in range(1, 5):
        assert process.read_bulk(TEXTS) == FakeReader().read(TEXTS)
        assert process.wait_until_started() is None
        assert len(here.batches) == times


def test_the_process_ends_when_its_owner_lets_go(make: Make) -> None:
    process = make()
    pid = started(process)
    process.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_the_process_ends_when_its_owner_is_killed() -> None:
    script = (
        "import os\n"
        "from opinion_desk.reading_process import ReadingProcess\n"
        "from tests.opinion_desk.services.stand_ins import FakeReader\n"
        "from tests.opinion_desk.test_reading_process import started\n"
        "process = ReadingProcess(FakeReader(), FakeReader, 3)\n"
        "print(started(process), flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    # Its standard error is inherited by the process it started: the pipe ends when both have ended.
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, timeout=60, check=False)
    assert done.returncode == -9 and int(done.stdout) > 0


def test_a_process_whose_owner_goes_while_it_answers_ends_without_a_word() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", reading_process.__name__],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdout is not None
    process.stdout.close()
    _, told = process.communicate(pickle.dumps(FakeReader), timeout=60)
    assert (process.returncode, told) == (0, b"")
