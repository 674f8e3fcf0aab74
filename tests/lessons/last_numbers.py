"""The numbers in the lessons on code, the world beyond and the FAQ: given, or computed here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

Place = tuple[str, str]
"""Ids of a lesson and of a step."""

PIXELS: Final = (0.9, 0.2, 0.8, 0.6)
PIXEL_WEIGHTS: Final = (0.5, -3.0, 1.0, 2.0)


def four_pixels(pixels: Sequence[float] = PIXELS) -> float:
    """z of the neuron that sees four pixels."""
    return math.fsum(w * x for w, x in zip(PIXEL_WEIGHTS, pixels, strict=True)) - 1


_ANSWER: Final = 1 / (1 + math.exp(-four_pixels()))

GIVEN: Final[Mapping[Place, str]] = {
    ("beyond", "fool"): "0.5 0.9 0.2 0.6 0.15",
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
}
