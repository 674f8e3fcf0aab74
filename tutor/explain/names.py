"""What the quantities of a network are called in formulas: `w5`, `w_x1_h1`, `b_h1`, `z_h1`, `h1`, `i1`, `t1`, `L`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tutor.network.parameters import ParameterLayout
from tutor.network.quantities import Quantity
from tutor.network.spec import NetworkSpec
from tutor.network.training import Trainer, TrainingStep

LOSS = "L"
"""What a step minimises: a mean over its examples, penalties included; of a single example without them, its loss."""


def loss_name(trainer: Trainer, step: TrainingStep, example: int) -> str:
    """Return the loss that δ of example number `example` belongs to: `L`, or `L2` where L is more than that of one.

    Batch normalisation lets an example act on the losses of all, so that it has no loss of its own there.
    """
    alone = len(step.trace.targets) == 1 and not trainer.training.penalises
    return LOSS if alone or is_coupled(trainer) else f"{LOSS}{example + 1}"


def is_coupled(trainer: Trainer) -> bool:
    """Return whether batch normalisation couples the examples of a step."""
    return any(layer.batch_norm for layer in trainer.network.layers)


@dataclass(frozen=True, slots=True)
class Variable:
    """What the loss is computed from and has a gradient by; `layer` and `index` as in `Quantity`."""

    kind: Literal["parameter", "input", "z", "a"]
    layer: int
    index: int


def variable_of(quantity: Quantity) -> Variable | None:
    """Return the variable that `quantity` is, or is the gradient by; None for all other quantities."""
    match quantity.kind:
        case "parameter" | "gradient":
            return Variable("parameter", quantity.layer, quantity.index)
        case "input":
            return Variable("input", quantity.layer, quantity.index)
        case "z" | "delta":
            return Variable("z", quantity.layer, quantity.index)
        case "a" | "upstream":
            return Variable("a", quantity.layer, quantity.index)
        case "target" | "slope" | "next" | "loss" | "learning-rate":
            return None


@dataclass(frozen=True, slots=True)
class FormulaNames:
    """Names in formulas of one network's quantities; `parameters` are in the order of its parameter vector."""

    parameters: tuple[str, ...]
    inputs: tuple[str, ...]
    targets: tuple[str, ...]
    units: tuple[tuple[str, ...], ...]
    """Activations, layer by layer: each is called as its unit."""
    sums: tuple[tuple[str, ...], ...]
    """Pre-activations, layer by layer."""
    masks: tuple[tuple[str, ...], ...]
    """What dropout multiplies activations by, layer by layer."""
    unit_of: Mapping[str, str]
    """The unit that a pre-activation or activation belongs to."""

    def of(self, variable: Variable) -> str:
        """Return the name of a variable of the loss."""
        match variable.kind:
            case "parameter":
                return self.parameters[variable.index]
            case "input":
                return self.inputs[variable.index]
            case "z":
                return self.sums[variable.layer][variable.index]
            case "a":
                return self.units[variable.layer][variable.index]


def formula_names(spec: NetworkSpec, layout: ParameterLayout) -> FormulaNames:
    """Return the names for `spec`; a network of one unit needs no subscripts."""
    units = tuple(layer.units for layer in spec.layers)
    alone = sum(map(len, units)) == 1
    sums = tuple(tuple("z" if alone else f"z_{unit}" for unit in layer) for layer in units)
    masks = tuple(tuple(f"m_{unit}" for unit in layer) for layer in units)
    unit_of = {
        name: unit
        for layer, names in zip(units, sums, strict=True)
        for unit, pre_activation in zip(layer, names, strict=True)
        for name in (unit, pre_activation)
    }
    parameters = tuple(_parameter(name, alone) for name in layout.names)
    return FormulaNames(parameters, spec.inputs, spec.targets, units, sums, masks, unit_of)


def _parameter(name: str, alone: bool) -> str:
    """A given name as it is, a default one (`w[x1,h1]`, `h1.bias`) as a letter with a subscript."""
    if name.startswith("w["):
        source, unit = name.removeprefix("w[").removesuffix("]").split(",")
        return f"w_{source}" if alone else f"w_{source}_{unit}"
    unit, _, kind = name.rpartition(".")
    if not unit:
        return name
    letter = "b" if kind == "bias" else kind
    return letter if alone else f"{letter}_{unit}"
