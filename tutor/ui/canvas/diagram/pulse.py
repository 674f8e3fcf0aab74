"""The pulse that runs along the edges: where its head is, how brightly each edge carries it, what it has brought."""

from __future__ import annotations

from typing import Final

import numpy as np

from tutor.ui.canvas.colour import Colour, Palette
from tutor.ui.canvas.diagram.index import EdgeIndex
from tutor.ui.canvas.diagram.sizes import activation_shares
from tutor.ui.canvas.diagram.state import Array, DiagramState, Mask

_TAIL: Final = 0.2
_FRONT: Final = 0.03
"""How far the light reaches behind and before the head, as shares of an edge."""
_DIMMEST: Final = 0.3


def runs_backward(state: DiagramState) -> bool:
    """Return whether a pulse of the backward pass is under way."""
    return state.sweep is not None and state.sweep.direction == "backward"


def head_positions(state: DiagramState, index: EdgeIndex) -> Array:
    """Return where on each edge the head of the pulse is: within 0 and 1 while it runs there, NaN for edges it skips.

    Forward it comes from below 0 and leaves beyond 1, backward the other way round. There must be a pulse.
    """
    sweep, gaps = state.sweep, len(state.layers) - 1
    assert sweep is not None
    position = min(1.0, max(0.0, sweep.position))
    along = position if sweep.direction == "forward" else 1 - position
    if sweep.unit is None:
        return np.asarray(along * gaps - index.layers, np.float64)
    reaching = index.ending(sweep.unit) if sweep.direction == "forward" else index.starting(sweep.unit)
    return np.where(reaching, along, np.nan)


def awaiting(state: DiagramState, index: EdgeIndex) -> Mask:
    """Return which edges the pulse has still to pass."""
    if state.sweep is None:
        return np.zeros(len(index.edges), np.bool_)
    heads = head_positions(state, index)
    return np.asarray(heads < 0 if state.sweep.direction == "forward" else heads > 1)


def gradients_known(state: DiagramState, index: EdgeIndex) -> Mask:
    """Return for which edges ∂L/∂w is known and, if a pulse brings it, already there."""
    known = np.zeros(len(index.edges), np.bool_)
    for here, _, layer in index.by_layer(state):
        if layer.gradients is not None:
            known[here] = True if layer.gradients_known is None else layer.gradients_known[index.targets[here]]
    return known & ~(head_positions(state, index) > 0) if runs_backward(state) else known


def strengths_of(state: DiagramState, index: EdgeIndex, sizes: Array) -> Array:
    """Return how brightly each edge carries the pulse: forward by |a| of its source, backward by `sizes`."""
    if runs_backward(state):
        return _DIMMEST + (1 - _DIMMEST) * np.sqrt(sizes)
    if state.sweep is None:
        return sizes
    flowing = np.zeros(len(index.edges))
    for (here, _, _), shares in zip(index.by_layer(state), activation_shares(state), strict=False):
        flowing[here] = shares[index.sources[here]]
    return _DIMMEST + (1 - _DIMMEST) * flowing


def glow_of(t: Array, heads: Array, strengths: Array, *, forward: bool) -> Array:
    """Return how much the pulse shines (0 to 1) on places `t` of edges with their head at `heads`."""
    behind = heads - t if forward else t - heads
    tail = np.exp(-np.maximum(behind, 0) / _TAIL)
    front = np.exp(-((np.minimum(behind, 0) / _FRONT) ** 2))
    return np.nan_to_num(tail * front * strengths)


def pulse_colour(state: DiagramState, palette: Palette) -> Colour:
    """Return the colour of the pulse."""
    return palette.gradient if runs_backward(state) else palette.foreground
