"""The reader in force follows model, topics, units and places without a restart, and a broken model stops nobody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.errors import Refused
from opinion_desk.domain.unit import Unit
from opinion_desk.services.desk import Desk
from opinion_desk.services.reader_in_force import MadeFrom
from opinion_desk.services.review import PROVISIONAL
from opinion_desk.settings import Settings
from tests.opinion_desk.services.stand_ins import FakeReader

BY = "甲"
Make = Callable[..., Desk]


class Readers:
    """Makes readers named after what they are made from; refuses models whose files are gone."""

    def __init__(self) -> None:
        self.made: list[MadeFrom] = []
        self.failing: Exception | None = None
        self.closed: list[str] = []

    def __call__(self, wanted: MadeFrom) -> FakeReader:
        self.made.append(wanted)
        if self.failing is not None:
            raise self.failing
        if wanted.learned is not None and not wanted.learned.exists():
            raise Refused("model_missing", name=wanted.learned.name)
        made = self

        class Named(FakeReader):
            name = wanted.learned.name if wanted.learned else "packaged"

            def read_bulk(self, texts: Any) -> Any:
                return self.read(texts)

            def close(self) -> None:
                made.closed.append(self.name)

        return Named()


@pytest.fixture
def readers() -> Readers:
    return Readers()


def teach_and_learn(desk: Desk) -> str:
    desk.learning.teach("停水", "", kind="D2", by=BY)
    return desk.learning.learn(BY).model.name


def test_nothing_is_made_before_the_first_reading_and_nothing_twice(make_desk: Make, readers: Readers) -> None:
    desk = make_desk(reader=readers)
    assert desk.learning.state().samples == 0 and desk.items.events() == 0 and readers.made == []
    assert desk.texts.model() == desk.texts.read("停水", "").model == "packaged"
    desk.store.set_meta("anything", "changed")
    assert desk.texts.model() == "packaged" and len(readers.made) == 1


def test_a_model_that_is_adopted_reads_next_in_every_process(make_desk: Make, readers: Readers) -> None:
    window, server = make_desk(reader=readers), make_desk(reader=readers)
    assert (window.texts.model(), server.texts.model()) == ("packaged", "packaged")
    name = teach_and_learn(window)
    assert (window.texts.model(), server.texts.model()) == (name, name)
    assert readers.closed == ["packaged", "packaged"], "what the earlier readers started ends"
    window.learning.recall(None, BY)
    assert server.texts.model() == "packaged"


def test_topics_units_and_own_places_are_followed(make_desk: Make, readers: Readers) -> None:
    window, server = make_desk(Settings(jurisdiction="云川市"), reader=readers), make_desk(reader=readers)
    server.texts.model()
    window.topics.add("湖长制", [("蓝藻", 3)], by=BY)
    unit = window.units.add("云川市水务局", "water")
    window.save(replace(window.settings, own_places=("湖心岛",)))
    server.texts.model()
    made = readers.made[-1]
    assert [edit.name for edit in made.topics] == ["湖长制"] and made.own_units == (unit,)
    assert made.own_places == ("湖心岛",)
    window.units.edit(replace(unit, name=" 云川市水利局 "))
    server.texts.model()
    assert [unit.name for unit in readers.made[-1].own_units] == ["云川市水利局"]
    window.units.remove(unit.id)
    server.texts.model()
    assert readers.made[-1].own_units == ()


def test_a_unit_without_a_name_is_refused(make_desk: Make) -> None:
    desk = make_desk()
    unit = desk.units.add("云川市水务局", "water")
    with pytest.raises(Refused):
        desk.units.edit(replace(unit, name=" "))
    with pytest.raises(Refused):
        desk.units.edit(Unit(99, "没有的单位", None))


def test_a_model_that_cannot_be_loaded_leaves_the_packaged_one_reading_and_doctor_says_so(
    make_desk: Make, readers: Readers
) -> None:
    desk = make_desk(reader=readers)
    name = teach_and_learn(desk)
    (desk.home.models / name).unlink()
    assert desk.texts.model() == "packaged"
    (finding,) = [finding for finding in desk.doctor() if finding.id == "model"]
    assert not finding.ok and name in finding.sentence and finding.remedy
    made = len(readers.made)
    assert desk.texts.model() == "packaged" and len(readers.made) == made, "it is not tried at every reading"
    again = desk.learning.learn(BY).model.name
    assert desk.texts.model() == again
    assert all(finding.ok for finding in desk.doctor() if finding.id == "model")


def test_the_learner_does_not_compare_with_a_model_that_cannot_be_loaded(make_desk: Make, readers: Readers) -> None:
    currents: list[Path | None] = []

    def learner(wanted: MadeFrom, folder: Path) -> Any:
        from tests.opinion_desk.services.stand_ins import FakeLearner

        currents.append(wanted.learned)
        return FakeLearner(folder)

    desk = make_desk(reader=readers, learner=learner)
    name = teach_and_learn(desk)
    desk.learning.learn(BY)
    assert [path and path.name for path in currents] == [None, name]
    current = desk.learning.state().current
    assert current is not None
    (desk.home.models / current.name).unlink()
    desk.texts.model()
    desk.learning.learn(BY)
    assert currents[-1] is None


def test_when_the_packaged_model_is_missing_too_the_reading_is_refused_and_tried_again(
    make_desk: Make, readers: Readers
) -> None:
    desk = make_desk(reader=readers)
    readers.failing = Refused("model_missing", name="base")
    for _ in range(2):
        with pytest.raises(Refused):
            desk.texts.model()
    readers.failing = None
    assert desk.texts.model() == "packaged"


def test_a_change_that_cannot_be_followed_at_once_is_followed_later(make_desk: Make, readers: Readers) -> None:
    desk = make_desk(reader=readers)
    desk.texts.model()
    desk.topics.add("湖长制", by=BY)
    readers.failing = MemoryError()
    with pytest.raises(MemoryError):
        desk.texts.model()
    readers.failing = None
    desk.texts.model()
    assert [edit.name for edit in readers.made[-1].topics] == ["湖长制"]


def test_the_share_to_review_is_looked_at_again_every_hour(
    make_desk: Make, readers: Readers, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from opinion_desk.services import reader_in_force

    desk = make_desk(Settings(review_share=0.3), reader=readers)
    thresholds = iter([None, 0.42])
    monkeypatch.setattr(reader_in_force, "review_threshold", lambda store, share: next(thresholds))
    desk.texts.model()
    clock.forward(minutes=59)
    desk.texts.model()
    assert [made.sure_at for made in readers.made] == [PROVISIONAL]
    clock.forward(minutes=1)
    desk.texts.model()
    assert [made.sure_at for made in readers.made] == [PROVISIONAL, 0.42]


def test_a_reader_for_another_jurisdiction_leaves_own_places_and_units_at_home(
    make_desk: Make, readers: Readers
) -> None:
    desk = make_desk(Settings(jurisdiction="云川市", own_places=("东湖区",)), reader=readers)
    assert desk.texts.reader("天宁区").name == "packaged" and not desk.home.database.exists()
    assert (readers.made[-1].jurisdiction, readers.made[-1].own_places) == ("天宁区", ())
    unit = desk.units.add("云川市水务局", "water")
    name = teach_and_learn(desk)
    assert desk.texts.reader("天宁区").name == name
    assert (readers.made[-1].own_places, readers.made[-1].own_units) == ((), ())
    for jurisdiction in (None, "云川市"):
        desk.texts.reader(jurisdiction)
        made = readers.made[-1]
        assert (made.jurisdiction, made.own_places, made.own_units) == ("云川市", ("东湖区",), (unit,))


def test_doctor_tells_of_a_database_that_cannot_be_opened_and_goes_on(make_desk: Make, readers: Readers) -> None:
    desk = make_desk(reader=readers)
    desk.home.make().database.write_bytes(b"not a database " * 20)
    findings = {finding.id: finding for finding in desk.doctor()}
    assert not findings["database"].ok and "desk.sqlite3" in findings["database"].sentence and "python" in findings


def test_settings_that_another_process_left_unreadable_do_not_stop_the_reading(
    make_desk: Make, readers: Readers
) -> None:
    desk = make_desk(Settings(own_places=("东湖区",)), reader=readers)
    (desk.home.make().folder / "settings.json").write_text("{", encoding="utf-8")
    assert desk.texts.model() == "packaged" and readers.made[-1].own_places == ("东湖区",)


def test_a_desk_that_said_no_share_is_less_strict_than_a_file_that_is_tagged(make_desk: Make, readers: Readers) -> None:
    desk = make_desk(Settings(jurisdiction="云川市"), reader=readers)
    desk.texts.read("停水三天", "没人管")
    desk.texts.reader(None)
    assert [made.sure_at for made in readers.made] == [PROVISIONAL, None]


def test_a_file_of_own_criteria_in_the_data_folder_is_read_by(make_desk: Make, readers: Readers) -> None:
    desk = make_desk(Settings(jurisdiction="云川市"), reader=readers)
    desk.texts.model()
    desk.home.criteria.write_text("{}", encoding="utf-8")
    desk.texts.reader(None)
    assert [made.criteria for made in readers.made] == [None, desk.home.criteria]
