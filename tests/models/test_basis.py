"""What reading and learning both start from: the packaged log-odds of a batch, and the desk's own topics in them."""

from __future__ import annotations

import numpy as np

from models.basis import BasisReader
from models.lexicons import topics as packaged_topics
from opinion_desk.domain.learning import TopicEdit
from tests.models.taught import FISHING, NIGHT_FISHING, UNLIKE, WATER, reader, text

HIDDEN_AND_OWN = (TopicEdit("公共服务", hidden=True), TopicEdit(NIGHT_FISHING, words=(("夜钓", 3.0),)))


def basis_of(*edits: TopicEdit) -> BasisReader:
    return reader(edits).basis


def test_own_topics_stand_behind_the_packaged_ones_and_functions_are_as_ever() -> None:
    plain, edited = basis_of(), basis_of(*HIDDEN_AND_OWN)
    assert edited.topic_names == [*plain.topic_names, NIGHT_FISHING]
    assert edited.function_ids == plain.function_ids


def test_scores_have_a_row_for_each_text_and_a_column_for_each_name() -> None:
    made = basis_of(*HIDDEN_AND_OWN)
    basis = made.of([FISHING, WATER, text("")])
    assert basis.functions.shape == (3, len(made.function_ids)) and basis.topics.shape == (3, len(made.topic_names))
    assert np.isfinite(basis.functions).all() and np.isfinite(basis.topics).all()


def test_what_a_learned_layer_is_told_does_not_change_with_the_desks_own_topics() -> None:
    plain, edited = basis_of().of([WATER, *UNLIKE]), basis_of(TopicEdit(NIGHT_FISHING)).of([WATER, *UNLIKE])
    assert np.array_equal(plain.known, edited.known)
    assert plain.known.shape[1] == len(basis_of().function_ids) + len(packaged_topics())
    assert (plain.known >= 0.0).all() and (plain.known <= 1.0).all()


def test_an_own_topic_and_its_words_leave_the_scores_of_all_others_as_they_were() -> None:
    plain, edited = basis_of().of([WATER, FISHING]), basis_of(HIDDEN_AND_OWN[1]).of([WATER, FISHING])
    assert np.array_equal(plain.functions, edited.functions)
    assert np.allclose(plain.topics[0], edited.topics[0, :-1])


def test_a_hidden_topic_is_out_of_reach_also_of_what_was_learned() -> None:
    made = basis_of(*HIDDEN_AND_OWN)
    column = made.topic_names.index("公共服务")
    assert made.of([WATER]).topics[0, column] < -20.0
    learned = np.full((1, len(made.topic_names)), 9.0)
    shown = made.shown(learned)
    assert shown[0, column] < -20.0 and (np.delete(shown[0], column) == 9.0).all() and (learned == 9.0).all()


def test_the_batch_keeps_the_texts_as_they_were_given() -> None:
    given = text("東湖夜釣", "<b>甩桿</b>")
    basis = basis_of().of([given, WATER])
    assert basis.given == [given.text, WATER.text] and basis.items == [given, WATER]
    assert len(basis.scan.batch.texts) == 2


def test_a_text_has_the_same_scores_alone_and_in_a_batch() -> None:
    alone, together = basis_of().of([WATER]), basis_of().of([FISHING, *UNLIKE, WATER])
    assert np.allclose(alone.functions[0], together.functions[-1], atol=1e-4)
    assert np.allclose(alone.topics[0], together.topics[-1], atol=1e-4)
