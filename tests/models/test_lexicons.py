import pytest

from data import read_json
from models.functions import LOCALITY, functions
from models.lexicons import Lexicon, manners, topics


def test_every_function_has_everyday_words_of_its_own() -> None:
    words = read_json("lexicons/functions.json")["words"]
    assert set(words) == {function.id for function in functions()}
    for id, by_weight in words.items():
        assert id == LOCALITY or sum(len(line.split()) for line in by_weight.values()) >= 5, id


def test_topics_name_only_functions_that_exist() -> None:
    known = {function.id for function in functions()}
    assert 22 <= len(topics()) <= 30
    for topic in topics():
        assert topic.words and set(topic.functions) <= known


def test_every_function_but_locality_suggests_a_topic() -> None:
    suggested = {id for topic in topics() for id in topic.functions}
    assert {function.id for function in functions()} - suggested == {LOCALITY}


def test_a_word_speaks_through_the_words_inside_it_for_other_families() -> None:
    weights = {"噪音扰民": {("kind", "D2"): 2.0}, "扰民": {("attitude", "negative"): 3.0, ("kind", "D2"): 1.0}}
    lexicon = Lexicon(weights, [("kind", "D2"), ("attitude", "negative")])
    row = lexicon.words.index("噪音扰民")
    assert lexicon.matrix[row].tolist() == [2.0, 3.0]


@pytest.mark.parametrize("word", ["辟谣", "网传", "请问", "记者"])
def test_cues_of_each_voice_are_known(word: str) -> None:
    assert word in manners().words
