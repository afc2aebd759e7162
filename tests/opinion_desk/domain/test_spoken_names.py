"""Names of divisions as people say them."""

from __future__ import annotations

import pytest

from opinion_desk.domain.spoken_names import short_name


@pytest.mark.parametrize(
    ("name", "short"), [("云川市", "云川"), ("天宁区", "天宁"), ("郊区", "郊区"), ("澜州", "澜州")]
)
def test_a_division_is_known_by_its_short_name(name: str, short: str) -> None:
    assert short_name(name) == short
