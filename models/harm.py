"""What a happening did, in figures: killed, seriously injured, missing, trapped, poisoned, moved, money lost; corrections are taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from data import read_json

from .numerals import Number, numbers

NUMBERS_A_SENTENCE = 40
"""Figures looked at in one sentence; tables of thousands of figures tell of no accident."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of harm: what it counts, how many at least, where it stands, and how far it is to be trusted (2 corrected, 0 provisional)."""

    harm: str
    amount: float
    text: str
    start: int
    end: int
    trust: int = 1


@cache
def wording() -> Mapping[str, Any]:
    """data/severity.json."""
    words: Mapping[str, Any] = read_json("severity.json")
    return words


@cache
def _harm_of_word() -> dict[str, str]:
    found: dict[str, str] = {}
    for harm, words in wording()["harms"].items():
        for word in words:
            found.setdefault(word, harm)
    return found


def harm_words() -> tuple[str, ...]:
    """Words of which one stands in every sentence that has a figure of harm."""
    return (*(word for word in _harm_of_word() if len(word) > 1), "死", "亡", "伤")


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True))


@cache
def _after() -> re.Pattern[str]:
    """3人死亡, 12名矿工被困, 3死: the harm word follows its figure within a few characters."""
    words = _either(w for w in _harm_of_word() if len(w) > 1)
    return re.compile(
        rf"\s*(?:多|余)?(?P<measure>名|人|位|例|口|个人|户)?(?P<between>[^,，。;；、:：!！?？0-9]{{0,9}}?)(?P<word>{words})"
        rf"|(?:人)?(?P<short>死|亡|伤)(?!者)"
    )


@cache
def _before() -> re.Pattern[str]:
    """死亡人数已上升至12人, 造成死亡3人, 疏散群众2000人: the harm word stands before its figure."""
    words = _either(w for w in _harm_of_word() if len(w) > 1)
    return re.compile(
        rf"(?P<word>{words})(?:的)?(?:总人数|人数|总数|人员|群众|居民|村民|学生|病例|者|金额|数)?"
        rf"(?:由[^,，。]{{1,8}})?(?:已经|已|共计|共|约|约为|达到|达|为|近|超过|超|合计|累计|是|:|：|升至|上升至|上升到|增至|增加至|增加到|更正为|修正为|核实为|降至|实为|至|到){{0,4}}\s*$"
    )


_MEASURE = re.compile(r"\s*(?:多|余)?(?:名|人|位|例|口|户)")
_WINDOW = 26


def figures(sentence: str, offset: int) -> list[Figure]:
    """The figures of harm in one sentence; `offset` is where it stands in the text."""
    found: list[Figure] = []
    used = 0  # end of the last harm word taken by the figure before it
    trust = _trust(sentence)
    for number in numbers(sentence)[:NUMBERS_A_SENTENCE]:
        figure = _money(sentence, number, offset, trust)
        if figure is None:
            figure, used = _people(sentence, number, offset, used, trust)
        if figure is not None:
            found.append(figure)
    return found


def _trust(sentence: str) -> int:
    words = wording()
    if any(word in sentence for word in words["corrected"]):
        return 2
    return 0 if any(word in sentence for word in words["provisional"]) else 1


def _money(sentence: str, number: Number, offset: int, trust: int) -> Figure | None:
    if not sentence.startswith(("元", "余元", "多元", "人民币"), number.end):
        return None
    window = sentence[max(0, number.start - 16) : number.start]
    if "损失" not in window:
        return None
    return Figure(
        "loss",
        number.low,
        sentence[number.start : number.end] + "元",
        offset + number.start,
        offset + number.end + 1,
        trust,
    )


def _people(sentence: str, number: Number, offset: int, used: int, trust: int) -> tuple[Figure | None, int]:
    harms = _harm_of_word()
    back = max(used, number.start - _WINDOW)
    before = _before().search(sentence[back : number.start])
    measure = _MEASURE.match(sentence, number.end)
    if before is not None and (measure is not None or "数" in before[0]):
        end = measure.end() if measure else number.end
        start = back + before.start()
        return _figure(harms[before["word"]], number, sentence, start, end, offset, trust), used
    after = _after().match(sentence, number.end)
    if after is None or (after["word"] and not after["measure"]):
        return None, used
    word = after["word"] or after["short"]
    harm, end = "injured" if word == "伤" else harms[word], after.end()
    died = next((w for w in wording()["harms"]["killed"] if len(w) > 1 and sentence.startswith(w, end)), "")
    if died:  # 3人中毒身亡, 两人被困遇难
        harm, end = "killed", end + len(died)
    return _figure(harm, number, sentence, number.start, end, offset, trust), end


def _figure(harm: str, number: Number, sentence: str, start: int, end: int, offset: int, trust: int) -> Figure:
    return Figure(harm, number.low, sentence[start:end], offset + start, offset + end, trust)


def settle(found: Sequence[Figure]) -> dict[str, Figure]:
    """One figure a harm: the most trusted first, among corrected ones the last, else the greatest (a part is less than the whole)."""
    settled: dict[str, Figure] = {}
    for figure in found:
        known = settled.get(figure.harm)
        if known is None or figure.trust > known.trust or (figure.trust == known.trust and _outweighs(figure, known)):
            settled[figure.harm] = figure
    return settled


def _outweighs(figure: Figure, known: Figure) -> bool:
    return (
        figure.trust == 2 and "其中" not in figure.text and figure.amount != known.amount
    ) or figure.amount > known.amount
