"""What a Desk is made with: the makers of its slow, unsure and elsewhere parts."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..domain.unit import Unit
from ..settings import Settings
from .channels import Make
from .ports import (
    Catalogue,
    Collector,
    Grouper,
    Learner,
    Papers,
    Pictures,
    Reader,
    Secrets,
    Sender,
    Subscriptions,
    Tables,
)
from .reader_in_force import MadeFrom
from .secrets import open_secrets


@dataclass(frozen=True, slots=True)
class Outside:
    """How the slow, unsure and elsewhere parts are made; compose.py knows them all."""

    reader: Callable[[MadeFrom], Reader]
    learner: Callable[[MadeFrom, Path], Learner]
    grouper: Callable[[], Grouper]
    collector: Callable[[], Collector]
    papers: Callable[[], Papers]
    tables: Callable[[], Tables]
    subscriptions: Callable[[], Subscriptions]
    catalogue: Callable[[Settings, Sequence[Unit]], Catalogue]
    senders: Callable[[Settings], Mapping[str, Sender]]
    channel: Make
    pictures: Callable[[], Pictures]
    secrets: Callable[[Path], Secrets] = open_secrets
