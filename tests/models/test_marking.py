import numpy as np

from models.finds import Finds, collect
from models.lexicons import manners, subjects
from models.marking import Marker
from models.normalizing import joined

MARKER = Marker()


def about(*texts: str) -> Finds:
    batch = joined(texts)
    return collect(MARKER.subjects, MARKER.mark(batch.codes).subjects, batch, [0] * len(texts))


def manner(*texts: str) -> Finds:
    batch = joined(texts)
    return collect(MARKER.manners, MARKER.mark(batch.codes).manners, batch, [0] * len(texts))


def test_a_negation_turns_praise_into_blame() -> None:
    good, bad = manners().column["attitude", "positive"], manners().column["attitude", "negative"]
    plain, negated = manner("服务周到", "服务并不周到").sums
    assert plain[good] > 0 and plain[bad] == 0
    assert negated[bad] > 0 and negated[good] == 0


def test_a_landmark_says_little_about_the_matter() -> None:
    column = subjects().column["function", "education"]
    plain, landmark = about("中学食堂", "中学附近").sums[:, column]
    assert landmark < plain / 2


def test_the_longest_word_at_a_spot_counts_alone() -> None:
    batch = joined(["老旧小区改造"])
    found = MARKER.mark(batch.codes).subjects
    assert (found.start.tolist(), found.end.tolist()) == ([0], [6])


def test_no_word_reaches_from_one_text_into_the_next() -> None:
    apart = about("老旧小区", "改造").sums.sum(axis=0)
    assert not np.allclose(apart, about("老旧小区改造").sums[0])
