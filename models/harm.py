"""What a happening did, in figures: killed, seriously injured, missing, trapped, poisoned, moved, money lost; corrections are taken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import zip_longest
from typing import Any, Final, NamedTuple

from data import read_json

from .numerals import Number, numbers

NUMBERS_A_SENTENCE = 40
"""Figures looked at in one sentence; tables of thousands of figures tell of no accident."""

PROVISIONAL, PLAIN, CORRECTED = 0, 1, 2
"""How far a figure is to be trusted."""


class Figure(NamedTuple):
    """One figure of harm: what it counts, how many at least, where it stands, how far it is trusted; a part of another figure, or one on top of it."""

    harm: str
    amount: float
    text: str
    start: int
    end: int
    trust: int = PLAIN
    part: bool = False
    added: bool = False


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


_MEASURES = "名|人|位|例|口|户|具|个人"


@cache
def _after() -> re.Pattern[str]:
    """3人死亡, 12名矿工被困, 3死: the harm word follows its figure within a few characters."""
    words = _either(w for w in _harm_of_word() if len(w) > 1)
    return re.compile(
        rf"\s*(?:多|余)?(?P<measure>{_MEASURES})?\s?(?P<between>[^\s,，。;；、:：!！?？0-9]{{0,12}}?)(?P<word>{words})"
        rf"|\s?(?:多|余)?(?:人)?(?P<short>死|亡|伤)(?![者角因路板结刑缓循党心害感脑口])"
    )


@cache
def _before() -> re.Pattern[str]:
    """死亡人数已上升至12人, 造成死亡3人, 疏散群众2000人: the harm word stands before its figure."""
    words = _either(w for w in _harm_of_word() if len(w) > 1)
    links = _either(wording()["links"])
    return re.compile(
        rf"(?P<word>{words})(?:的|了)?(?:总人数|人数|总数|人员|群众|居民|村民|学生|师生|职工|旅客|游客|工人|矿工|病例|者|金额|数)?"
        rf"(?:由[^,，。]{{1,8}})?(?:{links}){{0,4}}\s*$"
    )


_SHORT_OF_ALL: Final = re.compile(r"未|无(?!效)|没|免于|并非|不是|零")
_AT_WORK: Final = re.compile(
    r"官兵|消防|干部|民警|警力|警察|队员|医护|医务|志愿者|党员|救援|搜救|营救|施救|参与|协助|帮助|组织|负责|开展|专家"
)
"""Who comes to help is not among those that are moved, and those that search are not missing."""
_MOVED_OR_SOUGHT: Final = frozenset(("evacuated", "missing", "trapped", "rescued", "ill", "killed"))
_SEARCHING: Final = re.compile(
    r"搜救|搜寻|寻找|营救|救援|(?:救治|抢救)(?!无效|后)|疏导|转移|帮助|协助|参与|组织|负责|开展|施救"
)
_FOUND: Final = re.compile(r"[^,，。;；0-9]{0,8}找到")
_BY_WHOM: Final = ("被", "遭", "由", "让", "遭到", "遭遇")
"""被3人打伤: those counted did the harm."""
_IS_PART: Final = re.compile(r"其中|包括|含有?$")
_IS_ADDED: Final = re.compile(r"(?:又有|新增|再有|再添|另有|另外|增加了?)[^，,。；;]{0,8}$")
_CLAUSE: Final = re.compile(r"[,，;；]")
_LOSS_BEFORE: Final = re.compile(r"损失.{0,8}$")
_LOSS_AFTER: Final = re.compile(r"(?:余|多)?(?:元|人民币)(?:人民币)?的?(?:直接)?(?:经济|财产)?损失")
_LOSS_SPARED: Final = re.compile(r"挽回|避免|减少|追回|止损|弥补|挽损")
_ORDINAL: Final = re.compile(r"[第无未没]$")
_COUNTED: Final = re.compile(rf"\s?(?:多|余)?(?:{_MEASURES}|元|人民币|死|亡|伤)|(?<=俩)")
_MEASURE = re.compile(rf"\s*(?:多|余)?(?:{_MEASURES})")
_WINDOW = 26


def figures(sentence: str, offset: int) -> list[Figure]:
    """The figures of harm in one sentence; `offset` is where it stands in the text."""
    found: list[Figure] = []
    used = 0  # end of the last harm word taken by the figure before it
    trust = _Trust(sentence)
    # Only 死亡人数12 needs no measure behind its figure; reading each date and floor would cost more than all else here.
    there = numbers(sentence, None if "数" in sentence else _COUNTED, NUMBERS_A_SENTENCE)
    for number, following in zip_longest(there, there[1:]):
        figure = _money(sentence, number)
        if figure is None:
            figure, used = _people(sentence, number, following, used)
        if figure is not None:
            lead = _lead(sentence, number.start)
            found.append(
                figure._replace(
                    start=offset + figure.start,
                    end=offset + figure.end,
                    trust=trust.at(number),
                    part=_IS_PART.search(lead) is not None,
                    added=_IS_ADDED.search(lead) is not None,
                )
            )
    return found


def _lead(sentence: str, position: int) -> str:
    """What leads to a figure within its clause, and the short clause before it."""
    return sentence[max(0, position - 14) : position]


@cache
def _trust_words() -> re.Pattern[str]:
    words = wording()
    return re.compile(f"(?P<provisional>{_either(words['provisional'])})|(?P<corrected>{_either(words['corrected'])})")


class _Trust:
    """How far the figures of one sentence are trusted: the last word of correction or of first reports before a figure, else the first behind it."""

    def __init__(self, sentence: str) -> None:
        self._marks = [
            (match.start(), PROVISIONAL if match["provisional"] else CORRECTED)
            for match in _trust_words().finditer(sentence)
        ]
        self._sentence = sentence

    def at(self, number: Number) -> int:
        trust = PLAIN
        for start, held in self._marks:
            if start < number.end:
                trust = held
            elif not re.search(r"[,，;；]", self._sentence[number.end : start]):
                return held  # 3人死亡有误: the word that judges stands behind, in the same clause
        return trust


def _money(sentence: str, number: Number) -> Figure | None:
    if not sentence.startswith(("元", "余元", "多元", "人民币"), number.end):
        return None
    window = _CLAUSE.split(sentence[max(0, number.start - 16) : number.start])[-1]
    behind = _LOSS_AFTER.match(sentence, number.end)
    if (_LOSS_BEFORE.search(window) is None and behind is None) or _LOSS_SPARED.search(window):
        return None
    end = sentence.index("元", number.end) + 1 if "元" in sentence[number.end : number.end + 2] else number.end
    return Figure("loss", number.low, sentence[number.start : end], number.start, end)


def _people(sentence: str, number: Number, following: Number | None, used: int) -> tuple[Figure | None, int]:
    if _ORDINAL.search(sentence[max(0, number.start - 1) : number.start]):
        return None, used
    harms = _harm_of_word()
    back = max(used, number.start - _WINDOW)
    if sentence.endswith(_BY_WHOM, 0, number.start):
        return None, used
    before = _before().search(sentence[back : number.start])
    measure = _MEASURE.match(sentence, number.end)
    if before is not None and (measure is not None or "数" in before[0]):
        end = measure.end() if measure else number.end
        return _figure(harms[before["word"]], number, sentence, back + before.start(), end), used
    after = _after().match(sentence, number.end)
    if after is None or (after["word"] and not (after["measure"] or sentence[number.end - 1] in "俩仨")):
        return None, used
    if after["word"] and following and following.start < after.start("word") and _counts(sentence, following):
        return None, used  # 四十人的车队三人受伤
    word = after["word"] or after["short"]
    harm = {"伤": "injured", "死": "killed", "亡": "killed"}.get(word) or harms[word]
    if _is_other(harm, after["between"] or ""):
        return None, used
    end = after.end()
    if harm == "missing" and _FOUND.match(sentence, end):
        return None, end
    died = next((w for w in _outcomes() if sentence.startswith(w, end)), "")
    if died:  # 3人中毒身亡, 两人被困遇难
        harm, end = "killed", end + len(died)
    return _figure(harm, number, sentence, number.start, end), end


def _counts(sentence: str, number: Number) -> bool:
    return _MEASURE.match(sentence, number.end) is not None or sentence.startswith(("死", "伤"), number.end)


@cache
def _outcomes() -> tuple[str, ...]:
    return tuple(word for word in wording()["harms"]["killed"] if len(word) > 1)


def _is_other(harm: str, between: str) -> bool:
    """Whether the words between figure and harm say that those counted did not suffer it: 5人均未受伤, 200名官兵转移群众, 120名队员搜救失踪人员."""
    if _SHORT_OF_ALL.search(between):
        return True
    if harm == "evacuated":
        return _AT_WORK.search(between) is not None
    return harm in _MOVED_OR_SOUGHT and _SEARCHING.search(between) is not None and "救援人员" not in between


def _figure(harm: str, number: Number, sentence: str, start: int, end: int) -> Figure:
    below = sentence.startswith("以下", number.end + 1)  # 10人以下 leaves 10 out
    return Figure(harm, number.low * 0.9 if below else number.least_whole, sentence[start:end], start, end)


def settle(found: Sequence[Figure]) -> dict[str, Figure]:
    """One figure a harm: the most trusted first, among corrected ones the last, else the greatest (a part is less than the whole); those added on top of a plain one."""
    settled: dict[str, Figure] = {}
    added: dict[str, Figure] = {}
    for figure in found:
        held = added if figure.added and figure.trust < CORRECTED else settled
        known = held.get(figure.harm)
        if known is None or figure.trust > known.trust or (figure.trust == known.trust and _outweighs(figure, known)):
            held[figure.harm] = figure
    for harm, more in added.items():
        base = settled.get(harm)
        if base is None:
            settled[harm] = more
        elif base.trust < CORRECTED:
            settled[harm] = base._replace(amount=base.amount + more.amount, text=f"{base.text}、{more.text}")
    return settled


def _outweighs(figure: Figure, known: Figure) -> bool:
    return (figure.trust == CORRECTED and not figure.part and figure.amount != known.amount) or (
        figure.amount > known.amount
    )
