"""One matter as it leaves the desk: its state, its course in words, its evidence, and the head of the chain it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .acts import Act
from .incident import Incident


@dataclass(frozen=True, slots=True)
class ToldAct:
    """An act, and how it reads in one line."""

    act: Act
    words: str


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of evidence: its name in the folder, what it shows, its SHA-256; `trouble` says why it could not be added."""

    name: str
    what: str
    digest: str
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class MatterRecord:
    """What the readable timeline of a matter is drawn from.

    `related` are links to other matters in words; `count` and `head` are the length and the last hash of the desk's whole chain of acts.
    """

    incident: Incident
    acts: tuple[ToldAct, ...]
    files: tuple[KeptFile, ...]
    related: tuple[str, ...]
    issuer: str
    zone: str
    exported: datetime
    count: int
    head: str
