"""How long papers take: the ledger and the accounts of a year of 10,000 matters, and one dispatch notice.

`python -m bench.papers [--quick]` fills a database in memory with matters that were opened, judged, handed to units, answered and concluded by the
desk's own commands, then gathers and draws the papers. Beside it, in the same run: reading every matter of the database once, and pandas' first import.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final, TypeVar

from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.incident import ResponseWay
from opinion_desk.domain.levels import Grade, Level
from opinion_desk.domain.period import Period
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.unit import RuleText, Unit
from opinion_desk.domain.verdict import Emergency
from opinion_desk.papers.render import PaperRenderer
from opinion_desk.services.accounts import AccountService
from opinion_desk.services.dispatch_notices import DispatchNotices
from opinion_desk.services.files import EvidenceFiles
from opinion_desk.services.incidents import Deed, IncidentService
from opinion_desk.services.ledgers import LedgerService
from opinion_desk.services.reference import packaged_policies
from opinion_desk.settings import Settings
from opinion_desk.store.store import Store

from .line import print_line

T = TypeVar("T")
WHOLE, QUICK = 10_000, 500
UNITS: Final = tuple(f"云川市第{n}局" for n in range(1, 41))
START: Final = datetime(2026, 1, 1, tzinfo=UTC)
YEAR: Final = Period(date(2026, 1, 1), date(2026, 12, 31), "Asia/Shanghai")
MAJOR: Final = Judgement(Emergency.ACCIDENT, Level.MAJOR, "市应急管理局", Grade.FIRST, response=ResponseWay.PUBLIC)
PUBLIC: Final = Judgement(grade=Grade.THIRD, response=ResponseWay.PUBLIC)


class _Clock:
    """Stands where the matters have come to."""

    def __init__(self) -> None:
        self.instant = START

    def now(self) -> datetime:
        return self.instant


class _NoCatalogue:
    """No names beside those of the registry."""

    def topics(self) -> tuple[str, ...]:
        return ()

    def functions(self) -> tuple[tuple[str, str], ...]:
        return ()

    def unit_name(self, function: str) -> str:
        return function

    def rule(self, id: str) -> RuleText | None:
        return None


def fill(store: Store, clock: _Clock, settings: Settings, folder: Path, matters: int) -> None:
    """Matters through the year, one in twenty of level II, one in five answered late."""
    service = IncidentService(store, packaged_policies(), settings, clock, EvidenceFiles(folder))
    for name in UNITS:
        store.add_unit(Unit(0, name, None))
    step = timedelta(days=360) / matters
    for n in range(matters):
        clock.instant = START + n * step
        lead, co = UNITS[n % len(UNITS)], UNITS[(n + 7) % len(UNITS)]

        def deed(minutes: int, begun: datetime = clock.instant) -> Deed:
            clock.instant = begun + timedelta(minutes=minutes)
            return Deed("值班员")

        id = service.open(
            f"第{n}件：居民反映小区供水有异味，盼尽快公布检测结果", published=clock.instant, deed=deed(0)
        ).id
        service.confirm(id, MAJOR if n % 20 == 0 else PUBLIC, deed=deed(1))
        service.assign(id, lead, (co,), deed=deed(5))
        service.acknowledge(id, lead, deed=deed(200 if n % 5 == 0 else 20))
        service.reply(id, lead, "已核实，正在处置，结果将于明日公布。", deed=deed(260))
        service.answer(id, EvidenceKind.RELEASE, "情况通报", address="https://gov.example/1", deed=deed(270))


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What it gave, and the seconds it took."""
    began = time.perf_counter()
    made = work()
    return made, time.perf_counter() - began


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} matters instead of {WHOLE:,}")
    matters = QUICK if parser.parse_args().quick else WHOLE
    clock, settings = _Clock(), Settings(issuer="中共云川市委宣传部", code="云宣舆")
    papers, store = PaperRenderer(), Store.open(None)
    ledgers = LedgerService(store, papers, lambda: settings, clock)
    with tempfile.TemporaryDirectory(prefix="desk-papers-") as name:
        folder = Path(name)
        _, filled = timed(lambda: fill(store, clock, settings, folder, matters))
        accounts = AccountService(store, papers, lambda: settings, clock, packaged_policies, folder)
        notices = DispatchNotices(store, papers, lambda: settings, clock, _NoCatalogue, packaged_policies)
        every, read = timed(store.incidents.list)
        ledger, gathered = timed(lambda: ledgers.build(YEAR))
        _, xlsx = timed(lambda: ledgers.export(ledger, folder / "l.xlsx"))
        one = ledgers.build(YEAR, ("incidents",))
        _, csv = timed(lambda: ledgers.export(one, folder / "l.csv"))
        account, counted = timed(lambda: accounts.build(YEAR))
        _, drawn = timed(lambda: accounts.export(account, folder / "a.xlsx"))
        notice = notices.build(every[0].id)
        notices.export(notice, folder / "first.pdf")  # finds the fonts
        _, pdf = timed(lambda: notices.export(notice, folder / "n.pdf"))
        _, docx = timed(lambda: notices.export(notice, folder / "n.docx"))
    _, pandas = timed(lambda: subprocess.run([sys.executable, "-c", "import pandas"], check=True))
    store.close()
    print_line(
        "papers",
        {
            "matters": matters,
            "ledger_rows": sum(len(table.rows) for table in ledger.tables),
            "ledger_gather_s": gathered,
            "ledger_xlsx_s": xlsx,
            "ledger_csv_s": csv,
            "accounts_count_s": counted,
            "accounts_xlsx_s": drawn,
            "notice_pdf_ms": pdf * 1000,
            "notice_docx_ms": docx * 1000,
        },
        {"read_every_matter_s": read, "fill_s": filled, "pandas_import_s": pandas},
    )


if __name__ == "__main__":
    main()
