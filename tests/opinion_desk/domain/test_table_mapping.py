"""What headings mean: one header whatever the order, and mappings that can work."""

from __future__ import annotations

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.folder_files import is_folder_address, tidy_address
from opinion_desk.domain.table_mapping import (
    HeadingLook,
    Meaning,
    TableLook,
    TableMapping,
    checked,
    header_key,
    read_meaning,
)

LOOK = TableLook(
    (HeadingLook("提要", Meaning.DROP), HeadingLook("标题", Meaning.TITLE), HeadingLook("刊物", Meaning.SITE))
)


def test_a_header_is_the_same_in_any_order_width_and_case() -> None:
    assert header_key(["标题（必填）", "URL", "正文"]) == header_key(["正文 ", "标题", "", "ｕｒｌ:"])
    assert header_key(["标题", "正文"]) != header_key(["标题", "正文", "作者"])


@pytest.mark.parametrize(
    ("text", "meaning"), [("title", Meaning.TITLE), (" 标题 ", Meaning.TITLE), ("DROP", Meaning.DROP)]
)
def test_a_meaning_is_understood_by_its_id_or_its_word(text: str, meaning: Meaning) -> None:
    assert read_meaning(text) is meaning


def test_an_unknown_meaning_is_answered_with_those_there_are() -> None:
    with pytest.raises(Refused) as caught:
        read_meaning("作者")
    assert "published（发布时间）" in caught.value.sentence


def test_what_a_person_says_goes_before_what_the_headings_seem_to_say() -> None:
    mapping = LOOK.as_mapping("剪报", {"提要": Meaning.TITLE})
    assert dict(mapping.meanings) == {"提要": Meaning.TITLE, "标题": Meaning.DROP, "刊物": Meaning.SITE}
    with pytest.raises(Refused) as caught:
        LOOK.as_mapping("剪报", {"摘要": Meaning.BODY})
    assert caught.value.id == "mapping_no_heading" and "提要、标题、刊物" in caught.value.sentence


@pytest.mark.parametrize(
    ("name", "meanings", "id"),
    [
        (" ", {"甲": Meaning.TITLE}, "mapping_name_missing"),
        ("名" * 41, {"甲": Meaning.TITLE}, "mapping_name_long"),
        ("剪报", {"甲": Meaning.LINK}, "mapping_no_text"),
        ("剪报", {"甲": Meaning.TITLE, "乙": Meaning.TITLE}, "mapping_twice"),
        ("剪报", {"丙": Meaning.TITLE}, "mapping_no_heading"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(name: str, meanings: dict[str, Meaning], id: str) -> None:
    with pytest.raises(Refused) as caught:
        checked(TableMapping(name, ("甲", "乙"), tuple(meanings.items())))
    assert caught.value.id == id


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/data/导出/", "/data/导出"),
        (" D:\\导出\\ ", "D:\\导出"),
        ("D:\\", "D:\\"),
        ("/", "/"),
        ("\\\\share\\a\\", "\\\\share\\a"),
    ],
)
def test_a_folder_is_told_from_an_address_of_the_web_and_kept_without_its_last_stroke(address: str, kept: str) -> None:
    assert is_folder_address(address.strip()) and tidy_address(address) == kept
    assert not is_folder_address("https://example.cn/a/") and not is_folder_address("导出")
