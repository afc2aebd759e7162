"""What a linear model sees in a text: the same token is the same number wherever it stands, and nothing reaches across texts."""

import numpy as np

from models.features import BLOCKS, Known, Tokens, Vocabulary, cut_of, tokens_of, with_letters
from models.normalizing import joined

CUT = {"供水管网爆裂": ["供水", "管网", "爆裂"]}


def tokens(*texts: str, titles: tuple[int, ...] | None = None, cut: tuple[list[str], ...] | None = None) -> Tokens:
    batch = joined(texts)
    words = cut if cut is not None else tuple(list(text) for text in batch.texts)
    return tokens_of(batch, [cut_of(one) for one in words], titles or (0,) * len(texts))


def keys(found: Tokens, block: str, text: int = 0) -> set[int]:
    return {
        key
        for family in found.families
        if family.block == BLOCKS.index(block)
        for key, start in zip(family.key.tolist(), family.start.tolist(), strict=True)
        if found.text[start] == text
    }


def vocabulary(found: Tokens) -> Vocabulary:
    every = np.concatenate([family.key for family in found.families])
    block = np.concatenate([np.repeat(family.block, len(family.key)) for family in found.families])
    unique, first = np.unique(every, return_index=True)
    return Vocabulary(unique, block[first], np.ones(len(unique), dtype=np.float32))


def by_text(known: Known) -> list[dict[int, float]]:
    rows: list[dict[int, float]] = [{} for _ in range(known.texts)]
    for text, feature, value in zip(known.text.tolist(), known.feature.tolist(), known.value.tolist(), strict=True):
        rows[text][feature] = value
    return rows


def test_a_word_has_one_number_wherever_it_stands() -> None:
    one = tokens("供水管网", cut=(["供水", "管网"],))
    other = tokens("小区里供水", cut=(["小区", "里", "供水"],))
    assert len(keys(one, "word") & keys(other, "word")) == 1


def test_a_pair_and_a_triple_of_letters_have_one_number_wherever_they_stand() -> None:
    assert len(keys(tokens("供水管"), "gram") & keys(tokens("老城区供水管"), "gram")) == 3


def test_letters_in_another_order_are_another_feature() -> None:
    assert not keys(tokens("供水"), "gram") & keys(tokens("水供"), "gram")


def test_no_feature_reaches_across_punctuation_or_from_one_text_into_the_next() -> None:
    assert keys(tokens("供，水"), "gram") == set()
    assert keys(tokens("供", "水"), "gram") == set()


def test_letters_of_the_title_count_as_a_beginning_and_without_a_title_the_first_thirty_do() -> None:
    text = "停水\n" + "电" * 60 + "路灯"
    assert len(keys(tokens(text, titles=(2,)), "head")) == 1
    plain = tokens("\n" + "停水" + "电" * 60 + "路灯")
    assert keys(tokens("停水"), "head") <= keys(plain, "head")
    assert not keys(tokens("路灯"), "head") & keys(plain, "head")


def test_capital_letters_are_read_as_small_ones() -> None:
    assert keys(tokens("PM25"), "gram") == keys(tokens("pm25"), "gram")


def test_each_block_of_a_text_has_the_length_of_its_share() -> None:
    found = with_letters(tokens("供水管网爆裂"), joined(["供水管网爆裂"]))
    known = vocabulary(found).known(found)
    block = vocabulary(found).block[known.feature]
    lengths = [float(np.sqrt((known.value[block == number] ** 2).sum())) for number in range(len(BLOCKS))]
    assert np.allclose(lengths, [1.0, 1.0, 0.7, 0.3], atol=1e-5)


def test_a_text_reads_the_same_alone_and_in_a_batch() -> None:
    texts = ("供水管网爆裂，家里停水", "", "路灯不亮！", "\ud83d停水")
    whole = tokens(*texts)
    known = vocabulary(whole)
    together = by_text(known.known(whole))
    alone = [by_text(known.known(tokens(text)))[0] for text in texts]
    assert [{k: round(v, 5) for k, v in row.items()} for row in together] == [
        {k: round(v, 5) for k, v in row.items()} for row in alone
    ]


def test_a_feature_tells_where_it_stands_first() -> None:
    found = tokens("停水了又停水")
    known = vocabulary(tokens("停水")).known(found)
    assert set(zip(known.start.tolist(), known.length.tolist(), strict=True)) == {(0, 1), (1, 1), (0, 2)}


def test_a_vocabulary_without_features_knows_nothing() -> None:
    nothing = Vocabulary(np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.float32))
    assert len(nothing.known(tokens("供水管网")).text) == 0
