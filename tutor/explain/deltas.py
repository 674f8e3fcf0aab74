"""The form that reuses what is known: every δ = ∂L/∂z from the δ's after it, with each number of the calculation."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.explain.measure import Passes
from tutor.explain.names import FormulaNames
from tutor.network.network import local_derivatives
from tutor.network.spec import NetworkSpec
from tutor.network.training import Trainer


@dataclass(frozen=True, slots=True)
class DeltaTerm:
    """What one unit after it hands back: its weight from here, times its δ (∂L/∂ of its weighted sum)."""

    weight: str
    weight_value: float
    unit: str
    delta: float


@dataclass(frozen=True, slots=True)
class Delta:
    """δ of one unit: slope of its activation, times what comes back (`upstream`), times dropout's `mask` if drawn.

    A hidden unit's `terms` add up to `upstream`; an output's upstream is the slope of the loss. Where loss and
    activation of an output have one slope together, `slope` and `upstream` are None and δ is that slope.
    """

    unit: str
    value: float
    slope: float | None
    upstream: float | None
    mask: float | None
    terms: tuple[DeltaTerm, ...]


def delta_of(spec: NetworkSpec, trainer: Trainer, names: FormulaNames, passes: Passes, layer: int, unit: int) -> Delta:
    """Return δ of unit number `unit` of layer number `layer` with everything that it is computed from."""
    row = passes.row
    last = layer == len(spec.layers) - 1
    mask = passes.trace.layers[layer].mask
    slope = upstream = None
    if not (last and trainer.network.fused):
        local = local_derivatives(trainer.network, passes.trace, passes.gradients)[layer]
        slope, upstream = float(local.slope[row, unit]), float(local.upstream[row, unit])
    return Delta(
        unit=spec.layers[layer].units[unit],
        value=float(passes.gradients.layers[layer].delta[row, unit]),
        slope=slope,
        upstream=upstream,
        mask=None if mask is None else float(mask[row, unit]),
        terms=() if last else _terms(trainer, names, passes, layer, unit),
    )


def deltas_above(
    spec: NetworkSpec, trainer: Trainer, names: FormulaNames, passes: Passes, layer: int, unit: int, most: int
) -> tuple[Delta, ...]:
    """Return the δ's that lead to the unit's own one, outputs first; only that one if there would be over `most`."""
    above = [(number, other) for number in range(len(spec.layers) - 1, layer, -1) for other in _units(spec, number)]
    places = [*above, (layer, unit)]
    shown = places if len(places) <= most else places[-1:]
    return tuple(delta_of(spec, trainer, names, passes, number, other) for number, other in shown)


def _units(spec: NetworkSpec, layer: int) -> range:
    return range(len(spec.layers[layer].units))


def _terms(trainer: Trainer, names: FormulaNames, passes: Passes, layer: int, unit: int) -> tuple[DeltaTerm, ...]:
    at = trainer.network.layout.slices[layer + 1]
    weights = passes.trace.parameters[layer + 1].weights[unit]
    deltas = passes.gradients.layers[layer + 1].delta_sums[passes.row]
    first = at.weights.start + unit * at.shape[1]
    return tuple(
        DeltaTerm(names.parameters[first + after], float(weights[after]), names.units[layer + 1][after], float(delta))
        for after, delta in enumerate(deltas)
    )
