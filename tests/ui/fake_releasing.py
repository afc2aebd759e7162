"""Drafts, offers and distribution of the desk in memory: the true rules, over the acts of FakeIncidents."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from opinion_desk.domain.acts import Act, ActKind
from opinion_desk.domain.commands import distributing, drafting, releasing
from opinion_desk.domain.commands.releasing import Particulars
from opinion_desk.domain.commands.when import When
from opinion_desk.domain.incident import Incident
from opinion_desk.domain.policy import Policies
from opinion_desk.domain.release import Disclosure, Gate, Outlet, ReviewRound
from opinion_desk.services.evidence_offers import Offer

KEPT = "5c0e" + "0" * 60


class FakeReleasing:
    policies: Policies
    offered: dict[int, list[Offer]]
    kept: Path | None = None

    def get(self, id: int | str) -> Incident:
        raise NotImplementedError

    def _append(self, id: int, acts: tuple[Act, ...]) -> Incident:
        raise NotImplementedError

    def _expect_seen(self, id: int, deed: Any) -> None:
        raise NotImplementedError

    def _time(self, deed: Any) -> When:
        raise NotImplementedError

    def submit_draft(
        self, id: int, what: str = "", unit: str = "", *, text: str = "", file: Path | None = None,
        number: int | None = None, deed: Any,
    ) -> Incident:  # fmt: skip
        self._expect_seen(id, deed)
        digest = None if file is None else KEPT
        return self._append(id, drafting.submit(self.get(id), what, unit, text, digest, self._time(deed), number))

    def proof_draft(
        self, id: int, number: int, which: ReviewRound, gates: Iterable[Gate] = (), note: str = "", *, deed: Any
    ) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, drafting.proof(self.get(id), number, which, gates, note, self._time(deed)))

    def send_draft_back(self, id: int, number: int, text: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, drafting.send_back(self.get(id), number, text, self._time(deed)))

    def check_draft_secrecy(self, id: int, number: int, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, drafting.check_secrecy(self.get(id), number, self._time(deed)))

    def disclose_draft(self, id: int, number: int, disclosure: Disclosure, reason: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, drafting.disclose(self.get(id), number, disclosure, reason, self._time(deed)))

    def sign_draft(self, id: int, number: int, post: str = "", heard_by: str = "", *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(
            id, drafting.sign_off(self.get(id), number, post, heard_by, self.policies, self._time(deed))
        )

    def drop_draft(self, id: int, number: int, text: str, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        return self._append(id, drafting.drop(self.get(id), number, text, self._time(deed)))

    def distribute(
        self, id: int, outlet: Outlet, name: str, address: str | None = None, draft: int | None = None, *, deed: Any
    ) -> Incident:
        self._expect_seen(id, deed)
        acts = distributing.distribute(self.get(id), outlet, name, address, draft, self._time(deed))
        return self._append(id, acts)

    def missing_outlets(self, incident: Incident) -> tuple[Outlet, ...]:
        return distributing.missing_outlets(incident, self.policies)

    def evidence_file(self, digest: str) -> Path | None:
        return self.kept

    def offers(self, id: int | str) -> tuple[Offer, ...]:
        return tuple(self.offered.get(int(id), ()))

    def open_offers(self) -> tuple[Offer, ...]:
        return tuple(offer for offers in self.offered.values() for offer in offers)

    def accept_offer(self, id: int, item_id: int, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        offer = self._take(id, item_id)
        more = Particulars(item=item_id, issued_by=offer.source)
        return self._append(
            id,
            releasing.answer_public(
                self.get(id), offer.kind, offer.title, offer.link, KEPT, self.policies, self._time(deed), more
            ),
        )

    def decline_offer(self, id: int, item_id: int, *, deed: Any) -> Incident:
        self._expect_seen(id, deed)
        offer = self._take(id, item_id)
        act = self._time(deed).act(ActKind.OFFER_DECLINED, self.get(id), item=item_id, title=offer.title)
        return self._append(id, (act,))

    def _take(self, id: int, item_id: int) -> Offer:
        offer = next(one for one in self.offered[id] if one.item_id == item_id)
        self.offered[id].remove(offer)
        return offer
