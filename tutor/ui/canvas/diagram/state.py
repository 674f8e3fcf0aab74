"""What a diagram shows: the layers with their numbers, what is selected and lit, and how far a sweep has come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

import numpy as np

from tutor.ui.canvas.grid import Array, Mask

Direction: TypeAlias = Literal["forward", "backward"]
Written: TypeAlias = Literal["nothing", "weights", "gradients", "both"]
"""What is written on the edges."""
NUMBERS: Final[Mapping[Written, tuple[bool, bool]]] = {
    "nothing": (False, False), "weights": (True, False), "gradients": (False, True), "both": (True, True)
}  # fmt: skip
"""Whether these are weights, and whether gradients."""
GRADIENTS_ALONE: Final = (False, True)

_ARRIVED: Final = 0.95
"""How far along an edge a pulse counts as having arrived."""


@dataclass(frozen=True, slots=True)
class Unit:
    """Unit number `index` of a layer; layer 0 holds the inputs."""

    layer: int
    index: int


@dataclass(frozen=True, slots=True)
class Edge:
    """The weight that leads from unit `source` of layer `layer` to unit `target` of the next layer."""

    layer: int
    source: int
    target: int

    @property
    def start(self) -> Unit:
        """The unit it comes from."""
        return Unit(self.layer, self.source)

    @property
    def end(self) -> Unit:
        """The unit it leads to."""
        return Unit(self.layer + 1, self.target)


@dataclass(frozen=True, slots=True)
class Bias:
    """The bias of unit number `index` of a layer."""

    layer: int
    index: int

    @property
    def unit(self) -> Unit:
        """The unit it belongs to."""
        return Unit(self.layer, self.index)


Part: TypeAlias = Unit | Edge | Bias
"""What can be selected."""


@dataclass(frozen=True, slots=True, eq=False)
class DiagramLayer:
    """One layer as it is shown; n units, m units in the layer before.

    A mask says for each unit whether the number has been computed; None means all of them, where there are any.
    Gradients belong to the weights and the bias that lead *into* a unit and become known together.
    """

    name: str
    units: tuple[str, ...]
    """Names as they are shown, such as h¹₁."""
    activations: Array
    """(n,)"""
    weights: Array | None = None
    """(m, n); None for the inputs."""
    biases: Array | None = None
    """(n,)"""
    deltas: Array | None = None
    """(n,), ∂L/∂z"""
    gradients: Array | None = None
    """(m, n), ∂L/∂w"""
    bias_gradients: Array | None = None
    """(n,)"""
    frozen: Mask | None = None
    """(m, n), the weights that training leaves as they are; None where there are none."""
    frozen_biases: Mask | None = None
    """(n,), the same of biases."""
    activations_known: Mask | None = None
    deltas_known: Mask | None = None
    gradients_known: Mask | None = None

    def activation(self, unit: int) -> float | None:
        """Return the activation of `unit`, None while it is not known."""
        return _known(self.activations, self.activations_known, unit)

    def delta(self, unit: int) -> float | None:
        """Return δ of `unit`, None while it is not known."""
        return _known(self.deltas, self.deltas_known, unit)

    def bias(self, unit: int) -> float | None:
        """Return the bias of `unit`, None where it has none."""
        return _known(self.biases, None, unit)

    def is_frozen(self, source: int, unit: int) -> bool:
        """Return whether training leaves the weight from `source` to `unit` as it is."""
        return self.frozen is not None and bool(self.frozen[source, unit])

    def is_bias_frozen(self, unit: int) -> bool:
        """Return whether training leaves the bias of `unit` as it is."""
        return self.frozen_biases is not None and bool(self.frozen_biases[unit])

    def bias_gradient(self, unit: int) -> float | None:
        """Return ∂L/∂b of `unit`, None while it is not known."""
        return _known(self.bias_gradients, self.gradients_known, unit)


def shares_of(values: Array, *, least: float = 1e-300) -> Array:
    """Return |values| as shares of the greatest finite one (`least` at least); infinite ones are 1, NaN is 0."""
    sizes = np.abs(values)
    finite = sizes[np.isfinite(sizes)]
    greatest = max(least, float(finite.max())) if len(finite) else least
    with np.errstate(over="ignore"):
        return np.asarray(np.nan_to_num(np.minimum(sizes / greatest, 1.0), nan=0.0))


def activation_shares(state: DiagramState) -> list[Array]:
    """Return for each layer |a| of its units as shares of the greatest there, or of 1 where all are smaller."""
    return [shares_of(layer.activations, least=1.0) for layer in state.layers]


def delta_shares(state: DiagramState) -> list[Array]:
    """Return for each layer |δ| of its units as shares of the greatest of all layers."""
    deltas = [np.zeros(len(layer.units)) if layer.deltas is None else layer.deltas for layer in state.layers]
    shares = shares_of(np.concatenate(deltas))
    return np.split(shares, np.cumsum([len(one) for one in deltas])[:-1])


@dataclass(frozen=True, slots=True)
class Sweep:
    """A pulse on its way through the net: `position` goes from 0 where it starts to 1 where it ends.

    With `unit`, it runs only along the edges whose end it reaches at that unit: forward those that lead into the unit,
    backward those that lead out of it.
    """

    direction: Direction
    position: float
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, eq=False)
class DiagramState:
    """One moment of a network. `paths` are lit; of them number `path` is the brightest, or all where it is None."""

    layers: tuple[DiagramLayer, ...]
    written: Written = "weights"
    selected: Part | None = None
    paths: tuple[tuple[Edge, ...], ...] = ()
    path: int | None = None
    sweep: Sweep | None = None
    legend: str = ""
    """What signs in the picture mean, written below it where there is room."""

    @property
    def sizes(self) -> tuple[int, ...]:
        """How many units each layer has."""
        return tuple(len(layer.units) for layer in self.layers)

    def seen(self) -> DiagramState:
        """Return this state without the numbers that the pulse has yet to bring: it reveals them as it arrives."""
        if self.sweep is None:
            return self
        layers = []
        for number, layer in enumerate(self.layers):
            reached = self._reached(number, self.sweep)
            if self.sweep.direction == "forward":
                known = reached if layer.activations_known is None else layer.activations_known & reached
                layers.append(replace(layer, activations_known=known))
            else:
                known = reached if layer.deltas_known is None else layer.deltas_known & reached
                layers.append(replace(layer, deltas_known=known))
        return replace(self, layers=tuple(layers))

    def _reached(self, number: int, sweep: Sweep) -> Mask:
        """At which units of a layer the pulse has been, (n,)."""
        gaps, reached = len(self.layers) - 1, np.ones(self.sizes[number], np.bool_)
        if sweep.unit is None:
            before = number if sweep.direction == "forward" else gaps - number
            reached[:] = sweep.position * gaps >= before - 1 + _ARRIVED
        elif sweep.unit.layer == number:
            reached[sweep.unit.index] = sweep.position >= _ARRIVED
        return reached


def _known(values: Array | None, known: Mask | None, unit: int) -> float | None:
    if values is None or (known is not None and not known[unit]):
        return None
    return float(values[unit])
