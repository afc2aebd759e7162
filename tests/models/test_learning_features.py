"""Features for learning: what is counted is what reading will see, in any number of batches."""

from __future__ import annotations

import numpy as np
import pytest

from models.basis import BATCH
from models.features import BLOCKS, cut_of, tokens_of
from models.learning_features import ReadTokens, features_matrix, read_tokens, vocabulary_of
from models.normalizing import Joined, joined
from tests.models.taught import cutter

TEXTS = ("停水\n小区停水三天", "停水通知\n明天小区停水", "夜钓\n河边夜钓甩杆", "\n小区停水三天没有通知", "")
TITLES = (2, 4, 2, 0, 0)


def tokens(*texts: str, titles: tuple[int, ...] | None = None) -> ReadTokens:
    return read_tokens(texts, titles or (0,) * len(texts), cutter())


def test_the_matrix_of_learning_has_the_values_that_reading_gives() -> None:
    read = tokens(*TEXTS, titles=TITLES)
    vocabulary = vocabulary_of(read, 1000)
    matrix = features_matrix(read, vocabulary).toarray()
    batch = joined(TEXTS)
    known = vocabulary.known(tokens_of(batch, [cut_of(cutter().words(t)) for t in batch.texts], TITLES))
    seen = np.zeros_like(matrix)
    seen[known.text, known.feature] = known.value
    assert len(vocabulary) > 5 and np.allclose(matrix, seen, atol=1e-6)


def test_a_feature_stands_in_two_texts_or_three_as_its_block_asks() -> None:
    others = [""] * 80  # of many texts, that is: of few, one is enough
    by_block = np.bincount(vocabulary_of(tokens("夜钓甩杆", "夜钓甩杆", *others), 1000).block, minlength=3)
    assert by_block[BLOCKS.index("gram")] == 0 and by_block[BLOCKS.index("word")] > 0
    thrice = vocabulary_of(tokens("夜钓甩杆", "夜钓甩杆", "夜钓甩杆", *others), 1000)
    assert np.bincount(thrice.block, minlength=3)[BLOCKS.index("gram")] == 5, "three pairs and two triples"


def test_of_few_texts_every_token_is_a_feature() -> None:
    once = vocabulary_of(tokens("夜钓甩杆"), 1000)
    assert np.bincount(once.block, minlength=3)[BLOCKS.index("gram")] == 5


def test_every_feature_of_a_vocabulary_is_found_when_reading() -> None:
    read = tokens(*(f"第{n}号井盖坏了{n * n}天" for n in range(300)))
    assert vocabulary_of(read, 5000).reachable.all()


def test_the_commonest_features_stay_when_there_are_too_many() -> None:
    read = tokens(*(["停水"] * 9), "夜钓", "夜钓", titles=(2,) * 11)
    few, all_of_them = vocabulary_of(read, 1), vocabulary_of(read, 1000)
    assert len(few) == 1 and few.idf[0] == all_of_them.idf.min()


def test_a_rarer_feature_has_a_higher_weight_by_the_formula_of_the_docstring() -> None:
    found = vocabulary_of(tokens(*(["停水"] * 3), "夜钓", "夜钓"), 1000)
    assert np.allclose(np.unique(found.idf), [np.log(6 / 4) + 1, np.log(6 / 3) + 1])


def test_more_texts_than_a_batch_are_read_alike() -> None:
    many = tokens(*[f"第{n}号路灯不亮" for n in range(BATCH + 3)])
    one = tokens(f"第{BATCH + 1}号路灯不亮")
    assert len(many.keys) == BATCH + 3 and np.array_equal(many.keys[BATCH + 1], one.keys[0])
    assert [len(batch.texts) for batch, _ in many.batches()] == [BATCH, 3]


def test_some_of_the_texts_and_several_lots_together_keep_everything_of_each() -> None:
    read = tokens(*TEXTS, titles=TITLES)
    back = ReadTokens.joined([read.chosen(np.array([0, 2])), read.chosen(np.array([1]))])
    assert (back.texts, back.titles) == ((TEXTS[0], TEXTS[2], TEXTS[1]), (2, 2, 4))
    assert np.array_equal(back.keys[1], read.keys[2]) and np.array_equal(back.times[2], read.times[1])


def test_places_that_do_not_count_make_no_features() -> None:
    def first_half(batch: Joined) -> np.ndarray:
        return np.arange(len(batch.codes)) < 2

    whole, half = tokens("停水夜钓"), read_tokens(["停水夜钓"], [0], cutter(), first_half)
    assert 0 < len(half.keys[0]) < len(whole.keys[0]) and set(half.keys[0]) <= set(whole.keys[0])


def test_how_often_a_feature_stands_in_a_text_is_counted() -> None:
    once, thrice = tokens("停水"), tokens("停水，停水，停水")
    (key,) = np.intersect1d(once.keys[0], thrice.keys[0], assume_unique=True)[:1]
    assert thrice.times[0][list(thrice.keys[0]).index(key)] == 3


@pytest.mark.parametrize("texts", [(), ("",), ("", "。。。", "😀", "\ud83d")])
def test_texts_without_a_letter_make_an_empty_vocabulary_and_an_empty_matrix(texts: tuple[str, ...]) -> None:
    read = tokens(*texts)
    vocabulary = vocabulary_of(read, 1000)
    matrix = features_matrix(read, vocabulary)
    assert len(vocabulary) == 0 and matrix.shape == (len(texts), 0)
