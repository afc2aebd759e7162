"""A lesson asked for in the window: in a process of its own, told as it goes on, and ended with the window."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.clock import SystemClock
from opinion_desk.domain.errors import DeskError, Refused, Unavailable
from opinion_desk.domain.learning import Figures, Lesson
from opinion_desk.services.desk import Desk
from opinion_desk.services.learning import LEARNING, LearningService, holder_of
from opinion_desk.services.lesson_apart import LessonApart, told_made, told_step
from opinion_desk.store import lease, models
from opinion_desk.store.samples import Through
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import FakeCatalogue, FakeReader

BY = "甲"


def never(*args: object) -> Any:
    raise AssertionError("the window's process makes no learner")


class Apart(LessonApart):
    """Gives the lesson as the test says, with no process."""

    def __init__(self, give: Callable[[str, Callable[[float], None]], str]) -> None:
        super().__init__([], lambda pid: None)
        self._give = give

    def learn(self, by: str, progress: Callable[[float], None]) -> str:
        return self._give(by, progress)


def service(store: Store, tmp_path: Path, clock: Any, apart: LessonApart) -> LearningService:
    return LearningService(store, tmp_path / "models", never, FakeReader, FakeCatalogue, clock, apart)


def noted(store: Store, clock: Any, by: str, better: bool = True) -> str:
    """Note a model as a lesson's process does."""
    after = 0.9 if better else 0.6
    figures = {"function": Figures(1, after, after)}
    lesson = Lesson(f"desk-{len(store.models.all()):04}", 1, 0.7, after, better, {}, figures)
    adopted = clock.now() if better else None
    store.write_now(lambda tx: models.add(tx, lesson, by, Through(at=clock.now()), "", adopted))
    return lesson.model


@pytest.mark.parametrize("better", [True, False])
def test_what_came_of_a_lesson_elsewhere_is_told_like_one_given_here(
    store: Store, tmp_path: Path, clock: Any, better: bool
) -> None:
    def give(by: str, progress: Callable[[float], None]) -> str:
        progress(0.4)
        return noted(store, clock, by, better)

    learning = service(store, tmp_path, clock, Apart(give))
    learning.teach("停水", "", kind="D2", by=BY)
    told: list[float] = []
    learned = learning.learn("乙", told.append)
    assert told == [0.4] and learned.model.by == "乙"
    assert learned.adopted == learned.lesson.better == learned.model.in_force == better
    after = 0.9 if better else 0.6
    assert learned.lesson.after == {"function": Figures(1, after, after)} and learned.lesson.before == {}
    assert (learned.lesson.score_before, learned.lesson.score_after) == (0.7, after)


def test_lines_of_a_file_are_kept_here_and_learned_elsewhere(store: Store, tmp_path: Path, clock: Any) -> None:
    learning = service(store, tmp_path, clock, Apart(lambda by, progress: noted(store, clock, by)))
    path = tmp_path / "样本.jsonl"
    path.write_text('{"id":1,"title":"停水","function":"water"}\n', encoding="utf-8")
    report = learning.learn_file(path, BY)
    assert report.samples == 1 and report.learned.adopted and store.samples.count() == 1


def test_without_samples_or_a_name_no_process_is_begun(store: Store, tmp_path: Path, clock: Any) -> None:
    learning = service(store, tmp_path, clock, Apart(never))
    for by, id in ((BY, "learning_nothing"), (" ", "name_missing")):
        with pytest.raises(Refused) as why:
            learning.learn(by)
        assert why.value.id == id


def test_one_lesson_at_a_time_is_asked_for(store: Store, tmp_path: Path, clock: Any) -> None:
    inner: list[str] = []

    def give(by: str, progress: Callable[[float], None]) -> str:
        with pytest.raises(Unavailable) as why:
            learning.learn(by)
        inner.append(why.value.id)
        return noted(store, clock, by)

    learning = service(store, tmp_path, clock, Apart(give))
    learning.teach("停水", "", kind="D2", by=BY)
    assert learning.learn(BY).adopted and inner == ["learning_elsewhere"]


# --- processes


def program(text: str) -> list[str]:
    return [sys.executable, "-X", "utf8", "-c", f"import sys\n{text}"]


def test_steps_and_the_name_of_the_model_are_heard_from_the_process() -> None:
    freed: list[int] = []
    lines = [told_step(0.1), "注意", told_step(1.0), told_made("desk-0007")]
    apart = LessonApart(program(f"print({chr(10).join(lines)!r})"), freed.append)
    told: list[float] = []
    assert apart.learn(BY, told.append) == "desk-0007"
    assert told == [0.1, 1.0] and len(freed) == 1


def test_the_process_is_told_who_asked() -> None:
    apart = LessonApart(program("print('made ' + sys.argv[1])"), lambda pid: None)
    assert apart.learn("--夜班 值班员", lambda share: None) == "--by=--夜班 值班员"


@pytest.mark.parametrize(
    ("code", "kind", "sentence"),
    [
        (1, Refused, "还没有样本。"),
        (3, Unavailable, "还没有样本。"),
        (70, Unavailable, "学习没有完成（还没有样本。），原来的模型照旧使用；稍后会自动再试。"),
    ],
)
def test_a_lesson_that_failed_fails_here_with_its_sentence(code: int, kind: type[DeskError], sentence: str) -> None:
    freed: list[int] = []
    apart = LessonApart(program(f"print('还没有样本。', file=sys.stderr); sys.exit({code})"), freed.append)
    with pytest.raises(kind) as why:
        apart.learn(BY, lambda share: None)
    assert why.value.sentence == sentence and len(freed) == 1


def test_a_process_that_ends_well_and_names_no_model_or_cannot_begin_is_unavailable() -> None:
    for command in (program("pass"), ["/no-such-program"]):
        with pytest.raises(Unavailable) as why:
            LessonApart(command, lambda pid: None).learn(BY, lambda share: None)
        assert why.value.id == "learning_stopped"


def test_closing_ends_the_lesson_under_way_and_gives_its_lease_back(store: Store, tmp_path: Path, clock: Any) -> None:
    begun = threading.Event()
    freed: list[int] = []
    apart = LessonApart(
        program("import threading; print('step 0.1', flush=True); threading.Event().wait()"), freed.append
    )
    learning = service(store, tmp_path, clock, apart)
    learning.teach("停水", "", kind="D2", by=BY)
    ended: list[str] = []

    def ask() -> None:
        try:
            learning.learn(BY, lambda share: begun.set())
        except Unavailable as why:
            ended.append(why.id)

    asking = threading.Thread(target=ask)
    asking.start()
    assert begun.wait(30)
    learning.close()
    asking.join(30)
    assert ended == ["learning_stopped"] and len(freed) == 1 and store.models.all() == []


def test_a_window_gives_lessons_to_a_process_of_its_own_home(make_desk: Callable[..., Desk]) -> None:
    desk = make_desk(lessons_apart=True, learner=never)
    desk.learning.teach("停水", "", kind="D2", by=BY)
    now = SystemClock().now()  # the other process goes by it
    desk.store.write_now(lambda tx: lease.acquire(tx, LEARNING, holder_of(0), now, now + lease.LONGEST))
    with pytest.raises(Unavailable) as why:
        desk.learning.learn("值班员")
    assert why.value.sentence == "正在学习，同一时间只能进行一次；请稍等片刻再试。"
