"""The briefing as one self-contained HTML page that also prints on A4."""

from __future__ import annotations

from html import escape
from typing import Final

from ..domain.briefing import Bar, Briefing
from .sheet import ClockGroup, ClockRow, FigureCell, Matter, Part, Sheet, lay_out
from .wording import CLOCK_HEADS, NO_SECTIONS

_STYLE: Final = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 156mm; padding: 12mm 4mm; color: #111; background: #fff; overflow-wrap: anywhere;
  font: 16pt/1.8 仿宋_GB2312, FangSong_GB2312, 仿宋, FangSong, STFangsong, "Noto Serif CJK SC", "Songti SC", serif }
h1, h2, h3, p { margin: 0 }
h1 { color: #c8102e; text-align: center; font: 40pt/1.3 方正小标宋简体, FZXiaoBiaoSong-B05S, "Noto Serif CJK SC", serif;
  font-weight: bold; letter-spacing: .14em; text-indent: .14em }
h2 { font: 16pt/1.8 黑体, SimHei, STHeiti, "Noto Sans CJK SC", sans-serif; text-indent: 2em; break-after: avoid }
h3 { font: bold 16pt/1.8 楷体_GB2312, KaiTi_GB2312, 楷体, KaiTi, STKaiti, "Noto Serif CJK SC", serif; text-indent: 2em;
  break-after: avoid }
