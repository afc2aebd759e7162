"""Units handled through the service: numbers without gaps, two officers at once, the aftermath, what is born, what is exported."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from opinion_desk.domain.acts import Act, ActKind, link_hash
from opinion_desk.domain.assignment import PaperKind, ReceiptWay, ReplyStage
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.commands.ticking import BY_THE_CLOCK
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.incident import Incident, ResponseWay
from opinion_desk.domain.instants import from_ms
from opinion_desk.domain.levels import Grade
from opinion_desk.domain.reading import TextToRead
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.replay import replay
from opinion_desk.domain.verdict import Verdict, Voice
from opinion_desk.services.deed import Deed
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.incident_export import IncidentExport
from opinion_desk.services.incidents import IncidentService
from opinion_desk.services.intake import Intake
from opinion_desk.services.reference import packaged_policies
from opinion_desk.services.ticking import TickService
from opinion_desk.settings import Settings
from opinion_desk.store.store import Store
from tests.opinion_desk.services.stand_ins import (
    BY,
    HOUSING,
    NINE,
    WATER,
    FakePapers,
    FakeReader,
    entry,
    minutes,
    new_source,
    take,
    ticking_of,
)

PUBLIC = Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC)
CODE = Settings(code="云宣舆", issuer="中共云川市委宣传部")
OTHER = Deed("白班值班员")


@pytest.fixture
def coded(store: Store, clock: Any, tmp_path: Path, incidents: IncidentService) -> IncidentService:
    """The matters of a desk whose papers bear a code."""
    return IncidentService(store, packaged_policies(), CODE, clock, EvidenceFiles(tmp_path / "evidence"))


@pytest.fixture
def matter(coded: IncidentService) -> Incident:
    """A matter whose response is due."""
    opened = coded.open("东湖片区停水", deed=BY)
    return coded.confirm(opened.id, PUBLIC, deed=BY)


def numbers(incident: Incident) -> list[str]:
    return [paper.number for paper in incident.papers]


# --- numbers


def test_papers_are_numbered_by_kind_and_year_without_a_gap_where_one_is_refused(
    coded: IncidentService, matter: Incident, clock: Any
) -> None:
    coded.assign(matter.id, WATER, deed=BY)
    with pytest.raises(Refused, match="月亮局"):
        coded.assign(matter.id, "云川市月亮局", deed=BY)
    coded.assign(matter.id, HOUSING, deed=BY)
    with pytest.raises(Refused, match="督办须在催办之后"):
        coded.hand(matter.id, HOUSING, PaperKind.SUPERVISED, deed=BY)
    coded.urge(matter.id, HOUSING, "请抓紧", deed=BY)
    coded.urge(matter.id, HOUSING, deed=BY)
    coded.hand(matter.id, HOUSING, PaperKind.SUPERVISED, "限今日回复", deed=BY)
    clock.forward(days=60)  # another year
    incident = coded.urge(matter.id, HOUSING, deed=BY)
    assert numbers(incident) == [
        "云宣舆交〔2026〕1号",
        "云宣舆交〔2026〕2号",
        "云宣舆催〔2026〕1号",
        "云宣舆催〔2026〕2号",
        "云宣舆督〔2026〕1号",
        "云宣舆催〔2027〕1号",
    ]
    assert incident.assignment(HOUSING).notice == "云宣舆交〔2026〕2号"  # type: ignore[union-attr]
    assert replay(coded.history(matter.id)) == coded.get(matter.id) == incident


def test_a_repeated_command_takes_no_further_number(coded: IncidentService, matter: Incident) -> None:
    coded.assign(matter.id, WATER, deed=BY)
    twice = Deed("值班员", key="once")
    assert coded.urge(matter.id, WATER, deed=twice) == coded.urge(matter.id, WATER, deed=twice)
    assert numbers(coded.urge(matter.id, WATER, deed=BY))[-1] == "云宣舆催〔2026〕2号"


def test_two_processes_number_papers_one_after_the_other(path: Path, clock: Any, tmp_path: Path) -> None:
    stores = [Store.open(path) for _ in range(2)]
    desks = [
        IncidentService(store, packaged_policies(), CODE, clock, EvidenceFiles(tmp_path / "kept")) for store in stores
    ]
    ids = []
    for desk in desks:
        opened = desk.open("停水", deed=BY)
        desk.confirm(opened.id, PUBLIC, deed=BY)
        ids.append(opened.id)
    desks[0].assign(ids[0], WATER, [HOUSING], deed=BY, enter_new=True)  # the registry knows both from now on

    def work(desk: IncidentService, id: int) -> None:
        for _ in range(3):
            desk.assign(id, HOUSING, deed=BY)
            desk.hand(id, HOUSING, PaperKind.NOTED, deed=BY)
            desk.assign(id, WATER, deed=BY)

    with ThreadPoolExecutor(2) as both:
        list(both.map(work, desks, ids))
    given = [number for desk, id in zip(desks, ids, strict=True) for number in numbers(desk.get(id))]
    assert set(given) == {f"云宣舆交〔2026〕{n}号" for n in range(1, 14)} | {
        f"云宣舆阅〔2026〕{n}号" for n in range(1, 7)
    }
    assert len(given) == 13 + 6 + 1  # one notice went to two units
    for store in stores:
        assert store.verify() == []
        store.close()


# --- two officers at once


def test_the_second_officer_is_refused_and_told_what_the_first_did(
    coded: IncidentService, matter: Incident, clock: Any
) -> None:
    coded.assign(matter.id, WATER, deed=OTHER)
    with pytest.raises(Refused) as why:
        coded.assign(matter.id, HOUSING, deed=Deed("夜班值班员", seen=matter.acts))
    assert why.value.id == "moved_meanwhile"
    assert "白班值班员 09:00 交办：主办云川水务集团" in why.value.sentence
    assert coded.get(matter.id).lead_unit == WATER
    again = Deed("夜班值班员", seen=int(str(why.value.args_of_sentence["count"])))
    assert coded.assign(matter.id, HOUSING, deed=again).lead_unit == HOUSING


def test_what_the_clock_did_meanwhile_stands_in_nobodys_way(
    coded: IncidentService, matter: Incident, store: Store, clock: Any
) -> None:
    seen = coded.assign(matter.id, WATER, deed=BY)
    clock.forward(hours=3)
    ticking: TickService = ticking_of(store, clock)
    assert ticking.fire(clock.now())
    assert {act.by for act in coded.history(matter.id)[seen.acts :]} == {BY_THE_CLOCK}
    assert coded.urge(matter.id, WATER, deed=Deed("值班员", seen=seen.acts)).assignments[0].urged == 1


def test_a_deed_that_saw_everything_or_repeats_itself_goes_through(coded: IncidentService, matter: Incident) -> None:
    key = Deed("值班员", key="k", seen=matter.acts)
    assert coded.assign(matter.id, WATER, deed=key) == coded.assign(matter.id, WATER, deed=key)


# --- receipt, stages and steps through the store


def test_every_particular_of_a_unit_survives_the_store(coded: IncidentService, matter: Incident, clock: Any) -> None:
    coded.assign(matter.id, WATER, [HOUSING], deed=BY)
    coded.acknowledge(matter.id, WATER, deed=BY, way=ReceiptWay.SLIP, post="办公室")
    coded.reply(matter.id, WATER, "水质合格", deed=BY, stage=ReplyStage.DRAFT)
    coded.give_back(matter.id, HOUSING, "", deed=BY, rule="R3")
    due = clock.now() + timedelta(hours=20)
    coded.change_step(matter.id, f"verification:{WATER}", due, "送检", deed=BY)
    incident = coded.consult(matter.id, [WATER, HOUSING], "由水务集团答复", deed=BY)
    lead, co = incident.assignments
    assert (lead.receipt, lead.received_by, lead.stages) == (ReceiptWay.SLIP, "办公室", (ReplyStage.DRAFT,))
    assert co.rule == "R3" and incident.steps_of(HOUSING) == ()
    assert incident.clock(f"verification:{WATER}").deadline == due  # type: ignore[union-attr]
    assert replay(coded.history(matter.id)) == coded.get(matter.id) == incident
    assert all(coded.act_words(act) for act in coded.history(matter.id))


# --- review


class VoicedReader(FakeReader):
    """Also hears who speaks: 还没 asks, 通报 is official."""

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        verdicts = super().read(texts)
        voices = [
            Voice.DEMAND if "还没" in text.title else Voice.OFFICIAL if "通报" in text.title else Voice.REPORT
            for text in texts
        ]
        return [replace(verdict, voice=voice) for verdict, voice in zip(verdicts, voices, strict=True)]


@pytest.fixture
def reader() -> FakeReader:
    return VoicedReader()


def answered(coded: IncidentService, matter: Incident) -> None:
    coded.answer(matter.id, EvidenceKind.RESPONSE, "答复", address="https://example.cn/9", deed=BY)


def test_the_aftermath_counts_items_attitudes_and_unanswered_demands_of_its_events(
    store: Store, intake: Intake, coded: IncidentService, clock: Any
) -> None:
    source = new_source(store)
    (first,) = take(intake, source, entry("a", "自来水停了", "停水一", at=NINE - minutes(30)))
    opened = coded.open("停水", [first], deed=BY)
    coded.confirm(opened.id, PUBLIC, deed=BY)
    answered(coded, opened)
    later = [
        entry("b", "自来水还没来", "停水一", at=NINE + timedelta(hours=5)),
        entry("c", "自来水抢修通报", "停水一", at=NINE + timedelta(hours=8)),
        entry("e", "自来水怎么还没来", "停水一", at=NINE + timedelta(hours=30)),
        entry("d", "别的事", "公园开放", at=NINE + timedelta(hours=6)),
    ]
    clock.forward(hours=40)
    take(intake, source, *later, now=clock.now())
    day, three = coded.review(opened.id, "未启用", "答复及时", deed=BY).review.aftermath  # type: ignore[union-attr]
    assert (day.hours, day.items, day.negative, day.unanswered, day.complete) == (24, 2, 2, 0, True)
    assert (three.hours, three.items, three.negative, three.unanswered, three.complete) == (72, 3, 3, 1, False)
    assert coded.aftermath(opened.id) == (day, three)
    clock.forward(hours=40)
    assert coded.aftermath(opened.id)[1].complete


def test_nothing_released_has_no_aftermath(coded: IncidentService, matter: Incident) -> None:
    assert coded.aftermath(matter.id) == ()


# --- born of another


def test_a_matter_born_of_another_names_it_and_is_named_by_it(coded: IncidentService, matter: Incident) -> None:
    child = coded.open("停水引发抢购", born_of=matter.number, deed=BY)
    assert child.born_of == matter.id
    assert coded.born(matter.id) == (child,)
    parent = coded.get(matter.id)
    assert coded.history(matter.id)[-1].kind is ActKind.BORN and parent.state is matter.state
    assert replay(coded.history(matter.id)) == parent
    with pytest.raises(Refused, match="没有编号为"):
        coded.open("又一件", born_of="YQ-2026-0999", deed=BY)
    coded.merge(matter.id, child.id, deed=BY)
    with pytest.raises(Refused, match="已并入另一件"):
        coded.open("第三件", born_of=matter.id, deed=BY)
    assert len(coded.list()) == 2  # nothing half opened


# --- export


@pytest.fixture
def export(store: Store, clock: Any, tmp_path: Path) -> IncidentExport:
    def notices(incident: Incident) -> Iterable[tuple[str, bytes]]:
        return [("papers/交办单.txt", incident.number.encode())]

    evidence = EvidenceFiles(tmp_path / "evidence")
    return IncidentExport(store, FakePapers(), evidence, CODE, clock, extras=[notices])


def with_evidence(coded: IncidentService, matter: Incident, tmp_path: Path) -> str:
    page = tmp_path / "通报.html"
    page.write_text("<p>恢复供水</p>", encoding="utf-8")
    coded.answer(matter.id, EvidenceKind.RESPONSE, "情况通报/一", file=page, deed=BY)
    return hashlib.sha256(page.read_bytes()).hexdigest()


def test_an_export_holds_all_and_its_manifest_and_hashes_can_be_checked(
    coded: IncidentService, matter: Incident, export: IncidentExport, store: Store, tmp_path: Path
) -> None:
    digest = with_evidence(coded, matter, tmp_path)
    out = tmp_path / "导出"
    done = export.export(matter.number, out)
    there = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert there == set(done.files) == {
        "timeline.html", "incident.json", "manifest.json", "evidence/01-情况通报_一.html", "papers/交办单.txt",
    }  # fmt: skip
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["files"].keys() == there - {"manifest.json"}
    for name, told in manifest["files"].items():
        assert hashlib.sha256((out / name).read_bytes()).hexdigest() == told
    assert manifest["files"]["evidence/01-情况通报_一.html"] == digest
    assert manifest["chain"]["head"] == store.incidents.head() == done.head
    data = json.loads((out / "incident.json").read_text(encoding="utf-8"))
    assert data["incident"]["number"] == matter.number and len(data["acts"]) == coded.get(matter.id).acts
    for row in data["acts"]:
        act = Act(ActKind(row["kind"]), from_ms(row["at"]), from_ms(row["entered"]), row["by"], row["data"],
                  row["incident"], row["seq"])  # fmt: skip
        assert link_hash(row["prev"], act) == row["hash"]


def test_evidence_that_is_gone_or_changed_is_told_and_not_passed_off(
    coded: IncidentService, matter: Incident, export: IncidentExport, tmp_path: Path
) -> None:
    digest = with_evidence(coded, matter, tmp_path)
    kept = next((tmp_path / "evidence").rglob(f"{digest}*"))
    kept.write_text("别的内容", encoding="utf-8")
    changed = export.export(matter.id, tmp_path / "one")
    assert [file.digest for file in changed.missing] == [digest]
    assert "内容与登记时不同" in (tmp_path / "one" / "manifest.json").read_text(encoding="utf-8")
    kept.unlink()
    assert "没有这份存证" in export.export(matter.id, tmp_path / "two").missing[0].trouble
    assert not (tmp_path / "two" / "evidence").exists()


def test_an_export_goes_into_an_empty_folder_and_never_into_a_filled_one(
    matter: Incident, export: IncidentExport, tmp_path: Path
) -> None:
    empty, full = tmp_path / "empty", tmp_path / "full"
    empty.mkdir()
    full.mkdir()
    (full / "别人的.txt").write_text("不动", encoding="utf-8")
    assert "timeline.html" in export.export(matter.id, empty).files
    for place, why in ((full, "export_folder_full"), (full / "别人的.txt", "export_place_bad"),
                       (tmp_path / "没有" / "这里", "export_place_bad")):  # fmt: skip
        with pytest.raises(Refused) as refused:
            export.export(matter.id, place)
        assert refused.value.id == why
    assert [path.name for path in full.iterdir()] == ["别人的.txt"]


def test_an_export_that_fails_leaves_nothing_behind(
    matter: Incident, export: IncidentExport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    place = tmp_path / "place"
    place.mkdir()
    monkeypatch.setattr("opinion_desk.services.whole_folder.os.fsync", full)
    with pytest.raises(Unavailable, match="磁盘已满"):
        export.export(matter.id, place / "out")
    assert list(place.iterdir()) == []
