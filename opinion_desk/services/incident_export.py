"""Export of one matter as a folder: readable timeline, all data with the hashes of its acts, evidence, papers, and a manifest."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from ..domain.act_words import act_words
from ..domain.acts import Act
from ..domain.errors import DeskError
from ..domain.incident import Incident
from ..domain.instants import format_instant, to_ms
from ..domain.matter_record import KeptFile, MatterRecord, ToldAct
from ..settings import Settings
from ..store.codec import encode
from ..store.incidents import Recorded
from ..store.store import Store
from .files import EvidenceFiles, read_bytes
from .ports import Clock, Papers
from .whole_folder import check_folder, write_folder

Files = Iterable[tuple[str, bytes]]
Extra = Callable[[Incident], Files]  # further files of a matter: names within the folder, and their bytes
TIMELINE, DATA, MANIFEST, EVIDENCE = "timeline.html", "incident.json", "manifest.json", "evidence"
FORMAT: Final = "opinion-desk-incident-1"
_UNSAFE: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')
_HOW: Final = (
    "files 列出每个文件的 SHA-256；逐个重算，须一致。incident.json 的 acts 中，每条的 hash 等于 SHA-256(prev 的 32 字节 + 规范字节)，"
    "规范字节是 at、by、data、entered、incident、kind、seq 七项按键排序、无空格的 UTF-8 JSON，时刻为 UTC 毫秒。"
    "head 是导出时全台经过链的链首：在本台运行 desk verify，或与当日简报所印链首核对。"
)


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the folder, the names of its files, the head of the chain; evidence that could not be added."""

    folder: Path
    files: tuple[str, ...]
    head: str
    missing: tuple[KeptFile, ...] = ()


class IncidentExport:
    """Exports matters; `extras` add further files, such as papers drawn again."""

    def __init__(
        self, store: Store, papers: Papers, evidence: EvidenceFiles, settings: Settings, clock: Clock,
        extras: Sequence[Extra] = (),
    ) -> None:  # fmt: skip
        self._store = store
        self._papers = papers
        self._evidence = evidence
        self._settings = settings
        self._clock = clock
        self._extras = tuple(extras)

    def export(self, id: int | str, out: Path) -> Exported:
        """Write the matter into a new or empty folder, whole or not at all; Refused for a folder that holds anything."""
        check_folder(out)
        recorded = self._store.incidents.recorded(self._store.incidents.id_of(id))
        kept = self._files(recorded.acts)
        record = self._record(recorded, [file for file, _ in kept])
        files: dict[str, bytes] = {
            TIMELINE: self._papers.timeline(record),
            DATA: _json(self._data(record)),
            **{file.name: content for file, content in kept if not file.trouble},
        }
        for extra in self._extras:
            files.update(extra(recorded.incident))
        missing = tuple(file for file, _ in kept if file.trouble)
        files[MANIFEST] = _json(self._manifest(record, files, missing))
        write_folder(out, files)
        return Exported(out.resolve(), tuple(sorted(files)), record.head, missing)

    def _record(self, recorded: Recorded, files: Sequence[KeptFile]) -> MatterRecord:
        zone = self._settings.civil
        return MatterRecord(
            recorded.incident,
            tuple(ToldAct(act, act_words(act, zone)) for act in recorded.acts),
            tuple(files),
            tuple(self._related(recorded)),
            self._settings.issuer,
            self._settings.zone,
            self._clock.now(),
            recorded.count,
            recorded.head,
        )

    def _related(self, recorded: Recorded) -> Iterable[str]:
        incident = recorded.incident
        for words, other in (
            ("次生于", incident.born_of),
            ("重新立自", incident.reopens),
            ("并入", incident.merged_into),
        ):
            if other is not None:
                matter = self._store.incidents.get(other)
                yield f"{words} {matter.number} {matter.title}"
        for act in recorded.acts:
            if act.kind.value in ("born", "reopened"):
                words = "次生舆情" if act.kind.value == "born" else "重新立件"
                yield f"{words} {act.data['number']}"

    def _files(self, acts: Sequence[Act]) -> list[tuple[KeptFile, bytes]]:
        """Every file that an act names by its digest, once, under a readable name."""
        named: dict[str, str] = {}
        for act in acts:
            digest = act.data.get("digest")
            if isinstance(digest, str) and digest:
                named.setdefault(digest, str(act.data.get("what") or act.data.get("words") or "存证"))
        return [self._kept(place, digest, what) for place, (digest, what) in enumerate(named.items(), 1)]

    def _kept(self, place: int, digest: str, what: str) -> tuple[KeptFile, bytes]:
        path = self._evidence.find(digest)
        suffix = "" if path is None else path.suffix
        name = f"{EVIDENCE}/{place:02d}-{_UNSAFE.sub('_', what).strip(' .')[:60]}{suffix}"
        if path is None:
            return KeptFile(name, what, digest, "数据目录里没有这份存证"), b""
        try:
            content = read_bytes(path)
        except DeskError as failure:
            return KeptFile(name, what, digest, failure.sentence), b""
        if hashlib.sha256(content).hexdigest() != digest:
            return KeptFile(name, what, digest, "这份存证的内容与登记时不同，没有收入"), b""
        return KeptFile(name, what, digest), content

    def _data(self, record: MatterRecord) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "incident": json.loads(encode(record.incident)),
            "acts": [_act(told) for told in record.acts],
            "chain": {"count": record.count, "head": record.head},
        }

    def _manifest(
        self, record: MatterRecord, files: Mapping[str, bytes], missing: Sequence[KeptFile]
    ) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "number": record.incident.number,
            "title": record.incident.title,
            "exported": self._told(record.exported),
            "issuer": record.issuer,
            "acts": len(record.acts),
            "chain": {"count": record.count, "head": record.head},
            "files": {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())},
            "missing": [{"what": file.what, "digest": file.digest, "why": file.trouble} for file in missing],
            "how_to_verify": _HOW,
        }

    def _told(self, instant: datetime) -> str:
        return format_instant(instant, self._settings.civil)


def _act(told: ToldAct) -> dict[str, Any]:
    act = told.act
    return {
        "seq": act.seq,
        "incident": act.incident_id,
        "kind": act.kind.value,
        "at": to_ms(act.at),
        "entered": to_ms(act.entered),
        "by": act.by,
        "data": act.data,
        "words": told.words,
        "prev": act.prev,
        "hash": act.hash,
    }


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()
