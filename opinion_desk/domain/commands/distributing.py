"""Where a release went: the distribution list (网站, 新媒体, 融媒体中心, 媒体) with links and times."""

from __future__ import annotations

from typing import Final

from ..acts import Act, ActKind
from ..errors import Refused
from ..incident import Incident
from ..policy import Policies
from ..release import DraftState, EvidenceForm, Outlet
from .drafting import releasable
from .when import JUDGED, When, expect

_TO_ONE: Final = (EvidenceForm.COMMENT, EvidenceForm.DIRECT)


def distribute(
    incident: Incident, outlet: Outlet, name: str, address: str | None, draft: int | None, time: When
) -> tuple[Act, ...]:
    """One entry of the distribution list. A link is needed but for the press, which may only print; the same entry counts once."""
    expect(incident, "登记分发", *JUDGED)
    name, address = name.strip(), (address or "").strip() or None
    if not name:
        raise Refused("distribution_needs_name")
    if address is None and outlet is not Outlet.MEDIA:
        raise Refused("distribution_needs_address")
    if address is not None and not address.startswith(("http://", "https://")):
        raise Refused("evidence_address_unreadable", address=address[:80])
    if draft is not None:
        releasable(incident, draft, time, DraftState.SIGNED, DraftState.PUBLISHED)
    for one in incident.distributions:
        if (one.outlet, one.name, one.address, one.draft) == (outlet, name, address, draft):
            raise Refused("distributed_already", name=name)
    return (time.act(ActKind.DISTRIBUTED, incident, outlet=outlet.value, name=name, address=address, draft=draft),)


def missing_outlets(incident: Incident, policies: Policies) -> tuple[Outlet, ...]:
    """The outlets of the desk's usual list that got nothing yet, once something was put before the public; empty before.

    An answer under a comment or to one person is distributed nowhere.
    """
    if not incident.distributions and all(one.form in _TO_ONE for one in incident.evidence):
        return ()
    reached = {one.outlet for one in incident.distributions}
    return tuple(outlet for outlet in policies.distribution if outlet not in reached)
