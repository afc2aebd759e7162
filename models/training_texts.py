"""The sentences that the classifier learns from: written by hand for this desk, and longer texts put together from them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from data import read_text

from .lexicons import topics

_FILES: Final = ("training_subjects", "training/built", "training/people", "training/economy", "training/errors")
_LONGEST_TITLE: Final = 24
_CUT_TITLE: Final = 18


@dataclass(frozen=True, slots=True)
class Example:
    """A text and its truth; None means that nothing is said about that part. A function of "" is that none is meant."""

    text: str
    function: str | None = None
    topics: tuple[str, ...] | None = None
    attitude: str | None = None
    title: str = ""

    @property
    def whole(self) -> str:
        """Title and body as an item has them."""
        return f"{self.title}\n{self.text}"


def topics_of_function(function: str | None) -> tuple[str, ...]:
    """Topics that a function's matters belong to plainly."""
    return tuple(topic.name for topic in topics() if topic.functions.get(function or "", 0.0) >= 0.6)


def written() -> Iterator[Example]:
    """The sentences written by hand; a subject line without a function is about nothing of ours."""
    for name in _FILES:
        for line in read_text(f"lexicons/{name}.jsonl").splitlines():
            row = json.loads(line)
            if "topics" in row:
                yield Example(row["text"], None, tuple(row["topics"]))
            else:
                yield Example(row["text"], row["function"] or "", topics_of_function(row["function"]))
    for line in read_text("lexicons/training_attitude.jsonl").splitlines():
        row = json.loads(line)
        yield Example(row["text"], attitude=row["attitude"])


def clouded(examples: Sequence[Example], seed: int) -> list[Example]:
    """Each sentence about a function once more as a letter: its beginning as the title, in the body also another of the same
    function and one of any, as real letters bring in other matters. The same for the same seed.
    """
    about = [example for example in examples if example.function]
    of_function: dict[str | None, list[str]] = {}
    for example in about:
        of_function.setdefault(example.function, []).append(example.text)
    dice = np.random.default_rng(seed)
    letters = []
    for example in about:
        alike = of_function[example.function]
        body = [example.text, alike[dice.integers(len(alike))], about[dice.integers(len(about))].text]
        dice.shuffle(body)
        title = example.text if len(example.text) <= _LONGEST_TITLE else example.text[:_CUT_TITLE]
        letters.append(Example("".join(body), example.function, example.topics, title=title))
    return letters
