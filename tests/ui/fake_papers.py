"""Ledgers, accounts and dispatch notices of the desk in memory: with the faces of the services; nothing is drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from opinion_desk.domain.accounts import (
    Accounts,
    ClockAccount,
    Kept,
    Suggestion,
    SuggestionKind,
    UnitAccount,
    YearFigure,
)
from opinion_desk.domain.assignment import PaperKind
from opinion_desk.domain.errors import DeskError
from opinion_desk.domain.ledger import Ledger
from opinion_desk.domain.notice import DispatchNotice
from opinion_desk.domain.period import Period

from . import yunchuan

if TYPE_CHECKING:
    from .fake_desk import FakeDesk

LATE = Kept(7, 3, timedelta(minutes=48), timedelta(hours=5, minutes=12))
UNITS = (
    UnitAccount(yunchuan.HOUSING, 6, 2, LATE, 3, 0, 2, 1, 8),
    UnitAccount(yunchuan.WATER, 4, 1, Kept(11, 0), 1, 0, 0, 0, 7),
    UnitAccount("云川市应急管理局", 0, 5, Kept(5, 0), 0, 1, 0, 0, 5),
    UnitAccount("南岸街道办事处", 0, 3, Kept(2, 1, timedelta(minutes=20), timedelta(minutes=20)), 0, 0, 1, 0, 2),
    UnitAccount("云川市教育局", 1, 0, Kept(), 2, 0, 0, 0, 0),
)
UNIT_CLOCKS = (
    ClockAccount("签收", Kept(6, 1, timedelta(minutes=12), timedelta(minutes=12)), yunchuan.HOUSING),
    ClockAccount("首次权威发布", Kept(1, 1, timedelta(minutes=48), timedelta(minutes=48)), yunchuan.HOUSING),
    ClockAccount("签收", Kept(9), yunchuan.WATER),
)
SUGGESTIONS = (
    Suggestion(
        SuggestionKind.CRITICISM, yunchuan.HOUSING, "grave_late", "特别重大、重大突发事件的首次权威发布或新闻发布会超过时限",
        "超时 1 项", ("YQ-2026-0021",), "宿州市2017年要点（宿政办秘〔2017〕78号）附件1第34项：落实通报批评和约谈制度",
    ),
    Suggestion(
        SuggestionKind.TALK, "南岸街道办事处", "urged_unanswered", "同一件催办两次以上仍未回复", "1 件", ("YQ-2026-0018",),
        "宿州市2017年要点（宿政办秘〔2017〕78号）附件1第34项：落实约谈制度；次数为本工作台默认，可改",
    ),
    Suggestion(
        SuggestionKind.PRAISE, yunchuan.WATER, "all_on_time", "到期的时限不少于5项，全部按时，没有催办、督办和退单", "11 项全部按时",
        tuple(f"YQ-2026-{n:04d}" for n in range(1, 9)), "天宁区实施意见三（三）：对工作落实好的，按照有关规定予以表扬",
    ),
)  # fmt: skip
FIGURES = (
    YearFigure("立件", 23, "件", "期内立件"),
    YearFigure("办结", 19, "件", "期内办结"),
    YearFigure("权威发布", 6, "次", "期内"),
    YearFigure("新闻发布会", 1, "场", "期内"),
    YearFigure("平均首次发布用时", timedelta(minutes=171), "", "期内"),
    YearFigure("全部时限按时率", 0.862, "", "期内", share=True),
)


class FakeAccounts:
    """The same account of every period; `failure` is raised instead, once set."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.asked: list[Period] = []
        self.failure: DeskError | None = None
        self.empty = False

    def build(self, period: Period) -> Accounts:
        self.asked.append(period)
        if self.failure is not None:
            raise self.failure
        made = Accounts("宣传部", period, self._desk.clock.now(), UNITS, (), UNIT_CLOCKS, SUGGESTIONS, FIGURES)
        return replace(made, units=(), unit_clocks=(), suggestions=()) if self.empty else made

    def export(self, accounts: Accounts, out: Path) -> Path:
        if self.failure is not None:
            raise self.failure
        out.write_text(accounts.period.words, encoding="utf-8")
        return out


class FakeLedgers:
    """Ledgers without rows."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk
        self.asked: list[tuple[Period, tuple[str, ...]]] = []

    def build(self, period: Period, tables: tuple[str, ...] = ("incidents", "clocks", "units")) -> Ledger:
        self.asked.append((period, tables))
        return Ledger("舆情台账", "宣传部", period, self._desk.clock.now(), ())

    def export(self, ledger: Ledger, out: Path) -> Path:
        out.write_text(ledger.period.words, encoding="utf-8")
        return out


class FakeDispatchNotices:
    """Notices with a number alone."""

    def __init__(self, desk: FakeDesk) -> None:
        self._desk = desk

    def build(self, id: int, unit: str = "", kind: PaperKind = PaperKind.ASSIGNED) -> DispatchNotice:
        now = self._desk.clock.now()
        return DispatchNotice(
            kind,
            "云宣舆〔2026〕　　号",
            "宣传部",
            now,
            "Asia/Shanghai",
            f"YQ-2026-{id:04d}",
            "",
            "",
            unit,
            "主办",
            unit,
            (),
            (),
        )

    def export(self, notice: DispatchNotice, out: Path) -> Path:
        out.write_text(f"{notice.form.title} {notice.unit}", encoding="utf-8")
        return out
