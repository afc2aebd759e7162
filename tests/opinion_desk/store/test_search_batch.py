"""Texts by the hundred become the tokens that each alone becomes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from opinion_desk.store.search_batch import index_texts
from opinion_desk.store.search_text import index_text

_WRITTEN = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("云川东湖，。：“”aB9０Ｚé㎡½ﬁ\u0301\u200b\u3000\t\n\x00\ue000\ue001😀𠮷が가ｶﾞ①…\ufad1"),
    ),
    max_size=30,
)


@settings(deadline=None)  # what a character becomes is learnt when it is first met
@given(st.lists(_WRITTEN, max_size=8))
def test_a_batch_gives_the_tokens_of_each_text_alone(texts: list[str]) -> None:
    assert [made.split(" ") for made in map(_whole, index_texts(texts))] == [
        _whole(index_text(text)).split(" ") for text in texts
    ]


def _whole(tokens: str) -> str:
    return " ".join(part for part in tokens.split(" ") if part)


def test_a_batch_of_nothing_and_texts_of_nothing() -> None:
    assert index_texts([]) == []
    assert [made.split() for made in index_texts(["", "云", ""])] == [[], ["云"], []]


def test_a_text_with_what_one_unit_cannot_say_leaves_its_neighbours_as_they_are() -> None:
    made = index_texts(["云川12345热线", "住房面积90㎡😀", "PM2.5 达标"])
    assert [one.split() for one in made] == [
        ["云", "川", "12345", "热", "线"],
        index_text("住房面积90㎡😀").split(),
        index_text("PM2.5 达标").split(),
    ]


def test_a_batch_with_ever_more_characters_made_of_several_is_cut_all_the_same() -> None:
    texts = ["停水…何时来？", "".join(map(chr, range(0x3300, 0x3358))), "…", "水面90㎡😀…"]
    assert [one.split() for one in index_texts(texts)] == [index_text(text).split() for text in texts]
    assert [one.split() for one in index_texts(texts[::3])] == [index_text(text).split() for text in texts[::3]]
