"""Reading with what a desk learned: what was settled moves what is like it, and nothing else."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models import artefact
from models.functions import LOCALITY
from models.learned import LearnedLayer, Part, load_layer, packaged_scores, save_layer
from models.segmentation import segmenter
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.learning import NONE, Sample, TopicEdit
from opinion_desk.domain.verdict import Attitude, Scored, Verdict, Voice
from tests.models.taught import (
    ALIKE,
    FISHING,
    NIGHT_FISHING,
    UNLIKE,
    WATER,
    cutter,
    everyday,
    fishing,
    layer_of,
    lead,
    read,
    reader,
    sample,
    taught,
    text,
    topics,
)

OWN = (TopicEdit(NIGHT_FISHING),)


@pytest.fixture(scope="module")
def much() -> LearnedLayer:
    """A layer of every part."""
    settled: dict[str, Any] = {
        "function": "water",
        "topics": ("生态环境",),
        "attitude": "negative",
        "kind": "D2",
        "voice": "demand",
    }
    samples = fishing(**settled) + everyday(voice="report", kind=NONE, function="education")
    return layer_of([*samples, sample("东湖街道夜钓", "东湖街道夜钓没人管", function=LOCALITY)])


def without_name(verdict: Verdict) -> Verdict:
    return replace(verdict, model="")


def test_a_layer_of_no_parts_reads_exactly_as_packaged() -> None:
    empty = reader().with_layer(LearnedLayer("desk-0001", layer_of([Sample(WATER)]).vocabulary, {}))
    texts = [FISHING, ALIKE, WATER, *UNLIKE]
    before, after = reader().read(texts), empty.read(texts)
    assert [without_name(v) for v in after] == [without_name(v) for v in before]
    assert after[0].model == f"{before[0].model} + desk-0001"


def test_samples_that_settle_nothing_make_no_parts() -> None:
    assert layer_of([Sample(WATER), Sample(FISHING)]).parts == {}


def test_one_correction_of_a_function_moves_a_text_like_it_and_leaves_the_others_as_they_were() -> None:
    learned = taught([Sample(FISHING, function="water")])
    assert lead(reader(), ALIKE) != "water" and lead(learned, ALIKE) == "water"
    for other in (*UNLIKE[:4], WATER):
        assert lead(learned, other) == lead(reader(), other), other.title
        assert abs(read(learned, other).lead.score - read(reader(), other).lead.score) < 0.03, other.title


@pytest.mark.parametrize("field", ["attitude", "kind", "voice"])
def test_one_correction_of_how_a_text_speaks_leaves_the_manner_of_unlike_texts(field: str) -> None:
    settled: dict[str, Any] = {field: {"attitude": "negative", "kind": "D1", "voice": "official"}[field]}
    learned = taught([Sample(WATER, **settled)])
    for other in UNLIKE:
        before, after = read(reader(), other), read(learned, other)
        assert (before.voice, before.attitude.name, before.kind and before.kind.name) == (
            after.voice, after.attitude.name, after.kind and after.kind.name,
        ), other.title  # fmt: skip


def test_a_topic_of_the_desks_own_is_learned_from_examples() -> None:
    base = reader(OWN)
    assert topics(base, ALIKE).get(NIGHT_FISHING, 0.0) < 0.5
    learned = taught(fishing(topics=(NIGHT_FISHING,)) + everyday(topics=()), base)
    assert next(iter(topics(learned, ALIKE))) == NIGHT_FISHING and topics(learned, ALIKE)[NIGHT_FISHING] > 0.5
    assert all(topics(learned, other).get(NIGHT_FISHING, 0.0) < 0.3 for other in UNLIKE)


def test_a_topic_of_the_desks_own_is_known_by_its_name_before_any_example() -> None:
    named = reader((TopicEdit("供水保障"),))
    assert topics(named, WATER).get("供水保障", 0.0) > 0.5
    assert topics(named, UNLIKE[0]).get("供水保障", 0.0) < 0.2


def test_words_of_a_topic_count_for_packaged_and_own_ones() -> None:
    for name in ("教育", NIGHT_FISHING):
        worded = reader((TopicEdit(name, words=(("夜钓", 3.0),)),))
        assert next(iter(topics(worded, FISHING))) == name
        assert topics(worded, WATER).get(name, 0.0) < 0.2


def test_a_hidden_topic_is_never_given_whatever_was_learned_of_it() -> None:
    hidden = reader((TopicEdit("公共服务", hidden=True),))
    assert "公共服务" in topics(reader(), WATER) and "公共服务" not in topics(hidden, WATER)
    of_it = [Sample(WATER, topics=("公共服务",))] * 3
    assert "公共服务" not in topics(taught(of_it, hidden), WATER)
    learned_before = layer_of([*of_it, *everyday(topics=())])
    assert "公共服务" not in topics(hidden.with_layer(learned_before), WATER)


def test_that_a_text_has_no_topic_is_learned() -> None:
    assert topics(reader(), WATER)["公共服务"] > 0.5
    assert max(topics(taught([Sample(WATER, topics=())]), WATER).values()) < 0.5


def test_that_nobody_answers_is_learned() -> None:
    assert lead(reader(), WATER) == "water_supply"
    verdict = read(taught([Sample(WATER, function=NONE)]), WATER)
    assert verdict.lead.function is None and not verdict.sure
    assert lead(taught([Sample(WATER, function=NONE)]), UNLIKE[0]) == "public_transport"


def test_a_department_is_learned_where_the_places_government_was_read_and_the_other_way_round() -> None:
    nanjing = reader((), "南京市")
    asked = text("鼓楼区停水", "鼓楼区小区停水三天")
    assert lead(nanjing, asked) == LOCALITY
    as_department = taught([Sample(asked, function="water_supply")], nanjing)
    assert lead(as_department, asked) == "water_supply"
    assert read(as_department, asked).others[0].function == LOCALITY
    before = next(c.score for c in (read(nanjing, asked).lead, *read(nanjing, asked).others) if c.function == LOCALITY)
    confirmed = taught([Sample(asked, function="water_supply"), Sample(WATER, function="water_supply")], nanjing)
    back = taught([replace(s, function=LOCALITY) for s in (Sample(asked), Sample(WATER))], nanjing)
    assert lead(confirmed, asked) == "water_supply" and lead(back, asked) == LOCALITY
    assert read(back, asked).lead.score >= before - 0.01


@pytest.mark.parametrize(
    ("settled", "attitude", "kind", "voice"),
    [
        ({"attitude": "positive"}, "positive", None, "report"),
        ({"attitude": "negative"}, "negative", None, "report"),
        ({"kind": "D1"}, "neutral", "D1", "report"),
        ({"voice": "demand"}, "neutral", None, "demand"),
        ({"voice": "rumour"}, "neutral", None, "rumour"),
    ],
)
def test_attitude_kind_and_voice_are_learned(
    settled: dict[str, str], attitude: str, kind: str | None, voice: str
) -> None:
    verdict = read(taught([Sample(WATER, **settled)]), WATER)  # type: ignore[arg-type]  # fields by name
    assert (verdict.attitude.name, verdict.kind and verdict.kind.name, verdict.voice) == (attitude, kind, voice)


def test_that_there_is_no_kind_is_learned() -> None:
    complaint = text("楼上漏水物业不管", "多次投诉没人管，苦不堪言。")
    assert read(reader(), complaint).kind is not None
    assert read(taught([Sample(complaint, kind=NONE)]), complaint).kind is None


def test_official_words_are_never_negative_and_have_no_kind_whatever_was_learned() -> None:
    both = taught([Sample(WATER, voice="official", attitude="negative", kind="D2")])
    verdict = read(both, WATER)
    assert verdict.voice is Voice.OFFICIAL
    assert verdict.attitude.name != Attitude.NEGATIVE and verdict.kind is None


def test_a_learned_function_has_reasons_that_stand_in_the_text_where_they_say() -> None:
    learned = taught(fishing(8, function="water", topics=("生态环境",), attitude="negative", kind="D2", voice="demand"))
    verdict = read(learned, ALIKE)
    assert {reason.field for reason in verdict.because} >= {"lead", "topics"}
    assert any("夜钓" in reason.text for reason in verdict.because if reason.field == "lead")
    for reason in verdict.because:
        assert ALIKE.text[reason.start : reason.end] == reason.text


def test_reasons_point_at_the_given_characters_also_in_traditional_and_full_width_texts() -> None:
    learned = taught(fishing(8, function="water"))
    for given_text in ("ＡＢＣ　東湖夜釣甩桿", "<b>夜钓</b>甩杆伤到路人"):
        verdict = read(learned, text(given_text))
        assert all(given_text[r.start : r.end] == r.text for r in verdict.because if r.end <= len(given_text))
        assert any(r.field == "lead" for r in verdict.because)


def test_reasons_of_one_label_do_not_overlap(much: LearnedLayer) -> None:
    basis = reader().basis.of([ALIKE])
    (reasons,) = much.reasons("function", [("water",)], basis, much.evidence(basis))
    spans = sorted((reason.start, reason.end) for reason in reasons)
    assert spans and all(end <= start for (_, end), (start, _) in pairwise(spans))


@settings(max_examples=25)
@given(st.text(max_size=60), st.text(max_size=200))
def test_scores_stay_between_nought_and_one_for_any_text(title: str, body: str) -> None:
    layer = layer_of(fishing(function="water", topics=("生态环境",), attitude="negative", kind="D2", voice="demand"))
    given_text = text(title, body)
    verdict = read(reader().with_layer(layer), given_text)
    scores = [verdict.attitude.score, verdict.lead.score, *(t.score for t in verdict.topics)]
    scores += [choice.score for choice in verdict.others] + ([verdict.kind.score] if verdict.kind else [])
    assert all(0.0 <= score <= 1.0 for score in scores)
    assert all(given_text.text[r.start : r.end] == r.text for r in verdict.because if r.field != "severity")


def test_a_text_reads_alike_alone_and_in_a_batch(much: LearnedLayer) -> None:
    learned = reader().with_layer(much)
    texts = [ALIKE, WATER, *UNLIKE]
    for one, together in zip((read(learned, t) for t in texts), learned.read(texts), strict=True):
        assert (one.lead.function, one.voice, one.attitude.name) == (
            together.lead.function, together.voice, together.attitude.name,
        )  # fmt: skip
        assert abs(one.lead.score - together.lead.score) < 1e-4


def test_a_spread_makes_scores_surer_or_less_sure_and_changes_no_order(much: LearnedLayer) -> None:
    sharp, flat = (reader().with_layer(much.spread({"function": by})) for by in (0.5, 2.0))
    assert read(sharp, ALIKE).lead.function == read(flat, ALIKE).lead.function == "water"
    assert read(sharp, ALIKE).lead.score > read(flat, ALIKE).lead.score


def test_the_packaged_share_of_one_label_leaves_the_rest_evenly_to_the_others() -> None:
    shares = np.exp(packaged_scores([Scored("b", 0.7), Scored("a", 1.0)], ["a", "b", "c", "d"]))
    assert np.allclose(shares[0], [0.1, 0.7, 0.1, 0.1])
    assert shares[1, 0] < 1.0 and np.allclose(shares.sum(axis=1), 1.0)


# --- on disk


def saved(folder: Path, layer: LearnedLayer) -> Path:
    save_layer(folder / "desk-0001", layer, reader().basis.classifier, cutter(), ["ab", "cd"])
    return folder / "desk-0001"


def test_a_saved_layer_reads_as_the_one_in_memory(tmp_path: Path, much: LearnedLayer) -> None:
    back = load_layer(saved(tmp_path, much), reader().basis.classifier, cutter())
    texts = [ALIKE, FISHING, WATER, *UNLIKE]
    assert back.parts.keys() == much.parts.keys() and back.name == "desk-0001"
    pairs = zip(reader().with_layer(much).read(texts), reader().with_layer(back).read(texts), strict=True)
    for memory, disk in pairs:
        assert (memory.lead.function, memory.voice, memory.attitude.name) == (
            disk.lead.function, disk.voice, disk.attitude.name,
        )  # fmt: skip
        assert abs(memory.lead.score - disk.lead.score) < 5e-3, "by_feature is kept in 16 bits"
    assert artefact.told(tmp_path, "desk-0001", "samples") == {"ab", "cd"}


def test_a_layer_holds_no_text_of_the_samples_and_no_pickle(tmp_path: Path, much: LearnedLayer) -> None:
    path = saved(tmp_path, much)
    with np.load(path.with_suffix(".npz"), allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)
    manifest = path.with_suffix(".json").read_text(encoding="utf-8")
    assert "夜钓" not in manifest and "公交" not in manifest


@pytest.mark.parametrize("field", ["base", "engine", "dictionary"])
def test_a_layer_for_another_packaged_model_or_dictionary_is_refused(
    tmp_path: Path, much: LearnedLayer, field: str
) -> None:
    notes = saved(tmp_path, much).with_suffix(".json")
    row = json.loads(notes.read_text(encoding="utf-8"))
    assert field in row
    notes.write_text(json.dumps({**row, field: "another"}), encoding="utf-8")
    with pytest.raises(Refused) as why:
        load_layer(tmp_path / "desk-0001", reader().basis.classifier, cutter())
    assert why.value.id == "model_mismatch"


def test_a_layer_of_the_other_engine_is_refused(tmp_path: Path, much: LearnedLayer) -> None:
    path = saved(tmp_path, much)
    other = segmenter("jieba" if cutter().engine == "rjieba" else "rjieba")
    with pytest.raises(Refused):
        load_layer(path, reader().basis.classifier, other)


def test_a_layer_of_topics_the_desk_no_longer_has_reads_on_without_them() -> None:
    with_topic = layer_of(fishing(topics=(NIGHT_FISHING,)) + everyday(topics=("教育",)), reader(OWN))
    gone = reader().with_layer(with_topic)
    assert NIGHT_FISHING not in topics(gone, ALIKE)
    assert "教育" in topics(gone, UNLIKE[0])


def test_a_part_without_features_moves_by_what_is_known_alone(much: LearnedLayer) -> None:
    known = reader().basis.of([WATER]).known.shape[1]
    plain = Part(
        ("water_supply",),
        np.zeros((len(much.vocabulary), 1), dtype=np.float32),
        np.zeros((known, 1), dtype=np.float32),
        np.full(1, -20.0, dtype=np.float32),
        np.ones(1, dtype=np.float32),
    )
    away = LearnedLayer("desk-0002", much.vocabulary, {"function": plain})
    assert lead(reader().with_layer(away), WATER) != "water_supply"
