"""Hand-written stand-ins for the few things beyond the desk, and short ways to make what tests begin with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from opinion_desk.domain.accounts import Accounts
from opinion_desk.domain.briefing import Briefing
from opinion_desk.domain.channels import NOTICE
from opinion_desk.domain.collected import Collected, Outcome, Parsed, ParsedEntry, Skipped
from opinion_desk.domain.duty_record import DutyLogRecord, HandoverRecord
from opinion_desk.domain.entering import Cover
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.item import Entry
from opinion_desk.domain.known_tables import NO_TABLES, KnownTables
from opinion_desk.domain.learning import Figures, Lesson, Sample
from opinion_desk.domain.ledger import Ledger
from opinion_desk.domain.list_rules import SourceRules
from opinion_desk.domain.matter_record import MatterRecord
from opinion_desk.domain.missed.report import Missed
from opinion_desk.domain.notice import DispatchNotice
from opinion_desk.domain.outbox import Delivery, Message
from opinion_desk.domain.page_seen import PageSeen, PageText
from opinion_desk.domain.pages import Looked, Page, PageToLookAt
from opinion_desk.domain.reading import Placed, TextToRead
from opinion_desk.domain.source import Form, Health, Source
from opinion_desk.domain.table_mapping import HeadingLook, Meaning, TableLook, TableMapping, TableRead
from opinion_desk.domain.unit import RuleSource, RuleText
from opinion_desk.domain.verdict import Attitude, Place, Scored, Severity, UnitChoice, Verdict
from opinion_desk.services.firing import PresentAt, everybody_at
from opinion_desk.services.incidents import Deed
from opinion_desk.services.intake import Intake
from opinion_desk.services.outside import Outside
from opinion_desk.services.ports import Stored
from opinion_desk.services.sending import NoticeSender, SendService
from opinion_desk.services.ticking import TickService
from opinion_desk.settings import Settings
from opinion_desk.store import sources as source_rows
from opinion_desk.store.store import Store

NINE = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # 09:00 in 云川
HOUSING = "云川市住房和城乡建设局"
WATER = "云川水务集团有限公司"
BY = Deed("值班员")


class FakeReader:
    """Reads a few words by rule: 坍塌 is a negative accident, 水 belongs to the water works, 云川 is local."""

    name = "fake-1"

    def __init__(self) -> None:
        self.batches: list[list[str]] = []

    def read(self, texts: Sequence[TextToRead]) -> list[Verdict]:
        self.batches.append([text.title for text in texts])
        return [self._one(text) for text in texts]

    def _one(self, text: TextToRead) -> Verdict:
        grave = "坍塌" in text.text
        water = "水" in text.text
        lead = (
            UnitChoice("water", WATER, 0.8, "R1") if water else UnitChoice("housing_construction", HOUSING, 0.7, "R1")
        )
        return Verdict(
            topics=(Scored("供水" if water else "住房城建", 0.8),),
            scope=("S3",),
            kind=Scored("D3" if grave else "D2", 0.7),
            attitude=Scored(Attitude.NEGATIVE if grave or water else Attitude.NEUTRAL, 0.9),
            severity=Severity(2, ("坍塌",)) if grave else None,
            places=(Place("云川市", "", True),) if "云川" in text.text else (),
            lead=lead,
            others=(UnitChoice("emergency", "云川市应急管理局", 0.4, "R2"),),
            sure=not water,
            model=self.name,
        )


class FakeLearner:
    """Learns at once: writes the samples' titles where the model should be, and finds it as good as the test says."""

    def __init__(self, folder: Path, current: str | None = None, better: bool = True) -> None:
        self.folder = folder
        self.current = current
        self.better = better
        self.learned_from: list[Sample] = []
        self.before: Callable[[], None] = lambda: None
        self.failing: Exception | None = None

    def learn(self, samples: Sequence[Sample], name: str, progress: Callable[[float], None] | None = None) -> Lesson:
        self.before()
        if self.failing is not None:
            raise self.failing
        self.learned_from = list(samples)
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / name).write_text("\n".join(sample.text.title for sample in samples), encoding="utf-8")
        if progress is not None:
            progress(1.0)
        after = 0.9 if self.better else 0.6
        figures = {"function": Figures(len(samples), after, after)}
        return Lesson(name, len(samples), 0.7, after, self.better, {}, figures)


class FakeGrouper:
    """Texts with the same body are one story; an event is a story. Bodies are the signatures."""

    def __init__(self) -> None:
        self.known: dict[int, tuple[Placed, datetime]] = {}
        self.recalled: list[int] = []

    def recall(self, known: Iterable[tuple[int, Placed, datetime]]) -> None:
        for id, placed, when in known:
            self.recalled.append(id)
            self.known.setdefault(id, (placed, when))

    def place(self, item_id: int, text: TextToRead, verdict: Verdict, when: datetime) -> Placed:
        if item_id in self.known:
            return self.known[item_id][0]
        body = text.body.encode("utf-8", "replace")
        story = next((p.story for p, _ in self.known.values() if p.signature == body), item_id)
        placed = Placed(story, story, body)
        self.known[item_id] = (placed, when)
        return placed

    def place_many(self, rows: Sequence[tuple[int, TextToRead, Verdict, datetime]]) -> list[Placed]:
        return [self.place(*row) for row in rows]

    def forget(self, before: datetime) -> None:
        self.known = {id: row for id, row in self.known.items() if row[1] >= before}


