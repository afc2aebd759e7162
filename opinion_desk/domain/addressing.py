"""Addressing: one message owed to a post becomes one a channel, each telling as much as its channel may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from .calendar_file import calendar_of
from .channels import EVERYBODY, NOTICE, ChannelKind, ChannelSetup, Detail, route
from .incident import Incident
from .outbox import Message


def addressed(message: Message, setups: Sequence[ChannelSetup], title: str = "") -> tuple[Message, ...]:
    """The message, whose `channel` is what was wanted, once for each channel that reaches its post, under keys of their own.

    The matter's title is told only by channels that may.
    """
    known = {setup.id: setup for setup in setups}
    return tuple(_through(message, known.get(id), title) for id in route(message.to, message.channel, setups))


def _through(message: Message, setup: ChannelSetup | None, title: str) -> Message:
    if setup is None:
        return replace(message, channel=NOTICE)
    told = replace(message, key=f"{message.key}@{setup.id}", channel=setup.id)
    if setup.detail is Detail.TITLE and title:
        return replace(told, text=f"{message.text} · {title}")
    return told


def calendar_messages(
    incident: Incident, now: datetime, setups: Sequence[ChannelSetup], *, drill: bool = False
) -> tuple[Message, ...]:
    """One mail a mail channel, with the calendar of all due times, to all its recipients: a desk that is switched off cannot call.

    A calendar of the same state of the matter has the same key, so that it is owed once; empty while no clock runs.
    """
    if not incident.open_clocks:
        return ()
    level = f"{incident.level.words}级 · " if incident.level else ""
    words = f"全部时限共 {len(incident.open_clocks)} 项，见所附日历文件，导入手机或电脑日历即可到点提醒"
    message = Message(
        f"{incident.id}:calendar:{incident.acts}",
        ChannelKind.MAIL.value,
        EVERYBODY,
        f"{incident.number} 时限日历",
        f"{incident.number} · {level}{words}",
        now,
        incident.id,
        drill=drill,
    )
    return tuple(
        replace(_through(message, setup, incident.title), calendar=calendar_of(incident, now, detail=setup.detail))
        for setup in setups
        if setup.kind is ChannelKind.MAIL
    )
