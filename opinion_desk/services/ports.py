"""The few Protocols of the desk: only where the world is slow, unsure or elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from ..domain.accounts import Accounts
from ..domain.briefing import Briefing
from ..domain.collected import Collected, Parsed
from ..domain.duty_record import DutyLogRecord, HandoverRecord
from ..domain.entering import Cover
from ..domain.item import Entry
from ..domain.known_tables import NO_TABLES, KnownTables
from ..domain.learning import Lesson, Sample
from ..domain.ledger import Ledger
from ..domain.list_rules import SourceRules
from ..domain.matter_record import MatterRecord
from ..domain.missed.report import Missed
from ..domain.notice import DispatchNotice
from ..domain.outbox import Delivery, Message
from ..domain.page_seen import PageSeen, PageText
from ..domain.pages import Looked, PageToLookAt
from ..domain.reading import Placed, TextToRead
from ..domain.source import Form, Health, Source
from ..domain.table_mapping import TableLook, TableMapping, TableRead
from ..domain.unit import RuleText
from ..domain.verdict import Verdict


class Clock(Protocol):
    """Where the time comes from."""

    def now(self) -> datetime:
        """The present instant, aware UTC, whole milliseconds."""
        ...


Stored = Callable[[int, Sequence[str]], Set[str]]
"""Which of these keys of a source are stored with their text."""


class Collector(Protocol):
    """The network and the documents it brings."""

    def collect(
        self,
        due: Sequence[tuple[Source, Health]],
        stored: Stored | None = None,
        tables: KnownTables = NO_TABLES,
    ) -> Iterator[Collected]:
        """Visit these sources, several at once; yield each as it ends. A failing source is a Collected, never an exception.

        `stored` says which keys of a source are stored with their text, so that their pages are not fetched again; `tables`
        how exports are read, and which files of watched folders were read already.
        """
        ...

    def look_at_pages(self, pages: Sequence[PageToLookAt]) -> Iterator[Looked]:
        """Whether these pages still stand, as robots.txt allows; yield each as it is known. Nothing is raised."""
        ...

    def probe(
        self, address: str, *, internal: bool, rules: SourceRules | None = None, tables: KnownTables = NO_TABLES
    ) -> tuple[Form, Parsed]:
        """Visit an address or a folder once and say what stands there, read by these rules. Raises Refused or Unavailable with a sentence."""
        ...

    def look(self, address: str, *, internal: bool) -> PageSeen:
        """Visit a web page once and find its feeds and its lists. Raises Refused or Unavailable with a sentence."""
        ...

    def read_page(self, address: str) -> PageText:
        """Visit one openly published page once, as robots.txt allows, for its title and text. Raises Refused or Unavailable with a sentence."""
        ...

    def parse(self, raw: bytes, *, url: str | None = None, content_type: str | None = None) -> Parsed:
        """Read a document; nothing is fetched. A document that is no feed gives problems, not an exception."""
        ...

    def close(self) -> None:
        """Close the connections kept alive; the collector can still be used afterwards."""
        ...


class Reader(Protocol):
    """Reading of texts: pure, in memory, no network."""

    @property
    def name(self) -> str:
        """Name and version of the artefact, as it is written into each verdict."""
        ...

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """One verdict a text, in order; never raises whatever the text is."""
        ...


@runtime_checkable
class BulkReader(Reader, Protocol):
    """A Reader that may read elsewhere, while its caller's process does something else."""

    def read_bulk(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        """As `read`; waiting for it leaves the processor to others."""
        ...

    def close(self) -> None:
        """Let go of what was started for it."""
        ...


class Learner(Protocol):
    """Learning of a model of this desk's own from what persons settled; nothing of it is loaded to read or to start."""

    def learn(self, samples: Sequence[Sample], name: str, progress: Callable[[float], None] | None = None) -> Lesson:
        """Learn from all samples and write the model under that name, whole or not at all; it is not put in force.

        Seconds for thousands of samples; `progress` is told shares of 1. Refused when there is nothing to learn from
        (learning_nothing), Unavailable when the disk will not take the model.
        """
        ...


class Grouper(Protocol):
    """Folding of reprints into stories and of stories into events; keeps what it has seen in memory."""

    def recall(self, known: Iterable[tuple[int, Placed, datetime]]) -> None:
        """Take in items (id, where they were put, when) that were stored earlier or by another process."""
        ...

    def place(self, item_id: int, text: TextToRead, verdict: Verdict, when: datetime) -> Placed:
        """Put one new item; its own id is the story's id when nothing alike is known."""
        ...

    def place_many(self, rows: Sequence[tuple[int, TextToRead, Verdict, datetime]]) -> list[Placed]:
        """Put new items in this order, given as `place` takes them; quicker than one by one."""
        ...

    def forget(self, before: datetime) -> None:
        """Drop what is older, so that memory stays flat."""
        ...


class Papers(Protocol):
    """Drawing of papers."""

    def briefing(self, briefing: Briefing, out: Path) -> None:
        """Write the briefing whole or not at all; the suffix picks docx, pdf, xlsx, html or md. Refused/Unavailable with a sentence."""
        ...

    def pages(self, briefing: Briefing, ppi: int) -> list[bytes]:
        """The pages as PNG bytes, as the PDF shows them."""
        ...

    def timeline(self, record: MatterRecord) -> bytes:
        """The course of a matter as an HTML page."""
        ...

    def notice(self, notice: DispatchNotice, out: Path) -> None:
        """Write a dispatch notice whole or not at all; the suffix picks docx or pdf."""
        ...

    def notice_docx(self, notice: DispatchNotice) -> bytes:
        """The notice as docx, to be put beside other files."""
        ...

    def notice_pages(self, notice: DispatchNotice, ppi: int) -> list[bytes]:
        """Its pages as PNG bytes, as the PDF shows them."""
        ...

    def ledger(self, ledger: Ledger, out: Path) -> None:
        """Write a ledger whole or not at all; the suffix picks xlsx, or csv where it has one table."""
        ...

    def accounts(self, accounts: Accounts, out: Path) -> None:
        """Write accounts whole or not at all; the suffix picks xlsx, or csv of the units alone."""
        ...

    def missed(self, missed: Missed, out: Path) -> None:
        """Write a comparison with vendors whole or not at all; the suffix picks xlsx, docx, or csv of the rows."""
        ...

    def duty_record(self, record: HandoverRecord | DutyLogRecord, out: Path) -> None:
        """Write the record of a handover, or the duty log, whole or not at all; the suffix picks docx or pdf."""
        ...


class Sender(Protocol):
    """A channel that carries messages out."""

    def send(self, message: Message) -> Delivery:
        """Try once; success is read from the answer. Never raises for a refusing or hanging other side."""
        ...


class Secrets(Protocol):
    """Where passwords and keys are kept."""

    def get(self, name: str) -> str | None:
        """The secret of that name, None where there is none. Unavailable when it cannot be looked up now."""
        ...

    def put(self, name: str, value: str) -> None:
        """Keep a secret in place of the one there was. Unavailable when that fails."""
        ...

    def forget(self, name: str) -> None:
        """Drop a secret; nothing happens when there is none."""
        ...


class Subscriptions(Protocol):
    """OPML lists of feeds: (name, address, folder)."""

    def read(self, raw: bytes) -> list[tuple[str, str, str]]:
        """The feeds of a list; Refused when it is none."""
        ...

    def write(self, feeds: Sequence[tuple[str, str, str]], title: str) -> bytes:
        """The list as a document."""
        ...


class Tables(Protocol):
    """Exports as files: csv, xlsx, jsonl, json."""

    def read_export(
        self, path: Path, kept: Sequence[TableMapping] = (), chosen: TableMapping | None = None
    ) -> TableRead:
        """Its rows as entries, callers' data already dropped; Refused when the file cannot be read at all.

        Read by the mapping chosen, else by one of those kept for its header, a preset, or its headings alone.
        """
        ...

    def look(self, path: Path, kept: Sequence[TableMapping] = (), preset: str = "") -> TableLook:
        """A file's headings and first rows, as they would be read, by the preset of that name where one is given."""
        ...

    def preview(self, look: TableLook, mapping: TableMapping) -> tuple[Entry, ...]:
        """The first rows of a file looked at, as this mapping reads them."""
        ...

    def refuse_persons(self, mapping: TableMapping) -> None:
        """Refused when a mapping means a column that names persons to be read."""
        ...

    def presets(self) -> tuple[str, ...]:
        """Names of the packaged presets."""
        ...


class Pictures(Protocol):
    """Pictures that persons bring."""

    def covered(self, raw: bytes, covers: Sequence[Cover]) -> bytes:
        """The picture (PNG, JPEG, WebP) as a fresh PNG with these parts painted over and nothing else of the file in it.

        Covers are in pixels of the picture as it is seen, turned upright where the file says it lies; they are cut to it.
        Refused with a sentence for a file that is none, broken or too large, and for a cover of no size or outside.
        """
        ...


class Catalogue(Protocol):
    """The names a person chooses from when correcting a verdict."""

    def topics(self) -> tuple[str, ...]:
        """Names of topics."""
        ...

    def functions(self) -> tuple[tuple[str, str], ...]:
        """Functions: id, name."""
        ...

    def unit_name(self, function: str) -> str:
        """The name of the unit that holds this function in the jurisdiction."""
        ...

    def rule(self, id: str) -> RuleText | None:
        """The responsibility rule of that id with its documents and clauses, None for an id that is no rule's."""
        ...
