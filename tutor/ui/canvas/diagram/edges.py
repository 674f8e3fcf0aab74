"""How every edge looks at one moment: which number it shows, how thick, in which colour, on top of which others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.ui.canvas.colour import Colour, Colours, Palette, mixtures
from tutor.ui.canvas.diagram.curves import DASHED, STRONG, THICKEST, UNDRAWN
from tutor.ui.canvas.diagram.layout import Form, Layout
from tutor.ui.canvas.diagram.state import Array, Bias, DiagramState, Edge, Mask, Unit
from tutor.ui.canvas.grid import Integers

DENSE: Final = 40
"""From so many edges on they are drawn thin, and only those of the selected unit are bright."""

_FAINT: Final = 0.16
_LEAST_OF_ASCII: Final = 0.4
"""Characters are thinner than dots, so faint ones would not be seen."""
_LIT: Final = 4.0
"""What being lit or selected adds to the rank of an edge; magnitudes add at most 1."""
_LEAST_DRAWN: Final = 16
_DRAWN_PER_ROW: Final = 0.8
"""A gap between two layers shows so many of its strongest edges: what is more would only be a blot."""
_STEPS: Final = 12
"""Shades between the background and a full colour; few, so that rows have long runs."""


@dataclass(frozen=True, slots=True)
class EdgeLooks:
    """One entry for each drawn edge. A greater `rank` is drawn later, on top of the others."""

    variants: Integers
    colours: Colours
    ranks: Array
    shows_gradient: Mask
    strengths: Array
    """0 to 1: how brightly a pulse shines on it."""


@dataclass(frozen=True, slots=True)
class EdgeIndex:
    """The drawn edges as arrays, (edges,) each."""

    edges: tuple[Edge, ...]
    layers: Integers
    sources: Integers
    targets: Integers

    @classmethod
    def of(cls, edges: tuple[Edge, ...]) -> EdgeIndex:
        """Return the index of `edges`."""
        columns = np.array([(edge.layer, edge.source, edge.target) for edge in edges], np.int32).T
        return cls(edges, *columns)

    @property
    def dense(self) -> bool:
        """Whether there are so many that each must be drawn thin."""
        return len(self.edges) > DENSE

    def gather(self, pick: Callable[[int], Array | None]) -> Array:
        """Return the entry for each edge of the matrix `pick(layer)`, 0 where there is none."""
        values = np.zeros(len(self.edges))
        for layer in range(int(self.layers[-1]) + 1):
            here = self.layers == layer
            matrix = pick(layer + 1)
            if matrix is not None:
                values[here] = matrix[self.sources[here], self.targets[here]]
        return values

    def touching(self, unit: Unit) -> Mask:
        """Return which edges begin or end at `unit`."""
        return self.starting(unit) | self.ending(unit)

    def starting(self, unit: Unit) -> Mask:
        """Return which edges lead out of `unit`."""
        return np.asarray((self.layers == unit.layer) & (self.sources == unit.index))

    def ending(self, unit: Unit) -> Mask:
        """Return which edges lead into `unit`."""
        return np.asarray((self.layers == unit.layer - 1) & (self.targets == unit.index))

    def among(self, edges: set[Edge]) -> Mask:
        """Return which edges are in `edges`."""
        return np.array([edge in edges for edge in self.edges], np.bool_)


def gradients_known(state: DiagramState, index: EdgeIndex) -> Mask:
    """Return for which edges ∂L/∂w is known."""
    known = np.zeros(len(index.edges), np.bool_)
    for number, layer in enumerate(state.layers[1:]):
        if layer.gradients is not None:
            here = index.layers == number
            known[here] = True if layer.gradients_known is None else layer.gradients_known[index.targets[here]]
    if state.sweep is not None and state.sweep.direction == "backward":
        heads = head_positions(state, index)
        known &= ~(heads > 0)
    return known


def looks_of(state: DiagramState, index: EdgeIndex, layout: Layout, palette: Palette, *, dots: bool) -> EdgeLooks:
    """Return how the edges look, the pulse left aside."""
    weights = index.gather(lambda layer: state.layers[layer].weights)
    gradients = index.gather(lambda layer: state.layers[layer].gradients)
    known = gradients_known(state, index)
    backward = state.sweep is not None and state.sweep.direction == "backward"
    shows_gradient = known & (backward or state.written == "gradients")
    values = np.where(shows_gradient, gradients, weights)
    scale = np.where(shows_gradient, _largest(gradients[known]), _largest(weights))
    sizes = np.nan_to_num(np.clip(np.abs(values) / scale, 0, 1), nan=0.0)
    chosen, muted = _emphasis(state, index)
    full = _full_colours(values, shows_gradient, palette)
    full[chosen & bool(state.paths)] = palette.gradient
    bright = _brightness(sizes, index.dense)
    bright[muted] = np.minimum(bright[muted], _FAINT if index.dense or state.paths else 0.6 * bright[muted])
    bright[chosen] = np.maximum(bright[chosen], 0.75 if index.dense and not isinstance(state.selected, Edge) else 1.0)
    bright *= _veil(state, index)
    variants = _thickness(sizes, chosen, muted, layout.form, index.dense) + DASHED * (values < 0)
    if not dots:
        bright = np.maximum(bright, _LEAST_OF_ASCII)
        variants = np.where(chosen & (bool(state.paths) or isinstance(state.selected, Edge)), STRONG, variants)
    ranks = sizes + _LIT * chosen - muted
    variants = np.where(_crowded_out(ranks, index, layout.height) & ~chosen, UNDRAWN, variants)
    return EdgeLooks(
        variants.astype(np.int32),
        mixtures(palette.background, full, np.ceil(bright * _STEPS) / _STEPS),
        ranks,
        shows_gradient,
        _strengths(state, index, sizes),
    )


def _crowded_out(ranks: Array, index: EdgeIndex, height: int) -> Mask:
    """Which edges have no room in their gap."""
    most = max(_LEAST_DRAWN, int(_DRAWN_PER_ROW * height))
    out = np.zeros(len(ranks), np.bool_)
    for layer in range(int(index.layers[-1]) + 1):
        here = np.flatnonzero(index.layers == layer)
        out[here[np.argsort(-ranks[here], kind="stable")[most:]]] = True
    return out


def _largest(values: Array) -> float:
    finite = np.abs(values[np.isfinite(values)])
    return max(float(finite.max()), 1e-300) if len(finite) else 1.0


def _full_colours(values: Array, gradient: Mask, palette: Palette) -> Colours:
    signed = np.where(values < 0, palette.negative, palette.positive)
    colours: Colours = np.where(gradient, palette.gradient, signed).astype(np.int32)
    colours[~np.isfinite(values)] = palette.hint
    return colours


def _brightness(sizes: Array, dense: bool) -> Array:
    return 0.12 + 0.83 * sizes**1.5 if dense else 0.36 + 0.6 * sizes


def _thickness(sizes: Array, chosen: Mask, muted: Mask, form: Form, dense: bool) -> Integers:
    most = 1 if form == "dot" else 2 if form == "pill" or dense else THICKEST
    thick = np.minimum(most - 1, (sizes * most * 0.999).astype(np.int32))
    if dense:
        thick = np.where(sizes < 0.75, 0, thick)
    thick[muted] = 0
    thick[chosen] = np.maximum(thick[chosen], min(1, most - 1))
    return thick.astype(np.int32)


def _emphasis(state: DiagramState, index: EdgeIndex) -> tuple[Mask, Mask]:
    """Which edges stand out because they are lit or selected, and which step back for them."""
    nothing = np.zeros(len(index.edges), np.bool_)
    selected = state.selected
    if state.paths:
        brightest = state.paths if state.path is None else (state.paths[state.path],)
        lit = index.among({edge for path in state.paths for edge in path})
        return index.among({edge for path in brightest for edge in path}), ~lit
    if isinstance(selected, Edge):
        return index.among({selected}), ~index.among({selected})
    if isinstance(selected, (Unit, Bias)):
        touching = index.touching(Unit(selected.layer, selected.index))
        return (touching if index.dense else nothing), ~touching
    return nothing, nothing


def _veil(state: DiagramState, index: EdgeIndex) -> Array | float:
    """Edges that the pulse has not reached yet are drawn back."""
    if state.sweep is None:
        return 1.0
    heads = head_positions(state, index)
    ahead = heads < 0 if state.sweep.direction == "forward" else heads > 1
    return np.where(ahead, 0.55, 1.0)


def head_positions(state: DiagramState, index: EdgeIndex) -> Array:
    """Return where on each edge the head of the pulse is: within 0 and 1 while it runs there, NaN for edges it skips.

    Forward it comes from below 0 and leaves beyond 1, backward the other way round.
    """
    assert state.sweep is not None
    sweep, gaps = state.sweep, len(state.layers) - 1
    position = min(1.0, max(0.0, sweep.position))
    along = position if sweep.direction == "forward" else 1 - position
    if sweep.unit is None:
        return np.asarray(along * gaps - index.layers, np.float64)
    reaching = index.ending(sweep.unit) if sweep.direction == "forward" else index.starting(sweep.unit)
    return np.where(reaching, along, np.nan)


def _strengths(state: DiagramState, index: EdgeIndex, sizes: Array) -> Array:
    """Forward a pulse is as bright as what flows, |a| of the source; backward as the gradient of the edge."""
    if state.sweep is None:
        return sizes
    if state.sweep.direction == "backward":
        return 0.25 + 0.75 * np.sqrt(sizes)
    flowing = np.zeros(len(index.edges))
    for number, layer in enumerate(state.layers[:-1]):
        here = index.layers == number
        values = np.abs(layer.activations)
        flowing[here] = np.nan_to_num(np.clip(values / max(1.0, _largest(values)), 0, 1))[index.sources[here]]
    return 0.3 + 0.7 * flowing


def pulse_colour(state: DiagramState, palette: Palette) -> Colour:
    """Return the colour of the pulse."""
    assert state.sweep is not None
    return palette.foreground if state.sweep.direction == "forward" else palette.gradient


def glow_of(t: Array, heads: Array, strengths: Array, *, forward: bool) -> Array:
    """Return how much the pulse shines (0 to 1) on places `t` of edges with their head at `heads`: a tail behind it."""
    behind = heads - t if forward else t - heads
    tail = np.exp(-np.maximum(behind, 0) / 0.2)
    front = np.exp(-((np.minimum(behind, 0) / 0.03) ** 2))
    inside = (heads > -0.1) & (heads < 1.6) if forward else (heads > -0.6) & (heads < 1.1)
    glow: Array = np.where(inside, tail * front * strengths, 0.0)
    return glow
