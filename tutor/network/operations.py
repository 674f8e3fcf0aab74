"""The operations of one forward and one backward pass in order, so that a lab can do them one at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from tutor.network.parameters import ParameterLayout
from tutor.network.quantities import Quantity, QuantityKind
from tutor.network.spec import NetworkSpec

Direction: TypeAlias = Literal["forward", "backward"]
Stride: TypeAlias = Literal["unit", "layer", "pass"]
"""How much one press does: one quantity of one unit, of all units of a layer, or the rest of the pass."""

Computed: TypeAlias = Literal["z", "a", "loss", "delta", "gradient"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing computed: `gradient` means those of all parameters of that unit; `loss` has layer and unit −1."""

    direction: Direction
    computes: Computed
    layer: int = -1
    unit: int = -1


def operations_of(spec: NetworkSpec) -> tuple[Operation, ...]:
    """Return all operations of one step of `spec` before its update, forward ones first."""
    layers = range(len(spec.layers))
    forward = _pass("forward", ("z", "a"), layers, spec)
    backward = _pass("backward", ("delta", "gradient"), reversed(layers), spec)
    return (*forward, Operation("forward", "loss"), *backward)


def _pass(
    direction: Direction, computes: tuple[Computed, ...], layers: Iterable[int], spec: NetworkSpec
) -> Iterator[Operation]:
    for number in layers:
        for each in computes:
            for unit in range(len(spec.layers[number].units)):
                yield Operation(direction, each, number, unit)


def end_of_stride(operations: tuple[Operation, ...], start: int, stride: Stride) -> int:
    """Return the index after the operations that one press of `stride` does from `start` on."""
    end = start + 1
    while end < len(operations) and _together(operations[start], operations[end], stride):
        end += 1
    return end


def _together(first: Operation, other: Operation, stride: Stride) -> bool:
    match stride:
        case "unit":
            return False
        case "layer":
            return (first.computes, first.layer) == (other.computes, other.layer)
        case "pass":
            return first.direction == other.direction


_COMPUTED_WITH: dict[QuantityKind, Computed | None] = {
    "input": None, "target": None, "parameter": None, "learning-rate": None, "z": "z", "a": "a", "slope": "a",
    "loss": "loss", "upstream": "delta", "delta": "delta", "gradient": "gradient", "next": "gradient",
}  # fmt: skip


def is_given(quantity: Quantity) -> bool:
    """Return whether `quantity` is there from the start."""
    return _COMPUTED_WITH[quantity.kind] is None


def operation_for(quantity: Quantity, layout: ParameterLayout) -> tuple[Computed, int, int] | None:
    """Return what computes `quantity`, as (computes, layer, unit), or None for what is given from the start."""
    computes = _COMPUTED_WITH[quantity.kind]
    match computes:
        case None:
            return None
        case "loss":
            return computes, -1, -1
        case "gradient":
            return computes, quantity.layer, layout.unit_of(quantity.index)
        case "z" | "a" | "delta":
            return computes, quantity.layer, quantity.index
