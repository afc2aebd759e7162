"""Texts read without the store."""

from __future__ import annotations

from opinion_desk.services.ports import Reader
from opinion_desk.services.texts import TextService
from tests.opinion_desk.services.stand_ins import FakeCollector, FakeReader


def test_a_document_is_parsed_and_a_reader_made_for_the_jurisdiction_asked_for() -> None:
    asked: list[str | None] = []

    def reader(name: str | None) -> Reader:
        asked.append(name)
        return FakeReader()

    texts = TextService(FakeCollector, reader)
    assert texts.parse("标题".encode()).title == "标题" and asked == []
    assert texts.reader("云川市").name == texts.reader(None).name == "fake-1"
    assert asked == ["云川市", None]
