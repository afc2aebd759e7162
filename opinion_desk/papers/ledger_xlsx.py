"""The ledger as a workbook: a sheet a table, and what each column means."""

from __future__ import annotations

import io

from ..domain.ledger import Ledger
from .cleaning import one_line
from .tables_xlsx import TableLooks, add_meanings, add_table, new_book
from .wording import local


def ledger_xlsx(ledger: Ledger) -> bytes:
    """The ledger as xlsx; the same ledger gives the same bytes."""
    made = io.BytesIO()
    issuer = one_line(ledger.issuer, 60)
    title = f"{ledger.title} {ledger.period.words}"
    book = new_book(made, title, issuer, ledger.made)
    looks = TableLooks.of(book)
    mark = f"　{ledger.watermark}" if ledger.watermark else ""
    for table in ledger.tables:
        add_table(book, looks, table, ledger.zone, f"{title}　{issuer}{mark}")
    notes = (
        f"{ledger.title}　{ledger.period.words}　{issuer}{mark}",
        f"生成于 {local(ledger.made, ledger.zone):%Y-%m-%d %H:%M}。收录本期内立件的舆情件，按生成时的情况；演练件不列。",
        "红底的行有超过截止时刻的时限。时间为本地时间，可排序、可筛选。不记发布人、来电人，签收只记岗位。",
    )
    add_meanings(book, looks, ledger.tables, notes, title)
    book.close()
    return made.getvalue()
