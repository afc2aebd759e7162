"""The linear classifier as it reads: arrays and a little arithmetic; training it is models/training.py's business."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import artefact
from .features import Vocabulary, weighed
from .functions import functions
from .lexicons import topics
from .segmentation import Segmenter

Array = NDArray[Any]
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

    def logits(self, text_of: Array, feature: Array, texts: int) -> NDArray[np.float32]:
        """One row for each of so many texts, labels in columns; a text with no known feature gets the bias alone."""
        whole = np.tile(self.bias, (texts, 1))
        if not len(feature):
            return whole
        text_of, feature, values = weighed(text_of, feature, self.idf)
        met = np.zeros(len(self.idf), dtype=bool)
        met[feature] = True
        column = np.cumsum(met) - 1  # of a dense matrix with the features of this batch alone: quicker than sparse rows
        table = np.zeros((texts, int(column[-1]) + 1), dtype=np.float32)
        table[text_of, column[feature]] = values
        whole += table @ self.weights[met]
        return whole


def load_classifier(segmenter: Segmenter, folder: Path = artefact.ARTEFACTS) -> Classifier:
    """The packaged classifier trained with this segmenter; Refused when missing, changed or made for another dictionary."""
    name = f"reading-{segmenter.engine}"
    expected = {"engine": segmenter.engine, "dictionary": segmenter.dictionary, "labels": labels()}
    arrays, manifest = artefact.load(folder, name, expected)
    return Classifier(arrays, manifest)
