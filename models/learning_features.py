"""Features of many texts for learning: which tokens there are, which of them make a vocabulary, and the matrix of a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from .basis import BATCH
from .features import BLOCKS, CUT_AT, Vocabulary, cut_of, tokens_of, with_letters
from .normalizing import Joined, joined
from .segmentation import Segmenter

_SEEN: Final = {"word": 2, "gram": 3, "head": 2, "letter": 2}
"""In how many texts a feature of each block must stand to be one."""
_FEW: Final = 40
"""Of fewer texts every token is a feature: one correction has nothing but its own words."""
Array = NDArray[Any]


@dataclass(frozen=True)
class ReadTokens:
    """Texts in reading form with, for each, the numbers and blocks of its distinct tokens and how often each stands there."""

    texts: tuple[str, ...]
    titles: tuple[int, ...]
    keys: tuple[NDArray[np.uint64], ...]
    blocks: tuple[Array, ...]
    times: tuple[Array, ...]

    def chosen(self, rows: Array) -> ReadTokens:
        """Some of the texts."""
        columns = (self.texts, self.titles, self.keys, self.blocks, self.times)
        return ReadTokens(*(tuple(column[row] for row in rows.tolist()) for column in columns))

    @staticmethod
    def joined(parts: Sequence[ReadTokens]) -> ReadTokens:
        """Several lots as one."""
        columns = [(part.texts, part.titles, part.keys, part.blocks, part.times) for part in parts]
        return ReadTokens(*(tuple(one for column in lot for one in column) for lot in zip(*columns, strict=True)))

    def batches(self) -> Iterator[tuple[Joined, Sequence[int]]]:
        """The texts again as batches, with the ends of their titles."""
        for low in range(0, len(self.texts), BATCH):
            yield joined(self.texts[low : low + BATCH]), self.titles[low : low + BATCH]


def read_tokens(
    texts: Sequence[str],
    titles: Sequence[int],
    cutter: Segmenter,
    only: Callable[[Joined], NDArray[np.bool_]] | None = None,
    *,
    letters: bool = False,
) -> ReadTokens:
    """The tokens of these texts (`title + "\\n" + body`), as reading would see them; `only` tells which places of a batch count,
    `letters` whether single letters are wanted besides."""
    keys, blocks, times = [], [], []
    for low in range(0, len(texts), BATCH):
        batch = joined(texts[low : low + BATCH])
        cuts = [cut_of(cutter.words(text[:CUT_AT])) for text in batch.texts]
        tokens = tokens_of(batch, cuts, titles[low : low + BATCH])
        if letters:
            tokens = with_letters(tokens, batch)
        start = np.concatenate([family.start for family in tokens.families])
        every = np.concatenate([family.key for family in tokens.families])
        block = np.concatenate([np.repeat(family.block, len(family.key)) for family in tokens.families])
        if only is not None:
            counted = only(batch)[start]
            start, every, block = start[counted], every[counted], block[counted]
        text = tokens.text[start]
        order = np.lexsort((every, text))
        for mine in np.split(order, np.searchsorted(text[order], np.arange(1, tokens.texts))):
            key, first, many = np.unique(every[mine], return_index=True, return_counts=True)
            keys.append(key)
            blocks.append(block[mine][first])
            times.append(many)
    return ReadTokens(tuple(texts), tuple(titles), tuple(keys), tuple(blocks), tuple(times))


def vocabulary_of(read: ReadTokens, at_most: int) -> Vocabulary:
    """The tokens that stand in enough texts, the commonest of them; the idf of each is log((1 + n) / (1 + texts)) + 1.

    Choosing by chi-square instead did worse on letters not learned from: the labels are many and the sentences few.
    """
    every = np.concatenate([*read.keys, np.zeros(0, dtype=np.uint64)])
    keys, first, seen = np.unique(every, return_index=True, return_counts=True)
    block = np.concatenate([*read.blocks, np.zeros(0, dtype=np.int64)])[first]
    least = [min(_SEEN[name], 1 + len(read.keys) // _FEW) for name in BLOCKS]
    enough = np.flatnonzero(seen >= np.array(least)[block])
    chosen = np.sort(enough[np.argsort(-seen[enough], kind="stable")][:at_most])
    idf = (np.log((1 + len(read.keys)) / (1 + seen[chosen])) + 1.0).astype(np.float32)
    vocabulary = Vocabulary(keys[chosen], block[chosen], idf)
    while not (kept := vocabulary.reachable).all():
        vocabulary = Vocabulary(vocabulary.keys[kept], vocabulary.block[kept], vocabulary.idf[kept])
    return vocabulary


def features_matrix(read: ReadTokens, vocabulary: Vocabulary) -> Any:
    """(text, feature) as a sparse matrix: the values that reading would give."""
    texts = np.repeat(np.arange(len(read.keys)), [len(key) for key in read.keys])
    every = np.concatenate([*read.keys, np.zeros(0, dtype=np.uint64)])
    times = np.concatenate([*read.times, np.zeros(0, dtype=np.int64)])
    number = np.searchsorted(vocabulary.keys, every) if len(vocabulary) else np.zeros(len(every), dtype=np.int64)
    number = np.minimum(number, max(len(vocabulary) - 1, 0))
    mine = np.flatnonzero(vocabulary.keys[number] == every) if len(vocabulary) else np.zeros(0, dtype=np.int64)
    text, number = texts[mine], number[mine]
    value = vocabulary.values(text, number, times[mine], len(read.keys))
    return csr_matrix((value, (text, number)), shape=(len(read.keys), len(vocabulary)))
