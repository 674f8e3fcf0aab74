"""What chance decides in a training step, as a pure function of the seed and the number of the step.

So the random state of a run is two numbers, and every step can be made again exactly.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from tutor.network.functions import Array
from tutor.network.layers import Layer

Rows: TypeAlias = npt.NDArray[np.intp]

_BATCHES, _DROPOUT = 3, 4
"""Streams of the seed; the data sets have others, and initial weights the seed itself."""


@lru_cache(maxsize=8)
def _order(seed: int, epoch: int, count: int) -> Rows:
    return np.random.default_rng((seed, _BATCHES, epoch)).permutation(count)


def batch_rows(seed: int, step: int, count: int, batch_size: int) -> Rows:
    """Return which of `count` examples step number `step` uses, (batch,).

    Each epoch goes through all examples once in a new order; its last batch may be smaller.
    """
    batches = -(-count // batch_size)
    epoch, number = divmod(step, batches)
    return _order(seed, epoch, count)[number * batch_size : (number + 1) * batch_size]


def dropout_masks(
    layers: tuple[Layer, ...], widths: tuple[int, ...], seed: int, step: int, count: int
) -> tuple[Array | None, ...]:
    """Return for each layer 0 for dropped activations and 1/kept for the others, (examples, units).

    A layer without dropout has None. Dividing by the probability of being kept lets the expected activation stay what
    it is without dropout.
    """
    random = np.random.default_rng((seed, _DROPOUT, step))
    return tuple(
        None if layer.kept == 1 else (random.random((count, width)) < layer.kept) / layer.kept
        for layer, width in zip(layers, widths, strict=True)
    )
