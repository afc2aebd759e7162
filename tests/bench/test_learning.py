"""What the benchmark of learning rests on: parts that hold each label evenly, and figures no lower than those written down."""

import numpy as np
import pytest

from bench import reading
from bench.learning import _Labelled, parts_of


def test_every_part_has_each_label_evenly_and_every_row_is_in_one_part() -> None:
    labels = ["甲"] * 20 + ["乙"] * 10
    parts = parts_of(labels, 5, 7)
    assert sorted(np.concatenate(parts).tolist()) == list(range(30))
    assert all([labels[row] for row in part].count("乙") == 2 for part in parts)


def test_another_seed_draws_other_parts() -> None:
    labels = ["甲"] * 50
    assert (
        parts_of(labels, 5, 1)[0].tolist() == parts_of(labels, 5, 1)[0].tolist() != parts_of(labels, 5, 2)[0].tolist()
    )


@pytest.mark.long
@pytest.mark.skipif(not reading.DATASETS.is_dir(), reason="no data sets beside the project")
def test_after_a_hundred_samples_topics_of_real_messages_are_found(tmp_path_factory: pytest.TempPathFactory) -> None:
    data = _Labelled(tmp_path_factory.mktemp("models"))
    every = np.arange(len(data.labels))
    hundred = parts_of(data.labels, len(every) // 100, 7)[0]
    reader, _ = data.learned(hundred)
    assert data.macro_f1(reader, np.setdiff1d(every, hundred)[::3]) >= 0.8