h3 a { color: inherit; text-decoration: none }
h3 a:hover { text-decoration: underline }
p { text-align: justify; text-indent: 2em; orphans: 2; widows: 2 }
.class { font: 16pt/1.8 黑体, SimHei, "Noto Sans CJK SC", sans-serif; text-indent: 0 }
.issue { text-align: center; text-indent: 0 }
.line { display: flex; justify-content: space-between; gap: 1em; padding: 0 .5em; border-bottom: 2px solid #c8102e }
.strip { display: flex; flex-wrap: wrap; justify-content: space-around; gap: 4pt 12pt; margin: 6pt 0 0; padding: 0;
  list-style: none; text-align: center; font-size: 12pt; line-height: 1.4 }
.strip b { font: bold 23pt/1.2 黑体, SimHei, "Noto Sans CJK SC", sans-serif }
.strip small, .period, .facts, .number, .check { color: #595959 }
.strip small { display: block; font-size: 10.5pt }
.period { font-size: 10.5pt; text-align: center; text-indent: 0; border-bottom: 1px solid #9a9a9a; margin-bottom: 6pt }
.facts { font-size: 12pt; line-height: 1.6 }
figure { margin: 4pt 0; font-size: 11pt; line-height: 1.6; break-inside: avoid }
figcaption { text-align: center; font-weight: bold }
.bars { width: auto; margin: 0 auto; font-size: 11pt }
.bars th, .bars td { border: 0; padding: 0 4pt; background: none; font-weight: normal }
.bars th { text-align: right }
.bars i { display: inline-block; height: 8pt; margin-right: 5pt; background: #8c9fb4; print-color-adjust: exact }
table { width: 100%; border-collapse: collapse; font-size: 10.5pt; line-height: 1.45; margin: 4pt 0 }
th, td { border: 1px solid #9a9a9a; padding: 3pt 4pt; text-align: center }
thead th { background: #eee; print-color-adjust: exact }
td.left { text-align: left }
tr { break-inside: avoid }
tr.late td.of { background: #fdeceb; print-color-adjust: exact }
tr.late .state { color: #c8102e; font-weight: bold }
.number, .note { display: block; font-size: 9pt }
footer { margin-top: 24pt; font-size: 14pt; line-height: 1.5; border-top: 1.4px solid; border-bottom: 1.4px solid;
  break-inside: avoid }
footer div { padding: 3pt 1em; border-top: 1px solid }
footer div:first-child { border-top: 0 }
footer .line { border-bottom: 0 }
.check { font-size: 7.5pt; text-indent: 0 }
.mark { position: fixed; inset: 0; display: flex; align-items: center; justify-content: center; pointer-events: none;
  font: 150pt 黑体, SimHei, "Noto Sans CJK SC", sans-serif; color: rgb(0 0 0 / 5%); transform: rotate(-35deg) }
@media print { body { padding: 0; max-width: none } }
"""
_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def briefing_html(briefing: Briefing) -> str:
    """The briefing as HTML that loads and runs nothing, every text of it escaped; the same briefing gives the same text."""
    sheet = lay_out(briefing)
    body = [*_head(sheet), *(line for part in sheet.parts for line in _part(part))]
    if not sheet.parts:
        body.append(_p(NO_SECTIONS))
    page = [
        "<!DOCTYPE html>",
        '<html lang="zh-CN">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(sheet.title)} {escape(sheet.issue)}</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        *body,
        *_tail(sheet),
        "</body>",
        "</html>",
    ]
    return "\n".join(page) + "\n"


def _p(words: str, kind: str = "") -> str:
    return f'<p class="{kind}">{escape(words)}</p>' if kind else f"<p>{escape(words)}</p>"


def _head(sheet: Sheet) -> list[str]:
    return [
        *([f'<div class="mark" aria-hidden="true">{escape(sheet.watermark)}</div>'] if sheet.watermark else []),
        *([_p(sheet.classification, "class")] if sheet.classification else []),
        f"<h1>{escape(sheet.title)}</h1>",
        _p(sheet.issue, "issue"),
        f'<div class="line"><span>{escape(sheet.issuer)}</span><span>{sheet.day}</span></div>',
        *_strip(sheet.figures),
        _p(sheet.period, "period"),
    ]


def _strip(figures: tuple[FigureCell, ...]) -> list[str]:
    cells = (
        f"<li><b>{one.value}</b> {escape(one.unit)}<br>{escape(one.name)}<small>{one.change}</small></li>"
        for one in figures
    )
    return ['<ul class="strip">', *cells, "</ul>"] if figures else []


def _part(part: Part) -> list[str]:
    return [
        f"<h2>{escape(part.heading)}</h2>",
        *map(_p, part.paragraphs),
        *(_bars(part.bars_title, part.bars) if part.bars else []),
        *(line for matter in part.matters for line in _matter(matter)),
        *(_clocks(part.clocks) if part.clocks else []),
        *([_p(part.empty)] if part.empty else []),
    ]


def _bars(title: str, bars: tuple[Bar, ...]) -> list[str]:
    most = max(1, *(bar.value for bar in bars))
    rows = (
        f'<tr><th>{escape(bar.name)}</th><td style="text-align:left">'
        f'<i style="width:{max(0, bar.value) / most * 74:.1f}mm"></i>{bar.value}</td></tr>'
        for bar in bars
    )
    return [
        "<figure>",
        f"<figcaption>{escape(title)}</figcaption>",
        '<table class="bars">',
        *rows,
        "</table>",
        "</figure>",
    ]


def _matter(matter: Matter) -> list[str]:
    heading = escape(matter.heading)
    if matter.link:
        heading = f'<a href="{escape(matter.link)}" rel="noreferrer">{heading}</a>'
    facts = [_p(matter.facts, "facts")] if matter.facts else []
    return [f"<h3>{heading}</h3>", *map(_p, matter.paragraphs), *facts]


def _clocks(groups: tuple[ClockGroup, ...]) -> list[str]:
    heads = "".join(f"<th>{head}</th>" for head in CLOCK_HEADS)
    rows = [_clock_row(group, at, row) for group in groups for at, row in enumerate(group.rows)]
    return ["<table>", f"<thead><tr>{heads}</tr></thead>", "<tbody>", *rows, "</tbody>", "</table>"]


def _clock_row(group: ClockGroup, at: int, row: ClockRow) -> str:
    span = f' rowspan="{len(group.rows)}"'
    first = (
        f'<td class="left"{span}>{escape(group.title)}<span class="number">{escape(group.number)}</span></td>'
        f"<td{span}>{escape(group.level)}</td>"
    )
    return (f'<tr class="late">{"" if at else first}' if row.late else f"<tr>{'' if at else first}") + (
        f'<td class="of">{escape(row.clock)}</td><td class="of left">{escape(row.owed_by)}</td>'
        f'<td class="of">{row.start} 起<br>{row.due} 止</td>'
        f'<td class="of state">{escape(row.state)}<span class="note">{escape(row.note)}</span></td></tr>'
    )


def _tail(sheet: Sheet) -> list[str]:
    rows = [f"<div>{escape(words)}</div>" for words in (sheet.report_to, sheet.send_to) if words]
    if sheet.signed_by or sheet.copies:
        rows.append(
            f'<div class="line"><span>{escape(sheet.signed_by)}</span><span>{escape(sheet.copies)}</span></div>'
        )
    check = [_p(sheet.check, "check")] if sheet.check else []
    return [*(["<footer>", *rows, "</footer>"] if rows else []), *check]
