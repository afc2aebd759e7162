"""Learning by itself: when a lesson is due, what becomes of one that fails, and which items are read again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.inbox import InboxQuery, Pile
from opinion_desk.domain.learning import TopicEdit
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.verdict import Place, Scored, UnitChoice, Verdict
from opinion_desk.services import rereading as rereading_module
from opinion_desk.services.intake import Intake
from opinion_desk.services.items import ItemService
from opinion_desk.services.learning import BY_ITSELF, LEARNING, LearningService, holder_of
from opinion_desk.services.lesson_process import Ended
from opinion_desk.services.lessons import ENOUGH, Lessons
from opinion_desk.services.rereading import Rereading
from opinion_desk.store import lease, models, stories, topics
from opinion_desk.store.store import Store
from opinion_desk.store.topics import KeptTopic
from tests.opinion_desk.services.stand_ins import (
    FakeCatalogue,
    FakeGrouper,
    FakeLearner,
    FakeReader,
    FakeTables,
    entry,
    new_source,
    take,
)

BY = "甲"


class Taught(FakeReader):
    """Reads as the test says it was taught; local and unsure, so that everything waits."""

    def __init__(self) -> None:
        super().__init__()
        self.function = "water"
        self.before: Callable[[], object] = lambda: None

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        self.before()
        self.batches.append([text.title for text in texts])
        lead = UnitChoice(self.function, f"云川市{self.function}", 0.6, "R1")
        home = (Place("云川市", "", True),)
        return [Verdict(topics=(Scored("供水", 0.7),), lead=lead, places=home, model=self.function) for _ in texts]


@pytest.fixture
def reader() -> Taught:
    return Taught()


@pytest.fixture
def rereading(store: Store, intake: Intake) -> Rereading:
    return Rereading(store, lambda: intake)


class Process:
    """A lesson elsewhere: counts how often it was begun, and learns or fails as the test says."""

    def __init__(self, learning: LearningService) -> None:
        self.learning = learning
        self.begun = 0
        self.ends: list[Ended | OSError] = []

    def __call__(self, stopped: Any) -> Ended:
        self.begun += 1
        if self.ends:
            end = self.ends.pop(0)
            if isinstance(end, OSError):
                raise end
            return end
        try:
            self.learning.learn(BY_ITSELF, by_itself=True)
        except DeskError as why:
            return Ended(7, why.exit_code, why.sentence)
        return Ended(7, 0)


@pytest.fixture
def learner(tmp_path: Path) -> FakeLearner:
    return FakeLearner(tmp_path / "models")


@pytest.fixture
def process(store: Store, tmp_path: Path, learner: FakeLearner, clock: Any) -> Process:
    return Process(LearningService(store, tmp_path / "models", lambda: learner, FakeReader, FakeCatalogue, clock))


@pytest.fixture
def lessons(store: Store, process: Process, rereading: Rereading, clock: Any) -> Lessons:
    return Lessons(store, process, rereading, clock)


def go_on() -> bool:
    return False


def teach(process: Process, count: int) -> None:
    for number in range(count):
        process.learning.teach(f"停水{number}", "", kind="D2", by=BY)


def leads(store: Store, ids: Sequence[int]) -> list[str | None]:
    verdicts = store.verdicts.many(ids)
    return [verdicts[id].lead.function for id in ids]


# --- when


def test_eight_judgements_are_learned_at_once_and_fewer_after_a_quiet_minute(
    lessons: Lessons, process: Process, clock: Any
) -> None:
    lessons.step(go_on)
    assert process.begun == 0
    teach(process, ENOUGH - 1)
    lessons.step(go_on)
    clock.forward(seconds=59)
    lessons.step(go_on)
    assert process.begun == 0
    clock.forward(seconds=1)
    lessons.step(go_on)
    lessons.step(go_on)
    assert process.begun == 1, "what was learned is not learned again"
    for number in range(ENOUGH):
        process.learning.teach(f"路灯{number}", "", kind="D1", by=BY)
    lessons.step(go_on)
    assert process.begun == 2


def test_a_correction_that_is_taken_back_is_unlearned(
    lessons: Lessons, process: Process, item_service: ItemService, intake: Intake, store: Store, clock: Any
) -> None:
    one, two = take(intake, new_source(store), entry("a"), entry("b"))
    item_service.correct(one, "function", "education", BY)
    item_service.correct(two, "function", "education", BY)
    clock.forward(minutes=1)
    lessons.step(go_on)
    item_service.uncorrect(one, BY)
    clock.forward(minutes=1)
    lessons.step(go_on)
    assert process.begun == 2 and process.learning.state().models[0].samples == 1
    item_service.uncorrect(two, BY)
    clock.forward(minutes=1)
    lessons.step(go_on)
    assert process.begun == 2 and store.models.in_force() is None, "with nothing left the packaged model reads"


def test_a_lesson_that_dies_is_tried_again_later_and_ever_later(
    lessons: Lessons, process: Process, clock: Any, store: Store
) -> None:
    teach(process, ENOUGH)
    process.ends = [Ended(7, -9), OSError("no more processes"), Ended(7, 3, "磁盘已满。"), Ended(7, 70)]
    begun_at = []
    for minute in range(20):
        before = process.begun
        lessons.step(go_on)
        begun_at += [minute] * (process.begun - before)
        clock.forward(minutes=1)
    assert begun_at == [0, 1, 3, 7, 15]
    assert store.models.in_force() is not None, "the fifth went well"


def test_a_lesson_that_is_refused_is_not_asked_for_again_before_something_new(
    lessons: Lessons, process: Process, clock: Any
) -> None:
    teach(process, ENOUGH)
    process.ends = [Ended(7, 1, "样本太少。")]
    lessons.step(go_on)
    clock.forward(hours=5)
    lessons.step(go_on)
    assert process.begun == 1
    process.learning.teach("路灯", "", kind="D1", by=BY)
    clock.forward(minutes=1)
    lessons.step(go_on)
    assert process.begun == 2


def test_the_lease_of_a_lesson_that_was_killed_is_given_back(
    lessons: Lessons, process: Process, store: Store, clock: Any
) -> None:
    teach(process, ENOUGH)
    now = clock.now()
    until = now.replace(hour=23)
    store.write_now(lambda tx: lease.acquire(tx, LEARNING, holder_of(7), now, until))
    process.ends = [Ended(7, -9)]
    lessons.step(go_on)
    assert store.lease.holder(LEARNING, now) is None


def test_a_model_that_cannot_be_loaded_is_learned_anew(
    lessons: Lessons, process: Process, store: Store, clock: Any
) -> None:
    teach(process, ENOUGH)
    lessons.step(go_on)
    store.write_now(lambda tx: models.put_trouble(tx, "文件不在。"))
    lessons.step(go_on)
    assert process.begun == 2 and store.models.trouble() == ""


def test_nothing_is_begun_once_the_process_is_told_to_end(lessons: Lessons, process: Process) -> None:
    teach(process, ENOUGH)
    lessons.step(lambda: True)
    assert process.begun == 0


# --- reading again


def test_a_correction_moves_items_still_waiting_and_none_that_a_person_settled_filed_or_opened(
    lessons: Lessons,
    process: Process,
    store: Store,
    intake: Intake,
    item_service: ItemService,
    reader: Taught,
    clock: Any,
) -> None:
    source = new_source(store)
    settled, filed, opened, waiting, starred = take(intake, source, *(entry(f"k{n}") for n in range(5)))
    item_service.correct(settled, "attitude", "negative", BY)
    item_service.file(filed)
    store.write_now(lambda tx: stories.open_incident(tx, [opened], 1))
    item_service.star(starred, True)
    clock.forward(minutes=1)
    reader.function = "education"
    lessons.step(go_on)
    assert process.begun == 1
    assert leads(store, [settled, filed, opened, waiting, starred]) == ["water"] * 3 + ["education"] * 2
    assert item_service.page(InboxQuery(pile=Pile.WAITING)).rows[0].function == "education"
    read = len(reader.batches)
    lessons.step(go_on)
    assert len(reader.batches) == read, "once for each model"


def test_a_reprint_that_waits_keeps_the_field_a_person_corrected_on_it(
    rereading: Rereading, store: Store, intake: Intake, item_service: ItemService, reader: Taught, clock: Any
) -> None:
    one, _ = take(intake, new_source(store), entry("a", body="同"), entry("b", body="同"))
    item_service.correct(one, "topics", ("教育",), BY)
    store.write_now(lambda tx: stories.settle(tx, [one], None))  # as an older version left it
    reader.function = "education"
    put_topic(store, "湖长制", clock)
    assert rereading.step(go_on) == 2
    verdict = store.verdicts.get(one)
    assert verdict is not None
    assert (verdict.lead.function, [topic.name for topic in verdict.topics]) == ("education", ["教育"])


def put_topic(store: Store, name: str, clock: Any) -> None:
    store.write_now(lambda tx: topics.put(tx, KeptTopic(TopicEdit(name), True), BY, clock.now()))


def test_what_a_person_settles_while_it_is_read_again_stays(
    rereading: Rereading, store: Store, intake: Intake, item_service: ItemService, reader: Taught, clock: Any
) -> None:
    one, two = take(intake, new_source(store), entry("a"), entry("b"))
    put_topic(store, "湖长制", clock)
    reader.function = "education"
    reader.before = lambda: item_service.file(one)
    assert rereading.step(go_on) == 1
    assert leads(store, [one, two]) == ["water", "education"]


def test_an_item_whose_words_changed_meanwhile_keeps_the_reading_of_its_new_words(
    rereading: Rereading, store: Store, intake: Intake, reader: Taught, clock: Any
) -> None:
    source = new_source(store)
    (one,) = take(intake, source, entry("a"))
    put_topic(store, "湖长制", clock)
    reader.function = "education"

    def revise() -> None:
        reader.before = lambda: None
        reader.function = "new words"
        take(intake, source, entry("a", body="后来的话"))
        reader.function = "education"

    reader.before = revise
    assert rereading.step(go_on) == 0 and leads(store, [one]) == ["new words"]


def test_the_newest_are_read_first_in_short_transactions_and_no_more_than_the_most(
    rereading: Rereading, store: Store, intake: Intake, reader: Taught, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading_module, "BATCH", 2)
    monkeypatch.setattr(rereading_module, "MOST", 5)
    from tests.opinion_desk.services.stand_ins import NINE, minutes

    take(intake, new_source(store), *(entry(f"k{n}", at=NINE - minutes(n)) for n in range(7)))
    put_topic(store, "湖长制", clock)
    reader.batches.clear()
    assert rereading.step(go_on) == 5
    assert reader.batches == [["云川市k0", "云川市k1"], ["云川市k2", "云川市k3"], ["云川市k4"]]


def test_reading_again_that_is_broken_off_begins_anew(
    rereading: Rereading, store: Store, intake: Intake, reader: Taught, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rereading_module, "BATCH", 1)
    ids = take(intake, new_source(store), *(entry(f"k{n}") for n in range(3)))
    put_topic(store, "湖长制", clock)
    reader.function = "education"
    asked: list[int] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) > 2

    assert rereading.step(stopped) == 2 and sorted(map(str, leads(store, ids))) == ["education", "education", "water"]
    assert rereading.step(go_on) == 3 and leads(store, ids) == ["education"] * 3
    assert rereading.step(go_on) == 0


def test_a_desk_without_model_and_topics_of_its_own_reads_nothing_again(store: Store) -> None:
    def none() -> Intake:
        raise AssertionError("the reading models are not even loaded")

    assert Rereading(store, none).step(go_on) == 0


def test_an_item_is_read_again_as_it_was_read_first(store: Store, clock: Any, grouper: FakeGrouper) -> None:
    seen: list[TextToRead] = []

    class Keeping(Taught):
        def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
            seen.extend(texts)
            return super().read(texts)

    intake = Intake(store, Keeping(), grouper, "云川市")
    ItemService(store, lambda: intake, FakeTables, FakeCatalogue, clock)
    take(intake, new_source(store, "云川日报"), entry("a"))
    put_topic(store, "湖长制", clock)
    Rereading(store, lambda: intake).step(go_on)
    first, again = seen
    assert first == again and first.of_home
