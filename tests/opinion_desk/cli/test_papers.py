"""`notice`, `ledger` and `accounts` on the command line."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pypdf
import pytest

from tests.opinion_desk.cli.running import Answer, Run

SAFETY, HOUSING = "云川市应急管理局", "云川市住房和城乡建设局"
Step = Callable[..., Answer]


def at(clock: str) -> str:
    return f"2026-10-20T{clock}:00+08:00"


@pytest.fixture
def matter(run: Run) -> str:
    """A matter of level II that was handed to two units, one of which signed late and was urged; its number."""
    assert run("tick", "--now", at("08:00"), "--json").code == 0

    def step(*words: object, when: str) -> Answer:
        answer = run("incident", *words, "--by", "夜班值班员", "--at", at(when), "--json")
        assert answer.code == 0, answer.err
        return answer

    opened = step(
        "open", "--title", "云川大桥引桥支架坍塌", "--published", at("08:00"), "--origin", "phone", when="08:15"
    )
    id = opened.value["id"]
    judged = ("--emergency", "accident", "--level", 2, "--authority", SAFETY, "--grade", 2, "--response", "public")
    step("confirm", id, *judged, when="08:30")
    step("assign", id, "--lead", HOUSING, "--co", SAFETY, when="08:35")
    step("acknowledge", id, "--unit", SAFETY, when="08:40")
    step("urge", id, "--unit", HOUSING, "--text", "请尽快签收", when="09:30")
    step("acknowledge", id, "--unit", HOUSING, when="09:45")
    return str(opened.value["number"])


def words_of(path: Path) -> str:
    pages = pypdf.PdfReader(path).pages
    return "".join("".join(page.extract_text().split()) for page in pages).replace("\u200b", "")


def test_a_notice_is_printed_for_the_lead_and_for_any_unit(run: Run, matter: str, tmp_path: Path) -> None:
    out = tmp_path / "交办单.pdf"
    answer = run("notice", matter, "--out", out, "--attachment", "来电记录", "--json")
    assert answer.code == 0, answer.err
    assert answer.value.items() >= {"file": str(out), "incident": matter, "paper": "assigned", "unit": HOUSING}.items()
    told = words_of(out)
    for part in ("舆情交办单", "特急", "2026年10月20日9时05分前", "2026年10月20日13时00分前", "来电记录", "来电反映"):
        assert part in told, part
    assert run("notice", matter, "--unit", SAFETY, "--out", tmp_path / "协办.docx").code == 0
    assert run("notice", matter, "--paper", "urged", "--out", tmp_path / "催办.pdf").code == 0
    assert "请尽快签收" in words_of(tmp_path / "催办.pdf") or "累计催办1次" in words_of(tmp_path / "催办.pdf")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("9",), 1),
        (("{m}", "--unit", "云川市教育局"), 1),
        (("{m}", "--paper", "supervised"), 1),
        (("云宣舆交〔2026〕9号",), 1),
        (("{m}", "--paper", "nothing"), 2),
    ],
)
def test_what_cannot_be_printed_is_said_and_nothing_is_written(
    run: Run, matter: str, tmp_path: Path, words: tuple[str, ...], code: int
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    answer = run("notice", *(word.format(m=matter) for word in words), "--out", folder / "a.pdf")
    assert answer.code == code
    assert answer.is_one_chinese_sentence
    assert list(folder.iterdir()) == []


def test_the_ledger_holds_the_matters_of_the_month(run: Run, matter: str, tmp_path: Path) -> None:
    out = tmp_path / "台账.xlsx"
    answer = run("ledger", "--from", "2026-10", "--to", "2026-10", "--out", out, "--json")
    assert answer.value == {
        "file": str(out), "from": "2026-10-01", "to": "2026-10-31", "rows": answer.value["rows"],
    }  # fmt: skip
    assert answer.value["rows"]["incidents"] == 1
    assert answer.value["rows"]["units"] == 2
    assert openpyxl.load_workbook(out)["舆情件"]["B2"].value == matter
    assert run("ledger", "--from", "2026-09", "--to", "2026-09", "--out", out, "--json").value["rows"]["incidents"] == 0
    table = tmp_path / "units.csv"
    assert run("ledger", "--from", "2026", "--to", "2026", "--sheet", "units", "--out", table).code == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8-sig"))))
    assert [(row["单位"], row["催办次数"]) for row in rows] == [(HOUSING, "1"), (SAFETY, "0")]


def test_accounts_tell_who_was_late_and_by_how_much(run: Run, matter: str, tmp_path: Path) -> None:
    value = run("accounts", "--from", "2026-10", "--to", "2026-10", "--json").value
    units = {row["unit"]: row for row in value["units"]}
    assert units[SAFETY]["on_time"] == 1
    assert (units[HOUSING]["lead"], units[HOUSING]["urged"]) == (1, 1)
    assert units[HOUSING]["late"] >= 1
    receipts = next(row for row in value["clocks"] if row["clock"] == "签收")
    assert (receipts["on_time"], receipts["late"], receipts["late_most_s"]) == (1, 1, 2400)
    assert {one["kind"] for one in value["suggestions"]} <= {"criticism", "talk", "praise"}
    out = tmp_path / "考核.xlsx"
    assert run("accounts", "--from", "2026", "--to", "2026", "--out", out).code == 0
    assert openpyxl.load_workbook(out).sheetnames[:3] == ["概况", "责任单位", "建议名单"]
    listed = run("accounts", "--from", "2026-10", "--to", "2026-10").out
    assert HOUSING in listed


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ledger", "--from", "2026-11", "--to", "2026-10", "--out", "a.xlsx"), 2),
        (("ledger", "--from", "昨天", "--to", "2026-10", "--out", "a.xlsx"), 2),
        (("ledger", "--from", "2026", "--to", "2026", "--sheet", "x", "--out", "a.xlsx"), 2),
        (("ledger", "--from", "2026", "--to", "2026", "--sheet", "all", "--out", "a.csv"), 1),
        (("ledger", "--from", "2026", "--to", "2026", "--out", "a.pdf"), 1),
        (("accounts", "--from", "2026", "--to", "2025"), 2),
        (("accounts", "--from", "2026", "--to", "2026", "--out", "no/such/a.xlsx"), 1),
    ],
)
def test_wrong_periods_tables_and_places_are_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = run(*words)
    assert answer.code == code
    assert answer.is_one_chinese_sentence
    assert not list(tmp_path.glob("a.*"))
