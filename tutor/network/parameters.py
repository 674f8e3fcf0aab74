"""All parameters of a network as one vector: where each stands in it, under which name, and its first value."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from tutor.network.functions import Array
from tutor.network.spec import FROZEN_GROUPS, Initializer, NetworkSpec

_NONE: Final = np.zeros(0)


class LayerParameters(NamedTuple):
    """Views into a parameter vector: weights (sources, units), biases (units,), scale and shift of batch norm (units,).

    `gamma` and `beta` are empty arrays in a layer without batch normalisation.
    """

    weights: Array
    biases: Array
    gamma: Array
    beta: Array


class _Slices(NamedTuple):
    weights: slice
    biases: slice
    gamma: slice
    beta: slice
    shape: tuple[int, int]
    normed: bool


@dataclass(frozen=True, slots=True)
class ParameterLayout:
    """The order of parameters in a vector (size,): of each layer weights row by row, biases, gamma, beta.

    `names` are in the vector's order; `index` finds a name, the default one of a parameter included. `is_weight`
    marks the parameters that penalties count, `layer_of` gives the number of the layer of each.
    """

    names: tuple[str, ...]
    index: Mapping[str, int]
    is_weight: Array
    layer_of: tuple[int, ...]
    slices: tuple[_Slices, ...]

    @property
    def size(self) -> int:
        """How many parameters there are."""
        return len(self.names)

    @property
    def listed(self) -> tuple[str, ...]:
        """Return the names as lists show them: of each layer the weights unit by unit, then biases, gamma, beta."""
        order = np.arange(self.size)
        for at in self.slices:
            order[at.weights] = order[at.weights].reshape(at.shape).T.ravel()
        return tuple(self.names[index] for index in order)

    def unit_of(self, index: int) -> int:
        """Return the number, within its layer, of the unit that parameter number `index` belongs to."""
        at = self.slices[self.layer_of[index]]
        # Weights stand row by row, and a row has one weight for each unit; all other parameters are one for each unit.
        return int(index - at.weights.start) % at.shape[1]

    def views(self, vector: Array) -> tuple[LayerParameters, ...]:
        """Return the parameters of each layer as views into `vector` (size,)."""
        return tuple([_layer_views(vector, at) for at in self.slices])

    def weight_norms(self, vector: Array) -> tuple[float, ...]:
        """Return the Euclidean length of each layer's weights in `vector` (size,), such as a gradient."""
        return tuple(float(np.linalg.norm(vector[at.weights])) for at in self.slices)

    def movable(self, freeze: Collection[str]) -> Array | None:
        """Return 1 for each parameter that training may change and 0 for those that `freeze` holds, (size,).

        None where it holds nothing.
        """
        if not freeze:
            return None
        movable = np.ones(self.size)
        if "weights" in freeze:
            movable[self.is_weight == 1] = 0
        if "biases" in freeze:
            for at in self.slices:
                movable[at.biases] = 0
        for name in freeze:
            if name not in FROZEN_GROUPS:
                movable[self.index[name]] = 0
        return movable


def _layer_views(vector: Array, at: _Slices) -> LayerParameters:
    weights, biases = vector[at.weights].reshape(at.shape), vector[at.biases]
    if not at.normed:
        return LayerParameters(weights, biases, _NONE, _NONE)
    return LayerParameters(weights, biases, vector[at.gamma], vector[at.beta])


def layout_of(spec: NetworkSpec) -> ParameterLayout:
    """Return the layout of the parameters of `spec`."""
    names: list[str] = []
    index: dict[str, int] = {}
    slices: list[_Slices] = []
    layer_of: list[int] = []

    def place(given: Sequence[str], defaults: Sequence[str] = ()) -> slice:
        """Append the `given` names, each known by its default as well, and return where they stand."""
        start = len(names)
        for name, default in zip(given, defaults or given, strict=True):
            index[default] = index[name] = len(names)
            names.append(name)
        return slice(start, len(names))

    for number, layer in enumerate(spec.layers):
        sources = spec.sources(number)
        weights = place(
            [name for row in spec.weight_names(number) for name in row],
            [f"w[{source},{unit}]" for source in sources for unit in layer.units],
        )
        biases = place(spec.bias_names(number), [f"{unit}.bias" for unit in layer.units])
        normed = layer.units if layer.batch_norm else ()
        gamma = place([f"{unit}.gamma" for unit in normed])
        beta = place([f"{unit}.beta" for unit in normed])
        slices.append(_Slices(weights, biases, gamma, beta, (len(sources), len(layer.units)), layer.batch_norm))
        layer_of += [number] * (beta.stop - weights.start)
    is_weight = np.zeros(len(names))
    for at in slices:
        is_weight[at.weights] = 1
    return ParameterLayout(tuple(names), index, is_weight, tuple(layer_of), tuple(slices))


_INITIALIZERS: Final[Mapping[Initializer, Callable[[np.random.Generator, int, int], Array]]] = {
    "zeros": lambda random, sources, units: np.zeros((sources, units)),
    # ±1/√n with n sources, as PyTorch's dense layer.
    "uniform": lambda random, sources, units: random.uniform(-1, 1, (sources, units)) / np.sqrt(sources),
    # ±√(6/(n + m)) with n sources and m units, Keras's default.
    "xavier": lambda random, sources, units: random.uniform(-1, 1, (sources, units)) * np.sqrt(6 / (sources + units)),
    # Normal with standard deviation √(2/n), made for ReLU.
    "he": lambda random, sources, units: random.normal(0, 1, (sources, units)) * np.sqrt(2 / sources),
}


def initial_parameters(spec: NetworkSpec, layout: ParameterLayout) -> Array:
    """Return the parameter vector (size,) that training of `spec` starts from: given values, else drawn ones."""
    vector = np.zeros(layout.size)
    random = np.random.default_rng(spec.seed)
    for layer, views in zip(spec.layers, layout.views(vector), strict=True):
        if layer.weights is not None:
            views.weights[...] = layer.weights
        else:
            views.weights[...] = _INITIALIZERS[layer.initializer](random, *views.weights.shape)
        if layer.biases is not None:
            views.biases[...] = layer.biases
        views.gamma[...] = 1.0
    return vector
