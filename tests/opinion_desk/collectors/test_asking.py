"""What a feed asks of its readers."""

import pytest

from opinion_desk.collectors.asking import read_asks
from opinion_desk.collectors.detect import parse
from opinion_desk.domain.source import Asks
from tests.opinion_desk.collectors.test_collector import NOW

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><link>https://a.example.cn</link><ttl>30</ttl>
<skipHours><hour>0</hour><hour> 5 </hour><hour>24</hour><hour>99</hour></skipHours>
<skipDays><day>Saturday</day><day>sunday</day><day>Someday</day></skipDays>
<item><title>x</title><link>https://a.example.cn/1</link></item></channel></rss>"""


def test_hours_and_days_stand_beside_the_ttl() -> None:
    assert parse(FEED.encode(), now=NOW).asks == Asks(1800, (0, 5), (5, 6))


def test_a_period_counts_by_its_frequency_and_at_most_an_hour() -> None:
    sy = "<sy:updatePeriod>{}</sy:updatePeriod><sy:updateFrequency>{}</sy:updateFrequency>"
    assert read_asks(sy.format("hourly", 4), None).ttl_s == 900
    assert read_asks(sy.format("daily", 1), None).ttl_s == 3_600
    assert read_asks(sy.format("hourly", 0), None).ttl_s == 3_600
    assert read_asks(sy.format("hourly", 1), 120).ttl_s == 120


@pytest.mark.parametrize("all_of_it", ["".join(f"<hour>{n}</hour>" for n in range(24)), "<hour>x</hour>", ""])
def test_never_is_no_answer(all_of_it: str) -> None:
    assert read_asks(f"<skipHours>{all_of_it}</skipHours>", None) == Asks()
