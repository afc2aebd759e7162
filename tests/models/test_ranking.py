import numpy as np

from models.ranking import strongest
from opinion_desk.domain.verdict import Scored

NAMES = ("one", "two", "three")


def test_what_is_probable_enough_stands_strongest_first_and_no_more_than_wanted() -> None:
    probable = np.array([[0.2, 0.6, 0.4], [0.0, 0.0, 0.01], [0.9, 0.0, 0.0]])
    ranked = strongest(probable, 0.1, 2)
    assert ranked.named(NAMES) == [(Scored("two", 0.6), Scored("three", 0.4)), (), (Scored("one", 0.9),)]
    assert ranked.rank.tolist() == [0, 1, 0]


def test_no_score_is_above_one() -> None:
    assert strongest(np.array([[1.0000001]]), 0.1, 1).named(NAMES) == [(Scored("one", 1.0),)]
