"""Learning: samples whole or not at all, a model in force only when it is no worse, an older one called back."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.errors import DeskError, Refused, Unavailable
from opinion_desk.services.intake import Intake
from opinion_desk.services.items import ItemService
from opinion_desk.services.learning import LEARNING, LearningService
from opinion_desk.store import lease, models
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    FakeCatalogue,
    FakeLearner,
    FakeReader,
    entry,
    fill_disk,
    new_source,
    take,
)

BY = "甲"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "models"


@pytest.fixture
def learner(folder: Path) -> FakeLearner:
    return FakeLearner(folder)


@pytest.fixture
def learning(store: Store, folder: Path, learner: FakeLearner, clock: Any) -> LearningService:
    return LearningService(store, folder, lambda: learner, FakeReader, FakeCatalogue, clock)


def file(tmp_path: Path, *rows: Any) -> Path:
    path = tmp_path / "样本.jsonl"
    lines = [json.dumps({"id": n, **row}, ensure_ascii=False) for n, row in enumerate(rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def refused(deed: Callable[[], object]) -> DeskError:
    with pytest.raises(DeskError) as why:
        deed()
    return why.value


def test_corrections_are_learned_and_a_model_no_worse_is_put_in_force(
    store: Store, intake: Intake, item_service: ItemService, learning: LearningService, learner: FakeLearner, clock: Any
) -> None:
    (item,) = take(intake, new_source(store), entry("a"))
    item_service.correct(item, "function", "education", BY)
    assert (learning.state().samples, learning.state().new, learning.state().current) == (1, 1, None)
    told: list[float] = []
    learned = learning.learn("乙", told.append)
    assert learned.adopted and learned.model.in_force and (learned.model.by, learned.model.samples) == ("乙", 1)
    assert (learned.model.score_before, learned.model.score_after, told) == (0.7, 0.9, [1.0])
    (sample,) = learner.learned_from
    assert (sample.function, sample.text.title) == ("education", "云川市a")
    state = learning.state()
    assert (state.new, state.current, state.running) == (0, learned.model, False)
    item_service.uncorrect(item, BY)
    assert (learning.state().samples, learning.state().new) == (0, 1)


def test_a_model_that_reads_worse_is_noted_and_never_reads(
    learning: LearningService, learner: FakeLearner, store: Store, folder: Path
) -> None:
    learning.teach("停水", "三天", function="water", by=BY)
    learner.better = False
    learned = learning.learn(BY)
    assert not learned.adopted and learned.model.adopted is None and store.models.in_force() is None
    assert list(folder.iterdir()) == [], "its files are of no use"
    assert refused(lambda: learning.recall(learned.model.id, BY)).id == "model_unknown"


def test_with_nothing_to_learn_from_a_lesson_is_refused_and_frees_its_lease(learning: LearningService) -> None:
    assert refused(lambda: learning.learn(BY)).id == "learning_nothing"
    assert refused(lambda: learning.learn(BY)).id == "learning_nothing"
    assert refused(lambda: learning.learn(" ")).id == "name_missing"


def test_one_lesson_at_a_time_in_whichever_process(
    learning: LearningService, learner: FakeLearner, store: Store, clock: Any
) -> None:
    learning.teach("停水", "", kind="D2", by=BY)
    now = clock.now()
    store.write_now(lambda tx: lease.acquire(tx, LEARNING, "pid-1", now, now + timedelta(minutes=5)))
    assert learning.state().running
    assert isinstance(refused(lambda: learning.learn(BY)), Unavailable)
    clock.forward(minutes=6)
    learner.before = lambda: None if learning.state().running else pytest.fail("nobody sees that a lesson goes on")
    assert learning.learn(BY).adopted and not learning.state().running
    inner: list[DeskError] = []
    learner.before = lambda: inner.append(refused(lambda: learning.learn(BY)))
    learning.learn(BY)
    assert [why.id for why in inner] == ["learning_elsewhere"]


def test_a_lesson_that_goes_on_long_keeps_its_lease(
    learning: LearningService, learner: FakeLearner, store: Store, clock: Any
) -> None:
    learning.teach("停水", "", kind="D2", by=BY)
    learner.before = lambda: clock.forward(minutes=4)
    held: list[bool] = []
    learning.learn(
        BY, lambda share: held.append(bool(store.lease.holder(LEARNING, clock.now() + timedelta(minutes=4))))
    )
    assert held == [True]


def test_a_file_is_kept_as_samples_with_masked_numbers_and_its_new_topics_become_own_ones(
    learning: LearningService, learner: FakeLearner, store: Store, tmp_path: Path
) -> None:
    path = file(
        tmp_path,
        {"title": "停水，电话13800138000", "topics": ["供水", "夜间停水"], "url": "https://example.cn/1"},
        {"title": "路灯", "function": None, "kind": "D9"},
        {"title": "没有判断"},
    )
    told: list[float] = []
    report = learning.learn_file(path, BY, told.append)
    assert (report.samples, report.skipped, told) == (2, 1, [1.0])
    assert [(p.line, p.still_read) for p in report.problems] == [(2, True), (3, False)]
    assert report.learned.adopted and report.learned.model.samples == 2
    first, second = learner.learned_from
    assert (first.text.title, first.topics, first.text.url) == ("停水，电话[号码已隐去]", ("供水", "夜间停水"), None)
    assert (second.function, second.kind) == ("", None)
    assert [(t.edit.name, t.own) for t in store.topics.all()] == [("夜间停水", True)]
    assert {(row.origin, row.by) for row in learning.samples()} == {("样本.jsonl", BY)}


def test_a_file_of_which_no_line_can_be_used_is_refused_with_the_first_reason(
    learning: LearningService, store: Store, tmp_path: Path
) -> None:
    why = refused(lambda: learning.learn_file(file(tmp_path, {"title": "停水"}), BY))
    assert isinstance(why, Refused) and "第 1 行" in why.sentence
    assert refused(lambda: learning.learn_file(tmp_path / "没有.jsonl", BY)).id == "file_missing"
    assert store.samples.count() == 0 and store.models.all() == []


def test_a_lesson_that_fails_after_the_samples_were_kept_says_so_and_changes_no_model(
    learning: LearningService, learner: FakeLearner, store: Store, tmp_path: Path
) -> None:
    learner.failing = Unavailable("disk_full")
    why = refused(lambda: learning.learn_file(file(tmp_path, {"title": "停水", "kind": "D1"}), BY))
    assert isinstance(why, Unavailable) and why.id == "learning_kept" and "磁盘已满" in why.sentence
    assert store.samples.count() == 1 and store.models.in_force() is None and not learning.state().running


def test_on_a_full_disk_no_sample_of_a_file_is_kept(learning: LearningService, store: Store, tmp_path: Path) -> None:
    rows = [{"title": f"停水{n}", "body": "水" * 2_000, "topics": ["夜间停水"]} for n in range(200)]
    room = fill_disk(store)
    assert refused(lambda: learning.learn_file(file(tmp_path, *rows), BY)).id == "store_disk_full"
    room()
    assert store.samples.count() == 0 and store.topics.all() == []


def test_an_older_model_is_called_back_and_stays_until_something_new_is_settled(
    learning: LearningService, store: Store
) -> None:
    learning.teach("停水", "", kind="D2", by=BY)
    first = learning.learn(BY).model
    learning.teach("路灯", "", kind="D1", by=BY)
    learning.learn(BY)
    learning.recall(first.id, BY)
    current = learning.state().current
    assert current is not None and current.id == first.id and learning.state().new == 1
    assert store.samples.since(store.models.seen()).count == 0, "nothing new since the choice was made"
    learning.recall(None, BY)
    assert learning.state().current is None
    assert refused(lambda: learning.recall(99, BY)).id == "model_unknown"


def test_a_model_whose_files_are_gone_is_not_called_back(learning: LearningService, folder: Path) -> None:
    learning.teach("停水", "", kind="D2", by=BY)
    first = learning.learn(BY).model
    learning.recall(None, BY)
    (folder / first.name).unlink()
    assert refused(lambda: learning.recall(first.id, BY)).id == "model_gone"
    assert learning.state().current is None


def test_a_lesson_nobody_asked_for_gives_way_to_a_person_who_chose_meanwhile(
    learning: LearningService, learner: FakeLearner
) -> None:
    learning.teach("停水", "", kind="D2", by=BY)
    learning.learn(BY)
    learner.before = lambda: learning.recall(None, BY)
    assert not learning.learn("自动", by_itself=True).adopted and learning.state().current is None
    learning.recall(learning.state().models[-1].id, BY)
    assert learning.learn(BY).adopted, "a person who asks for a lesson wants its model"


def test_a_model_that_could_not_be_loaded_goes_out_of_force_with_the_next_lesson(
    learning: LearningService, learner: FakeLearner, store: Store
) -> None:
    learning.teach("停水", "", kind="D2", by=BY)
    learning.learn(BY)
    store.write_now(lambda tx: models.put_trouble(tx, "文件不在。"))
    learner.better = False
    learning.learn("自动", by_itself=True)
    assert store.models.in_force() is None and store.models.trouble() == ""


def test_the_files_of_the_newest_models_and_of_the_one_in_force_are_kept(
    learning: LearningService, folder: Path
) -> None:
    learning.teach("停水", "", kind="D2", by=BY)
    (folder).mkdir()
    (folder / "desk-0000.npz").write_bytes(b"left by a lesson that was killed")
    (folder / "notes.txt").write_bytes(b"not a model")
    names = [learning.learn(BY).model.name for _ in range(22)]
    assert sorted(path.name for path in folder.iterdir()) == [*sorted(names[2:]), "notes.txt"]


@pytest.mark.parametrize(
    ("said", "id"),
    [
        ({"title": " ", "body": "", "kind": "D1"}, "teaching_no_text"),
        ({}, "teaching_nothing"),
        ({"function": "nonsense"}, "correction_unknown"),
        ({"attitude": "angry"}, "correction_unknown"),
        ({"kind": "D7"}, "correction_unknown"),
        ({"topics": ("字" * 21,)}, "topic_name_bad"),
        ({"kind": "D1", "by": " "}, "name_missing"),
    ],
)
def test_what_is_taught_at_the_bench_is_checked(
    learning: LearningService, store: Store, said: dict[str, Any], id: str
) -> None:
    assert refused(lambda: learning.teach(**{"title": "停水", "body": "", "by": BY, **said})).id == id
    assert store.samples.count() == 0


def test_what_is_taught_at_the_bench_is_a_sample_that_can_be_taken_back(
    learning: LearningService, store: Store
) -> None:
    learning.teach("停水", "打13800138000", function="", topics=("夜间停水",), attitude="negative", kind="", by=BY)
    (row,) = learning.samples()
    assert (row.function, row.topics, row.attitude, row.kind) == ("", ("夜间停水",), "negative", "")
    assert (row.origin, row.item_id, row.by, row.title) == ("", None, BY, "停水")
    assert store.samples.all()[0].text.body == "打[号码已隐去]"
    assert [topic.edit.name for topic in store.topics.all()] == ["夜间停水"]
    learning.forget(row.id, BY)
    assert learning.samples() == () and learning.state().samples == 0
    assert refused(lambda: learning.forget(row.id, BY)).id == "sample_missing"


def test_every_step_leaves_changes(learning: LearningService, store: Store) -> None:
    seen: list[Any] = []
    store.on_changes(seen.append)
    learning.teach("停水", "", kind="D2", by=BY)
    assert seen[-1].touches(Touched.SAMPLES)
    learning.learn(BY)
    assert any(changes.touches(Touched.MODELS) for changes in seen)


def test_evaluating_reads_with_the_reader_in_force_and_keeps_nothing(
    learning: LearningService, store: Store, tmp_path: Path
) -> None:
    found = learning.evaluate(file(tmp_path, {"title": "停水", "function": "water"}))
    assert found.fields["function"].accuracy == 1.0 and store.samples.count() == 0
