"""A desk in memory with the same face as the real one, so that the window is tested without files, network and threads of others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

from opinion_desk.collectors.exports import FileTables
from opinion_desk.domain.assignment import ReplyStage
from opinion_desk.domain.changes import Changes, Touched
from opinion_desk.domain.collected import ParsedEntry, Skipped
from opinion_desk.domain.commands.judging import Judgement
from opinion_desk.domain.commands.reporting import Reporting
from opinion_desk.domain.errors import Refused, Unavailable
from opinion_desk.domain.folder_files import FolderFile, is_folder_address
from opinion_desk.domain.inbox import Facet, Facets, InboxPage, InboxQuery, InboxRow, ItemState, Order, Pile, ReadItem
from opinion_desk.domain.incident import ResponseWay
from opinion_desk.domain.levels import Level
from opinion_desk.domain.list_rules import PageRules, SourceRules
from opinion_desk.domain.messages import sentence
from opinion_desk.domain.origin import Origin
from opinion_desk.domain.page_seen import PageList, PageSeen
from opinion_desk.domain.release import EvidenceKind
from opinion_desk.domain.reporting import ReportStage, ReportTo
from opinion_desk.domain.roles import Role, require
from opinion_desk.domain.source import Form, Health, HealthState, Source, Tier
from opinion_desk.domain.table_mapping import TableMapping
from opinion_desk.domain.unit import RuleText
from opinion_desk.domain.verdict import Attitude, Emergency
from opinion_desk.papers.render import PaperRenderer
from opinion_desk.services.backup_file import Backup
from opinion_desk.services.duty import DutyService
from opinion_desk.services.duty_papers import DutyPapers
from opinion_desk.services.duty_reading import OnDuty
from opinion_desk.services.items import ImportReport
from opinion_desk.services.policies import PolicyService
from opinion_desk.services.source_row import SourceRow
from opinion_desk.services.source_watching import MatterWatch
from opinion_desk.services.staff import StaffService
from opinion_desk.services.tables import TableService
from opinion_desk.services.visiting import checked_headers, checked_proxy
from opinion_desk.settings import Home, Settings
from opinion_desk.store.store import Store

from . import yunchuan
from .fake_briefings import FakeBriefings
from .fake_channels import FakeChannels
from .fake_entering import FakeEntering
from .fake_incidents import FakeDeed, FakeExports, FakeIncidents
from .fake_learning import RULE, SPOKEN, FakeLearning, FakeTexts, FakeTopics, FakeUnits
from .fake_papers import FakeAccounts, FakeDispatchNotices, FakeLedgers
from .fake_tickets import FakeDemands, ticket_of
from .fake_ticking import FakeTicking
from .yunchuan import NOW


class FakeClock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.instant = NOW

    def now(self) -> datetime:
        return self.instant

    def forward(self, **length: float) -> None:
        self.instant += timedelta(**length)


class FakeItems:
    def __init__(self, desk: FakeDesk, rows: list[InboxRow]) -> None:
        self._desk, self.rows = desk, rows
        self.corrections: list[tuple[int, str, object]] = []
        self.failure: Exception | None = None

    def _chosen(self, query: InboxQuery) -> list[InboxRow]:
        piles: dict[Pile, Callable[[InboxRow], bool]] = {
            Pile.WAITING: lambda row: row.state is ItemState.WAITING,
            Pile.LOCAL: lambda row: row.local,
            Pile.NEGATIVE: lambda row: row.attitude is Attitude.NEGATIVE,
            Pile.OPENED: lambda row: row.incident_id is not None,
            Pile.STARRED: lambda row: row.starred,
            Pile.FILED: lambda row: row.state is ItemState.FILED,
            Pile.ALL: lambda row: True,
        }
        found = [
            row
            for row in self.rows
            if piles[query.pile](row)
            and (not query.topics or set(query.topics) & set(row.topics))
            and (not query.search or query.search in row.title)
        ]
        hot = query.order is Order.HEAT
        return sorted(found, key=lambda row: row.heat if hot else row.when.timestamp(), reverse=True)

    def page(self, query: InboxQuery, cursor: str | None = None, limit: int = 100) -> InboxPage:
        if self.failure is not None:
            raise self.failure
        start = int(cursor or 0)
        rows = self._chosen(query)
        more = start + limit < len(rows)
        return InboxPage(tuple(rows[start : start + limit]), str(start + limit) if more else None)

    def count(self, query: InboxQuery) -> int:
        return len(self._chosen(query))

    def facets(self, query: InboxQuery) -> Facets:
        names = {
            Pile.WAITING: "待研判", Pile.LOCAL: "本地", Pile.NEGATIVE: "负面", Pile.OPENED: "已立件",
            Pile.STARRED: "已加星", Pile.FILED: "已阅存", Pile.ALL: "全部",
        }  # fmt: skip
        piles = tuple(Facet(p.value, name, self.count(InboxQuery(pile=p))) for p, name in names.items())
        topics = sorted({topic for row in self.rows for topic in row.topics})
        counted = [Facet(t, t, sum(t in row.topics for row in self.rows)) for t in topics]
        scopes = (Facet("S5", "突发事件", 4), Facet("S3", "切身利益", 29), Facet("S7", "不实信息", 2))
        sources = tuple(Facet(str(n), name, 210 - 17 * n) for n, name in enumerate(yunchuan.SOURCE_NAMES, 1))
        return Facets(piles, tuple(sorted(counted, key=lambda f: -f.count)), scopes, sources)

    def _row(self, item_id: int) -> InboxRow:
        return next(row for row in self.rows if row.item_id == item_id)

    def _put(self, item_id: int, **changes: Any) -> None:
        self.rows = [replace(row, **changes) if row.item_id == item_id else row for row in self.rows]
        self._desk.touch(Touched.ITEMS)

    def read(self, item_id: int) -> ReadItem:
        row = self._row(item_id)
        when = row.when.replace(minute=0)
        course = tuple((when + timedelta(hours=n), count) for n, count in enumerate((1, 1, 2, 3, 6, 8, 10)))
        corrected = tuple(field for id, field, _ in self.corrections if id == item_id)
        verdict = yunchuan.verdict(item_id)
        copies = yunchuan.copies(item_id)
        return ReadItem(
            yunchuan.item(item_id), verdict, corrected, Tier.CITY, row.state, row.starred, row.incident_id,
            copies, copies[:2], course if row.reprints else (), ticket=ticket_of(item_id),
        )  # fmt: skip

    def star(self, item_id: int, on: bool) -> None:
        self._put(item_id, starred=on)

    def file(self, item_id: int) -> None:
        self._put(item_id, state=ItemState.FILED)

    def unfile(self, item_id: int) -> None:
        self._put(item_id, state=ItemState.WAITING)

    def correct(self, item_id: int, field: str, value: str | tuple[str, ...], by: str) -> None:
        self.corrections.append((item_id, field, value))
        changes: dict[str, Any] = {"state": ItemState.SETTLED}
        if field == "attitude":
            changes["attitude"] = Attitude(str(value))
        self._put(item_id, **changes)

    def uncorrect(self, item_id: int, by: str) -> None:
        self.corrections = [row for row in self.corrections if row[0] != item_id]
        self._put(item_id, state=ItemState.WAITING)

    def import_file(self, path: Path, progress: Any = None, mapping: TableMapping | None = None) -> ImportReport:
        if self.failure is not None:
            raise self.failure
        progress(46, 46)
        skipped = (Skipped(12, "没有标题"), Skipped(30, "日期看不懂", still_read=True))
        return ImportReport(47, 40, 6, skipped, mapping="" if mapping is None else mapping.name)

    def topics(self) -> tuple[str, ...]:
        return ("突发事件", "城乡建设", "生态环境", "教育", "交通运输", "卫生健康", "公共事业", "就业创业", "文化旅游")

    def functions(self) -> tuple[tuple[str, str], ...]:
        return (("housing_construction", "住房和城乡建设"), ("water_supply", "供水"), ("education", "教育"))

    def unit_name(self, function: str) -> str:
        return {"housing_construction": yunchuan.HOUSING, "water_supply": "云川市水务局"}.get(function, "云川市教育局")

    def rule(self, id: str) -> RuleText | None:
        return {"R1": RULE, "R8": SPOKEN}.get(id)


class FakeSources:
    def __init__(self, desk: FakeDesk, kept: list[tuple[Source, Health]]) -> None:
        self._desk, self.kept = desk, kept
        self.down: datetime | None = None
        self.folder_files: tuple[FolderFile, ...] = ()
        self.each_visit: Callable[[], object] = lambda: None

    def list(self) -> tuple[Any, ...]:
        return tuple(
            SourceRow(source, health, health.items_total, health.items_last, yunchuan.volume(source))
            for source, health in self.kept
        )

    def failing(self) -> int:
        return sum(health.state is HealthState.FAILING for _, health in self.kept)

    def network_down_since(self) -> datetime | None:
        return self.down

    def watch(self, source_ids: Sequence[int], hours: float, incident_id: int | None = None) -> datetime:
        until = self._desk.clock.now() + timedelta(hours=hours)
        self._put(source_ids, watch_until=until, watch_incident=incident_id)
        return until

    def unwatch(self, source_ids: Sequence[int] = ()) -> int:
        self._put(source_ids, watch_until=None, watch_incident=None)
        return len(source_ids)

    def files(self, source_id: int, limit: int = 50) -> tuple[FolderFile, ...]:
        return self.folder_files

    def watch_for(self, incident_id: int, source_ids: Sequence[int], hours: float) -> datetime:
        self._put([source.id for source, health in self.kept if health.watch_incident == incident_id], watch_until=None)
        return self.watch(source_ids, hours, incident_id)

    def watch_of(self, incident_id: int) -> MatterWatch | None:
        found = [
            (source, health.watch_until)
            for source, health in self.kept
            if health.watch_incident == incident_id and health.watch_until is not None
        ]
        if not found:
            return None
        names = tuple(source.name for source, _ in found)
        return MatterWatch(tuple(source.id for source, _ in found), names, max(until for _, until in found))

    def that_can_be_watched(self) -> tuple[Source, ...]:
        return tuple(source for source, _ in self.kept if not source.paused)

    def of_incident(self, incident_id: int) -> frozenset[int]:
        return frozenset((1, 2))

    def _put(self, ids: Sequence[int], **changes: Any) -> None:
        """Change the health of these sources."""
        self.kept = [
            (source, replace(health, **changes) if source.id in ids else health) for source, health in self.kept
        ]
        self._desk.touch(Touched.SOURCES)

    def pause(self, source_ids: Sequence[int], paused: bool) -> None:
        for id in source_ids:
            self.update(id, paused=paused)

    def move(self, source_ids: Sequence[int], folder: str) -> str:
        for id in source_ids:
            self.update(id, folder=folder)
        return folder

    def look(self, address: str, internal: bool = False) -> PageSeen:
        if "script" in address:
            raise Refused("page_no_lists")
        menu = tuple(
            ParsedEntry(title=text) for text in ("政府规章和规范性文件", "人事任免信息公开", "财政预决算信息公开")
        )
        rows = tuple(ParsedEntry(title=m.title, published=yunchuan.moment(m.at)) for m in yunchuan.MATTERS[:12])
        news = PageList(PageRules("ul.news_list > li", next='a:contains("下一页")'), rows)
        return PageSeen(address, "政务动态", (), (news, PageList(PageRules("div.left > ul > li"), menu)))

    def add_starters(self, chosen: Any) -> tuple[int, int]:
        for starter in chosen:
            self.kept.append((replace(starter.source, id=len(self.kept) + 1), Health()))
        self._desk.touch(Touched.SOURCES)
        return len(chosen), 0

    def probe(self, address: str, internal: bool = False, rules: SourceRules | None = None) -> Any:
        if is_folder_address(address):
            files = tuple(
                ParsedEntry(name, name, published=yunchuan.moment("14:36")) for name in ("剪报.csv", "热线.xlsx")
            )
            return FakeProbed(Form.FOLDER, Path(address).name, files, (sentence("folder_listing", count=2),))
        if "absent" in address:
            raise Unavailable("http_404", host="absent.example")
        if "page" in address and rules is None:
            raise Refused("document_is_page")
        if rules is not None and rules.page is not None:
            return FakeProbed(Form.LIST_PAGE, "政务动态", self.look(address).lists[0].rows, ())
        entries = tuple(
            ParsedEntry(str(n), m.title, published=yunchuan.moment(m.at)) for n, m in enumerate(yunchuan.MATTERS[:5])
        )
        return FakeProbed(Form.FEED, "青石周报", entries, ())

    def add(
        self, address: str, name: str | None = None, form: Form | None = None, internal: bool = False, *,
        rules: SourceRules | None = None, folder: str = "",
    ) -> Source:  # fmt: skip
        id = len(self.kept) + 1
        source = Source(id, name or "青石周报", address, form or Form.FEED, internal, folder=folder, rules=rules)
        self.kept.append((source, Health()))
        self._desk.touch(Touched.SOURCES)
        return source

    def update(
        self,
        source_id: int,
        name: str | None = None,
        interval_s: int | None = None,
        paused: bool | None = None,
        adaptive: bool | None = None,
        folder: str | None = None,
        rules: SourceRules | None = None,
        proxy: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Source:
        for place, (source, health) in enumerate(self.kept):
            if source.id == source_id:
                after = replace(source, name=name or source.name, interval_s=interval_s or source.interval_s,
                                folder=source.folder if folder is None else folder, rules=rules or source.rules,
                                adaptive=interval_s is None if adaptive is None else adaptive,
                                proxy=source.proxy if proxy is None else checked_proxy(proxy),
                                headers=source.headers if headers is None else checked_headers(headers),
                                paused=source.paused if paused is None else paused)  # fmt: skip
                unpaused = HealthState.WELL if health.state is HealthState.PAUSED else health.state
                self.kept[place] = (after, replace(health, state=HealthState.PAUSED if after.paused else unpaused))
                self._desk.touch(Touched.SOURCES)
                return after
        raise AssertionError(source_id)

    def remove(self, source_id: int) -> None:
        self.kept = [row for row in self.kept if row[0].id != source_id]
        self._desk.touch(Touched.SOURCES)

    def import_opml(self, path: Path, internal: bool = False) -> tuple[int, int]:
        return (3, 1)

    def export_opml(self, path: Path) -> int:
        path.write_text("<opml/>", encoding="utf-8")
        return len(self.kept)

    def collect_now(self, source_ids: Sequence[int] = (), progress: Any = None, stop: Any = lambda: False) -> Any:
        for place in range(len(source_ids or self.kept)):
            progress(place + 1, len(source_ids or self.kept))
            self.each_visit()
            if stop():
                break
        return FakeCollected(len(source_ids), 1, 0, (), 50, 7, 0.4)


@dataclass(frozen=True)
class FakeProbed:
    form: Form
    title: str | None
    entries: tuple[ParsedEntry, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True)
class FakeCollected:
    sources: int
    fetched: int
    unchanged: int
    failed: tuple[Any, ...]
    items: int
    new: int
    seconds: float


@dataclass(frozen=True)
class FakeNotice:
    id: int
    at: datetime
    subject: str
    text: str
    incident_id: int | None


class FakeNotices:
    def __init__(self) -> None:
        self.waiting: list[FakeNotice] = []

    def unread(self) -> tuple[FakeNotice, ...]:
        return tuple(self.waiting)

    def read(self, id: int) -> None:
        self.waiting = [notice for notice in self.waiting if notice.id != id]


class FakeBackups:
    """Remembers what it was asked for; `failure` is what it answers with."""

    def __init__(self) -> None:
        self.made: datetime | None = None
        self.failure: Exception | None = None
        self.asked: list[Path] = []

    def last(self) -> datetime | None:
        return self.made

    def back_up(self, out: Path, progress: Any) -> Backup:
        return self._answer(out, progress)

    def look_into(self, path: Path, progress: Any) -> Backup:
        return self._answer(path, progress)

    def _answer(self, path: Path, progress: Any) -> Backup:
        self.asked.append(path)
        progress("copy", 3, 4)
        if self.failure is not None:
            raise self.failure
        path.write_bytes(b"PK")
        self.made = NOW
        return Backup(path, NOW, 3, 1204, 17, 48 << 20)

    def restore_command(self, path: Path) -> list[str]:
        return [sys.executable, "-c", "pass", str(path)]


class FakeDesk:
    """`empty` is a desk before its first source."""

    def __init__(self, folder: Path, *, empty: bool = False) -> None:
        self.home = Home(folder)
        self.zone = ZoneInfo("Asia/Shanghai")
        self.clock = FakeClock()
        self.settings = Settings() if empty else Settings("云川市", issuer="中共云川市委宣传部", person="夜班值班员")
        self.version_line = "舆情工作台 0.1"
        self.is_demo = False
        self._changes = Changes()
        self.items = FakeItems(self, [] if empty else yunchuan.rows())
        self.sources = FakeSources(self, [] if empty else yunchuan.sources())
        self.incidents = FakeIncidents(self)
        self.entering = FakeEntering(self)
        self.exports = FakeExports()
        self.briefings = FakeBriefings(self)
        self.accounts = FakeAccounts(self)
        self.ledgers = FakeLedgers(self)
        self.demands = FakeDemands(empty=empty)
        self.dispatch_notices = FakeDispatchNotices(self)
        self.units = FakeUnits(self, () if empty else yunchuan.UNITS)
        self.texts = FakeTexts()
        self.topics = FakeTopics(self)
        self.learning = FakeLearning(self)
        self.backups = FakeBackups()
        self.notices = FakeNotices()
        self.channels = FakeChannels(self, empty=empty)
        self.ticking = FakeTicking(self)
        # the true services: they keep nothing but two files in the folder of the test
        self.staff = StaffService(folder / "staff.json")
        self.policies = PolicyService(
            folder / "policies.json", "Asia/Shanghai", lambda by: require(self.staff.list(), by, Role.ADMINISTRATOR)
        )
        if not empty:
            self._live_through_the_day()
        self.changes()

    def touch(self, *families: Touched, incident: int | None = None) -> None:
        self._changes |= Changes(frozenset(families), frozenset() if incident is None else frozenset({incident}))

    def changes(self) -> Changes | None:
        seen, self._changes = self._changes, Changes()
        return seen or None

    def save(self, settings: Settings) -> None:
        self.settings = settings
        self.touch(Touched.SETTINGS)

    def on_duty(self) -> OnDuty | None:
        return OnDuty("值班员", "夜班", NOW + timedelta(hours=13, minutes=21))

    @cached_property
    def duty(self) -> DutyService:
        """The true service over a store in memory."""
        self.store = Store.open(None)
        self.store.on_changes(lambda changes: self.touch(*changes.touched))
        incidents, notices = cast("Any", self.incidents), cast("Any", self.notices)
        return DutyService(self.store, lambda: self.settings, self.clock, lambda: incidents, lambda: notices)

    @cached_property
    def duty_papers(self) -> DutyPapers:
        """The true service and the true drawing."""
        duty = self.duty
        return DutyPapers(self.store, lambda: duty, PaperRenderer(), lambda: self.settings, self.clock)

    @cached_property
    def tables(self) -> TableService:
        """The real one: what stands in a file is read from the file."""
        self.table_store = Store.open(None)
        return TableService(self.table_store, lambda: FileTables(self.clock.now, self.zone), self.clock)

    def close(self) -> None:
        if "duty" in self.__dict__:
            self.store.close()
        if "tables" in self.__dict__:
            self.table_store.close()

    def collector_command(self) -> list[str]:
        return [sys.executable, "-c", "import time; time.sleep(60)"]

    def doctor(self) -> tuple[Any, ...]:
        return ()

    def _live_through_the_day(self) -> None:
        """The bridge at level II and nearly due, the tap water judged, the district candidate, a late and a finished matter."""
        at, inc = yunchuan.moment, self.incidents

        def deed(text: str) -> FakeDeed:
            return FakeDeed("夜班值班员", at(text))

        major = Judgement(
            Emergency.ACCIDENT, Level.MAJOR, "市应急管理局", response=ResponseWay.PUBLIC, heard_by="值班室主任"
        )
        phoned = Reporting(ReportStage.PHONE, ReportTo.DUTY_ROOM, "市委值班室值班员")
        written = Reporting(ReportStage.FIRST, ReportTo.DUTY_ROOM, "市委值班室值班员", "公文系统")
        bridge = inc.open("云川大桥引桥施工支架坍塌", (10,), happened=at("14:05"), published=at("14:20"),
                          discovered=at("14:23"), deed=deed("14:26")).id  # fmt: skip
        inc.confirm(bridge, major, deed=deed("14:31"))
        inc.report(bridge, phoned, deed=deed("14:33"))
        inc.report(bridge, written, deed=deed("15:08"))
        inc.assign(bridge, yunchuan.HOUSING, ("云川市应急管理局", "南岸街道办事处"), deed=deed("14:52"))
        inc.acknowledge(bridge, yunchuan.HOUSING, deed=deed("15:02"))
        inc.acknowledge(bridge, "云川市应急管理局", deed=deed("15:06"))
        inc.acknowledge(bridge, "南岸街道办事处", deed=deed("15:20"))
        inc.check(bridge, "report_up", deed=deed("15:10"))
        inc.check(bridge, "one_lead", deed=deed("15:12"))
        inc.reply(bridge, yunchuan.HOUSING, "支架为引桥现浇段所用，施工单位已停工", deed=deed("16:20"))
        inc.reply(bridge, "南岸街道办事处", "周边道路已封闭，居民未受影响", deed=deed("16:31"))
        inc.reply(bridge, "云川市应急管理局", "现场已救出9人，均送医救治", deed=deed("16:48"))
        inc.reply(bridge, yunchuan.HOUSING, "情况通报初稿已送", deed=deed("17:08"), stage=ReplyStage.DRAFT)
        public = Judgement(response=ResponseWay.PUBLIC)
        water = inc.open("东湖水厂片区自来水异味", (20,), deed=deed("14:10")).id
        inc.confirm(water, public, deed=deed("14:30"))
        inc.assign(water, yunchuan.WATER, ("东湖街道办事处",), deed=deed("18:20"))
        inc.open("城北小学学区调整意见较多", (30,), deed=deed("13:40"))
        late = inc.open("西环隧道车辆起火", origin=Origin.PHONE, happened=at("12:50"), published=at("13:26"),
                        discovered=at("13:26"), kind="D3", deed=deed("13:27")).id  # fmt: skip
        inc.confirm(
            late,
            replace(major, level=Level.EXTREME),
            deed=deed("13:35"),
        )
        inc.report(late, written, deed=deed("13:52"))
        rumour = inc.open("网传全市停水三天不实", (80,), deed=deed("10:46")).id
        inc.confirm(rumour, public, deed=deed("10:50"))
        inc.answer(
            rumour, EvidenceKind.RESPONSE, "辟谣信息", address="https://fabu.yunchuan.example/1", deed=deed("12:19")
        )
