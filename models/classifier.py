"""The linear classifier as it reads: arrays and a little arithmetic; training it is models/training.py's business."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import artefact
from .features import Vocabulary, weighed
from .functions import functions
from .lexicons import topics
from .segmentation import Segmenter

ATTITUDES = ("negative", "positive", "neutral")


def labels() -> list[str]:
    """What the classifier gives a logit for, in order: functions, topics, attitudes."""
    return (
        [f"function:{f.id}" for f in functions()]
        + [f"topic:{t.name}" for t in topics()]
        + [f"attitude:{name}" for name in ATTITUDES]
    )


class Classifier:
    """Logits of one-against-the-rest regressions; `calibration` holds the numbers that turn scores into probabilities."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], manifest: Mapping[str, Any]) -> None:
        self.vocabulary = Vocabulary(arrays["words"].tolist(), arrays["ngrams"].tolist())
        self.weights: NDArray[np.float32] = arrays["weights"].astype(np.float32)
        self.idf: NDArray[np.float32] = arrays["idf"].astype(np.float32)
        self.bias: NDArray[np.float32] = arrays["bias"].astype(np.float32)
        self.calibration: dict[str, float] = dict(manifest["calibration"])
        self.name = f"{manifest['name']} {manifest['version']}"

    def logits(self, found: Sequence[Sequence[int]]) -> NDArray[np.float32]:
        """One row a text, labels in columns; a text with no known feature gets the bias alone."""
        whole = np.tile(self.bias, (len(found), 1))
        if not any(found):
            return whole
        text_of, feature, values = weighed(found, self.idf)
        some, first = np.unique(text_of, return_index=True)
        whole[some] += np.add.reduceat(self.weights[feature] * values[:, None], first, axis=0)
        return whole


def load_classifier(segmenter: Segmenter, folder: Path = artefact.ARTEFACTS) -> Classifier:
    """The packaged classifier trained with this segmenter; Refused when missing, changed or made for another dictionary."""
    name = f"reading-{segmenter.engine}"
    expected = {"engine": segmenter.engine, "dictionary": segmenter.dictionary, "labels": labels()}
    arrays, manifest = artefact.load(folder, name, expected)
    return Classifier(arrays, manifest)
