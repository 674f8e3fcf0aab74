"""The numbers in the lessons on code, the world beyond and the FAQ: given, or computed here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

Place = tuple[str, str]
"""Ids of a lesson and of a step."""

PIXELS: Final = (0.9, 0.2, 0.8, 0.6)
PIXEL_WEIGHTS: Final = (0.5, -3.0, 1.0, 2.0)


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def four_pixels(pixels: Sequence[float] = PIXELS) -> float:
    """z of the neuron that sees four pixels."""
    return math.fsum(w * x for w, x in zip(PIXEL_WEIGHTS, pixels, strict=True)) - 1


_ANSWER: Final = sigma(four_pixels())

BANK_GIVEN: Final[Mapping[str, str]] = {
    "activation-shapes": "0.5",
    "activation-sigmoid-slope": "0.5",
    "activation-steepness": "0.5",
    "activation-leaky": "0.01",
    "rate-order": "0.05 0.1 0.19 0.2 0.21",
    "rate-symptoms": "0.01",
    "over-l1-l2": "0.01",
    "over-dropout-scale": "0.5",
    "vanish-order": "0.8",
}

BANK_COMPUTED: Final[Mapping[str, Sequence[float]]] = {
    "activation-shapes": [sigma(-2), math.tanh(-2)],
    "activation-steepness": [
        math.tanh(2),
        1 - math.tanh(2) ** 2,
        sigma(2),
        sigma(2) * (1 - sigma(2)),
    ],
    "rate-order": [1 - 10 * 0.05, 1 - 10 * 0.19, 1 - 10 * 0.21],
    "rate-symptoms": [0.5 / (1 + 2**2), 1 / (1 + 2**2), 1 / (1 + 2**2) + 0.01],
    "rate-flat": [(1**2 + 0**2) / 2],
    "over-l1-l2": [2 * 0.01],
    "vanish-quarter": [sigma(0)],
    "vanish-order": [sigma(0) * (1 - sigma(0)), 6 * sigma(0) * (1 - sigma(0))],
}

GIVEN: Final[Mapping[Place, str]] = {
    ("beyond", "fool"): "0.5 0.9 0.2 0.6 0.15",
    ("in-code", "keras-training"): "0.001",
    ("in-code", "breaks"): "0.1",
    ("in-code", "live"): "0.0001 0.002 0.1",
    ("in-code", "sklearn"): "0.0001",
    ("faq", "edge"): "0.11 0.000001",
    ("faq", "final"): " ".join(BANK_GIVEN.values()),
}

COMPUTED: Final[Mapping[Place, Sequence[float]]] = {
    ("beyond", "fool"): [
        _ANSWER,
        (_ANSWER - 1) * -3,
        (_ANSWER - 1) * 2,
        math.log(2),
        four_pixels(),
        *(x - math.copysign(0.15, w) for x, w in zip(PIXELS, PIXEL_WEIGHTS, strict=True)),
    ],
    ("in-code", "breaks"): [math.log(10)],
    ("in-code", "live"): [math.log(10), math.exp(-1)],
    ("faq", "bend"): [math.log(2)],
    ("faq", "edge"): [1 / (1 + 3**2), 1 - 2 * 0.11 * 10, 0.5 / (1 + 3**2)],
    ("faq", "penalty"): [math.log(2)],
    ("faq", "final"): [number for numbers in BANK_COMPUTED.values() for number in numbers],
}
