"""Examples to learn from: rows of a specification, or data sets generated from a seed, with noise at will."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from tutor.network.digits import draw_digits
from tutor.network.functions import Array
from tutor.network.spec import Dataset, DataSpec, NetworkSpec

_TRAINING, _VALIDATION = 1, 2
"""Streams of the network's seed; its weights are drawn from the seed itself."""

_CLASSES: Final = ((0.0, 1.0), (-1.0, 1.0))
"""Targets that name two classes."""


class Examples(NamedTuple):
    """Inputs (examples, inputs) and targets (examples, outputs)."""

    inputs: Array
    targets: Array


@lru_cache(maxsize=8)
def examples_of(spec: NetworkSpec) -> Examples:
    """Return the examples that `spec` trains on; the same arrays every time, which cannot be written to."""
    if spec.data is not None:
        random = np.random.default_rng((spec.seed, _TRAINING))
        examples = generate(spec.data, spec.data.size, len(spec.inputs), random)
    else:
        table = np.array(spec.rows, dtype=float)
        examples = Examples(table[:, : len(spec.inputs)].copy(), table[:, len(spec.inputs) :].copy())
    for array in examples:
        array.flags.writeable = False
    return examples


def classes_on_plane(examples: Examples) -> tuple[float, float] | None:
    """Return the targets, 0 and 1 or −1 and 1, that tell two classes apart in the plane of two inputs.

    None where there is no such plane or there are other targets.
    """
    inputs, targets = examples
    found, last = (tuple(np.unique(values).tolist()) for values in (targets, targets[:, -1]))
    if inputs.shape[1] != 2 or targets.shape[1] > 2 or found != last:
        return None
    return next((classes for classes in _CLASSES if classes == found), None)


def validation_of(spec: NetworkSpec) -> Examples | None:
    """Return the examples of `spec` that it is never trained on, None if it asks for none."""
    if spec.data is None or not spec.data.validation:
        return None
    random = np.random.default_rng((spec.seed, _VALIDATION))
    return generate(spec.data, spec.data.validation, len(spec.inputs), random)


def generate(data: DataSpec, count: int, inputs: int, random: np.random.Generator) -> Examples:
    """Return `count` examples of the data set; `inputs` matters for pictures only, which have that many pixels."""
    return _GENERATORS[data.name](_Wanted(random, count, inputs, data.noise))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a generator is to make: `count` examples of so many `inputs`, with `noise`, drawn by `random`."""

    random: np.random.Generator
    count: int
    inputs: int
    noise: float

    def noisy(self, values: Array) -> Array:
        """`values` with the noise added."""
        return values + self.noise * self.random.normal(size=values.shape)


def _line(wanted: _Wanted) -> Examples:
    """y = 0.8x + 0.3 for x evenly spread over [−1, 1]; the noise is on y."""
    x = np.linspace(-1, 1, wanted.count)[:, np.newaxis]
    return Examples(x, wanted.noisy(0.8 * x + 0.3))


def _xor(wanted: _Wanted) -> Examples:
    """The corners of the unit square in turn; the target is 1 where exactly one coordinate is 1."""
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])[np.arange(wanted.count) % 4]
    return Examples(wanted.noisy(corners), (corners.sum(axis=1, keepdims=True) == 1).astype(float))


def _circles(wanted: _Wanted) -> Examples:
    """Points on a circle of radius 1 (target 0) and on one of radius 0.5 (target 1) in turn."""
    classes = _alternating(wanted.count)
    angle = wanted.random.uniform(0, 2 * np.pi, (wanted.count, 1))
    return Examples(wanted.noisy((1 - 0.5 * classes) * _on_circle(angle)), classes)


def _spirals(wanted: _Wanted) -> Examples:
    """Two spirals of one and a half turns from the centre to radius 1, one the other turned by half a turn."""
    classes = _alternating(wanted.count)
    radius = np.linspace(0.05, 1, wanted.count)[:, np.newaxis]
    return Examples(wanted.noisy(radius * _on_circle(np.pi * (3 * radius + classes))), classes)


def _moons(wanted: _Wanted) -> Examples:
    """Two half circles that reach into each other: an upper one (target 0), and a lower one moved by (1, 0.5)."""
    classes = _alternating(wanted.count)
    points = _on_circle(np.pi * wanted.random.uniform(size=(wanted.count, 1)))
    return Examples(wanted.noisy(np.where(classes == 1, [1.0, 0.5] - points, points)), classes)


def _alternating(count: int) -> Array:
    return (np.arange(count) % 2).astype(float)[:, np.newaxis]


def _on_circle(angle: Array) -> Array:
    return np.hstack([np.cos(angle), np.sin(angle)])


_GENERATORS: Final[Mapping[Dataset, Callable[[_Wanted], Examples]]] = {
    "line": _line,
    "xor": _xor,
    "circles": _circles,
    "spirals": _spirals,
    "moons": _moons,
    "digits": lambda wanted: Examples(*draw_digits(wanted.random, wanted.count, wanted.inputs, wanted.noise)),
}
