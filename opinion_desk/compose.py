"""Builds the Desk: the only module of the desk that knows everyone, and the only one that imports the reading models."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from . import __version__
from .clock import SystemClock
from .domain.channels import ChannelKind, ChannelSetup, Secret
from .domain.unit import Unit
from .services.desk import Desk
from .services.outside import Outside
from .services.ports import Catalogue, Clock, Collector, Grouper, Learner, Papers, Pictures, Reader, Sender, Tables
from .services.reader_in_force import MadeFrom
from .settings import Home, Settings, home_folder, load_settings

# Who asks, truthfully; robots.txt is asked by its first word.
USER_AGENT: Final = f"OpinionDesk/{__version__} (public-opinion desk of a local government; heeds robots.txt)"


def compose(
    home: str | Path | None = None,
    clock: Clock | None = None,
    settings: Settings | None = None,
    *,
    lessons_apart: bool = False,
) -> Desk:
    """The Desk over that data folder (default: the platform's). Nothing slow is loaded until it is asked for.

    `lessons_apart` gives lessons that are asked for in a process of their own, so that this one stays small.
    """
    folder = home_folder(None if home is None else str(home))
    known = settings or load_settings(folder)
    time = clock or SystemClock()
    return Desk(Home(folder), known, time, outside(time, known.civil, known.rsshub), lessons_apart=lessons_apart)


def outside(clock: Clock, zone: ZoneInfo, rsshub: Sequence[str] = ()) -> Outside:
    """How the parts beyond the desk are made."""
    return Outside(
        reader=_reader,
        learner=_learner,
        grouper=_grouper,
        collector=lambda: _collector(clock, zone, rsshub),
        papers=_papers,
        tables=lambda: _tables(clock, zone),
        subscriptions=_Subscriptions,
        catalogue=_catalogue,
        senders=_senders,
        channel=lambda setup, given: _channel(setup, given, clock),
        pictures=_pictures,
    )


def _reader(wanted: MadeFrom) -> Reader:
    from models.reader import load_reader

    from .reading_process import ReadingProcess

    make = partial(
        load_reader,
        wanted.jurisdiction,
        own_places=wanted.own_places,
        own_units=wanted.own_units,
        topics=wanted.topics,
        learned=wanted.learned,
        sure_at=wanted.sure_at,
        criteria=wanted.criteria,
    )
    reader = make()
    settle_in()
    return ReadingProcess(reader, make) if (os.cpu_count() or 1) > 1 else reader


def _learner(wanted: MadeFrom, folder: Path) -> Learner:
    from models.learning import load_learner  # brings scikit-learn with it, a second and 150 MB

    current = None if wanted.learned is None else wanted.learned.name
    return load_learner(
        wanted.jurisdiction, wanted.own_places, wanted.own_units, wanted.topics, folder=folder, current=current
    )


def settle_in() -> None:
    """Spare the interpreter what costs a tenth of an intake: walking through the models for garbage, and waiting for its lock."""
    gc.unfreeze()  # what an earlier reader left
    gc.collect()
    gc.freeze()  # the models stay as long as the process
    gc.set_threshold(20_000, 20, 20)  # an item is some sixty objects, and none of them in a circle
    sys.setswitchinterval(0.001)  # seconds; the writer takes the lock often and briefly, from threads that compute


def _grouper() -> Grouper:
    from models.grouping import StoryGrouper

    return StoryGrouper()


def _collector(clock: Clock, zone: ZoneInfo, rsshub: Sequence[str]) -> Collector:
    from .collectors.collector import HttpCollector

    return HttpCollector(user_agent=USER_AGENT, now=clock.now, zone=zone, rsshub=rsshub)


def _tables(clock: Clock, zone: ZoneInfo) -> Tables:
    from .collectors.exports import FileTables

    return FileTables(clock.now, zone)


def _papers() -> Papers:
    from .papers.render import PaperRenderer

    return PaperRenderer()


def _pictures() -> Pictures:
    from .collectors.screenshot import PaintedOver

    return PaintedOver()


def _catalogue(settings: Settings, units: Sequence[Unit]) -> Catalogue:
    from models.catalogue import load_catalogue

    return load_catalogue(settings.jurisdiction, own_units=units)


def _senders(settings: Settings) -> Mapping[str, Sender]:
    if settings.webhook is None:
        return {}
    from .channels.webhook import WebhookSender  # brings the whole of HTTP with it

    return {"webhook": WebhookSender(settings.webhook, internal=settings.internal_webhook)}


def _channel(setup: ChannelSetup, given: Mapping[Secret, str], clock: Clock) -> Sender:
    """The sender of a channel; what it sends by is only loaded now."""
    address, sign = given.get(Secret.ADDRESS, ""), given.get(Secret.SIGN)
    match setup.kind:
        case ChannelKind.MAIL:
            from .channels.mail import MailSender

            return MailSender(setup, given.get(Secret.PASSWORD))
        case ChannelKind.WECOM:
            from .channels.wecom import WecomSender

            return WecomSender(address, internal=setup.internal)
        case ChannelKind.DINGTALK:
            from .channels.dingtalk import DingtalkSender

            return DingtalkSender(address, sign, clock.now, internal=setup.internal)
        case ChannelKind.FEISHU:
            from .channels.feishu import FeishuSender

            return FeishuSender(address, sign, clock.now, internal=setup.internal)
        case ChannelKind.WEBHOOK:
            from .channels.webhook import WebhookSender

            return WebhookSender(address, internal=setup.internal)


class _Subscriptions:
    """OPML, through the collectors."""

    def read(self, raw: bytes) -> list[tuple[str, str, str]]:
        from .collectors.opml import read_opml

        return list(read_opml(raw))

    def write(self, feeds: Sequence[tuple[str, str, str]], title: str) -> bytes:
        from .collectors.opml import write_opml

        return write_opml(feeds, title)
