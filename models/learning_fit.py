"""Fitting linear models that start from what is already known: regressions with an offset, by L-BFGS. Reading never imports this.

scikit-learn's regressions take no offset, and the offset is the point: with few examples the known stays in force, and each
example moves it by as much as it must. The regularisation is the usual L2 (Hastie, Tibshirani, Friedman 2009, 4.4).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[Any]
_ROUNDS: Final = 120
_TOLERANCE: Final = 1e-4


def fit_softmax(matrix: Any, offset: Array, truth: Array, importance: Array, penalty: float) -> tuple[Array, Array]:
    """Weights (feature, label) and bias (label) so that softmax(offset + matrix @ weights + bias) fits `truth`.

    `truth` has the share of each label for each text (text, label), rows summing to 1; `penalty` is that of the weights.
    """

    def loss(whole: Array) -> tuple[float, Array]:
        top = whole.max(axis=1, keepdims=True)
        raised = np.exp(whole - top)
        sums = raised.sum(axis=1, keepdims=True)
        shares = raised / sums
        logs = whole - top - np.log(sums)
        return -float((importance[:, None] * truth * logs).sum()), importance[:, None] * (shares - truth)

    return _fitted(matrix, offset, loss, penalty)


def fit_logistic(matrix: Any, offset: Array, truth: Array, importance: Array, penalty: float) -> tuple[Array, Array]:
    """The same, each label for itself: `truth` is 1 yes, 0 no, -1 not said (text, label); `importance` likewise (text, label)."""
    said = importance * (truth >= 0)
    yes = np.maximum(truth, 0).astype(np.float64)

    def loss(whole: Array) -> tuple[float, Array]:
        whole = np.clip(whole, -30.0, 30.0)
        chance = 1.0 / (1.0 + np.exp(-whole))
        logs = np.logaddexp(0.0, whole) - yes * whole
        return float((said * logs).sum()), said * (chance - yes)

    return _fitted(matrix, offset, loss, penalty)


def _fitted(
    matrix: Any, offset: Array, loss: Callable[[Array], tuple[float, Array]], penalty: float
) -> tuple[Array, Array]:
    features, labels = matrix.shape[1], offset.shape[1]
    turned = matrix.T.tocsr()

    def whole(flat: Array) -> tuple[float, Array]:
        weights, bias = flat[: features * labels].reshape(features, labels), flat[features * labels :]
        value, slope = loss(offset + matrix @ weights + bias)
        value += 0.5 * penalty * float((weights * weights).sum())
        by_weights = turned @ slope + penalty * weights
        return value, np.concatenate([by_weights.ravel(), slope.sum(axis=0)])

    start = np.zeros(features * labels + labels)
    found = minimize(
        whole,
        start,
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _ROUNDS, "ftol": _TOLERANCE * 1e-3, "gtol": _TOLERANCE, "maxcor": 8},
    ).x
    return found[: features * labels].reshape(features, labels), found[features * labels :]
