"""Work off the screen's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from opinion_desk.domain.errors import DeskError, Unavailable
from ui.work import Work


@pytest.fixture
def work(qtbot: QtBot) -> Work:
    return Work()


def test_a_result_comes_home_to_the_thread_of_the_screen(work: Work, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    owner = QObject()
    work.run(
        owner, lambda: threads.append(threading.current_thread()), lambda _: threads.append(threading.current_thread())
    )
    qtbot.waitUntil(lambda: not work.busy)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_a_known_failure_goes_to_whoever_asked(work: Work, qtbot: QtBot) -> None:
    failures: list[DeskError] = []

    def fail() -> None:
        raise Unavailable("http_404", host="a.example")

    owner = QObject()
    work.run(owner, fail, lambda _: pytest.fail("it did not fail"), failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert "404" in failures[0].sentence


def test_a_bug_is_told_to_the_window(work: Work, qtbot: QtBot) -> None:
    heard: list[object] = []
    work.unheard.connect(heard.append)
    owner = QObject()
    work.run(owner, lambda: 1 // 0, lambda _: None, lambda _: pytest.fail("a bug is no known failure"))
    qtbot.waitUntil(lambda: bool(heard))
    assert isinstance(heard[0], ZeroDivisionError)


def test_only_the_latest_answer_of_a_key_counts(work: Work, qtbot: QtBot) -> None:
    gate, got = threading.Event(), list[str]()

    def slow() -> str:
        gate.wait(5)
        return "old"

    owner = QObject()
    work.run(owner, slow, got.append, key="read")
    work.run(owner, lambda: "new", got.append, key="read")
    qtbot.waitUntil(lambda: got == ["new"])
    gate.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert got == ["new"]


def test_nobody_is_called_who_is_gone(work: Work, qtbot: QtBot) -> None:
    import shiboken6

    gate, got = threading.Event(), list[object]()
    owner = QObject()
    work.run(owner, lambda: gate.wait(5), got.append)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert got == []


def test_twenty_thousand_emits_leave_the_interpreter_standing() -> None:
    class Beacon(QObject):
        lit = Signal(int)

    beacon, seen = Beacon(), [0]

    def count(_number: int) -> None:
        seen[0] += 1

    listener: Callable[[int], None] = count
    beacon.lit.connect(listener)
    for number in range(20_000):
        beacon.lit.emit(number)
    assert seen == [20_000]


def test_of_many_calls_of_a_key_only_the_first_two_and_the_last_are_begun(work: Work, qtbot: QtBot) -> None:
    gate, begun, got = threading.Event(), list[int](), list[int]()

    def read(number: int) -> int:
        begun.append(number)
        gate.wait(5)
        return number

    owner = QObject()
    for number in range(20):
        work.run(owner, lambda number=number: read(number), got.append, key="read")
    gate.set()
    qtbot.waitUntil(lambda: not work.busy)
    assert begun == [0, 1, 19] and got == [19]


def test_a_call_that_waits_is_not_begun_when_a_later_one_of_its_key_comes(work: Work, qtbot: QtBot) -> None:
    begun: list[str] = []
    owner = QObject()
    work.run(owner, lambda: begun.append("passed over"), lambda _: None, key="read", after_ms=20)
    work.run(owner, lambda: begun.append("stayed on"), lambda _: None, key="read", after_ms=20)
    assert work.busy
    qtbot.waitUntil(lambda: not work.busy)
    assert begun == ["stayed on"]
