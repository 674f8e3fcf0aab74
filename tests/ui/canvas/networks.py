"""Networks to draw: with fixed numbers, with seeded ones, and drawn by hypothesis."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from hypothesis import strategies as st

from tutor.ui.canvas.diagram.state import Bias, DiagramLayer, DiagramState, Edge, Part, Sweep, Unit
from tutor.ui.canvas.grid import Array

AWKWARD = [0.0, -0.0, 1.0, -1.0, 0.5, 1e-300, 1e300, -1e6, float("nan"), float("inf"), -float("inf")]


def layers_of(sizes: Sequence[int], seed: int = 0, *, awkward: bool = False) -> tuple[DiagramLayer, ...]:
    """Layers of `sizes` units with seeded numbers; awkward ones are zero, huge, infinite or not a number."""
    chance = np.random.default_rng(seed)

    def numbers(*shape: int) -> Array:
        drawn = chance.choice(AWKWARD, shape) if awkward else chance.normal(size=shape)
        return np.asarray(drawn, np.float64)

    layers = [DiagramLayer("input", _names("x", sizes[0]), numbers(sizes[0]))]
    for number, (before, size) in enumerate(itertools.pairwise(sizes), 1):
        hidden = number < len(sizes) - 1
        units = _names(f"h{number}_" if hidden else "o", size)
        weights, gradients = numbers(before, size), numbers(before, size)
        numbers_of_units = [numbers(size) for _ in range(4)]
        activations, biases, deltas, bias_gradients = numbers_of_units
        name = f"hidden {number}" if hidden else "output"
        layers.append(DiagramLayer(name, units, activations, weights, biases, deltas, gradients, bias_gradients))
    return tuple(layers)


def _names(letter: str, count: int) -> tuple[str, ...]:
    return tuple(f"{letter}{number + 1}" for number in range(count))


def parts_of(sizes: Sequence[int]) -> list[Part]:
    """Everything in such a network that can be selected."""
    units = [Unit(layer, index) for layer, size in enumerate(sizes) for index in range(size)]
    edges = [
        Edge(layer, source, target)
        for layer in range(len(sizes) - 1)
        for source in range(sizes[layer])
        for target in range(sizes[layer + 1])
    ]
    return [*units, *edges, *(Bias(unit.layer, unit.index) for unit in units if unit.layer)]


@st.composite
def states(draw: st.DrawFn, most_units: int = 8) -> DiagramState:
    """A moment of a network of 2 to 5 layers with 1 to `most_units` units each."""
    sizes = draw(st.lists(st.integers(1, most_units), min_size=2, max_size=5))
    layers = layers_of(sizes, draw(st.integers(0, 99)), awkward=draw(st.booleans()))
    parts = parts_of(sizes)
    edges = [part for part in parts if isinstance(part, Edge)]
    sweep = st.builds(
        Sweep,
        st.sampled_from(["forward", "backward"]),
        st.floats(0, 1),
        st.sampled_from([None, *(part for part in parts if isinstance(part, Unit))]),
    )
    return DiagramState(
        layers,
        written=draw(st.sampled_from(["nothing", "weights", "gradients", "both"])),
        selected=draw(st.sampled_from([None, *parts])),
        paths=tuple(draw(st.lists(st.lists(st.sampled_from(edges), max_size=3).map(tuple), max_size=2))),
        sweep=draw(st.none() | sweep),
    )


canvas_sizes = st.tuples(st.integers(1, 130), st.integers(1, 45))
