import numpy as np

from models.finds import collect, rows_of

ROWS = rows_of(np.array([[2.0, 0.0], [1.0, 3.0]], dtype=np.float32))


def test_a_word_in_the_title_counts_more_than_in_the_body() -> None:
    finds = collect(ROWS, [[(0, 0, 2)], [(0, 9, 11)]], [4, 4])
    assert finds.sums[0, 0] > finds.sums[1, 0] == 2.0


def test_repeats_count_by_their_root() -> None:
    finds = collect(ROWS, [[(0, at, at + 2) for at in range(10, 50, 10)]], [0])
    assert finds.sums[0, 0] == 4.0


def test_texts_without_finds_stand_between_those_with() -> None:
    finds = collect(ROWS, [[], [(1, 5, 7)], []], [0, 0, 0])
    assert finds.sums.tolist() == [[0, 0], [1, 3], [0, 0]]
    assert finds.reasons(0, "", [(0, "topics", 3)]) == []


def test_reasons_quote_the_text_as_it_was_given_strongest_first() -> None:
    whole = "停水了，電費太高"
    finds = collect(ROWS, [[(0, 0, 2), (1, 4, 6)]], [0])
    said = finds.reasons(0, whole, [(0, "lead", 2), (1, "topics", 2)])
    assert [(reason.field, reason.text, reason.weight) for reason in said] == [
        ("lead", "停水", 2.0),
        ("lead", "電費", 1.0),
        ("topics", "電費", 3.0),
    ]
