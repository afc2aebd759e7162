"""Answering the public with evidence, telling where it went, and the checklist."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ..domain.commands import checking, distributing, releasing
from ..domain.commands.checking import Settled
from ..domain.commands.releasing import Particulars
from ..domain.errors import Refused
from ..domain.incident import Incident
from ..domain.item import Item
from ..domain.release import EvidenceKind, Outlet
from .deed import Deed
from .incident_writing import IncidentWriting


class ReleasingDeeds(IncidentWriting):
    """Answering the public, and the checklist."""

    def answer(
        self,
        id: int | str,
        kind: EvidenceKind,
        what: str,
        *,
        address: str | None = None,
        file: Path | None = None,
        particulars: Particulars = Particulars(),  # noqa: B008 - frozen
        deed: Deed,
    ) -> Incident:
        """权威发布, 新闻发布会 or 回应 with its evidence; a file (a saved page) is kept under its digest first.

        With `particulars.item` the collected item gives what was not said: words, address, time, and its stored text as the page kept.
        """
        item = None if particulars.item is None else self._store.items.get(particulars.item)
        digest = None if file is None else self._evidence.keep(file)
        if item is not None:
            what, address = what.strip() or item.title, address or item.link
            digest = digest or self.keep_text(item)
            deed = replace(deed, at=deed.at or _published(item))
        return self.do(
            id,
            deed,
            lambda incident, time: releasing.answer_public(
                incident, kind, what, address, digest, self.policies, time, particulars
            ),
        )

    def check(
        self,
        id: int | str,
        step: str,
        strike: str | None = None,
        *,
        settled: Settled = Settled(),  # noqa: B008 - frozen
        deed: Deed,
    ) -> Incident:
        """核对处置要求: done, with number and date where it needs a paper, or struck with a reason."""
        return self.do(
            id,
            deed,
            lambda incident, time: checking.check(incident, step, strike, time, settled),
        )

    def distribute(
        self,
        id: int | str,
        outlet: Outlet,
        name: str,
        address: str | None = None,
        draft: int | None = None,
        *,
        deed: Deed,
    ) -> Incident:
        """登记分发: one entry of the distribution list."""
        return self.do(
            id,
            deed,
            lambda incident, time: distributing.distribute(incident, outlet, name, address, draft, time),
        )

    def missing_outlets(self, incident: Incident) -> tuple[Outlet, ...]:
        """The outlets of the desk's usual list that got nothing yet, once something was released."""
        return distributing.missing_outlets(incident, self.policies)

    def evidence_file(self, digest: str) -> Path | None:
        """Where the page or file of that SHA-256 is kept; None when it is not on this desk."""
        return self._evidence.find(digest)

    def keep_text(self, item: Item) -> str:
        """Keep the stored text of an item as evidence, title and body in UTF-8; its SHA-256."""
        return self._evidence.keep_bytes(item.text.encode("utf-8", "replace"), ".txt")


def _published(item: Item) -> datetime:
    """When it came out; a date beyond its own sighting is the source's mistake. Refused where the source gave none."""
    if item.published is None:
        raise Refused("evidence_item_unknown_time", item=item.id)
    return min(item.published, item.seen)
