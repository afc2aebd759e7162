from hypothesis import given, settings
from hypothesis import strategies as st

from models.normalizing import BEGINNING, READ_AT_MOST, joined, readable, title_ends


@settings(deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_reading_form_keeps_every_position(text: str) -> None:
    assert len(readable(text)) == len(text)


def test_traditional_characters_are_read_as_simplified_ones() -> None:
    assert readable("自來水停了，電話沒人接") == "自来水停了，电话没人接"


def test_common_and_rarer_traditional_characters_are_known() -> None:
    assert readable("說變輕這進較係遊語質義講豬齡鑽體") == "说变轻这进较系游语质义讲猪龄钻体"


def test_of_what_simplified_writing_has_only_three_second_forms_are_changed() -> None:
    letters = [chr(code) for code in range(0x4E00, 0xA000) if chr(code).encode("gb2312", "ignore")]
    assert {letter for letter in letters if readable(letter) != letter} == set("後於徵")


def test_markup_and_addresses_become_blanks_of_the_same_length() -> None:
    text = "<p>停水</p> 见 https://example.cn/a?b=1 公告"
    read = readable(text)
    assert len(read) == len(text)
    assert read.split() == ["停水", "见", "公告"]


def test_half_a_surrogate_does_not_stop_the_reading() -> None:
    assert readable("停\ud83d水").encode("utf-8")


def test_only_the_beginning_of_a_giant_text_is_read() -> None:
    assert len(readable("停" * 1_000_000)) == READ_AT_MOST


@settings(deadline=None)
@given(st.lists(st.text(st.characters(), max_size=60), max_size=5))
def test_a_batch_reads_each_text_as_it_reads_alone(texts: list[str]) -> None:
    batch = joined(texts)
    assert batch.texts == [readable(text) for text in texts]
    whole = [chr(code) for code in batch.codes.tolist()]
    assert [
        "".join(whole[at : at + len(text)]) for at, text in zip(batch.first.tolist(), batch.texts, strict=True)
    ] == batch.texts


def test_the_beginning_of_a_text_without_a_title_stands_for_it() -> None:
    assert title_ends([4, 0]).tolist() == [4, BEGINNING + 1]
