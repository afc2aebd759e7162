"""The benchmark's server answers as a server of feeds does, from as many hosts as the machine has loopback addresses."""

from __future__ import annotations

from datetime import UTC, datetime

from bench.feed_server import served_on_many_hosts
from opinion_desk.collectors.collector import HttpCollector
from opinion_desk.domain.collected import Outcome
from opinion_desk.domain.source import Form, Health, Source

NOW = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
FEED = (
    '<rss version="2.0"><channel><title>{n}</title><item><title>第{n}则</title><guid>{n}</guid></item></channel></rss>'
)


def test_many_hosts_are_visited_their_feeds_read_and_what_is_known_answered_by_304() -> None:
    documents = {f"/{n}.xml": (FEED.format(n=n).encode(), "application/rss+xml") for n in range(7)}
    collector = HttpCollector(user_agent="bench", now=lambda: NOW)
    with served_on_many_hosts(documents, hosts=3) as server:
        addresses = [*server.addresses(list(documents)), server.addresses(["/none.xml"])[0]]
        sources = [Source(n, "", address, Form.FEED, internal=True) for n, address in enumerate(addresses)]
        first = {visit.source_id: visit for visit in collector.collect([(source, Health()) for source in sources])}
        assert [first[n].entries[0].title for n in range(7)] == [f"第{n}则" for n in range(7)]
        assert first[7].why is not None and first[7].why.id == "http_404"
        assert server.answered() == {200: 7, 404: 1}
        again = list(collector.collect([(source, Health(etag=first[source.id].etag)) for source in sources[:7]]))
        assert {visit.outcome for visit in again} == {Outcome.UNCHANGED}
        assert server.answered() == {304: 7}
    collector.close()
