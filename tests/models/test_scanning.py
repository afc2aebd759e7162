from models.normalizing import joined
from models.scanning import Hit, Scan, Scanner

SCANNER = Scanner({"water": ["停水", "水"], "power": ["停电"], "none": []})


def water(at_most: int, *texts: str) -> list[list[Hit]]:
    found = scan(*texts)
    return found.hits(found.longest("water"), at_most)


def scan(*texts: str) -> Scan:
    return SCANNER.scan(joined(texts))


def test_each_text_has_its_own_hits_counted_from_its_beginning() -> None:
    assert water(9, "又停水", "", "水停电停水") == [[(0, 1, 3)], [], [(1, 0, 1), (0, 3, 5)]]


def test_no_more_hits_are_given_than_wanted_and_they_are_the_first() -> None:
    assert water(2, "水水停水", "停水") == [[(1, 0, 1), (1, 1, 2)], [(0, 0, 2)]]


def test_texts_with_any_word_of_a_list_are_told() -> None:
    found = scan("停电", "停水", "停电停电")
    assert found.texts_with("power") == {0, 2}
    assert found.texts_with("none") == set()


def test_no_word_is_found_across_two_texts() -> None:
    assert scan("停", "水停", "电").texts_with("power") == set()
    assert water(9, "停", "水") == [[], [(1, 0, 1)]]
