"""Parts are made when asked for, and once."""

from __future__ import annotations

import threading

import pytest

from opinion_desk.services.parts import part


class Thing:
    """Something with two parts, one of which takes its time."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.begun, self.let_go = threading.Event(), threading.Event()

    @part
    def slow(self) -> object:
        """The slow one."""
        self.made.append("slow")
        self.begun.set()
        assert self.let_go.wait(20)
        return object()

    @part
    def quick(self) -> str:
        self.made.append("quick")
        return "quick"


def test_threads_that_ask_at_once_get_the_same_part_while_others_are_not_held_up() -> None:
    thing, got = Thing(), list[object]()
    threads = [threading.Thread(target=lambda: got.append(thing.slow)) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert thing.begun.wait(20) and thing.quick == "quick"
    thing.let_go.set()
    for thread in threads:
        thread.join()
    assert thing.made == ["slow", "quick"] and len(got) == 4 and len({id(one) for one in got}) == 1


def test_two_things_have_parts_of_their_own_and_the_class_tells_what_they_are() -> None:
    one, two = Thing(), Thing()
    assert one.quick == two.quick and one.made == two.made == ["quick"]
    assert Thing.slow.__doc__ == "The slow one."


def test_a_part_that_could_not_be_made_is_tried_again() -> None:
    class Shy:
        asked = 0

        @part
        def word(self) -> str:
            Shy.asked += 1
            if Shy.asked == 1:
                raise OSError
            return "yes"

    shy = Shy()
    with pytest.raises(OSError):
        _ = shy.word
    assert shy.word == shy.word == "yes" and Shy.asked == 2
