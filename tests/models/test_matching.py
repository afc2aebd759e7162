import ahocorasick_rs
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.matching import Matches, Words

LETTERS = st.text("甲乙丙丁😀a", max_size=5)


def codes(text: str) -> np.ndarray:
    return np.array([ord(letter) for letter in text], dtype=np.int64)


def rows(matches: Matches) -> list[tuple[int, int, int]]:
    return list(zip(matches.word.tolist(), matches.start.tolist(), matches.end.tolist(), strict=True))


@settings(deadline=None, max_examples=200)
@given(st.lists(LETTERS.filter(bool), min_size=1, max_size=12, unique=True), st.text("甲乙丙丁😀a。", max_size=40))
def test_the_same_words_are_found_as_by_an_automaton(words: list[str], text: str) -> None:
    kind = ahocorasick_rs.MatchKind.LeftmostLongest
    longest = ahocorasick_rs.AhoCorasick(words, matchkind=kind).find_matches_as_indexes(text)
    every = ahocorasick_rs.AhoCorasick(words).find_matches_as_indexes(text, overlapping=True)
    trie = Words([["丁丁丁"], words])
    walk = trie.walk(codes(text))
    assert rows(trie.longest(walk, 1)) == longest
    assert sorted(rows(trie.all(walk, 1))) == sorted(every)


def test_each_list_finds_its_own_words_under_its_own_numbers() -> None:
    trie = Words([["停水", "水"], ["水", "停水三天"], []])
    walk = trie.walk(codes("停水三天"))
    assert rows(trie.longest(walk, 0)) == [(0, 0, 2)]
    assert rows(trie.longest(walk, 1)) == [(1, 0, 4)]
    assert sorted(rows(trie.all(walk, 1))) == [(0, 1, 2), (1, 0, 4)]
    assert rows(trie.all(walk, 2)) == []


def test_nothing_is_found_in_nothing_or_by_no_words() -> None:
    assert rows(Words([["水"]]).longest(Words([["水"]]).walk(codes("")), 0)) == []
    empty = Words([["", ""]])
    assert rows(empty.longest(empty.walk(codes("停水")), 0)) == []


def test_many_words_that_share_letters_keep_apart() -> None:
    words = [a + b + c for a in "天地玄黄宇宙洪荒" for b in "日月盈昃辰宿列张" for c in "寒来暑往秋收冬藏"]
    trie = Words([words])
    text = "".join(words)
    found = trie.longest(trie.walk(codes(text)), 0)
    assert found.word.tolist() == list(range(len(words)))
    assert found.start.tolist() == list(range(0, len(text), 3))
