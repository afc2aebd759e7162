"""The starter list: real sources, none collected from until chosen."""

from __future__ import annotations

import pytest

from opinion_desk.collectors.clean import http_link
from opinion_desk.domain.errors import Refused
from opinion_desk.domain.rsshub import is_route
from opinion_desk.services.starters import starters


def test_every_starter_has_an_address_that_can_be_collected_from_and_its_own_name() -> None:
    listed = starters("云川市")
    assert all(http_link(one.address) or is_route(one.address) for one in listed)
    assert len({one.address for one in listed}) == len({one.name for one in listed}) == len(listed)
    assert not any("{place}" in one.address or " " in one.address for one in listed)


def test_no_starter_follows_a_person() -> None:
    assert not any("/user/" in one.address for one in starters("云川市"))


def test_the_jurisdiction_stands_in_what_searches_for_it() -> None:
    local = [one for one in starters("云川市") if "云川" in one.name]
    assert local[0].address == "rsshub://weibo/keyword/%E4%BA%91%E5%B7%9D"
    assert len(starters(None)) == len(starters("云川市")) - len(local)


def test_what_asks_for_something_is_refused_without_and_complete_with_it() -> None:
    board = next(one for one in starters() if one.name == "领导留言板")
    with pytest.raises(Refused) as why:
        board.filled(" ")
    assert why.value.id == "starter_asks"
    filled = board.filled("539/2")
    assert (filled.address, filled.name, filled.asks) == ("rsshub://people/liuyan/539%2F2", "领导留言板 539/2", "")
    assert filled.source.folder == "本地"
