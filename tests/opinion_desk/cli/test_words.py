"""The options that may stand anywhere."""

from __future__ import annotations

import pytest

from opinion_desk.cli.words import WrongUsage, split_globals


@pytest.mark.parametrize(
    "words",
    [
        ["--home", "H", "--json", "sources", "list"],
        ["sources", "list", "--json", "--home", "H"],
        ["sources", "--home=H", "list", "--json"],
    ],
)
def test_home_and_json_may_stand_before_within_and_after_the_command(words: list[str]) -> None:
    options = split_globals(words)
    assert (options.home, options.as_json, options.words) == ("H", True, ("sources", "list"))


def test_what_follows_a_lone_double_dash_is_left_alone() -> None:
    options = split_globals(["search", "--json", "--", "--home", "--json"])
    assert options.as_json and options.home is None
    assert options.words == ("search", "--", "--home", "--json")


@pytest.mark.parametrize("words", [["--home"], ["--home", ""], ["--home="], ["sources", "list", "--home", "--json"]])
def test_a_home_without_a_folder_is_wrong_usage(words: list[str]) -> None:
    with pytest.raises(WrongUsage, match="数据目录"):
        split_globals(words)
