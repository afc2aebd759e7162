"""`duty show` and `duty rota`: who is on, what comes, what is open; the rota in and out of a file."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from ..domain.duty.handover import DUTY_WORDS, OWED_WORDS, Handover, Owed
from ..domain.duty.log import LogLine
from ..domain.duty.pattern_json import pattern_json, read_pattern
from ..domain.duty.rota import Gap, Shift
from ..domain.duty.watch import Watch
from ..domain.errors import Refused, Unavailable
from ..domain.system_words import why_of
from ..whole_files import write_whole
from .incident_deeds import At, By, Key, deed_of
from .saying import Session, table, tell

_AHEAD: Final = timedelta(days=7)


def show(
    context: typer.Context, at: Annotated[str | None, typer.Option("--at", help="哪一时刻；不写即现在")] = None
) -> None:
    """此刻谁当班、往后七天的班次和空缺、交接和未完事项。"""
    session: Session = context.obj
    duty = session.desk.duty
    moment = session.instant(at) or session.desk.clock.now()
    watches, shifts = duty.now(moment), duty.shifts(moment, moment + _AHEAD)
    gaps, handovers, owed = duty.holes(moment, moment + _AHEAD), duty.handovers(10), duty.owed()
    value = {
        "now": session.iso(moment),
        "on": [_watch_json(session, watch) for watch in watches],
        "shifts": [_shift_json(session, shift) for shift in shifts],
        "holes": [_gap_json(session, gap) for gap in gaps],
        "handovers": [handover_json(session, handover) for handover in handovers],
        "owed": [_owed_json(session, one) for one in owed],
    }
    lines = [_watch_line(session, watch) for watch in watches]
    lines += ["", *(table([_shift_row(session, shift) for shift in shifts]) or ["没有排班。"])]
    lines += [
        f"空缺 {gap.post} {session.local(gap.start)} 至 {session.local(gap.end)}，由{duty.administrator}代管"
        for gap in gaps
    ]
    lines += ["", f"未完事项 {len(owed)} 项", *(_owed_line(session, one) for one in owed)]
    lines += [line for handover in handovers if handover.open for line in handover_lines(session, handover)[:1]]
    session.say(value, lines)


def rota(
    context: typer.Context,
    file: Annotated[Path | None, typer.Option("--file", help="按这个 JSON 文件排班")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="把现在的排班写进这个文件")] = None,
    by: By = None,
    at: At = None,
    command_id: Key = None,
) -> None:
    """排班：读入、写出，或印出现在的排班。"""
    session: Session = context.obj
    duty = session.desk.duty
    if file is not None:
        pattern = read_pattern(_read(file))
        gaps = duty.save(pattern, deed=deed_of(session, by, at, command_id))
        for gap in gaps:
            tell(f"空缺 {gap.post} {session.local(gap.start)} 至 {session.local(gap.end)}，由{duty.administrator}代管")
        value = {"id": pattern.since.isoformat(), "state": "saved", "holes": [_gap_json(session, gap) for gap in gaps]}
        session.say(value, [f"已排班，{pattern.since} 起，空缺 {len(gaps)} 处"])
        return
    current = duty.newest()
    if current is None:
        raise Refused("rota_missing")
    text = json.dumps(pattern_json(current), ensure_ascii=False, indent=1)
    if out is None:
        session.say(pattern_json(current), text.splitlines())
        return
    write_whole(out, (text + "\n").encode())
    session.say({"id": current.since.isoformat(), "state": "written", "file": str(out)}, [f"已写入 {out}"])


def handover_json(session: Session, handover: Handover) -> dict[str, Any]:
    """A handover with what was frozen into it."""
    sheet = handover.sheet
    return {
        "id": handover.id,
        "post": handover.post,
        "leaving": handover.leaving,
        "to": handover.to or None,
        "offered": session.iso(handover.offered),
        "state": handover.state.value,
        "ended": session.iso(handover.ended),
        "ended_by": handover.ended_by or None,
        "reason": handover.reason,
        "owed": [_owed_json(session, one) for one in sheet.owed],
        "done": sheet.done,
        "undone": sheet.undone,
        "papers": sheet.papers,
    }


def handover_lines(session: Session, handover: Handover) -> list[str]:
    """A handover for the eye, the list last."""
    whom = handover.ended_by or handover.to or "来接班的人"
    head = f"第 {handover.id} 号交接 {handover.post}：{handover.leaving} → {whom}，{DUTY_WORDS[handover.state]}"
    return [head, *(_owed_line(session, one) for one in handover.sheet.owed)]


def line_json(session: Session, line: LogLine) -> dict[str, Any]:
    """An entry of the log as it reads now."""
    entry, note = line.entry, line.entry.note
    return {
        "id": entry.id,
        "at": session.iso(entry.at),
        "entered": session.iso(entry.entered),
        "by": entry.by,
        "text": note.course,
        "unit": note.unit,
        "post": note.post,
        "phone": note.phone,
        "place": note.place,
        "measures": note.measures,
        "impact": note.impact,
        "reported": note.reported,
        "incident": note.incident,
        "corrects": entry.corrects,
        "reason": entry.reason,
        "before": [old.id for old in line.before],
    }


def _watch_json(session: Session, watch: Watch) -> dict[str, Any]:
    return {
        "post": watch.post,
        "who": watch.who,
        "shift": watch.shift or None,
        "until": session.iso(watch.until),
        "covered": watch.covered,
        "overdue": watch.overdue,
        "left": watch.left,
        "signed": watch.signed,
        "present": list(watch.present),
        "next": None if watch.next is None else _shift_json(session, watch.next),
        "handover": None if watch.offer is None else watch.offer.id,
    }


def _watch_line(session: Session, watch: Watch) -> str:
    words = [f"{watch.post}：{watch.who}"]
    if watch.covered:
        words.append("排班空缺，代管")
    if watch.shift:
        words.append(watch.shift)
    if watch.until is not None:
        words.append(
            f"已过 {session.local(watch.until)}，未交接" if watch.overdue else f"至 {session.local(watch.until)}"
        )
    if watch.left:
        words.append("已离岗，仍由其负责")
    return " · ".join(words)


def _shift_json(session: Session, shift: Shift) -> dict[str, Any]:
    return {
        "post": shift.post,
        "shift": shift.name,
        "day": shift.day.isoformat(),
        "start": session.iso(shift.start),
        "end": session.iso(shift.end),
        "who": shift.who or None,
        "planned": shift.planned,
        "holiday": shift.holiday or None,
        "away": shift.away or None,
        "swapped": shift.swap is not None,
    }


def _shift_row(session: Session, shift: Shift) -> dict[str, str]:
    remark = [shift.holiday, f"{shift.planned}{shift.away}" if shift.vacant else "", "调班" if shift.swap else ""]
    return {
        "开始": session.local(shift.start),
        "结束": session.local(shift.end),
        "岗位": shift.post,
        "班次": shift.name,
        "值班": shift.who or "空缺",
        "备注": "、".join(filter(None, remark)),
    }


def _gap_json(session: Session, gap: Gap) -> dict[str, Any]:
    return {
        "post": gap.post,
        "start": session.iso(gap.start),
        "end": session.iso(gap.end),
        "covered_by": session.desk.duty.administrator,
    }


def _owed_json(session: Session, one: Owed) -> dict[str, Any]:
    return {"kind": one.kind.value, "number": one.number, "words": one.words, "due": session.iso(one.due), "by": one.by}


def _owed_line(session: Session, one: Owed) -> str:
    due = "" if one.due is None else f"，最迟 {session.local(one.due)}"
    return f"  {OWED_WORDS[one.kind]} {one.number} {one.words}{due}" + (f"，{one.by}" if one.by else "")


def _read(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise Refused("file_missing", path=file) from None
    except UnicodeDecodeError:
        raise Refused("rota_unreadable", where="", why="不是 UTF-8 文本") from None
    except OSError as error:
        raise Unavailable("file_unreadable", path=file, why=why_of(error)) from None
