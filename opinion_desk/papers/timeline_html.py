"""The course of one matter as a self-contained HTML page that reads well and prints on A4."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import Final
from zoneinfo import ZoneInfo

from ..domain.assignment import ASSIGNMENT_WORDS, PAPER_WORDS, STAGE_WORDS, Assignment
from ..domain.checklist import StepState
from ..domain.commands.when import STATE_WORDS
from ..domain.incident import Incident
from ..domain.matter_record import MatterRecord
from ..domain.response_clock import CLOCK_WORDS, ClockState

_STYLE: Final = """
@page { size: A4; margin: 22mm 20mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 190mm; padding: 10mm 6mm; color: #16202c; background: #fff; overflow-wrap: anywhere;
  font: 10.5pt/1.6 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif }
h1 { margin: 0 0 2mm; font-size: 18pt; line-height: 1.35 }
h2 { margin: 8mm 0 2mm; padding-bottom: 1mm; font-size: 12.5pt; border-bottom: 1.5px solid #2459c9; break-after: avoid }
p { margin: 1mm 0 }
.meta, td.meta, small { color: #5b6a7e }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 1mm 5mm; margin: 3mm 0 }
dt { color: #5b6a7e } dd { margin: 0 }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt }
th, td { padding: 1.4mm 2mm; text-align: left; vertical-align: top; border-bottom: 1px solid #dfe5ec }
th { color: #5b6a7e; font-weight: normal; border-bottom-color: #9aa8b8 }
thead { display: table-header-group }
tr { break-inside: avoid }
td.time { white-space: nowrap; font-variant-numeric: tabular-nums }
code { font: 8pt ui-monospace, Consolas, monospace; color: #5b6a7e }
.late { color: #b42318; font-weight: bold }
.mark { position: fixed; inset: 0; display: flex; align-items: center; justify-content: center; pointer-events: none;
  font-size: 120pt; color: rgb(0 0 0 / 6%); transform: rotate(-35deg) }
footer { margin-top: 8mm; padding-top: 2mm; font-size: 8.5pt; color: #5b6a7e; border-top: 1px solid #9aa8b8 }
@media print { body { padding: 0; max-width: none } a { color: inherit; text-decoration: none } }
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"
_STEP: Final = {StepState.OPEN: "未完成", StepState.DONE: "已完成", StepState.STRUCK: "免做"}


def timeline_html(record: MatterRecord) -> str:
    """The record as HTML that loads and runs nothing, every text of it escaped; the same record gives the same text."""
    incident = record.incident
    body = [
        *(['<div class="mark" aria-hidden="true">演练</div>'] if incident.drill else []),
        *_head(record),
        *_clocks(record),
        *_units(record),
        *_papers(record),
        *_steps(incident),
        *_review(record),
        *_course(record),
        *_files(record),
        *_foot(record),
    ]
    page = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(incident.number)} {escape(incident.title)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        *body,
        "</body>",
        "</html>",
    ]
    return "\n".join(page) + "\n"


def _time(record: MatterRecord, instant: datetime | None, *, seconds: bool = False) -> str:
    if instant is None:
        return "未记"
    return f"{instant.astimezone(ZoneInfo(record.zone)):{'%Y-%m-%d %H:%M:%S' if seconds else '%Y-%m-%d %H:%M'}}"


def _head(record: MatterRecord) -> list[str]:
    incident, times = record.incident, record.incident.times
    level = f"{incident.level.words}（{incident.level.numeral}级）" if incident.level else "未核定"
    facts = [
        ("编号", incident.number),
        ("状态", STATE_WORDS[incident.state]),
        ("级别", level),
        ("核定机关", incident.fixed.authority if incident.fixed else "—"),
        ("舆情等级", incident.grade.words if incident.grade else "未定"),
        ("事发", _time(record, times.happened)),
        ("首发", _time(record, times.published)),
        ("发现", _time(record, times.discovered)),
        ("核定", _time(record, times.confirmed)),
        ("现由谁负责", incident.responsible if incident.state.open else "—"),
        *(("相关舆情件", words) for words in record.related),
    ]
    rows = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return [f"<h1>{escape(incident.title)}</h1>", "<dl>", *rows, "</dl>"]


def _table(heading: str, heads: tuple[str, ...], rows: list[list[str]]) -> list[str]:
    """A table whose cells are HTML already; nothing where there are no rows."""
    if not rows:
        return []
    return [
        f"<h2>{escape(heading)}</h2>",
        "<table>",
        "<thead><tr>" + "".join(f"<th>{escape(head)}</th>" for head in heads) + "</tr></thead>",
        "<tbody>",
        *("<tr>" + "".join(row) + "</tr>" for row in rows),
        "</tbody>",
        "</table>",
    ]


def _cell(words: str, kind: str = "") -> str:
    return f'<td class="{kind}">{escape(words)}</td>' if kind else f"<td>{escape(words)}</td>"


def _clocks(record: MatterRecord) -> list[str]:
    late = (ClockState.BREACHED, ClockState.MET_LATE)
    rows = [
        [
            f"<td>{escape(clock.name)}<br><small>{escape(clock.ground)}</small></td>",
            _cell(clock.owed_by),
            _cell(_time(record, clock.start), "time"),
            _cell(_time(record, clock.deadline), "time"),
            _cell(_time(record, clock.met_at) if clock.met_at else "—", "time"),
            _cell(CLOCK_WORDS[clock.state], "late" if clock.state in late else ""),
        ]
        for clock in record.incident.clocks
    ]
    return _table("时限", ("时限与依据", "由谁办理", "起点", "最迟", "完成", "状态"), rows)


def _units(record: MatterRecord) -> list[str]:
    rows = [
        [
            _cell("主办" if one.lead else "协办"),
            _cell(one.unit),
            _cell(_time(record, one.assigned), "time"),
            _cell(ASSIGNMENT_WORDS[one.state]),
            _cell(_unit_facts(one)),
        ]
        for one in record.incident.assignments
    ]
    return _table("责任单位", ("分工", "单位", "交办", "状态", "说明"), rows)


def _unit_facts(one: Assignment) -> str:
    facts = [
        one.notice,
        f"{one.named_by}指定" if one.named_by else "",
        f"签收：{one.received_by}" if one.received_by else "",
        "、".join(STAGE_WORDS[stage] for stage in one.stages),
        f"退单依据 {one.rule}" if one.rule else "",
        f"催办 {one.urged} 次" if one.urged else "",
        one.note,
    ]
    return "；".join(fact for fact in facts if fact)


def _papers(record: MatterRecord) -> list[str]:
    rows = [
        [
            _cell(_time(record, paper.at), "time"),
            _cell(PAPER_WORDS[paper.kind]),
            _cell(paper.number),
            _cell(paper.unit),
            _cell(paper.text),
        ]
        for paper in record.incident.papers
    ]
    return _table("文书", ("时间", "种类", "文号", "单位", "内容"), rows)


def _steps(incident: Incident) -> list[str]:
    rows = [[_cell(step.words), _cell(_STEP[step.state]), _cell(step.reason)] for step in incident.checklist]
    return _table("处置要求", ("要求", "状态", "说明"), rows)


def _review(record: MatterRecord) -> list[str]:
    review = record.incident.review
    if review is None:
        return []
    facts = [("启用的预案", review.plan), ("发现", review.findings), ("改进", review.lessons or "—")]
    lines = [f"<dt>{name}</dt><dd>{escape(words)}</dd>" for name, words in facts]
    rows = [
        [
            _cell(f"{row.hours} 小时" + ("" if row.complete else "（复盘时未满）")),
            _cell(f"{row.items}"),
            _cell(f"{row.negative} / {row.neutral} / {row.positive}"),
            _cell(f"{row.unanswered}"),
        ]
        for row in review.aftermath
    ]
    after = _table("发布之后", ("发布后", "信息", "负面 / 中性 / 正面", "未答诉求"), rows)
    return [f"<h2>复盘（{_time(record, review.at)}）</h2>", "<dl>", *lines, "</dl>", *after]


def _course(record: MatterRecord) -> list[str]:
    rows = []
    for told in record.acts:
        act = told.act
        entered = f"<br><small>补记于 {_time(record, act.entered)}</small>" if act.entered > act.at else ""
        rows.append(
            [
                f'<td class="time">{_time(record, act.at, seconds=True)}{entered}</td>',
                f"<td>{escape(told.words)}</td>",
                _cell(act.by, "meta"),
                f"<td><code>{act.seq} · {act.hash[:12]}</code></td>",
            ]
        )
    return _table("经过", ("时间", "经过", "登记", "序号与校验"), rows)


def _files(record: MatterRecord) -> list[str]:
    rows = [
        [
            _cell(file.what),
            _cell(file.trouble or file.name, "late" if file.trouble else ""),
            f"<td><code>{file.digest}</code></td>",
        ]
        for file in record.files
    ]
    return _table("存证", ("内容", "文件", "SHA-256"), rows)


def _foot(record: MatterRecord) -> list[str]:
    issuer = f"{escape(record.issuer)} · " if record.issuer else ""
    return [
        "<footer>",
        f"<p>{issuer}导出于 {_time(record, record.exported)}（{escape(record.zone)}）。</p>",
        f"<p>全台经过链共 {record.count} 条，链首 <code>{record.head}</code>；各文件的校验值见 manifest.json。</p>",
        "</footer>",
    ]
