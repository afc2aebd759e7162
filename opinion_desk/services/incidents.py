"""Incidents: each command replays the matter, decides, and appends its acts in one transaction. A module a family of commands."""

from __future__ import annotations

from .deed import Deed
from .evidence_offers import OfferDeeds
from .incident_above import AboveDeeds
from .incident_calls import CallDeeds
from .incident_clocks import ClockDeeds
from .incident_drafts import DraftDeeds
from .incident_ending import EndingDeeds
from .incident_handling import HandlingDeeds
from .incident_judging import JudgingDeeds

__all__ = ["Deed", "IncidentService"]


class IncidentService(
    JudgingDeeds, AboveDeeds, ClockDeeds, HandlingDeeds, DraftDeeds, OfferDeeds, CallDeeds, EndingDeeds
):
    """The matters of the desk, read and moved on. `id` is an incident's id or its number (YQ-2026-0001)."""
