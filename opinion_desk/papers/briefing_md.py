"""The briefing as Markdown: what is pasted into a mail or a chat."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..domain.briefing import Briefing
from .sheet import ClockGroup, FigureCell, Matter, Part, Sheet, lay_out
from .wording import CLOCK_HEADS, NO_SECTIONS

_MARKS: Final = re.compile(
    r"([\\`*_{}\[\]<>#|~&$!@^=])|^(\s*)([-+]|\d+[.)])(?=\s|$)|(https?)(?=://)|(www)(?=\.)", re.MULTILINE
)


def briefing_md(briefing: Briefing) -> str:
    """The briefing as Markdown, every text of it escaped; the same briefing gives the same text."""
    sheet = lay_out(briefing)
    blocks = [*_head(sheet), *_strip(sheet.figures), f"_{_safe(sheet.period)}_"]
    for part in sheet.parts:
        blocks += _part(part)
    if not sheet.parts:
        blocks.append(NO_SECTIONS)
    return "\n\n".join(block for block in (*blocks, *_tail(sheet)) if block) + "\n"


def _head(sheet: Sheet) -> list[str]:
    marks = " · ".join(f"**{_safe(words)}**" for words in (sheet.classification, sheet.watermark) if words)
    return [marks, f"# {_safe(sheet.title)}", f"{sheet.issue}　{_safe(sheet.issuer)}　{sheet.day}"]


def _strip(figures: tuple[FigureCell, ...]) -> list[str]:
    if not figures:
        return []
    rows = [(_safe(one.name), f"{one.value} {_safe(one.unit)}", one.change) for one in figures]
    return [_table(("指标", "本期", "变化"), rows)]


def _part(part: Part) -> list[str]:
    blocks = [f"## {_safe(part.heading)}", *map(_safe, part.paragraphs)]
    if part.bars:
        blocks.append(
            _table((_safe(part.bars_title) or "类别", "数量"), [(_safe(b.name), str(b.value)) for b in part.bars])
        )
    for matter in part.matters:
        blocks += _matter(matter)
    if part.clocks:
        blocks.append(_table(CLOCK_HEADS, [row for group in part.clocks for row in _clock_rows(group)]))
    return [*blocks, _safe(part.empty)]


def _matter(matter: Matter) -> list[str]:
    heading = _safe(matter.heading)
    if matter.link:
        heading = f"[{heading}](<{matter.link.replace('<', '%3C').replace('>', '%3E')}>)"
    facts = f"> {_safe(matter.facts)}" if matter.facts else ""
    return [f"### {heading}", *map(_safe, matter.paragraphs), facts]


def _clock_rows(group: ClockGroup) -> list[tuple[str, ...]]:
    return [
        (
            _safe(f"{group.title}（{group.number}）"),
            _safe(group.level),
            _safe(row.clock),
            _safe(row.owed_by),
            f"{row.start} 起，{row.due} 止",
            f"**{_safe(row.state)}** {_safe(row.note)}".strip()
            if row.late
            else _safe(f"{row.state} {row.note}".strip()),
        )
        for row in group.rows
    ]


def _tail(sheet: Sheet) -> list[str]:
    words = [sheet.report_to, sheet.send_to, "　".join(filter(None, (sheet.signed_by, sheet.copies))), sheet.check]
    said = [_safe(line) for line in words if line]
    return ["---", "  \n".join(said)] if said else []


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def _safe(text: str) -> str:
    """The text with every character that Markdown or HTML in it could act on escaped, and bare addresses not linked."""
    return _MARKS.sub(_escaped, text)


def _escaped(mark: re.Match[str]) -> str:
    if mark.group(4) or mark.group(5):
        return mark.group() + "\u2060"  # a word joiner keeps the address from becoming a link by itself
    if mark.group(3):
        return f"{mark.group(2)}{mark.group(3)[:-1]}\\{mark.group(3)[-1]}"
    return "\\" + mark.group()
