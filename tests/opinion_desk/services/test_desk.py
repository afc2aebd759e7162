"""The Desk: parts made when asked for, told of what others write, and closed for good."""

from __future__ import annotations

import stat
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.changes import Touched
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.inbox import InboxQuery
from opinion_desk.domain.outbox import Message
from opinion_desk.domain.source import Form, Source
from opinion_desk.services.desk import Desk, OnDuty
from opinion_desk.services.messages_owed import NOTICE
from opinion_desk.services.reader_in_force import MadeFrom
from opinion_desk.services.review import PROVISIONAL
from opinion_desk.settings import Settings, load_settings
from opinion_desk.store import outbox
from tests.opinion_desk.services.stand_ins import BY, NINE, FakeCollector, FakeReader, FakeSender, brought, entry

Make = Callable[..., Desk]


def never(*args: object) -> Any:
    """A part that must not be made."""
    raise AssertionError("nobody asked for this part")


def test_reading_texts_opens_no_database(make_desk: Make) -> None:
    desk = make_desk(papers=never, grouper=never, tables=never)
    assert desk.texts.parse("标题".encode()).title == "标题"
    assert desk.texts.reader("云川市").name == "fake-1"
    assert not desk.is_demo and not desk.home.database.exists()


def test_lists_load_neither_models_nor_network_nor_papers(make_desk: Make) -> None:
    desk = make_desk(reader=never, grouper=never, collector=never, papers=never, tables=never, catalogue=never)
    assert desk.items.count(InboxQuery()) == 0 and desk.sources.list() == () and desk.incidents.list() == ()
    assert desk.units.list() == () and desk.notices.unread() == () and desk.verify() == []
    assert desk.sources.collect_now().sources == 0 and desk.tick().fired == ()


def test_the_reader_knows_the_settings_and_the_units_of_the_registry(make_desk: Make) -> None:
    asked: list[Any] = []

    def reader(*args: Any) -> FakeReader:
        asked.append(args)
        return FakeReader()

    collector = FakeCollector()
    desk = make_desk(Settings(jurisdiction="云川市"), reader=reader, collector=lambda: collector)
    unit = desk.units.add(" 云川市水务局 ", "water", "0519-1", "值守", ("水务局",))
    source = desk.sources.add("https://example.cn/a")
    collector.brings[source.id] = brought(source, entry("a"))
    assert desk.sources.collect_now().new == 1 and desk.sources.collect_now([source.id]).new == 0
    assert asked == [(MadeFrom("云川市", own_units=(unit,), sure_at=PROVISIONAL),)] and unit.name == "云川市水务局"


