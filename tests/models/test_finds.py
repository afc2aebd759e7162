import numpy as np

from models.finds import Finds, Wanted, collect, rows_of
from models.matching import Matches
from models.normalizing import joined

ROWS = rows_of(np.array([[2.0, 0.0], [1.0, 3.0]], dtype=np.float32))


def collected(texts: list[str], hits: list[tuple[int, int, int, int]], titles: list[int]) -> Finds:
    """`hits` are text, word, start and end in the text."""
    batch = joined(texts)
    table = np.array(hits, dtype=np.int64).reshape(-1, 4)
    first = batch.first[table[:, 0]]
    return collect(ROWS, Matches(table[:, 1], table[:, 2] + first, table[:, 3] + first), batch, np.array(titles), 2.0)


def wanted(*rows: tuple[int, int, str, int]) -> Wanted:
    """`rows` are text, column, field and how many to give."""
    text, column, field, at_most = zip(*rows, strict=True)
    return Wanted(np.array(text), np.array(column), np.array(field, dtype=object), np.array(at_most))


def test_a_word_in_the_title_counts_more_than_in_the_body() -> None:
    finds = collected(["停水了吗\n停电", "没有的事\n近来都是停水"], [(0, 0, 0, 2), (1, 0, 9, 11)], [4, 4])
    assert finds.sums[0, 0] > finds.sums[1, 0] == 2.0


def test_a_word_of_the_title_that_the_body_repeats_counts_as_one_of_the_title() -> None:
    finds = collected(["停水\n停水"], [(0, 0, 0, 2), (0, 0, 3, 5)], [2])
    assert np.isclose(finds.sums[0, 0], 2.0 * 2.0 * np.sqrt(2))


def test_repeats_count_by_their_root() -> None:
    finds = collected(["停水" * 40], [(0, 0, at, at + 2) for at in range(40, 80, 10)], [0])
    assert finds.sums[0, 0] == 4.0


def test_texts_without_finds_stand_between_those_with() -> None:
    finds = collected(["", "又是停水又停电了", ""], [(1, 1, 5, 7)], [1, 1, 1])
    assert finds.sums.tolist() == [[0, 0], [1, 3], [0, 0]]
    assert finds.reasons(["", "", ""], wanted((0, 0, "topics", 3))) == [[], [], []]
    assert collected([""], [], [0]).sums.tolist() == [[0, 0]]


def test_reasons_quote_the_text_as_it_was_given_strongest_first() -> None:
    whole = "停水了，電費太高"
    finds = collected(["", whole], [(1, 0, 0, 2), (1, 1, 4, 6)], [0, 0])
    nothing, said = finds.reasons(["", whole], wanted((1, 0, "lead", 2), (1, 1, "topics", 2)))
    assert nothing == []
    assert [(reason.field, reason.text, reason.start, reason.weight) for reason in said] == [
        ("lead", "停水", 0, 2.0),
        ("lead", "電費", 4, 1.0),
        ("topics", "電費", 4, 3.0),
    ]


def test_no_more_reasons_are_given_than_wanted() -> None:
    finds = collected(["停水停电"], [(0, 0, 0, 2), (0, 1, 2, 4)], [0])
    assert [reason.text for reason in finds.reasons(["停水停电"], wanted((0, 0, "lead", 1)))[0]] == ["停水"]
