"""Texts read without being kept."""

from __future__ import annotations

from typing import Any

from opinion_desk.services.ports import Reader
from opinion_desk.services.texts import TextService
from tests.opinion_desk.services.stand_ins import FakeCollector, FakeReader


def test_a_document_is_parsed_and_a_reader_made_for_the_jurisdiction_asked_for(clock: Any) -> None:
    asked: list[str | None] = []

    def reader(name: str | None) -> Reader:
        asked.append(name)
        return FakeReader()

    texts = TextService(FakeCollector, reader, FakeReader, clock)
    assert texts.parse("标题".encode()).title == "标题" and asked == []
    assert texts.reader("云川市").name == texts.reader(None).name == "fake-1"
    assert asked == ["云川市", None]


def test_a_pasted_text_is_read_by_the_reader_in_force_as_an_item_of_today(clock: Any) -> None:
    seen: list[Any] = []

    class Keeping(FakeReader):
        def read(self, texts: Any) -> Any:
            seen.extend(texts)
            return super().read(texts)

    texts = TextService(FakeCollector, lambda name: FakeReader(), Keeping, clock)
    verdict = texts.read("小区停水", "三天了", "云川论坛")
    assert verdict.lead.function == "water" and texts.model() == "fake-1"
    (text,) = seen
    assert (text.title, text.body, text.source, text.published) == ("小区停水", "三天了", "云川论坛", clock.now())
