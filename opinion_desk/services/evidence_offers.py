"""Items read as an official response that fit an open matter, offered as its evidence: one key accepts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ..domain.acts import Act, ActKind
from ..domain.commands.clocks import clocks_met_by
from ..domain.commands.releasing import Particulars
from ..domain.commands.when import JUDGED, When, expect
from ..domain.errors import Refused
from ..domain.incident import Incident
from ..domain.policy import Meets
from ..domain.release import EvidenceKind
from ..domain.source import Tier
from ..store.offers import OfficialItem, official_items, stories_at, with_official
from .chosen_time import time_of_entry
from .deed import Deed
from .incident_releasing import ReleasingDeeds

_PUBLIC: Final = (Meets.RELEASE, Meets.RESPONSE)
# Whose word weighs most: the government's own sites, then the media by rank.
_RANK: Final = {Tier.GOVERNMENT: 0, Tier.CENTRAL: 1, Tier.PROVINCIAL: 2, Tier.CITY: 3}
_LAST: Final = 9


@dataclass(frozen=True, slots=True)
class Offer:
    """An item that may be the release of a matter: what it would be registered as, and from where."""

    incident_id: int
    number: str
    item_id: int
    kind: EvidenceKind
    title: str
    source: str
    tier: Tier
    at: datetime
    link: str | None


class OfferDeeds(ReleasingDeeds):
    """Offers of evidence, accepted or declined."""

    def offers(self, id: int | str) -> tuple[Offer, ...]:
        """What the items of a matter's stories and events offer: read as official, published since an open clock began.

        Official sources first, then the earliest; of reprints one; neither used nor declined before.
        """
        return tuple(self._offered(self.get(id)))

    def open_offers(self) -> tuple[Offer, ...]:
        """The offers of every open matter, for the frame."""
        with self._store.read() as connection:
            likely = with_official(connection)
        found = self._store.incidents.many(likely) if likely else ()
        return tuple(offer for incident in found if incident.state.open for offer in self._offered(incident))

    def accept_offer(self, id: int | str, item_id: int, *, deed: Deed) -> Incident:
        """采用: register the item as release, or as response where no release is owed, at the time it was published."""
        offer = self._offer(id, item_id)
        if offer is None:
            return self.do(id, deed, lambda incident, time: _gone(incident, item_id))
        particulars = Particulars(item=item_id, issued_by=offer.source)
        return self.answer(id, offer.kind, "", particulars=particulars, deed=deed)

    def decline_offer(self, id: int | str, item_id: int, *, deed: Deed) -> Incident:
        """不采用: it is offered no more, nor a reprint of it."""
        offer = self._offer(id, item_id)

        def decide(incident: Incident, time: When) -> tuple[Act, ...]:
            expect(incident, "处理发布凭据", *JUDGED)
            if offer is None:
                return _gone(incident, item_id)
            return (time.act(ActKind.OFFER_DECLINED, incident, item=item_id, title=offer.title),)

        return self.do(id, deed, decide)

    def _offer(self, id: int | str, item_id: int) -> Offer | None:
        return next((offer for offer in self.offers(id) if offer.item_id == item_id), None)

    def _offered(self, incident: Incident) -> Iterator[Offer]:
        running = clocks_met_by(incident, self.policies, *_PUBLIC)
        if incident.state not in JUDGED or not running:
            return
        now = time_of_entry(self._store, self._clock.now(), None)
        links = sorted({one.address for one in incident.evidence if one.address})
        with self._store.read() as connection:
            found = official_items(connection, incident.id, min(clock.start for clock in running), now)
            gone = stories_at(connection, incident.id, links) if found else set()
        settled = {*incident.declined, *(one.item for one in incident.evidence if one.item is not None)}
        gone |= {item.story_id or item.id for item in self._store.items.many(sorted(settled))} if found else set()
        major = incident.level is not None and incident.level.starts_release_clocks
        kind = EvidenceKind.RELEASE if major else EvidenceKind.RESPONSE
        for item in sorted(found, key=_weight):
            if item.story_id not in gone:
                gone.add(item.story_id)
                yield Offer(
                    incident.id,
                    incident.number,
                    item.id,
                    kind,
                    item.title,
                    item.source_name,
                    item.tier,
                    item.published,
                    item.link,
                )


def _weight(item: OfficialItem) -> tuple[int, datetime, int]:
    return (_RANK.get(item.tier, _LAST), item.published, item.id)


def _gone(incident: Incident, item_id: int) -> tuple[Act, ...]:
    raise Refused("offer_missing", item=item_id)
