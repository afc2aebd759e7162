"""Where learning starts from: what the packaged reading says of some texts, for each part and name.

Texts of our own stand behind the samples as a background: what nobody corrected is to stay as packaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from opinion_desk.domain.learning import NONE, Sample
from opinion_desk.domain.reading import TextToRead

from .basis import BATCH, Basis
from .combination import chances
from .functions import LOCALITY as LOCALITY_ID
from .learned import FLOOR, LOCALITY, MANNERS, answers_of, packaged_scores
from .learning_features import ReadTokens, read_tokens
from .reader import TextReader
from .segmentation import Segmenter
from .training_texts import written

EACH_FOR_ITSELF: Final = ("topics", LOCALITY)
"""Parts whose labels do not shut one another out."""
_BEHIND: Final = 240
Array = NDArray[Any]


@dataclass(frozen=True)
class Ground:
    """What is packaged for some texts. For each part the scores of its names (text, name): as log-odds of each name, which
    margins start from, and as reading has them, which are against one another; and what is known besides words.

    `locality` has NaN where no place below the jurisdiction is named.
    """

    names: dict[str, tuple[str, ...]]
    odds: dict[str, Array]
    scores: dict[str, Array]
    known: Array

    def chosen(self, rows: Array) -> Ground:
        """Some of the texts."""
        odds, scores = ({part: of[rows] for part, of in table.items()} for table in (self.odds, self.scores))
        return Ground(self.names, odds, scores, self.known[rows])


def ground_of(samples: Sequence[Sample], reader: TextReader) -> Ground:
    """What the packaged reading says of the samples."""
    plain = reader.with_layer(None)
    texts = [sample.text for sample in samples]
    parts: dict[str, list[Array]] = {}
    known = []
    for low in range(0, len(texts), BATCH):
        basis = plain.basis.of(texts[low : low + BATCH])
        for part, said in _said(basis, plain).items():
            parts.setdefault(part, []).append(said)
        known.append(basis.known)
    scores = {part: np.vstack(rows).astype(np.float64) for part, rows in parts.items()}
    scores[LOCALITY] = _locality_scores(plain, samples)
    odds = {part: of if part in EACH_FOR_ITSELF else _against_rest(of) for part, of in scores.items()}
    odds["function"] = np.maximum(odds["function"], FLOOR)
    names = {
        **MANNERS,
        "function": (*plain.basis.function_ids, NONE),
        "topics": tuple(plain.basis.topic_names),
        LOCALITY: (LOCALITY_ID,),
    }
    return Ground(names, odds, scores, np.vstack(known))


def _said(basis: Basis, plain: TextReader) -> dict[str, Array]:
    """The scores of a batch by part, as reading has them."""
    answers = answers_of(plain.manner(basis))
    return {
        "function": np.hstack([basis.functions, np.zeros((len(basis.given), 1))]),
        "topics": basis.topics,
        **{part: packaged_scores(judged, MANNERS[part]) for part, judged in answers.items()},
    }


def _against_rest(scores: Array) -> Array:
    """Log-odds of each of exclusive labels, from scores of a softmax."""
    top = scores - scores.max(axis=1, keepdims=True)
    share = np.clip(np.exp(top) / np.exp(top).sum(axis=1, keepdims=True), 1e-4, 1 - 1e-4)
    odds: Array = np.log(share / (1.0 - share))
    return odds


def _locality_scores(reader: TextReader, samples: Sequence[Sample]) -> Array:
    odds = np.full((len(samples), 1), np.nan)
    asked = [n for n, sample in enumerate(samples) if sample.function is not None]
    for n, verdict in zip(asked, reader.read([samples[n].text for n in asked]), strict=True):
        found = [choice.score for choice in (verdict.lead, *verdict.others) if choice.function == LOCALITY_ID]
        if found:
            share = min(max(found[0], 1e-3), 1 - 1e-3)
            odds[n] = np.log(share / (1 - share))
    return odds


@dataclass(frozen=True)
class Background:
    """Texts that stand for all that the samples do not speak of, with what the packaged reading says of them."""

    tokens: ReadTokens
    ground: Ground

    def truth(self, part: str) -> Array:
        """(text, name): the packaged answer of this part, as if it had been settled."""
        odds = self.ground.odds[part]
        if part in EACH_FOR_ITSELF:
            return np.asarray(chances(odds) >= 0.5, dtype=np.float64)
        return np.asarray(np.eye(odds.shape[1])[odds.argmax(axis=1)])


def background_of(reader: TextReader, cutter: Segmenter) -> Background:
    """Some of the sentences that the packaged model was trained on, evenly from all of them."""
    sentences = [example.text for example in written()]
    step = len(sentences) / _BEHIND
    texts = [TextToRead(str(n), sentences[int(n * step)]) for n in range(_BEHIND)]
    tokens = read_tokens([text.text for text in texts], [len(text.title) for text in texts], cutter, letters=True)
    return Background(tokens, ground_of([Sample(text) for text in texts], reader))
