"""What an experiment changes between its runs, from the learning rate to the depth, and what it records of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from tutor.network.spec import FROZEN_GROUPS, LayerSpec, NetworkSpec, is_ignored, unit_names

Change: TypeAlias = Mapping[str, Any]
"""Settings by name, each with its value in this run, in the types of the specification."""

_OPTIMIZER: Final[Mapping[str, str]] = {"learning_rate": "learning_rate", "optimizer": "kind", "momentum": "momentum"}
_TRAINING: Final = ("batch_size", "l1", "l2", "clip_value", "clip_norm")
_HIDDEN: Final = ("activation", "dropout", "batch_norm")
_DATA: Final = ("noise", "count")
_DRAWN_ANEW: Final = ("depth", "width", "initializer")


def varied(spec: NetworkSpec, change: Change) -> NetworkSpec:
    """Return `spec` with the settings of `change`.

    Hidden layers take `activation`, `dropout` and `batch_norm`. With `depth`, `width` or `initializer` all weights are
    drawn, given ones as well, and units and weights have their default names.
    """
    spec = _with_training(spec, change)
    if any(name in change for name in _DRAWN_ANEW):
        spec = _with_shape(spec, change)
    hidden = {name: change[name] for name in _HIDDEN if name in change}
    layers = tuple(replace(layer, **hidden) for layer in spec.layers[:-1])
    data = {name: change[name] for name in _DATA if name in change}
    return replace(
        spec,
        layers=(*layers, spec.layers[-1]),
        data=replace(spec.data, **data) if spec.data else None,
        seed=change.get("seed", spec.seed),
    )


def applies(spec: NetworkSpec, setting: str) -> bool:
    """Return whether `setting` changes anything in `spec`: not everywhere are hidden layers, data sets, a momentum."""
    if is_ignored(setting, spec.training.optimizer.kind):
        return False
    if setting in (*_HIDDEN, "depth", "width"):
        return len(spec.layers) > 1
    return spec.data is not None if setting in _DATA else True


def _with_training(spec: NetworkSpec, change: Change) -> NetworkSpec:
    optimizer = {field: change[name] for name, field in _OPTIMIZER.items() if name in change}
    training = {name: change[name] for name in _TRAINING if name in change}
    made = replace(spec.training, optimizer=replace(spec.training.optimizer, **optimizer), **training)
    return replace(spec, training=made)


def _with_shape(spec: NetworkSpec, change: Change) -> NetworkSpec:
    *hidden, last = spec.layers
    if "depth" in change:
        hidden = hidden[:1] * change["depth"]
    sizes = [change.get("width", len(layer.units)) for layer in hidden]
    names = unit_names([*sizes, last.units])
    layers = tuple(_drawn(layer, units, change) for layer, units in zip((*hidden, last), names, strict=True))
    return replace(spec, layers=layers, freeze=tuple(name for name in spec.freeze if name in FROZEN_GROUPS))


def _drawn(layer: LayerSpec, units: tuple[str, ...], change: Change) -> LayerSpec:
    return replace(
        layer,
        units=units,
        weights=None,
        biases=None,
        weight_names=None,
        bias_names=None,
        initializer=change.get("initializer", layer.initializer),
    )


Plot: TypeAlias = Literal["loss", "gradient-norm-by-layer", "accuracy", "weights", "boundary"]
"""The loss · the length of each layer's weight gradient · the share of examples told right · the length of the vector
of all weights · that share again, for a picture of where the network puts the boundary."""


class PlotFacts(NamedTuple):
    """`shares`: it is a share of examples told right. `unseen`: it is recorded on examples not trained on as well.

    `lowest_wins`: the best run ends lowest. `by_layer`: drawn as bars, one a layer; `on_plane`: as maps of two inputs.
    """

    shares: bool = False
    unseen: bool = False
    lowest_wins: bool = False
    by_layer: bool = False
    on_plane: bool = False


PLOT_FACTS: Final[Mapping[Plot, PlotFacts]] = {
    "loss": PlotFacts(unseen=True, lowest_wins=True),
    "gradient-norm-by-layer": PlotFacts(by_layer=True),
    "accuracy": PlotFacts(shares=True, unseen=True),
    "weights": PlotFacts(),
    "boundary": PlotFacts(shares=True, unseen=True, on_plane=True),
}
