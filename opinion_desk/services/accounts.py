"""Accounts (考核) of a period: per unit, per kind of clock, with the suggested list and the year's figures. pandas is loaded when asked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

from ..domain.accounts import Accounts, SuggestionRule
from ..domain.acts import ActKind
from ..domain.incident import IncidentState
from ..domain.period import Period
from ..domain.policy import Policies
from ..domain.year_figures import year_figures
from ..settings import Settings
from ..store.store import Store
from .account_frames import DEEDS, clock_accounts, frames_of, unit_accounts, unit_clock_accounts
from .account_suggestions import RULES_FILE, packaged_rules, rules_from, suggestions
from .own_files import OwnFile
from .ports import Clock, Papers

_COUNTED_NOT: Final = (IncidentState.MERGED, IncidentState.DISMISSED)


class AccountService:
    """The accounts of the desk."""

    def __init__(
        self,
        store: Store,
        papers: Papers,
        settings: Callable[[], Settings],
        clock: Clock,
        policies: Callable[[], Policies],
        folder: Path,
        watermark: str = "",
    ) -> None:
        """`folder` may hold the desk's own rules for the suggested list (account_rules.json)."""
        self._store = store
        self._papers = papers
        self._settings = settings
        self._clock = clock
        self._policies = policies
        self._rules: OwnFile[tuple[SuggestionRule, ...]] = OwnFile(
            folder / RULES_FILE, rules_from, packaged_rules, "account_rules_broken"
        )
        self._watermark = watermark

    def build(self, period: Period) -> Accounts:
        """The accounts of that period as the record stands now. Drills stand outside; so do matters dismissed or merged, the figures apart.

        Refused when the desk's own rules cannot be used.
        """
        rules = self._rules.get()
        now = self._clock.now()
        found = self._store.ledgers.concerned(period.start, period.end)
        incidents = [incident for incident in found if not incident.drill]
        units = [incident for incident in incidents if incident.state not in _COUNTED_NOT]
        deeds = self._store.ledgers.acts(DEEDS, period.start)
        ended = self._store.ledgers.acts((ActKind.CONCLUDED,), period.start, period.end)
        frames = frames_of(units, deeds, period, now, self._policies().of_desk)
        accounts = unit_accounts(frames)
        return Accounts(
            issuer=self._settings().issuer or "（未设印发单位）",
            period=period,
            made=now,
            units=accounts,
            clocks=clock_accounts(frames),
            unit_clocks=unit_clock_accounts(frames),
            suggestions=suggestions(frames, accounts, rules),
            figures=year_figures(incidents, ended, period, now),
            watermark=self._watermark,
        )

    def export(self, accounts: Accounts, out: Path) -> Path:
        """Write them (.xlsx with charts, or the units alone as .csv); the absolute path."""
        out = out.absolute()
        self._papers.accounts(accounts, out)
        return out
