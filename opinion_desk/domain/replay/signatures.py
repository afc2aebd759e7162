"""Acts of signatures that are owed and given."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ..acts import Act, ActKind
from ..incident import Incident
from ..signature import OwedSignature
from .applying import Table


def _owed(incident: Incident, act: Act) -> Incident:
    data = act.data
    owed = OwedSignature(data["index"], data["what"], data["post"], act.at, data["heard_by"])
    return replace(incident, signatures=(*incident.signatures, owed))


def _given(incident: Incident, act: Act) -> Incident:
    signatures = tuple(
        replace(one, given=act.at, paper=act.data["paper"]) if one.index == act.data["index"] else one
        for one in incident.signatures
    )
    return replace(incident, signatures=signatures)


TABLE: Final[Table] = {ActKind.SIGNATURE_OWED: _owed, ActKind.SIGNATURE_GIVEN: _given}
