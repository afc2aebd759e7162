"""Fitting linear models that start from what is already known: by L-BFGS, with an offset. Reading never imports this.

scikit-learn's models take no offset, and the offset is the point: without examples the known stays in force, and each example
moves it by as much as it must.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

Array = NDArray[Any]
_ROUNDS: Final = 60
_OF_BIAS: Final = 10.0
_OF_MANY: Final = 10
"""What a bias costs, in penalties: one correction then leaves texts of another kind alone. From so many examples on it costs
less for each more, so that what is said of many texts holds for all.
"""


def fit_softmax(matrix: Any, offset: Array, truth: Array, importance: Array, penalty: float) -> tuple[Array, Array]:
    """Weights (feature, label) and bias (label) so that softmax(offset + matrix @ weights + bias) fits `truth`.

    `truth` has the share of each label for each text (text, label), rows summing to 1; `penalty` is that of the squared weights.
    """

    def loss(whole: Array) -> tuple[float, Array]:
        top = whole.max(axis=1, keepdims=True)
        raised = np.exp(whole - top)
        sums = raised.sum(axis=1, keepdims=True)
        logs = whole - top - np.log(sums)
        return -float((importance[:, None] * truth * logs).sum()), importance[:, None] * (raised / sums - truth)

    return _fitted(matrix, offset, loss, penalty)


def fit_logistic(matrix: Any, offset: Array, truth: Array, importance: Array, penalty: float) -> tuple[Array, Array]:
    """The same, each label for itself: `truth` is 1 yes, 0 no; `importance` likewise (text, label)."""

    def loss(whole: Array) -> tuple[float, Array]:
        whole = np.clip(whole, -30.0, 30.0)
        logs = np.logaddexp(0.0, whole) - truth * whole
        return float((importance * logs).sum()), importance * (1.0 / (1.0 + np.exp(-whole)) - truth)

    return _fitted(matrix, offset, loss, penalty)


def fit_margins(
    matrix: Any, offset: Array, truth: Array, importance: Array, penalty: float, examples: int | None = None
) -> tuple[Array, Array]:
    """Weights and bias so that offset + matrix @ weights + bias is at least 1 where `truth` is 1 and at most -1 where it is 0.

    Squared hinge loss, each label for itself (Fan et al. 2008, LIBLINEAR): on citizens' messages better by a hundredth than
    the logistic one. The bias has its cost: free, it would explain the few examples of a label by itself, and every text that
    says nothing in particular would get that label; `examples` tells how many rows are (default: all).
    """
    sign = 2.0 * truth - 1.0

    def loss(whole: Array) -> tuple[float, Array]:
        short = np.maximum(0.0, 1.0 - sign * whole)
        return float((importance * short * short).sum()), -2.0 * importance * sign * short

    return _fitted(
        matrix, offset, loss, penalty, of_bias=penalty * _OF_BIAS * min(1.0, _OF_MANY / (examples or len(truth)))
    )


def _fitted(
    matrix: Any, offset: Array, loss: Callable[[Array], tuple[float, Array]], penalty: float, of_bias: float = 0.0
) -> tuple[Array, Array]:
    features, labels = matrix.shape[1], offset.shape[1]
    turned = matrix.T.tocsr()

    def whole(flat: Array) -> tuple[float, Array]:
        weights, bias = flat[: features * labels].reshape(features, labels), flat[features * labels :]
        value, slope = loss(offset + matrix @ weights + bias)
        value += 0.5 * penalty * float((weights * weights).sum()) + 0.5 * of_bias * float((bias * bias).sum())
        by_weights = turned @ slope + penalty * weights
        return value, np.concatenate([by_weights.ravel(), slope.sum(axis=0) + of_bias * bias])

    start = np.zeros(features * labels + labels)
    options = {"maxiter": _ROUNDS, "ftol": 1e-7, "gtol": 1e-4, "maxcor": 8}
    found: Array = minimize(whole, start, jac=True, method="L-BFGS-B", options=options).x
    return found[: features * labels].reshape(features, labels), found[features * labels :]