class FakeCollector:
    """Brings what the test laid ready for each source; `before` is called ahead of each visit."""

    def __init__(self) -> None:
        self.brings: dict[int, Collected] = {}
        self.asked: list[list[int]] = []
        self.before: Callable[[Source], None] = lambda source: None
        self.pages: dict[str, Page] = {}  # what stands at an address, where it is not there
        self.looked: list[str] = []
        self.probed = Parsed("rss20", "云川日报", (ParsedEntry(title="一条"),))
        self.rules: SourceRules | None = None
        self.seen = PageSeen("https://yunchuan.example/", "云川市人民政府")
        self.page = PageText("https://yunchuan.example/a", "小区停水三天", "供水公司说正在抢修。")

    def collect(
        self,
        due: Sequence[tuple[Source, Health]],
        stored: Stored | None = None,
        tables: KnownTables = NO_TABLES,
    ) -> Iterator[Collected]:
        self.asked.append([source.id for source, _ in due])
        for source, _ in due:
            self.before(source)
            yield self.brings.get(source.id) or Collected(source.id, Outcome.UNCHANGED)

    def look_at_pages(self, pages: Sequence[PageToLookAt]) -> Iterator[Looked]:
        self.looked += [page.address for page in pages]
        for page in pages:
            yield Looked(page.item_id, self.pages.get(page.address, Page.THERE))

    def probe(
        self, address: str, *, internal: bool, rules: SourceRules | None = None, tables: KnownTables = NO_TABLES
    ) -> tuple[Form, Parsed]:
        if "empty" in address:
            raise Refused("document_empty")
        self.rules = rules
        return Form.LIST_PAGE if rules is not None and rules.page is not None else Form.FEED, self.probed

    def look(self, address: str, *, internal: bool) -> PageSeen:
        return self.seen

    def read_page(self, address: str) -> PageText:
        return self.page

    def parse(self, raw: bytes, *, url: str | None = None, content_type: str | None = None) -> Parsed:
        return Parsed("rss20", raw.decode(), (), ())

    def close(self) -> None:
        """Nothing is kept alive."""


class FakeTables:
    """Gives the rows the test laid ready."""

    def __init__(self) -> None:
        self.rows: tuple[Entry, ...] = ()
        self.skipped: tuple[Skipped, ...] = ()

    def read_export(
        self, path: Path, kept: Sequence[TableMapping] = (), chosen: TableMapping | None = None
    ) -> TableRead:
        return TableRead(self.rows, self.skipped, chosen.name if chosen is not None else "")

    def look(self, path: Path, kept: Sequence[TableMapping] = (), preset: str = "") -> TableLook:
        return TableLook((HeadingLook("标题", Meaning.TITLE),))

    def preview(self, look: TableLook, mapping: TableMapping) -> tuple[Entry, ...]:
        return self.rows[:8]

    def refuse_persons(self, mapping: TableMapping) -> None:
        """No column here is a person's."""

    def presets(self) -> tuple[str, ...]:
        return ("12345",)


class FakeSubscriptions:
    """A list of feeds, one a line: name, address."""

    def read(self, raw: bytes) -> list[tuple[str, str, str]]:
        lines = [line.split("\t") for line in raw.decode().splitlines()]
        return [(name, address, "") for name, address in lines]

    def write(self, feeds: Sequence[tuple[str, str, str]], title: str) -> bytes:
        return "\n".join(f"{name}\t{address}" for name, address, _ in feeds).encode()


class FakeCatalogue:
    """Three topics, three functions."""

    def topics(self) -> tuple[str, ...]:
        return ("住房城建", "供水", "教育")

    def functions(self) -> tuple[tuple[str, str], ...]:
        return (("housing_construction", "住房和城乡建设"), ("water", "供水"), ("education", "教育"))

    def unit_name(self, function: str) -> str:
        return f"云川市{dict(self.functions())[function]}局"

    def rule(self, id: str) -> RuleText | None:
        refs = (RuleSource("某市实施意见", None, "二(一)"),)
        return RuleText(id, "任何政务舆情", "由主管者负责", refs) if id == "R1" else None


