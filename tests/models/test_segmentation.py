import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.lexicons import desk_words
from models.segmentation import dictionary_name, segmenter

ENGINES = ["rjieba", "jieba"]


@pytest.mark.parametrize("engine", ENGINES)
def test_words_joined_are_the_text_again(engine: str) -> None:
    text = "云川市老旧小区改造后，公租房 停水三天\r\n😀A3区……"
    assert "".join(segmenter(engine).words(text)) == text


@settings(deadline=None)
@given(st.text(max_size=80))
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in segmenter().tokens(text):
        assert text[token.start : token.end] == token.text


@pytest.mark.parametrize("engine", ENGINES)
def test_the_desks_own_words_are_kept_whole(engine: str) -> None:
    assert "公租房" in desk_words()
    assert "公租房" in segmenter(engine).words("申请公租房要什么条件")


def test_both_engines_read_one_dictionary() -> None:
    assert segmenter("jieba").identity["dictionary"] == segmenter("rjieba").identity["dictionary"] == dictionary_name()
