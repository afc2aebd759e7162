"""通知通道 as a section of the settings."""

from __future__ import annotations

from opinion_desk.domain.changes import Changes, Touched

from ..seat import Seat
from .channels import ChannelsCard
from .section import Section


class ChannelsSection(Section):
    """The card of channels; what was sent or not changes it too."""

    def __init__(self, seat: Seat) -> None:
        super().__init__(seat, self.tr("通知通道"))
        self.channels = ChannelsCard(seat, self)
        self.body.addWidget(self.channels)

    def shown(self) -> None:
        self.channels.shown()

    def changed(self, changes: Changes) -> None:
        if changes.touches(Touched.SETTINGS, Touched.OUTBOX):
            self.shown()
