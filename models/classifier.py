"""The linear classifier as it reads: arrays and a little arithmetic; training it is models/training.py's business."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import artefact
from .features import Known, Vocabulary
from .functions import functions
from .segmentation import Segmenter

Array = NDArray[Any]
ATTITUDES = ("negative", "positive", "neutral")


def labels() -> list[str]:
    """What the classifier gives a logit for, in order: functions, attitudes. Topics are told by their words."""
    return [f"function:{f.id}" for f in functions()] + [f"attitude:{name}" for name in ATTITUDES]


class Classifier:
    """Logits of a linear model over hashed features; `calibration` holds the numbers that turn scores into probabilities.

    Its weights are the product of a narrow matrix by feature and a small one by label: an item of 300 characters has some
    130 features, and adding up 32 numbers for each costs a third of adding up one for each of a hundred labels.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]], manifest: Mapping[str, Any]) -> None:
        self.vocabulary = Vocabulary(arrays["keys"], arrays["block"], arrays["idf"])
        self._inward: NDArray[np.float32] = arrays["inward"].astype(np.float32)
        self._outward: NDArray[np.float32] = arrays["outward"].astype(np.float32)
        self.bias: NDArray[np.float32] = arrays["bias"].astype(np.float32)
        self.calibration: dict[str, float] = dict(manifest["calibration"])
        self.name = f"{manifest['name']} {manifest['version']}"

    def logits(self, known: Known) -> NDArray[np.float32]:
        """One row a text, labels in columns; a text with no known feature gets the bias alone."""
        whole: NDArray[np.float32] = summed(known, self._inward) @ self._outward + self.bias
        return whole

    def worth(self, known: Known, label: Array) -> NDArray[np.float32]:
        """How much each known feature says for the label (a column) of its text; nothing where that is -1."""
        column = label[known.text]
        of_label = self._outward.T[np.maximum(column, 0)]
        said = (self._inward[known.feature] * of_label).sum(axis=1) * known.value
        worth: NDArray[np.float32] = np.where(column >= 0, said, 0.0).astype(np.float32)
        return worth

    @property
    def weights(self) -> NDArray[np.float32]:
        """What each feature says for each label (feature, label)."""
        whole: NDArray[np.float32] = self._inward @ self._outward
        return whole


def summed(known: Known, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each text the sum of its features' rows of `weights` (feature, label), each times its value."""
    whole = np.zeros((known.texts, weights.shape[1]), dtype=np.float32)
    if len(known.text):
        begins = np.flatnonzero(np.diff(known.text, prepend=-1))
        whole[known.text[begins]] = np.add.reduceat(weights[known.feature] * known.value[:, None], begins, axis=0)
    return whole


def load_classifier(segmenter: Segmenter, folder: Path = artefact.ARTEFACTS) -> Classifier:
    """The packaged classifier trained with this segmenter; Refused when missing, changed or made for another dictionary."""
    name = f"reading-{segmenter.engine}"
    expected = {"engine": segmenter.engine, "dictionary": segmenter.dictionary, "labels": labels()}
    arrays, manifest = artefact.load(folder, name, expected)
    return Classifier(arrays, manifest)
