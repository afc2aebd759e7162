"""设置: its sections by the keyboard, what this desk is, its posts and looks; refusals stand beside what they are about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.roles import Colleague, Role
from opinion_desk.settings import Post, Theme
from ui.preferences.desk import DeskSection
from ui.preferences.looks import LooksSection
from ui.preferences.page import SettingsPage
from ui.preferences.posts import PostsSection
from ui.preferences.sections import SECTIONS
from ui.seat import Seat
from ui.theme import THEME, Mode, tokens
from ui.tokens import DARK, LIGHT

from .fake_desk import FakeDesk

Home = Callable[[Seat], None]


@pytest.fixture
def section(page: SettingsPage, seat: Seat, home: Home) -> DeskSection:
    front = page.open_section("desk")
    home(seat)
    assert isinstance(front, DeskSection)
    return front


@pytest.fixture
def posts(page: SettingsPage, seat: Seat, home: Home) -> PostsSection:
    front = page.open_section("posts")
    home(seat)
    assert isinstance(front, PostsSection)
    return front


@pytest.fixture
def page(seat: Seat, qtbot: QtBot, home: Home) -> SettingsPage:
    made = SettingsPage(seat)
    qtbot.addWidget(made)
    made.shown()
    home(seat)
    return made


def test_what_was_typed_is_kept_and_a_moved_place_asks_for_a_new_start(
    section: DeskSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    assert not section.save_button.isEnabled()
    section.person.setText("早班值班员")
    section.place.setText("东湖区")
    section.save()
    home(seat)
    assert (desk.settings.person, desk.settings.jurisdiction) == ("早班值班员", "东湖区")
    assert seat.by == "早班值班员"
    assert "重新启动" in section.bar.words


def test_places_the_list_does_not_have_are_kept_each_once(
    section: DeskSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    section.own_places.setText("东湖街道、东湖路=东湖街道，东湖街道 ；")
    section.show_savable()
    assert section.save_button.isEnabled()
    section.save()
    home(seat)
    assert desk.settings.own_places == ("东湖街道", "东湖路=东湖街道")
    assert section.bar.words == "已保存。"
    section.shown()
    home(seat)
    assert section.own_places.text() == "东湖街道、东湖路=东湖街道"
    assert not section.save_button.isEnabled()


def test_a_refused_setting_says_why_and_nothing_is_changed(
    section: DeskSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    section.issuer.setText("很长" * 40)
    section.save()
    home(seat)
    assert "印发单位" in section.bar.words
    assert desk.settings.issuer == "中共云川市委宣传部"


def test_the_theme_turns_at_once_and_is_kept(page: SettingsPage, desk: FakeDesk, seat: Seat, home: Home) -> None:
    looks = page.open_section("looks")
    assert isinstance(looks, LooksSection)
    try:
        looks.themes[Mode.DARK].click()
        home(seat)
        assert tokens() is DARK
        assert desk.settings.theme is Theme.DARK
    finally:
        THEME.wear(Mode.LIGHT)
    assert tokens() is LIGHT


def test_main_stays_a_composition_root() -> None:
    root = Path(__file__).resolve().parents[2]
    assert len((root / "main.py").read_text(encoding="utf-8").splitlines()) <= 80


def test_the_program_is_ended_from_here(page: SettingsPage, qtbot: QtBot) -> None:
    page.open_section("running")
    with qtbot.waitSignal(page.quit_requested, timeout=1000):
        next(made for made in page.findChildren(QPushButton) if made.text() == "退出程序").click()


def test_the_sections_are_gone_through_by_the_keyboard_and_the_one_left_open_opens_again(
    page: SettingsPage, seat: Seat, qtbot: QtBot, home: Home
) -> None:
    for entry in SECTIONS:
        assert page.front is page.section(entry.id) and page.front.accessibleName() == entry.title
        QTest.keyClick(page.list, Qt.Key.Key_Down)
        home(seat)
    page.open_part("ladders")
    home(seat)
    again = SettingsPage(seat)
    qtbot.addWidget(again)
    assert again.front is again.section("ladders")


def test_posts_are_kept_with_their_telephones_and_taken_back(
    posts: PostsSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    assert not posts.save_button.isEnabled()
    for post, phone in (("值班员", "0519-8888 0001"), ("值班负责人", "")):
        posts.rows.more.click()
        first, second = posts.rows.fields[-1]
        first.setText(post)
        second.setText(phone)
    posts.rows.more.click()  # an empty row is no post
    posts.save_button.click()
    home(seat)
    assert desk.settings.posts == (Post("值班员", "0519-8888 0001"), Post("值班负责人"))
    posts.bar.retry()
    home(seat)
    assert len(desk.settings.posts) == len(posts.rows.pairs) == 0


def test_a_post_without_a_name_or_there_twice_is_refused_in_its_row(
    posts: PostsSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    for post, phone in (("值班员", ""), ("值班员", "1")):
        posts.rows.more.click()
        posts.rows.fields[-1][0].setText(post)
        posts.rows.fields[-1][1].setText(phone)
    posts.save()
    assert "“值班员”写了两次" in posts.rows.told and not desk.settings.posts
    posts.rows.fields[-1][0].setText("")
    posts.save()
    assert "名称" in posts.rows.told and not desk.settings.posts


def test_what_is_typed_stays_while_something_else_is_written(
    section: DeskSection, posts: PostsSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    section.issuer.setText("云川市委办")
    section.issuer.setModified(True)
    posts.rows.more.click()
    posts.rows.fields[-1][0].setText("值班员")
    for front in (section, posts):
        front.changed(Changes(frozenset({Touched.SETTINGS})))
    home(seat)
    assert section.issuer.text() == "云川市委办" and posts.rows.pairs == [("值班员", "")]


def test_where_names_are_picked_from_a_list_the_name_is_only_shown(
    section: DeskSection, desk: FakeDesk, seat: Seat, home: Home
) -> None:
    desk.staff.save((Colleague("丁一", "", frozenset({Role.ADMINISTRATOR})),), "丁一")
    section.shown()
    home(seat)
    assert section.person.isReadOnly()
    section.code.setText("云宣舆")
    section.save()
    home(seat)
    assert (desk.settings.person, desk.settings.code) == ("夜班值班员", "云宣舆")
