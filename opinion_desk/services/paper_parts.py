"""The papers of a desk: briefings, dispatch notices, records of duty, ledgers, accounts, comparisons, each made when first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from ..settings import Home, Settings
from ..store.store import Store
from .accounts import AccountService
from .briefings import BriefingService
from .demands import DemandService
from .dispatch_notices import DispatchNotices
from .duty import DutyService
from .duty_papers import DutyPapers
from .items import ItemService
from .ledgers import LedgerService
from .outside import Outside
from .parts import part
from .policies import PolicyService
from .ports import Catalogue, Clock, Papers

if TYPE_CHECKING:
    from .missed import MissedService


class _OfDesk(Protocol):
    """What the papers need of their desk."""

    home: Home
    settings: Settings
    clock: Clock
    _outside: Outside

    @property
    def store(self) -> Store: ...

    @property
    def policies(self) -> PolicyService: ...

    @property
    def duty(self) -> DutyService: ...

    @property
    def items(self) -> ItemService: ...

    @property
    def is_demo(self) -> bool: ...

    @property
    def _catalogue(self) -> Catalogue: ...

    @property
    def _papers(self) -> Papers: ...

    @property
    def _watermark(self) -> str: ...


class PaperParts:
    """Base of the Desk that brings its papers."""

    @part
    def briefings(self: _OfDesk) -> BriefingService:
        """Briefings."""
        return BriefingService(self.store, self._papers, self.settings, self.clock, self._watermark)

    @part
    def dispatch_notices(self: _OfDesk) -> DispatchNotices:
        """Dispatch notices and the papers that follow them up."""
        return DispatchNotices(
            self.store,
            self._papers,
            lambda: self.settings,
            self.clock,
            lambda: self._catalogue,
            self.policies.in_force,
            self._watermark,
        )

    @part
    def duty_papers(self: _OfDesk) -> DutyPapers:
        """Records of handovers, and the duty log on paper."""
        return DutyPapers(
            self.store, lambda: self.duty, self._papers, lambda: self.settings, self.clock, self._watermark
        )

    @part
    def ledgers(self: _OfDesk) -> LedgerService:
        """Ledgers of periods."""
        return LedgerService(self.store, self._papers, lambda: self.settings, self.clock, self._watermark)

    @part
    def demands(self: _OfDesk) -> DemandService:
        """Repeated demands of the hotline."""
        return DemandService(self.store, lambda: self._papers, lambda: self.settings, self.clock, self._watermark)

    @part
    def accounts(self: _OfDesk) -> AccountService:
        """Accounts of periods: how units kept their obligations."""
        return AccountService(
            self.store,
            self._papers,
            lambda: self.settings,
            self.clock,
            self.policies.in_force,
            self.home.folder,
            self._watermark,
        )

    @part
    def missed(self: _OfDesk) -> MissedService:
        """Comparisons with what vendors delivered."""
        from .missed import MissedService  # rarely wanted: no start-up pays for it

        return MissedService(
            self.store,
            self._outside.tables,
            self._outside.grouper,
            lambda: self._papers,
            lambda: self.items.take_in,
            lambda: self.settings,
            self.clock,
            self._watermark,
        )

    @part
    def _papers(self: _OfDesk) -> Papers:
        return self._outside.papers()

    @property
    def _watermark(self: _OfDesk) -> str:
        return "演示" if self.is_demo else ""
