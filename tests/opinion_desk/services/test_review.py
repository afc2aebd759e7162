"""How much a desk can look at: from a share to the score from which a reading is sure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opinion_desk.domain.errors import Refused
from opinion_desk.services.intake import Intake
from opinion_desk.services.items import ItemService
from opinion_desk.services.review import review_threshold, threshold_of
from opinion_desk.settings import Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import entry, new_source, take


@given(st.lists(st.floats(0, 1), min_size=200, max_size=400), st.floats(0.05, 0.95))
def test_no_more_than_the_share_lies_clearly_below_the_threshold(scores: list[float], share: float) -> None:
    threshold = threshold_of(scores, share)
    assert threshold is not None
    assert sum(score < threshold - 0.01 for score in scores) <= share * len(scores)
    assert sum(score <= threshold + 0.01 for score in scores) >= share * len(scores)


def test_evenly_spread_scores_give_the_share_itself() -> None:
    assert threshold_of([n / 1000 for n in range(1000)], 0.2) == pytest.approx(0.2)


def test_too_few_verdicts_or_no_share_leave_the_packaged_default(
    store: Store, intake: Intake, item_service: ItemService
) -> None:
    take(intake, new_source(store), *(entry(f"k{n}") for n in range(5)))
    assert review_threshold(store, 0.3) is None and review_threshold(store, None) is None
    assert item_service.review_threshold() is None


def test_scores_that_a_person_corrected_do_not_count(store: Store, intake: Intake, item_service: ItemService) -> None:
    ids = take(intake, new_source(store), *(entry(f"k{n}") for n in range(210)))
    assert set(store.verdicts.lead_scores(5_000)) == {0.7} and len(store.verdicts.lead_scores(100)) == 100
    for id in ids[:3]:
        item_service.correct(id, "function", "education", "甲")
    item_service.correct(ids[4], "attitude", "negative", "甲")
    assert len(store.verdicts.lead_scores(5_000)) == 207
    assert review_threshold(store, 0.5) == 0.7


@pytest.mark.parametrize("share", [0.04, 0.96, -1.0, float("nan")])
def test_a_share_out_of_range_is_refused_with_its_chinese_name(share: float) -> None:
    with pytest.raises(Refused) as why:
        Settings(review_share=share)
    assert "请人看一眼的比例" in why.value.sentence
