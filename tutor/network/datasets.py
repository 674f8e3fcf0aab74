"""Examples to learn from: rows of a specification, or data sets generated from a seed, with noise at will."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

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
    examples = _examples_of(spec)
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


def _examples_of(spec: NetworkSpec) -> Examples:
    if spec.data is not None:
        return generate(spec.data, spec.data.size, len(spec.inputs), np.random.default_rng((spec.seed, _TRAINING)))
    table = np.array(spec.rows, dtype=float)
    return Examples(table[:, : len(spec.inputs)].copy(), table[:, len(spec.inputs) :].copy())


def validation_of(spec: NetworkSpec) -> Examples | None:
    """Return the examples of `spec` that it is never trained on, None if it asks for none."""
    if spec.data is None or not spec.data.validation:
        return None
    random = np.random.default_rng((spec.seed, _VALIDATION))
    return generate(spec.data, spec.data.validation, len(spec.inputs), random)


def generate(data: DataSpec, count: int, inputs: int, random: np.random.Generator) -> Examples:
    """Return `count` examples of the data set; `inputs` matters for digits only, whose images have that many pixels."""
    if data.name == "digits":
        return Examples(*draw_digits(random, count, inputs, data.noise))
    return _GENERATORS[data.name](random, count, data.noise)


def _line(random: np.random.Generator, count: int, noise: float) -> Examples:
    """y = 0.8x + 0.3 for x evenly spread over [−1, 1]; the noise is on y."""
    x = np.linspace(-1, 1, count)[:, np.newaxis]
    return Examples(x, 0.8 * x + 0.3 + noise * random.normal(size=x.shape))


def _xor(random: np.random.Generator, count: int, noise: float) -> Examples:
    """The corners of the unit square in turn; the target is 1 where exactly one coordinate is 1."""
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])[np.arange(count) % 4]
    return Examples(_noisy(random, corners, noise), (corners.sum(axis=1, keepdims=True) == 1).astype(float))


def _circles(random: np.random.Generator, count: int, noise: float) -> Examples:
    """Points on a circle of radius 1 (target 0) and on one of radius 0.5 (target 1) in turn."""
    classes = _alternating(count)
    angle = random.uniform(0, 2 * np.pi, (count, 1))
    return Examples(_noisy(random, (1 - 0.5 * classes) * _on_circle(angle), noise), classes)


def _spirals(random: np.random.Generator, count: int, noise: float) -> Examples:
    """Two spirals of one and a half turns from the centre to radius 1, one the other turned by half a turn."""
    classes = _alternating(count)
    radius = np.linspace(0.05, 1, count)[:, np.newaxis]
    return Examples(_noisy(random, radius * _on_circle(np.pi * (3 * radius + classes)), noise), classes)


def _moons(random: np.random.Generator, count: int, noise: float) -> Examples:
    """Two half circles that reach into each other: an upper one (target 0), and a lower one moved by (1, 0.5)."""
    classes = _alternating(count)
    points = _on_circle(np.pi * random.uniform(size=(count, 1)))
    return Examples(_noisy(random, np.where(classes == 1, [1.0, 0.5] - points, points), noise), classes)


def _alternating(count: int) -> Array:
    return (np.arange(count) % 2).astype(float)[:, np.newaxis]


def _on_circle(angle: Array) -> Array:
    return np.hstack([np.cos(angle), np.sin(angle)])


def _noisy(random: np.random.Generator, points: Array, noise: float) -> Array:
    return points + noise * random.normal(size=points.shape)


_Generator: TypeAlias = Callable[[np.random.Generator, int, float], Examples]

_GENERATORS: Final[Mapping[Dataset, _Generator]] = {
    "line": _line,
    "xor": _xor,
    "circles": _circles,
    "spirals": _spirals,
    "moons": _moons,
}
