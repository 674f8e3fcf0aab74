"""How large numbers are beside each other: what gauges, thickness and brightness show."""

from __future__ import annotations

import numpy as np

from tutor.ui.canvas.diagram.state import Array, DiagramState


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
