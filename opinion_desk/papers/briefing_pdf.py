"""The briefing as PDF and as pictures of its pages, set by typst."""

from __future__ import annotations

import json
import threading
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from ..domain.briefing import Briefing
from ..domain.errors import Unavailable
from .cleaning import breakable
from .fonts import choose_faces
from .sheet import lay_out
from .wording import CLOCK_HEADS, NO_SECTIONS

_TEMPLATE: Final = Path(__file__).with_name("briefing.typ")
_WORD_IN_TEXT, _WORD_IN_TABLE = 24, 8  # characters of a Latin run after which it may break
_LEAST_PPI, _MOST_PPI = 24, 600
_setting: Final = threading.Lock()  # one typst at a time: its compiler keeps what it set last


def briefing_pdf(briefing: Briefing) -> bytes:
    """The briefing as one PDF with real text and embedded fonts; Unavailable when no Chinese font is installed."""
    return _set(briefing, "pdf", None)[0]


def briefing_pages(briefing: Briefing, ppi: int) -> list[bytes]:
    """Its pages as PNG, `ppi` pixels an inch (kept within 24..600); Unavailable when no Chinese font is installed."""
    return _set(briefing, "png", min(max(ppi, _LEAST_PPI), _MOST_PPI))


def _set(briefing: Briefing, form: Any, ppi: int | None) -> list[bytes]:
    with _setting:
        compiler, faces = _compiler()
        made = compiler.compile(
            _template(),
            format=form,
            ppi=ppi,
            sys_inputs={"sheet": _as_data(briefing), "faces": faces},
            timestamp=int(briefing.end.timestamp()),
        )
    return made if isinstance(made, list) else [made or b""]


@lru_cache(maxsize=1)
def _compiler() -> tuple[typst.Compiler, str]:
    """The compiler with the system's fonts: looking for them costs some 0.25 s, so it is done once and late.

    Nothing is kept when it raises, so a font installed meanwhile is found at the next attempt.
    """
    fonts = typst.Fonts()
    faces = choose_faces(frozenset(fonts.families()))
    if faces is None:
        raise Unavailable("paper_font_missing")
    return typst.Compiler(font_paths=fonts), json.dumps(asdict(faces), ensure_ascii=False)


@lru_cache(maxsize=1)
def _template() -> bytes:
    return _TEMPLATE.read_bytes()


def _as_data(briefing: Briefing) -> str:
    """The sheet as JSON; typst reads it as data, so no character of it can act as markup."""
    sheet = asdict(lay_out(briefing))
    sheet["figures"] = _breakable_texts(sheet["figures"], _WORD_IN_TABLE)
    for part in sheet["parts"]:
        for narrow in ("clocks", "bars"):
            part[narrow] = _breakable_texts(part[narrow], _WORD_IN_TABLE)
    data = _breakable_texts(sheet, _WORD_IN_TEXT)
    data |= {"clock_heads": CLOCK_HEADS, "no_parts": NO_SECTIONS}
    return json.dumps(data, ensure_ascii=False)


def _breakable_texts(value: Any, every: int) -> Any:
    """The same value with every text (addresses of links apart) breakable."""
    if isinstance(value, str):
        return breakable(value, every)
    if isinstance(value, dict):
        return {key: text if key == "link" else _breakable_texts(text, every) for key, text in value.items()}
    if isinstance(value, (list, tuple)):
        return [_breakable_texts(one, every) for one in value]
    return value
