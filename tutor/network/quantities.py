"""Every number of a network by name: `h1.z`, `w5.gradient`, `loss`: what a name means, its value, and another value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from tutor.errors import TutorError
from tutor.network.datasets import Examples
from tutor.network.functions import with_entry
from tutor.network.network import LocalDerivatives, local_derivatives
from tutor.network.parameters import ParameterLayout
from tutor.network.spec import FROZEN_GROUPS, NetworkSpec
from tutor.network.training import Trainer, TrainingState, TrainingStep

QuantityKind: TypeAlias = Literal[
    "input", "target", "z", "a", "slope", "upstream", "delta", "parameter", "gradient", "next", "loss", "learning-rate"
]
"""z, a: pre-activation and activation of a unit · slope: da/dz · upstream: ∂L/∂a · delta: ∂L/∂z · gradient: ∂L/∂θ
of a parameter · next: the parameter after the update."""

Owner: TypeAlias = Literal["network", "unit", "parameter"]
OWNERS: Final[Mapping[QuantityKind, Owner]] = {
    "input": "network", "target": "network", "parameter": "network", "loss": "network", "learning-rate": "network",
    "z": "unit", "a": "unit", "slope": "unit", "upstream": "unit", "delta": "unit",
    "gradient": "parameter", "next": "parameter",
}  # fmt: skip
"""Whose number it is: `h1.z` is one of a unit, `w.gradient` one of a parameter, others have names of their own."""


FIXED_WORDS: Final = frozenset(
    ("loss", "learning_rate", "L", "alpha", "eta", "steps", "diverged", "and", "or", "not", *FROZEN_GROUPS)
)
"""Words that mean something else where a unit or weight would stand: as a quantity, in formulas, goals or `freeze`."""


def kinds_of(owner: Owner) -> list[QuantityKind]:
    """Return the kinds of numbers that are `owner`'s."""
    return [kind for kind, of in OWNERS.items() if of == owner]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A named number: `index` counts units of `layer`, inputs, targets, or all parameters in the vector's order."""

    name: str
    kind: QuantityKind
    layer: int = -1
    index: int = -1


class QuantityNames:
    """Finds what a name of one network means."""

    def __init__(self, spec: NetworkSpec, layout: ParameterLayout) -> None:
        self._layout = layout
        self._inputs = {name: index for index, name in enumerate(spec.inputs)}
        self._targets = {name: index for index, name in enumerate(spec.targets)}
        self._units = {
            name: (number, index) for number, layer in enumerate(spec.layers) for index, name in enumerate(layer.units)
        }

    def find(self, name: str) -> Quantity:
        """Return what `name` means; raises TutorError `network.unknown-quantity`."""
        if name == "loss":
            return Quantity(name, "loss")
        if name == "learning_rate":
            return Quantity(name, "learning-rate")
        if name in self._inputs:
            return Quantity(name, "input", index=self._inputs[name])
        if name in self._targets:
            return Quantity(name, "target", index=self._targets[name])
        if name in self._layout.index:
            return self._parameter(name, name, "parameter")
        return self._with_suffix(name)

    def find_parameter(self, name: str) -> int:
        """Return the place in the vector of the parameter called `name`; raises TutorError as `find` does."""
        if name not in self._layout.index:
            raise TutorError("network.unknown-quantity", name=name)
        return self._layout.index[name]

    def _with_suffix(self, name: str) -> Quantity:
        owner, _, suffix = name.rpartition(".")
        for kind in kinds_of("unit"):
            if suffix == kind and owner in self._units:
                return Quantity(name, kind, *self._units[owner])
        for kind in kinds_of("parameter"):
            if suffix == kind and owner in self._layout.index:
                return self._parameter(name, owner, kind)
        raise TutorError("network.unknown-quantity", name=name)

    def _parameter(self, name: str, parameter: str, kind: QuantityKind) -> Quantity:
        index = self._layout.index[parameter]
        return Quantity(name, kind, self._layout.layer_of[index], index)


def value_of(quantity: Quantity, trainer: Trainer, step: TrainingStep, example: int) -> float:
    """Return the value of `quantity` in `step`, where units are those of example number `example`.

    `delta` and `upstream` belong to the loss of that example alone; `gradient` to the loss of all examples of the step.
    """
    trace, index = step.trace, quantity.index
    match quantity.kind:
        case "loss":
            return step.loss
        case "learning-rate":
            return trainer.training.optimizer.learning_rate
        case "parameter":
            return float(step.before.parameters[index])
        case "gradient":
            return float(step.gradient[index])
        case "next":
            return float(step.after.parameters[index])
        case "input":
            return float(trace.layers[0].inputs[example, index])
        case "target":
            return float(trace.targets[example, index])
        case "z":
            return float(trace.layers[quantity.layer].z[example, index])
        case "a":
            return float(trace.layers[quantity.layer].a[example, index])
        case "delta":
            return float(step.gradients.layers[quantity.layer].delta[example, index] * len(trace.targets))
        case "slope":
            return float(_local(quantity, trainer, step).slope[example, index])
        case "upstream":
            return float(_local(quantity, trainer, step).upstream[example, index] * len(trace.targets))


def _local(quantity: Quantity, trainer: Trainer, step: TrainingStep) -> LocalDerivatives:
    return local_derivatives(trainer.network, step.trace, step.gradients)[quantity.layer]


def changed(
    trainer: Trainer, state: TrainingState, quantity: Quantity, value: float, row: int
) -> tuple[Trainer, TrainingState]:
    """Return trainer and state with `quantity` set to `value`; inputs and targets are those of example number `row`.

    Raises TutorError: `network.not-editable`, `network.not-finite`, `network.learning-rate-not-positive`.
    """
    inputs, targets = trainer.examples
    match quantity.kind:
        case "z" | "a" | "slope" | "upstream" | "delta" | "gradient" | "next" | "loss":
            raise TutorError("network.not-editable", name=quantity.name)
        case "parameter" | "learning-rate" | "input" | "target" if not math.isfinite(value):
            raise TutorError("network.not-finite", name=quantity.name)
        case "parameter":
            return trainer, state._replace(parameters=with_entry(state.parameters, quantity.index, value))
        case "learning-rate" if value <= 0:
            raise TutorError("network.learning-rate-not-positive")
        case "learning-rate":
            optimizer = replace(trainer.training.optimizer, learning_rate=value)
            return replace(trainer, training=replace(trainer.training, optimizer=optimizer)), state
        case "input":
            return replace(trainer, examples=Examples(with_entry(inputs, (row, quantity.index), value), targets)), state
        case "target":
            return replace(trainer, examples=Examples(inputs, with_entry(targets, (row, quantity.index), value))), state