def test_one_intake_serves_collecting_and_importing(make_desk: Make) -> None:
    readers: list[FakeReader] = []

    def reader(*args: Any) -> FakeReader:
        readers.append(FakeReader())
        return readers[-1]

    desk = make_desk(reader=reader)
    desk.sources.add("https://example.cn/a")
    started = threading.Barrier(2)

    def at_once(do: Callable[[], object]) -> None:
        started.wait()
        do()

    threads = [
        threading.Thread(target=at_once, args=(do,))
        for do in (desk.sources.collect_now, lambda: desk.items.import_file(Path("a.csv")))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(readers) == 1


def test_changes_tell_what_this_and_another_process_wrote_and_then_nothing(make_desk: Make) -> None:
    here, there = make_desk(), make_desk()
    assert here.changes() is None
    opened = there.incidents.open("一件事", deed=BY)
    told = here.changes()
    assert told is not None and told.touches(Touched.INCIDENTS) and told.incidents == {opened.id}
    assert here.changes() is None
    here.units.add("云川市水务局")
    told = here.changes()
    assert told is not None and told.touched == {Touched.UNITS}


def test_a_desk_that_is_closed_says_so_and_writes_nothing_more(make_desk: Make) -> None:
    desk = make_desk()
    items = desk.items
    desk.changes()
    desk.close()
    desk.close()
    assert desk.changes() is None
    for use in (lambda: desk.sources, lambda: items.read(1), desk.tick, desk.verify):
        with pytest.raises(Unavailable) as why:
            use()
        assert why.value.id == "store_closed"


def test_the_day_is_that_of_the_desks_own_zone(make_desk: Make, clock: Any) -> None:
    clock.set(NINE.replace(hour=17))  # one in the morning of the next day in 云川
    assert make_desk().today().isoformat() == "2026-11-21"
    assert make_desk(Settings(zone="Europe/London")).today().isoformat() == "2026-11-20"


def test_the_home_is_made_for_its_owner_alone(make_desk: Make) -> None:
    desk = make_desk()
    assert desk.store.meta("made_by") == desk.version_line
    if sys.platform != "win32":
        assert stat.S_IMODE(desk.home.folder.stat().st_mode) == 0o700


def test_notices_are_shown_newest_first_until_they_are_read(make_desk: Make) -> None:
    desk = make_desk()
    posted = [Message(key, NOTICE, "值班员", f"第{key}", "text", NINE, 1) for key in ("a", "b")]
    desk.store.write_now(lambda tx: [outbox.post_notice(tx, message) for message in posted])
    assert [notice.subject for notice in desk.notices.unread()] == ["第b", "第a"]
    desk.notices.read(desk.notices.unread()[0].id)
    (left,) = desk.notices.unread()
    assert (left.subject, left.at, left.text, left.incident_id) == ("第a", NINE, "text", 1)


def test_the_robot_of_the_settings_carries_what_is_owed(make_desk: Make) -> None:
    robot = FakeSender()
    desk = make_desk(senders=lambda settings: {"webhook": robot})
    desk.store.write_now(lambda tx: outbox.put(tx, Message("k", "webhook", "负责人", "s", "t", NINE)))
    assert desk.tick().sent == 1 and [message.key for message in robot.sent] == ["k"]


def test_settings_are_kept_and_used_from_now_on(make_desk: Make) -> None:
    desk = make_desk()
    assert desk.on_duty() is None
    desk.save(replace(desk.settings, person="夜班值班员"))
    assert desk.on_duty() == OnDuty("夜班值班员")
    assert load_settings(desk.home.folder) == desk.settings


def test_serving_holds_the_lease_until_it_is_stopped(make_desk: Make) -> None:
    desk, other, stop = make_desk(), make_desk(), threading.Event()
    collecting = threading.Event()
    collector = FakeCollector()

    def visited(source: Source) -> None:
        collecting.set()

    collector.before = visited
    desk = make_desk(collector=lambda: collector)
    desk.sources.add_known([Source(0, "云川日报", "https://example.cn/a", Form.FEED)])
    thread = threading.Thread(target=desk.serve, args=(stop,))
    thread.start()
    try:
        assert collecting.wait(20)
        with pytest.raises(Unavailable) as why:
            other.serve()
        assert why.value.id == "collector_elsewhere"
    finally:
        stop.set()
        thread.join(20)
    assert not thread.is_alive()


def test_the_command_of_the_collecting_process_names_this_home(make_desk: Make) -> None:
    desk = make_desk()
    command = desk.collector_command()
    assert command[:3] == [sys.executable, "-m", "opinion_desk"] and command[-1] == str(desk.home.folder)


def test_a_demo_says_so_on_its_papers_and_for_good(make_desk: Make) -> None:
    make_desk().mark_demo()
    assert make_desk().is_demo


def test_the_doctor_looks_at_this_home(make_desk: Make) -> None:
    findings = {finding.id: finding for finding in make_desk().doctor()}
    assert "home" in str(findings["home"].sentence) and len(findings) >= 10


def test_two_units_of_one_name_are_refused(make_desk: Make) -> None:
    desk = make_desk()
    desk.units.add("云川市水务局")
    with pytest.raises(Refused) as why:
        desk.units.add("云川市水务局 ")
    assert why.value.id == "unit_known" and len(desk.units.list()) == 1
