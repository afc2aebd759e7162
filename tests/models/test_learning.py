"""A lesson: what it makes of samples, how it is held against the model in force, and what stays when the disk will not take it."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import IO

import numpy as np
import pytest

from models import artefact
from models.learned import load_layer
from models.learning import KEPT_BACK, LayerLearner, load_learner
from models.reader import TextReader
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.learning import NONE, Lesson, Sample, TopicEdit
from tests.models.taught import (
    ALIKE,
    FISHING,
    NIGHT_FISHING,
    UNLIKE,
    WATER,
    cutter,
    everyday,
    fishing,
    lead,
    learner,
    read,
    reader,
    sample,
    text,
    topics,
)

OWN = (TopicEdit(NIGHT_FISHING),)
SAMPLES = fishing(8, function="water") + everyday(function="education")[2:3] + [Sample(WATER, function="water_supply")]


def reading(folder: Path, name: str, on: TextReader | None = None) -> TextReader:
    """The packaged reader with the layer saved under that name."""
    base = on or reader()
    return base.with_layer(load_layer(folder / name, base.basis.classifier, cutter()))


def test_a_lesson_is_learned_saved_and_told_with_its_figures(tmp_path: Path) -> None:
    told: list[float] = []
    lesson = learner(tmp_path).learn(SAMPLES, "desk-0001", told.append)
    assert (lesson.model, lesson.samples, lesson.better) == ("desk-0001", len(SAMPLES), True)
    assert lesson.after["function"].n == lesson.before["function"].n == len(SAMPLES)
    assert 0.0 <= lesson.score_before <= lesson.score_after <= 1.0
    assert told == sorted(told) and told[0] <= 0.1 and told[-1] == 1.0
    assert lead(reading(tmp_path, "desk-0001"), ALIKE) == "water"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk-0001.json", "desk-0001.npz"]


def test_of_nothing_there_is_no_lesson(tmp_path: Path) -> None:
    with pytest.raises(Refused) as why:
        learner(tmp_path).learn([], "desk-0001")
    assert why.value.id == "learning_nothing" and list(tmp_path.iterdir()) == []


def test_a_desks_own_topics_are_learned_and_told_as_topics(tmp_path: Path) -> None:
    lesson = learner(tmp_path, OWN).learn(fishing(8, topics=(NIGHT_FISHING,)) + everyday(topics=()), "desk-0001")
    assert lesson.better and set(lesson.after) == {"topics"}
    learned = reading(tmp_path, "desk-0001", reader(OWN))
    assert next(iter(topics(learned, ALIKE))) == NIGHT_FISHING


def test_the_same_samples_give_the_same_model(tmp_path: Path) -> None:
    lessons = [learner(tmp_path).learn(SAMPLES, name) for name in ("desk-0001", "desk-0002")]
    assert replace(lessons[1], model="desk-0001") == lessons[0]
    one, other = (artefact.load(tmp_path, name, {})[0] for name in ("desk-0001", "desk-0002"))
    assert one.keys() == other.keys() and all(np.array_equal(one[key], other[key]) for key in one)


def test_the_order_of_samples_changes_scores_by_less_than_a_hundredth(tmp_path: Path) -> None:
    turned = list(SAMPLES)
    Random(3).shuffle(turned)
    for name, samples in (("desk-0001", SAMPLES), ("desk-0002", turned)):
        learner(tmp_path).learn(samples, name)
    one, other = (reading(tmp_path, name) for name in ("desk-0001", "desk-0002"))
    for given in (ALIKE, FISHING, WATER, *UNLIKE):
        assert lead(one, given) == lead(other, given)
        assert abs(read(one, given).lead.score - read(other, given).lead.score) < 0.01


def test_a_text_judged_twice_counts_once_and_as_it_was_judged_last(tmp_path: Path) -> None:
    lesson = learner(tmp_path).learn(
        [Sample(FISHING, function="education"), *SAMPLES, Sample(FISHING, function="water")], "desk-0001"
    )
    assert lesson.samples == len(SAMPLES) + 1
    learner(tmp_path).learn([Sample(FISHING, function="water"), *SAMPLES], "desk-0002")
    for name in ("desk-0001", "desk-0002"):
        assert lead(reading(tmp_path, name), FISHING) == "water"


AWKWARD = {
    "empty": "",
    "one character": "水",
    "a million characters": "停水了。" * 250_000,
    "half a surrogate": "停水\ud83d了",
    "only emoji": "😀😀😀🎉",
    "control characters": "\x00\x01停\x07水\r\n",
    "markup": "<p>停水&nbsp;<b>三天</b></p>",
    "traditional": "東湖夜釣甩桿，沒人管",
}


def test_samples_of_awkward_texts_are_learned_from_like_any(tmp_path: Path) -> None:
    samples = [sample(f"其{n}", body, function="water") for n, body in enumerate(AWKWARD.values())]
    samples += [sample("", body, function=NONE, topics=(), kind=NONE, attitude="neutral", voice="report")
                for body in AWKWARD.values()]  # fmt: skip
    lesson = learner(tmp_path).learn(samples, "desk-0001")
    assert lesson.samples == len(samples)
    learned = reading(tmp_path, "desk-0001")
    for body in AWKWARD.values():
        verdict = read(learned, text("", body))
        assert 0.0 <= verdict.lead.score <= 1.0 and 0.0 <= verdict.attitude.score <= 1.0


def test_values_that_no_label_bears_teach_nothing_and_harm_nothing(tmp_path: Path) -> None:
    odd = [
        sample("停水", function="no_such_function"),
        sample("断电", topics=("没有这个领域",)),
        sample("路灯", kind="D9"),
    ]
    learner(tmp_path).learn([*odd, *SAMPLES], "desk-0001")
    assert lead(reading(tmp_path, "desk-0001"), ALIKE) == "water"


# --- against the model in force


def test_a_model_that_reads_kept_back_samples_worse_is_not_better(tmp_path: Path) -> None:
    right = [replace(s, function=lead(reader(), s.text)) for s in everyday()]
    wrong = [sample(f"{s.text.title}，求助", s.text.body, function="tax") for s in everyday()[:2]]
    lesson = learner(tmp_path).learn([*right, *wrong], "desk-0001")
    assert lesson.score_before == 6 / 8 > lesson.score_after and not lesson.better


def test_the_model_in_force_is_represented_by_what_it_had_learned(tmp_path: Path) -> None:
    first = learner(tmp_path).learn(SAMPLES, "desk-0001")
    again = learner(tmp_path, current="desk-0001").learn(SAMPLES, "desk-0002")
    assert (again.score_before, again.score_after) == (first.score_after, first.score_after) and again.better
    new = fishing(8, function="sports")[4:]
    packaged = learner(tmp_path).learn([*new, *SAMPLES], "desk-0003")
    knowing = learner(tmp_path, current="desk-0001").learn([*new, *SAMPLES], "desk-0004")
    assert packaged.score_before < knowing.score_before, "the one in force had learned some of what is kept back"
    assert knowing.score_after == packaged.score_after


def test_where_the_model_in_force_is_gone_the_packaged_one_stands_for_it(tmp_path: Path) -> None:
    plain = learner(tmp_path).learn(SAMPLES, "desk-0001")
    gone = learner(tmp_path, current="desk-0099").learn(SAMPLES, "desk-0002")
    assert gone.score_before == plain.score_before


def test_of_many_samples_one_part_is_kept_back_and_of_few_each_once(tmp_path: Path) -> None:
    many = [sample(f"第{n}号路灯不亮", f"第{n}号路灯坏了{n}天", function="urban_management") for n in range(400)]
    lesson = learner(tmp_path).learn(many, "desk-0001")
    assert lesson.samples == 400 and lesson.after["function"].n == 400 // KEPT_BACK
    few = learner(tmp_path).learn(many[:7], "desk-0002")
    assert few.after["function"].n == 7
    assert learner(tmp_path).learn(many[:1], "desk-0003").after["function"].n == 1


# --- the disk


def test_a_folder_that_cannot_be_written_is_unavailable_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "models").write_text("not a folder", encoding="utf-8")
    with pytest.raises(Unavailable) as why:
        learner(tmp_path / "models").learn(SAMPLES, "desk-0001")
    assert why.value.id == "model_unwritable"


@pytest.mark.parametrize("falls_at", ["arrays", "manifest"])
def test_a_full_disk_is_unavailable_and_leaves_neither_a_new_model_nor_harm_to_an_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, falls_at: str
) -> None:
    one = learner(tmp_path)
    one.learn(SAMPLES, "desk-0001")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    _full_at(monkeypatch, falls_at)
    for name in ("desk-0001", "desk-0002"):
        with pytest.raises(Unavailable) as why:
            one.learn(SAMPLES[:3], name)
        assert why.value.id == "model_unwritable" and "磁盘已满" in why.value.sentence
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def _full_at(monkeypatch: pytest.MonkeyPatch, falls_at: str) -> None:
    plain = artefact._flush

    def flush(stream: IO[bytes]) -> None:
        if (".npz" in stream.name) == (falls_at == "arrays"):
            raise OSError(errno.ENOSPC, "No space left on device")
        plain(stream)

    monkeypatch.setattr(artefact, "_flush", flush)


def test_reading_with_a_learned_layer_loads_nothing_of_learning(tmp_path: Path, root: Path) -> None:
    learner(tmp_path).learn(SAMPLES, "desk-0001")
    program = (
        "import sys; from pathlib import Path; from models.reader import load_reader;"
        "from opinion_desk.domain.reading import TextToRead;"
        "r = load_reader('云川市', learned=Path(sys.argv[1]));"
        "print(r.read([TextToRead('1', '沿湖步道夜钓甩杆伤人', '昨晚有人夜钓甩杆，钩子挂到路人')])[0].lead.function);"
        "print(sorted({'scipy', 'sklearn', 'pandas'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", program, str(tmp_path / "desk-0001")],
        cwd=root, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    assert done.stdout.split("\n")[:2] == ["water", "[]"]


def test_the_learner_of_a_desk_knows_its_topics_places_and_folder(tmp_path: Path) -> None:
    made: LayerLearner = load_learner("云川市", topics=OWN, folder=tmp_path, current=None)
    learn: Callable[..., Lesson] = made.learn
    assert learn(fishing(5, topics=(NIGHT_FISHING,)), "desk-0001").better
    assert NIGHT_FISHING in topics(reading(tmp_path, "desk-0001", reader(OWN)), ALIKE)
