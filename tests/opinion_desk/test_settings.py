"""Settings: whole on disk, refused with a sentence, and never in the checkout."""

from __future__ import annotations

import json
import stat
import sys
from pathlib import Path
from typing import Any

import platformdirs
import pytest

from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.settings import CHECKOUT, Home, Post, Settings, Theme, home_folder, load_settings, save_settings

FULL = Settings(
    jurisdiction="云川市",
    own_places=("东湖区", "南岸区", "北郊镇"),
    zone="Asia/Urumqi",
    issuer="中共云川市委宣传部",
    code="云宣舆",
    person="值班员甲",
    posts=(Post("值班负责人", "0000-8800"), Post("宣传部分管领导")),
    theme=Theme.DARK,
    webhook="https://robot.yunchuan.example/hook",
    internal_webhook=True,
    review_share=0.25,
)


def test_an_empty_folder_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "nothing") == Settings()


def test_what_was_saved_is_read_again(tmp_path: Path) -> None:
    save_settings(tmp_path / "new", FULL)
    assert load_settings(tmp_path / "new") == FULL
    save_settings(tmp_path / "new", Settings())
    assert load_settings(tmp_path / "new") == Settings()


def test_settings_are_for_the_eyes_of_their_owner_and_leave_nothing_beside_them(tmp_path: Path) -> None:
    save_settings(tmp_path, FULL)
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]
    if sys.platform != "win32":
        assert stat.S_IMODE((tmp_path / "settings.json").stat().st_mode) == 0o600


def test_a_full_disk_keeps_the_old_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save_settings(tmp_path, FULL)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Unavailable) as caught:
        save_settings(tmp_path, Settings())
    assert "磁盘已满" in caught.value.sentence
    assert load_settings(tmp_path) == FULL
    assert [path.name for path in tmp_path.iterdir()] == ["settings.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"{",
        b"[]",
        b'{"zone": 8}',
        b'{"theme": "pink"}',
        b'{"own_places": "\xe4\xb8\x9c"}',
        b'{"posts": [{"phone": "1"}]}',
        b'{"internal_webhook": "no"}',
        b'{"review_share": "0.3"}',
        b'{"review_share": true}',
    ],
)
def test_a_broken_file_is_refused_and_kept(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "settings.json").write_bytes(content)
    with pytest.raises(Refused) as caught:
        load_settings(tmp_path)
    assert caught.value.id == "settings_broken"
    assert (tmp_path / "settings.json").read_bytes() == content


def test_what_a_newer_desk_wrote_beside_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text(
        json.dumps({"issuer": "云川市委宣传部", "of_tomorrow": 1}), encoding="utf-8"
    )
    assert load_settings(tmp_path) == Settings(issuer="云川市委宣传部")


@pytest.mark.parametrize(
    ("values", "id"),
    [
        ({"jurisdiction": "  "}, "setting_empty"),
        ({"issuer": "宣" * 61}, "setting_text"),
        ({"person": "甲\n乙"}, "setting_text"),
        ({"own_places": ("东湖区\x00",)}, "setting_text"),
        ({"zone": "Asia/Yunchuan"}, "setting_zone"),
        ({"zone": "../etc/passwd"}, "setting_zone"),
        ({"zone": ""}, "setting_zone"),
        ({"webhook": "http://robot.yunchuan.example/"}, "setting_webhook"),
        ({"webhook": "file:///etc/passwd", "internal_webhook": True}, "setting_webhook"),
        ({"webhook": "https://[::1"}, "setting_webhook"),
        ({"review_share": 0.01}, "setting_share"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_with_its_sentence(values: dict[str, Any], id: str) -> None:
    with pytest.raises(Refused) as caught:
        Settings(**values)
    assert caught.value.id == id


def test_plain_http_is_for_robots_on_the_inside() -> None:
    assert Settings(webhook="http://10.0.0.8:8080/hook", internal_webhook=True).webhook


def test_a_folder_chosen_is_the_callers_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert home_folder("desk") == tmp_path / "desk"
    assert home_folder(str(tmp_path / "other")) == tmp_path / "other"
    assert home_folder() == platformdirs.user_data_path("OpinionDesk", appauthor=False)


def test_the_program_s_own_folder_is_no_place_for_data_but_a_new_one_below_it_is_the_person_s_choice(
    tmp_path: Path,
) -> None:
    link = tmp_path / "link"
    link.symlink_to(CHECKOUT)
    for taken in (CHECKOUT, CHECKOUT.parent, CHECKOUT / ".venv" / "x", CHECKOUT / "opinion_desk", link):
        with pytest.raises(Refused) as caught:
            home_folder(str(taken))
        assert caught.value.id == "home_in_checkout"
    assert home_folder(str(CHECKOUT / "my-desk")) == CHECKOUT / "my-desk"


def test_a_home_makes_its_folders_and_says_when_it_cannot(tmp_path: Path) -> None:
    home = Home(tmp_path / "desk").make()
    assert all(folder.is_dir() for folder in (home.folder, home.logs, home.evidence, home.models))
    (tmp_path / "file").write_text("")
    with pytest.raises(Unavailable) as caught:
        Home(tmp_path / "file").make()
    assert caught.value.id == "home_unusable"
