"""Setting a paper with typst: one compiler over the system's fonts, data in as JSON, PDF or pictures out."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Literal

import typst

from ..domain.errors import Unavailable
from .cleaning import breakable
from .fonts import choose_faces

_LEAST_PPI, _MOST_PPI = 24, 600
_setting: Final = threading.Lock()  # one typst at a time: its compiler keeps what it set last


def set_pdf(template: str, sheet: Mapping[str, Any], made: datetime) -> bytes:
    """The paper of that template (a file beside this one) as one PDF; Unavailable when no Chinese font is installed."""
    return _set(template, sheet, made, "pdf", None)[0]


def set_pages(template: str, sheet: Mapping[str, Any], made: datetime, ppi: int) -> list[bytes]:
    """Its pages as PNG, `ppi` pixels an inch (kept within 24..600); Unavailable when no Chinese font is installed."""
    return _set(template, sheet, made, "png", min(max(ppi, _LEAST_PPI), _MOST_PPI))


def breakable_texts(value: Any, every: int) -> Any:
    """The same value with every text (addresses of links apart) breakable within Latin runs of more than `every` characters."""
    if isinstance(value, str):
        return breakable(value, every)
    if isinstance(value, dict):
        return {key: text if key == "link" else breakable_texts(text, every) for key, text in value.items()}
    if isinstance(value, (list, tuple)):
        return [breakable_texts(one, every) for one in value]
    return value


def _set(
    template: str, sheet: Mapping[str, Any], made: datetime, form: Literal["pdf", "png"], ppi: int | None
) -> list[bytes]:
    with _setting:
        compiler, faces = _compiler()
        drawn = compiler.compile(
            _template(template),
            format=form,
            ppi=ppi,
            sys_inputs={"sheet": json.dumps(sheet, ensure_ascii=False), "faces": faces},
            timestamp=int(made.timestamp()),
        )
    return drawn if isinstance(drawn, list) else [drawn or b""]


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


@lru_cache
def _template(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()