class FakePapers:
    """Writes the title where the paper should be."""

    def briefing(self, briefing: Briefing, out: Path) -> None:
        if out.suffix == ".full":
            raise Unavailable("paper_disk_full", path=out)
        out.write_text(briefing.title, encoding="utf-8")

    def pages(self, briefing: Briefing, ppi: int) -> list[bytes]:
        return [f"{briefing.title}@{ppi}".encode()]

    def timeline(self, record: MatterRecord) -> bytes:
        return "\n".join(told.words for told in record.acts).encode()

    def notice(self, notice: DispatchNotice, out: Path) -> None:
        out.write_text(f"{notice.form.title} {notice.number}", encoding="utf-8")

    def notice_docx(self, notice: DispatchNotice) -> bytes:
        return f"{notice.form.title} {notice.unit}".encode()

    def notice_pages(self, notice: DispatchNotice, ppi: int) -> list[bytes]:
        return [f"{notice.number}@{ppi}".encode()]

    def ledger(self, ledger: Ledger, out: Path) -> None:
        out.write_text(f"{ledger.title} {ledger.period.words}", encoding="utf-8")

    def accounts(self, accounts: Accounts, out: Path) -> None:
        out.write_text(f"考核 {accounts.period.words}", encoding="utf-8")

    def missed(self, missed: Missed, out: Path) -> None:
        out.write_text(f"比对 {missed.period.words}", encoding="utf-8")

    def duty_record(self, record: HandoverRecord | DutyLogRecord, out: Path) -> None:
        out.write_text(record.issuer, encoding="utf-8")


class FakeSender:
    """Answers as the test says, and keeps what it was given."""

    def __init__(self, *answers: Delivery) -> None:
        self.answers = list(answers)
        self.sent: list[Message] = []

    def send(self, message: Message) -> Delivery:
        self.sent.append(message)
        return self.answers.pop(0) if self.answers else Delivery(sent=True)


def ticking_of(store: Store, clock: Any, present: PresentAt = everybody_at, **senders: FakeSender) -> TickService:
    """A tick service with notices on this desk and the channels given."""
    return TickService(
        store, Settings(), clock, SendService(store, {**senders, NOTICE: NoticeSender(store)}), present=present
    )


class FakePictures:
    """Says what it was given instead of painting; `before` is called ahead of each."""

    def __init__(self) -> None:
        self.before: Callable[[], None] = lambda: None

    def covered(self, raw: bytes, covers: Sequence[Cover]) -> bytes:
        self.before()
        return b"covered:" + b",".join(b"%d" % cover.left for cover in covers)


class FakeSecrets:
    """Secrets in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, name: str) -> str | None:
        return self.kept.get(name)

    def put(self, name: str, value: str) -> None:
        self.kept[name] = value

    def forget(self, name: str) -> None:
        self.kept.pop(name, None)


def outside(**parts: Any) -> Outside:
    """What lies beyond a desk, all of it stand-ins; any part can be given."""
    made: dict[str, Any] = {
        "reader": lambda wanted: FakeReader(),
        "learner": lambda wanted, folder: FakeLearner(folder, wanted.learned.name if wanted.learned else None),
        "grouper": FakeGrouper,
        "collector": FakeCollector,
        "papers": FakePapers,
        "tables": FakeTables,
        "subscriptions": FakeSubscriptions,
        "catalogue": lambda settings, units: FakeCatalogue(),
        "senders": lambda settings: {},
        "channel": lambda setup, given: FakeSender(),
        "pictures": FakePictures,
        "secrets": lambda home: FakeSecrets(),
    }
    return Outside(**{**made, **parts})


def entry(key: str, title: str = "", body: str = "", at: datetime = NINE, **more: Any) -> Entry:
    """An entry of the usual kind; its body is its own unless given."""
    return Entry(key, title or f"云川市{key}", body or f"正文{key}", f"https://example.cn/{key}", at, **more)


def brought(source: Source, *entries: Entry, **more: Any) -> Collected:
    """A visit that fetched these entries."""
    return Collected(source.id, Outcome.FETCHED, entries, form=Form.FEED, **more)


def new_source(store: Store, name: str = "云川日报", form: Form = Form.FEED, **more: Any) -> Source:
    """A source, added."""
    source = Source(0, name, f"https://{name}.example/feed", form, **more)
    return store.write_now(lambda tx: source_rows.add(tx, source)).value


def take(intake: Intake, source: Source, *entries: Entry, now: datetime = NINE) -> list[int]:
    """Take these entries in as one visit; the ids they have afterwards."""
    taking = intake.begin(now)
    taking.add(brought(source, *entries), source.name, now)
    taking.finish(now)
    known = intake.store.items.known(source.id, [one.key for one in entries])
    return [known[one.key].id for one in entries]


def fill_disk(store: Store) -> Callable[[], None]:
    """Let the database grow no further; the function given back makes room again."""

    def limit(pages: int) -> None:
        store.write_now(lambda tx: tx.execute(f"PRAGMA max_page_count = {pages}").fetchone())

    used = store.write_now(lambda tx: tx.all("PRAGMA page_count")[0][0]).value
    limit(int(used))
    return lambda: limit(1 << 30)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def but(visit: Collected, **changes: Any) -> Collected:
    """The visit with some fields changed."""
    return replace(visit, **changes)
