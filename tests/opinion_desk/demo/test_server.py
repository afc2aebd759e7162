"""The loopback servers answer as good servers do, and end when they should."""

from __future__ import annotations

import gzip
import json
import socket
from collections.abc import Iterator
from datetime import datetime
from http.client import HTTPConnection
from urllib.parse import urlsplit

import httpx
import pytest

from opinion_desk.demo.content import DAY, ZONE
from opinion_desk.demo.feeds import demo_sources, document
from opinion_desk.demo.server import MAX_REQUEST_BYTES, DemoServer, HookMessage, LoopbackServer


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(DAY) as running:
        yield running


def get(server: LoopbackServer, path: str, **headers: str) -> httpx.Response:
    with httpx.Client(base_url=server.base_url, trust_env=False) as client:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return client.get(path, headers={"Accept-Encoding": "identity", **named})


def test_every_source_is_served_as_it_was_built(server: DemoServer) -> None:
    for source in demo_sources(server.base_url):
        answer = get(server, source.address)
        raw, content_type = document(source.path, DAY)
        assert answer.status_code == 200
        assert answer.content == raw
        assert answer.headers["Content-Type"] == content_type


def test_the_validators_of_the_last_answer_bring_a_304(server: DemoServer) -> None:
    first = get(server, "/daily/rss.xml")
    by_tag = get(server, "/daily/rss.xml", If_None_Match=first.headers["ETag"])
    by_time = get(server, "/daily/rss.xml", If_Modified_Since=first.headers["Last-Modified"])
    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_time.status_code == 304
    assert by_tag.headers["ETag"] == first.headers["ETag"]
    assert server.requests == {200: 1, 304: 2}


def test_a_tag_that_differs_wins_over_a_date_that_agrees(server: DemoServer) -> None:
    modified = get(server, "/daily/rss.xml").headers["Last-Modified"]
    again = get(server, "/daily/rss.xml", If_None_Match='"other"', If_Modified_Since=modified)
    assert again.status_code == 200


def test_as_the_day_goes_on_the_old_validators_no_longer_hold(server: DemoServer) -> None:
    server.until = datetime(2026, 11, 20, 14, 0, tzinfo=ZONE)
    before = get(server, "/news/rss.xml")
    assert before.headers["Date"] == "Fri, 20 Nov 2026 06:00:00 GMT"
    server.until = datetime(2026, 11, 20, 14, 30, tzinfo=ZONE)
    after = get(server, "/news/rss.xml", If_None_Match=before.headers["ETag"])
    assert after.status_code == 200
    assert "支架坍塌" not in before.text
    assert "云川大桥引桥施工支架坍塌，11人被困" in after.text
    assert after.headers["Last-Modified"] == "Fri, 20 Nov 2026 06:20:00 GMT"


def test_gzip_is_sent_only_to_those_who_accept_it(server: DemoServer) -> None:
    plain = get(server, "/news/rss.xml")
    packed = get(server, "/news/rss.xml", Accept_Encoding="gzip")
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert int(packed.headers["Content-Length"]) < len(plain.content) / 2
    assert packed.content == plain.content


def test_one_connection_serves_many_requests(server: DemoServer) -> None:
    address = urlsplit(server.base_url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=5)
    connection.request("GET", "/gov/atom.xml")
    connection.getresponse().read()
    opened = connection.sock
    for _ in range(20):
        connection.request("GET", "/gov/atom.xml")
        assert connection.getresponse().read()
    assert connection.sock is opened
    connection.close()


def test_a_head_request_tells_the_length_and_sends_nothing(server: DemoServer) -> None:
    with httpx.Client(base_url=server.base_url, trust_env=False) as client:
        answer = client.head("/gov/atom.xml", headers={"Accept-Encoding": "identity"})
    assert answer.content == b""
    assert int(answer.headers["Content-Length"]) == len(document("/gov/atom.xml", DAY)[0])


def test_the_hook_keeps_what_it_is_sent_and_says_so(server: DemoServer) -> None:
    sent = {"msgtype": "text", "text": {"content": "【提级提醒】YQ-2026-0001 首次权威发布超时"}}
    answer = httpx.post(f"{server.base_url}/hook/duty", json=sent, trust_env=False)
    assert answer.json()["errcode"] == 0
    httpx.post(f"{server.base_url}/hook", content="不是 JSON".encode(), trust_env=False)
    assert server.messages == (HookMessage("/hook/duty", sent), HookMessage("/hook", "不是 JSON"))


def test_a_message_that_is_too_long_or_meant_for_elsewhere_is_refused(server: DemoServer) -> None:
    elsewhere = httpx.post(f"{server.base_url}/daily/rss.xml", content=b"{}", trust_env=False)
    address = urlsplit(server.base_url)
    connection = HTTPConnection(str(address.hostname), address.port, timeout=5)
    connection.putrequest("POST", "/hook")
    connection.putheader("Content-Length", str(MAX_REQUEST_BYTES + 1))
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert elsewhere.status_code == 404
    assert answer.status == 413
    assert server.messages == ()


def test_an_unknown_path_is_not_found_and_the_server_goes_on(server: DemoServer) -> None:
    assert get(server, "/nothing").status_code == 404
    assert get(server, "/daily/rss.xml").status_code == 200


def test_any_documents_can_be_served() -> None:
    documents = {"/a.json": (json.dumps({"items": []}).encode(), "application/feed+json")}
    with LoopbackServer(documents) as server:
        answer = get(server, "/a.json")
        assert answer.json() == {"items": []}
        assert answer.headers["Content-Type"] == "application/feed+json"
        again = get(server, "/a.json", If_None_Match=answer.headers["ETag"])
        assert again.status_code == 304


def test_leaving_the_context_ends_the_server_even_with_a_client_connected() -> None:
    with DemoServer(DAY) as server:
        port = urlsplit(server.base_url).port
        assert port is not None
        idle = socket.create_connection(("127.0.0.1", port), timeout=5)
        get(server, "/gov/atom.xml")
    assert idle.recv(1) == b""
    idle.close()
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", port), timeout=1)
    with pytest.raises(RuntimeError):
        _ = server.base_url


def test_compressed_bytes_are_the_same_every_time(server: DemoServer) -> None:
    with httpx.Client(base_url=server.base_url, trust_env=False) as client:
        raws = []
        for _ in range(2):
            with client.stream("GET", "/forum/atom.xml", headers={"Accept-Encoding": "gzip"}) as answer:
                raws.append(b"".join(answer.iter_raw()))
    assert raws[0] == raws[1]
    assert gzip.decompress(raws[0]) == document("/forum/atom.xml", DAY)[0]
