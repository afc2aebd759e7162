"""What each field's samples make: which of them count for it, and which labels they move."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from models.functions import LOCALITY as LOCALITY_ID
from models.learned import LOCALITY, Part
from models.learning_features import read_tokens
from models.learning_ground import EACH_FOR_ITSELF, Ground, ground_of
from models.learning_parts import fit_parts, held_parts
from models.learning_spread import Held
from opinion_desk.domain.learning import NONE, Sample, TopicEdit
from opinion_desk.domain.verdict import Voice
from tests.models.taught import (
    ALIKE,
    FISHING,
    NIGHT_FISHING,
    WATER,
    cutter,
    everyday,
    fishing,
    lead,
    reader,
    sample,
    taught,
    topics,
)


def parts(samples: list[Sample], own: tuple[TopicEdit, ...] = ()) -> dict[str, Part]:
    tokens = read_tokens([s.text.text for s in samples], [len(s.text.title) for s in samples], cutter())
    return fit_parts(samples, tokens, ground_of(samples, reader(own)))[1]


def held(learned_from: list[Sample], kept: list[Sample]) -> dict[str, Held]:
    def read(samples: list[Sample]) -> tuple[list[Sample], object, Ground]:
        tokens = read_tokens([s.text.text for s in samples], [len(s.text.title) for s in samples], cutter())
        return samples, tokens, ground_of(samples, reader())

    vocabulary, made = fit_parts(*read(learned_from))  # type: ignore[arg-type]  # as fit_parts takes them
    return held_parts(vocabulary, made, *read(kept))  # type: ignore[arg-type]


def test_only_the_fields_that_were_settled_have_parts() -> None:
    assert parts([Sample(WATER)]) == {}
    assert set(parts([Sample(WATER, topics=())])) == {"topics"}
    assert set(parts([Sample(WATER, function="water_supply", kind="D2")])) == {"function", "kind"}
    assert set(parts([Sample(WATER, attitude="negative", voice="demand")])) == {"attitude", "voice"}


def test_labels_that_no_sample_bears_stay_out_unless_they_were_read_wrongly() -> None:
    made = parts([Sample(WATER, function="public_transport")])["function"]
    assert made.labels[0] == "public_transport", "the label borne comes first"
    assert made.labels[1:] == ("water_supply",), "the one that was read and is not true is moved away"
    assert made.by_feature.shape[1] == 1 and made.by_known.shape[1] == 2


def test_a_sample_that_confirms_what_was_read_moves_next_to_nothing() -> None:
    confirmed = parts([Sample(WATER, function="water_supply")])["function"]
    assert np.abs(confirmed.by_known).max() < 0.1 and np.abs(confirmed.bias).max() < 0.1


def test_the_places_own_government_is_no_label_among_functions_but_a_part_of_its_own() -> None:
    below = sample("鼓楼区停水", "鼓楼区小区停水三天", function=LOCALITY_ID)
    nanjing = reader((), "南京市")
    tokens = read_tokens([below.text.text], [len(below.text.title)], cutter())
    made = fit_parts([below], tokens, ground_of([below], nanjing))[1]
    assert set(made) == {LOCALITY} and made[LOCALITY].labels in ((), (LOCALITY_ID,))


def test_where_no_place_below_is_named_nothing_is_learned_of_places() -> None:
    ground = ground_of([Sample(WATER, function="water_supply")], reader())
    assert np.isnan(ground.scores[LOCALITY]).all()
    assert LOCALITY not in parts([Sample(WATER, function="water_supply")])


def test_nobody_is_a_label_like_any_function() -> None:
    assert NONE in parts([Sample(WATER, function=NONE)])["function"].labels
    assert NONE in ground_of([Sample(WATER)], reader()).names["function"]


def test_with_more_samples_the_words_alone_count_more_beside_the_packaged_topics() -> None:
    own = (TopicEdit(NIGHT_FISHING),)
    few = parts(fishing(2, topics=(NIGHT_FISHING,)), own)["topics"]
    many = parts([*fishing(8, topics=(NIGHT_FISHING,)), *everyday(topics=())] * 3, own)["topics"]
    assert 0.0 < many.kept[0] < few.kept[0] < 1.0


def test_packaged_scores_are_kept_whole_where_words_alone_do_not_count() -> None:
    made = parts(fishing(8, function="water", kind="D2"))
    assert (made["function"].kept == 1.0).all() and (made["kind"].kept == 1.0).all()


def test_a_rare_label_is_learned_beside_a_common_one() -> None:
    common = [sample(f"第{n}号路灯不亮", f"路灯坏了{n}天没人修", topics=("城市管理",)) for n in range(30)]
    learned = taught([*common, *fishing(3, topics=("体育",))])
    assert topics(learned, ALIKE).get("体育", 0.0) > topics(reader(), ALIKE).get("体育", 0.0) + 0.2


@pytest.mark.parametrize("only_one", [True, False])
def test_topics_settled_to_none_alone_can_be_read_with(only_one: bool) -> None:
    samples = [Sample(WATER, topics=()), Sample(FISHING, topics=()), *everyday(topics=())]
    learned = taught(samples[:1] if only_one else samples)
    assert topics(learned, WATER).get("公共服务", 0.0) < 0.5 and lead(learned, WATER) == "water_supply"


def test_the_ground_is_what_the_packaged_reading_says_also_for_a_reader_that_learned() -> None:
    samples = [Sample(FISHING, function="water"), Sample(WATER, function="water_supply")]
    plain, learned = (ground_of(samples, one) for one in (reader(), taught(samples)))
    assert plain.names == learned.names
    for part, scores in plain.scores.items():
        assert np.array_equal(scores, learned.scores[part], equal_nan=True), part
    assert np.array_equal(plain.known, learned.known)
    assert plain.chosen(np.array([1])).known.shape[0] == 1


def test_scores_for_the_spread_are_of_the_kept_back_samples_that_settle_the_field() -> None:
    kept = [Sample(ALIKE, function="water"), Sample(WATER, kind="D2")]
    found = held(fishing(8, function="water", voice="demand"), kept)
    assert set(found) == {"function"}, "the others were not learned or not settled"
    names = ground_of(kept, reader()).names["function"]
    assert found["function"].truth.tolist() == [[float(name == "water") for name in names]]
    assert names[int(found["function"].scores[0].argmax())] == "water"


def test_every_voice_and_attitude_has_a_place_to_start_from() -> None:
    ground = ground_of([Sample(WATER)], reader())
    assert ground.names["voice"] == tuple(str(voice) for voice in Voice)
    assert ground.scores["voice"].shape == (1, len(Voice)) and np.isfinite(ground.scores["voice"]).all()
    assert set(EACH_FOR_ITSELF) <= set(ground.names)


def test_what_was_settled_of_one_field_does_not_move_another() -> None:
    samples = fishing(8, function="water")
    with_kind = parts([replace(one, kind="D1") for one in samples])
    assert np.array_equal(parts(samples)["function"].by_feature, with_kind["function"].by_feature)
