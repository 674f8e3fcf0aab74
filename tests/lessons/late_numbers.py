"""The numbers in the lessons on softmax, optimizers, overfitting and vanishing gradients: given, or computed here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

Place = tuple[str, str]
"""Ids of a lesson and of a step."""


def softmax(*logits: float) -> list[float]:
    """The probabilities, without any care for overflow."""
    powers = [math.exp(logit) for logit in logits]
    return [power / math.fsum(powers) for power in powers]


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


_SCORES: Final = (3, 1, -1)

GIVEN: Final[Mapping[Place, str]] = {
    ("softmax", "jacobian"): "0.1",
    ("softmax", "live"): "0.1 0.5",
}

COMPUTED: Final[Mapping[Place, Sequence[float]]] = {
    ("softmax", "scores"): [*softmax(*_SCORES), *map(sigma, _SCORES), sum(map(sigma, _SCORES))],
    ("softmax", "rule"): [math.e],
    ("softmax", "overflow"): [*softmax(2, 1, 0), softmax(1, 0.999, 0.998)[1], 0.999, 0.998],
    ("softmax", "live"): [*softmax(2, 1, 0), 1 - softmax(2, 1, 0)[2]],
}
