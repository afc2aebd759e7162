"""Which typeface plays which part: the one the standard names where it is installed, else the nearest that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# Any of these can show every character of a briefing; the order is that of likeness to a printed paper.
_SERIF: Final = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "Songti SC",
    "STSong",
)
_SANS: Final = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
)  # fmt: skip
_SONG: Final = ("SimSun", "宋体", "NSimSun", *_SERIF)
_FANGSONG: Final = ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong", "华文仿宋", "FZFangSong-Z02S")
_KAI: Final = ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti", "华文楷体", "Kaiti SC", "FZKai-Z03S")
_HEI: Final = ("黑体", "SimHei", "STHeiti", "华文黑体", "Heiti SC", "FZHei-B01S")
_TITLE: Final = ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05")


@dataclass(frozen=True, slots=True)
class Faces:
    """Families for each part of the paper, best first; a weight is raised only where a stand-in would look too light."""

    body: list[str]
    hei: list[str]
    hei_weight: str
    kai: list[str]
    kai_weight: str
    title: list[str]
    title_weight: str
    song: list[str]


def choose_faces(installed: frozenset[str]) -> Faces | None:
    """The families to use out of those installed (names compared without case); None when none can show Chinese."""
    known = {name.casefold() for name in installed}

    def present(*names: str) -> list[str]:
        return [name for name in names if name.casefold() in known]

    anything = present(*_SONG, *_SANS, *_FANGSONG, *_KAI, *_HEI)
    if not anything:
        return None
    hei, kai, title = present(*_HEI), present(*_KAI), present(*_TITLE)
    return Faces(
        body=_once(present(*_FANGSONG, *_SERIF) + anything),
        hei=_once(hei + present(*_SANS) + anything),
        hei_weight="regular" if hei else "bold",
        kai=_once(kai + anything),
        kai_weight="regular" if kai else "bold",
        title=_once(title + anything),
        title_weight="regular" if title else "bold",
        song=anything,
    )


def _once(names: list[str]) -> list[str]:
    return list(dict.fromkeys(names))
