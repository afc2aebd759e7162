"""The sentences that the classifier learns from: written by hand for this desk, and composed from its own lexicons."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from data import read_json, read_text

from .lexicons import topics

_COMPOSED_A_FUNCTION: Final = 30
_FRAMES: Final = (
    "{a}的问题反映多次，{b}一直没有人管，请尽快处理。",
    "请问{a}和{b}有什么规定，应该找哪个部门？",
    "关于{a}：希望改善{b}，方便群众。",
    "我们这里{a}很严重，{b}也跟着出问题。",
    "近日，我市就{a}、{b}开展专项检查，{c}有了新进展。",
    "建议加强{a}管理，规范{b}，公开{c}情况。",
    "{a}什么时候能解决？{b}拖了快一年了。",
    "记者走访发现，{a}引发关注，不少市民提到{b}和{c}。",
    "投诉{a}，{b}，{c}，实在受不了。",
    "{a} {b} {c}",
    "因为{a}，家里老人担心{b}，打电话问了也没有结果。",
    "市里发布{a}新政策，{b}有变化。",
)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence and its truth; None means that nothing is said about that part."""

    text: str
    function: str | None = None
    topics: tuple[str, ...] | None = None
    attitude: str | None = None
    written: bool = True


def topics_of_function(function: str | None) -> tuple[str, ...]:
    """Topics that a function's matters belong to plainly."""
    return tuple(topic.name for topic in topics() if topic.functions.get(function or "", 0.0) >= 0.6)


def written() -> Iterator[Example]:
    """The sentences written by hand; a subject line with neither function nor topics is about nothing of ours."""
    for line in read_text("lexicons/training_subjects.jsonl").splitlines():
        row = json.loads(line)
        if "topics" in row:
            yield Example(row["text"], None, tuple(row["topics"]))
        else:
            yield Example(row["text"], row["function"], topics_of_function(row["function"]))
    for line in read_text("lexicons/training_attitude.jsonl").splitlines():
        row = json.loads(line)
        yield Example(row["text"], attitude=row["attitude"])


def composed(seed: int) -> Iterator[Example]:
    """Sentences put together from a function's own words; the same for the same seed."""
    dice = random.Random(seed)
    for function, by_weight in read_json("lexicons/functions.json")["words"].items():
        words = [(word, float(weight)) for weight, list_ in by_weight.items() for word in list_.split()]
        if not words:
            continue
        truth = topics_of_function(function)
        for _ in range(_COMPOSED_A_FUNCTION):
            a, b, c = dice.choices([w for w, _ in words], weights=[max(n, 0.1) for _, n in words], k=3)
            text = dice.choice(_FRAMES).format(a=a, b=b, c=c)
            yield Example(text, function, truth, written=False)
