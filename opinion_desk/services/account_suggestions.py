"""The suggested list: which units the record of a period shows to have done badly or well, each by a rule with its ground."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from data import read_json

from ..domain.accounts import (
    Finding,
    Suggestion,
    SuggestionKind,
    SuggestionRule,
    UnitAccount,
)
from ..domain.acts import ActKind
from ..domain.lateness import Ended
from .account_frames import Frames, unanswered

if TYPE_CHECKING:
    import pandas as pd

Found = Iterator[tuple[str, str, tuple[str, ...]]]  # unit, what the record shows, in which matters
RULES_FILE: Final = "account_rules.json"


def packaged_rules() -> tuple[SuggestionRule, ...]:
    """The rules that ship with the program."""
    return rules_from(read_json(RULES_FILE))


def rules_from(rows: Mapping[str, Any]) -> tuple[SuggestionRule, ...]:
    """The rules that a file of the shape of data/account_rules.json holds; KeyError, TypeError or ValueError with what is wrong."""
    return tuple(_rule(row) for row in rows["rules"])


def _rule(row: Mapping[str, Any]) -> SuggestionRule:
    rule = SuggestionRule(
        str(row["id"]),
        SuggestionKind(row["kind"]),
        Finding(row["finding"]),
        int(row.get("least", 1)),
        str(row["words"]),
        str(row["ground"]),
        frozenset(str(id) for id in row.get("clocks", ())),
        float(row.get("share", 0.0)),
    )
    if rule.least < 1 or not 0 <= rule.share <= 1 or not rule.words.strip() or not rule.ground.strip():
        raise ValueError(f"{rule.id}：least 须不小于 1，share 须在 0 到 1 之间，words、ground 不能空")
    return rule


def suggestions(
    frames: Frames, units: Iterable[UnitAccount], rules: Iterable[SuggestionRule]
) -> tuple[Suggestion, ...]:
    """Every rule applied, criticism first; nobody is praised in a period in which something else is suggested."""
    accounts = {account.unit: account for account in units}
    found = [
        Suggestion(rule.kind, unit, rule.id, rule.words, shown, matters, rule.ground)
        for rule in rules
        for unit, shown, matters in _FINDERS[rule.finding](frames, accounts, rule)
    ]
    blamed = {one.unit for one in found if one.kind is not SuggestionKind.PRAISE}
    order = list(SuggestionKind)
    kept = (one for one in found if one.kind is not SuggestionKind.PRAISE or one.unit not in blamed)
    return tuple(sorted(kept, key=lambda one: (order.index(one.kind), -len(one.matters), one.unit, one.rule)))


def _of_clocks(frames: Frames, rule: SuggestionRule) -> pd.DataFrame:
    decided = frames.decided
    return decided[decided["policy"].isin(rule.clocks)]


def _clocks_late(frames: Frames, accounts: Mapping[str, UnitAccount], rule: SuggestionRule) -> Found:
    rows = _of_clocks(frames, rule)
    for unit, late in rows[rows["ended"] == Ended.LATE.value].groupby("unit"):
        if len(late) >= rule.least:
            yield str(unit), f"超时 {len(late)} 项", _numbers(late)


def _clocks_on_time(frames: Frames, accounts: Mapping[str, UnitAccount], rule: SuggestionRule) -> Found:
    for unit, rows in _of_clocks(frames, rule).groupby("unit"):
        if len(rows) >= rule.least and (rows["ended"] == Ended.ON_TIME.value).all():
            account = accounts.get(str(unit))
            urged = f"，期内被催办 {account.urged} 次" if account is not None and account.urged else ""
            yield str(unit), f"按时 {len(rows)} 项{urged}", _numbers(rows)


def _urged(frames: Frames, accounts: Mapping[str, UnitAccount], rule: SuggestionRule) -> Found:
    for unit, numbers in unanswered(frames, ActKind.URGED.value, rule.least).items():
        yield unit, f"{len(numbers)} 件", tuple(numbers)


def _supervised(frames: Frames, accounts: Mapping[str, UnitAccount], rule: SuggestionRule) -> Found:
    for unit, numbers in unanswered(frames, "supervised", rule.least).items():
        yield unit, f"{len(numbers)} 件", tuple(numbers)


def _share_below(frames: Frames, accounts: Mapping[str, UnitAccount], rule: SuggestionRule) -> Found:
    for unit, account in accounts.items():
        kept = account.kept
        if kept.decided >= rule.least and kept.share is not None and kept.share < rule.share:
            rows = frames.decided[(frames.decided["unit"] == unit) & (frames.decided["ended"] == Ended.LATE.value)]
            yield unit, f"{kept.decided} 项中按时 {kept.on_time} 项（{kept.share:.0%}）", _numbers(rows)


def _all_on_time(frames: Frames, accounts: Mapping[str, UnitAccount], rule: SuggestionRule) -> Found:
    for unit, account in accounts.items():
        flaws = account.kept.late + account.urged + account.supervised + account.returned
        if account.kept.decided >= rule.least and not flaws:
            rows = frames.decided[frames.decided["unit"] == unit]
            yield unit, f"{account.kept.decided} 项全部按时", _numbers(rows)


def _numbers(rows: pd.DataFrame) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(number) for number in rows["number"]))


_FINDERS: Final[Mapping[Finding, Callable[[Frames, Mapping[str, UnitAccount], SuggestionRule], Found]]] = {
    Finding.CLOCKS_LATE: _clocks_late,
    Finding.CLOCKS_ON_TIME: _clocks_on_time,
    Finding.URGED_UNANSWERED: _urged,
    Finding.SUPERVISED_UNANSWERED: _supervised,
    Finding.SHARE_BELOW: _share_below,
    Finding.ALL_ON_TIME: _all_on_time,
}
