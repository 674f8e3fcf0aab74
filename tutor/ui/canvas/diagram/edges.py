"""The edges of a diagram at one moment: which number each shows, how it looks, the pulse on it, and their painting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from tutor.figures.chart import BLANK_BRAILLE
from tutor.ui.canvas.diagram.layout import (
    DASHED,
    STRONG,
    THICKEST,
    UNDRAWN,
    Form,
    Layout,
    Strokes,
    curves_of,
    strokes_of,
)
from tutor.ui.canvas.diagram.state import (
    GRADIENTS_ALONE,
    NUMBERS,
    Bias,
    DiagramLayer,
    DiagramState,
    Edge,
    Unit,
    activation_shares,
    shares_of,
)
from tutor.ui.canvas.grid import Array, Colour, Colours, Grid, Integers, Mask, Palette, mix, mixtures

_MOST_OPEN: Final = 40
_MOST_OPEN_IN_A_GAP: Final = 16
"""Nets of more edges, in all or between two layers, are dense."""
_TAIL: Final = 0.2
_FRONT: Final = 0.03
"""How far the light reaches behind and before the head, as shares of an edge."""
_DIMMEST: Final = 0.3
_FAINT: Final = 0.16
"""What is left of edges that step back behind a lit path or in a dense net; elsewhere `_STEPPED_BACK` is."""
_STEPPED_BACK: Final = 0.6
_AWAITING: Final = 0.55
_LEAST_CHOSEN: Final = 0.75
_LEAST_OF_ASCII: Final = 0.4
"""Characters are thinner than dots, so faint ones would not be seen."""
_LIT: Final = 4.0
"""What being lit or selected adds to the rank of an edge; magnitudes add at most 1."""
_THICK_IN_DENSE: Final = 0.75
_LEAST_DRAWN: Final = 16
_DRAWN_PER_ROW: Final = 0.8
"""A gap of a dense net shows so many of its strongest edges: what is more would only be a blot."""
_STEPS: Final = 12
"""Shades between the background and a full colour; few, so that rows have long runs."""
_GLOW_STEPS: Final = 12
_LEAST_GLOW: Final = 0.08
_HEADS: Final = ("●", "•")
_ASCII_HEADS: Final = ("O", "o")
_BRIGHT_HEAD: Final = 0.6
_DENSE_HEAD: Final = 0.85
"""In a dense net only the brightest pulses have a head."""
_NEAR_AN_END: Final = 0.02


@dataclass(frozen=True, slots=True)
class EdgeIndex:
    """Layer, source and target of each edge, (edges,) each; `dense` when there are too many to tell them apart."""

    edges: tuple[Edge, ...]
    layers: Integers
    sources: Integers
    targets: Integers
    dense: bool

    @classmethod
    def of(cls, edges: tuple[Edge, ...]) -> EdgeIndex:
        """Return the index of `edges`, at least one."""
        layers, sources, targets = np.array([(edge.layer, edge.source, edge.target) for edge in edges], np.int32).T
        dense = len(edges) > _MOST_OPEN or int(np.bincount(layers).max()) > _MOST_OPEN_IN_A_GAP
        return cls(edges, layers, sources, targets, dense)

    def by_layer(self, state: DiagramState) -> Iterator[tuple[Integers, DiagramLayer]]:
        """Yield for each gap the numbers of its edges and the layer that they lead to."""
        for number, layer in enumerate(state.layers[1:]):
            yield np.flatnonzero(self.layers == number).astype(np.int32), layer

    def gathered(self, state: DiagramState, matrix_of: Callable[[DiagramLayer], Array | None]) -> Array:
        """Return the entry of each edge in the matrix of the layer it leads to, 0 where there is none."""
        values = np.zeros(len(self.edges))
        for here, layer in self.by_layer(state):
            matrix = matrix_of(layer)
            if matrix is not None:
                values[here] = matrix[self.sources[here], self.targets[here]]
        return values

    def touching(self, owner: Unit | Bias) -> Mask:
        """Return which edges begin or end at a unit, or at that of a bias."""
        return self.starting(owner) | self.ending(owner)

    def starting(self, owner: Unit | Bias) -> Mask:
        """Return which edges lead out of a unit."""
        return np.asarray((self.layers == owner.layer) & (self.sources == owner.index))

    def ending(self, owner: Unit | Bias) -> Mask:
        """Return which edges lead into a unit."""
        return np.asarray((self.layers == owner.layer - 1) & (self.targets == owner.index))

    def among(self, edges: set[Edge]) -> Mask:
        """Return which edges are in `edges`."""
        return np.array([edge in edges for edge in self.edges], np.bool_)


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
    for here, layer in index.by_layer(state):
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
    for (here, _), shares in zip(index.by_layer(state), activation_shares(state), strict=False):
        flowing[here] = shares[index.sources[here]]
    return _DIMMEST + (1 - _DIMMEST) * flowing


def glow_of(t: Array, heads: Array, strengths: Array, *, forward: bool) -> Array:
    """Return how much the pulse shines (0 to 1) on places `t` of edges with their head at `heads`."""
    behind = heads - t if forward else t - heads
    tail = np.exp(-np.maximum(behind, 0) / _TAIL)
    front = np.exp(-((np.minimum(behind, 0) / _FRONT) ** 2))
    return np.nan_to_num(tail * front * strengths)


@dataclass(frozen=True, slots=True)
class EdgeLooks:
    """One entry for each drawn edge. One with a greater rank is drawn later, on top of the others."""

    variants: Integers
    colours: Colours
    ranks: Array
    strengths: Array
    """0 to 1: how brightly a pulse shines on it."""


@dataclass(frozen=True, slots=True)
class _Emphasis:
    """Which edges stand out because they are lit or selected, and which step back for them, `far` or a little."""

    chosen: Mask
    back: Mask
    far: bool = False
    lit: bool = False
    one: bool = False
    """A single edge is chosen."""


def looks_of(state: DiagramState, index: EdgeIndex, layout: Layout, palette: Palette, *, dots: bool) -> EdgeLooks:
    """Return how the edges look, the pulse left aside; `dots` is False for ASCII strokes."""
    (values, sizes, is_gradient), emphasis = _shown(state, index), _emphasis(state, index)
    bright = _brightness(sizes, emphasis, index.dense) * np.where(awaiting(state, index), _AWAITING, 1.0)
    if not dots:
        bright = np.maximum(bright, _LEAST_OF_ASCII)
    ranks = sizes + _LIT * emphasis.chosen - emphasis.back
    variants = _thickness(sizes, emphasis, layout.form, index.dense) + DASHED * (values < 0)
    if not dots and (emphasis.lit or emphasis.one):
        variants = np.where(emphasis.chosen, STRONG, variants)
    if index.dense:
        variants = np.where(_crowded_out(ranks, index, layout.height) & ~emphasis.chosen, UNDRAWN, variants)
    by_sign = np.where(values < 0, palette.negative, palette.positive)
    hues = np.where(is_gradient | (emphasis.chosen & emphasis.lit), palette.gradient, by_sign)
    hues = np.where(np.isfinite(values), hues, palette.hint).astype(np.int32)
    colours = mixtures(palette.background, hues, np.ceil(bright * _STEPS) / _STEPS)
    return EdgeLooks(variants.astype(np.int32), colours, ranks, strengths_of(state, index, sizes))


def _shown(state: DiagramState, index: EdgeIndex) -> tuple[Array, Array, Mask]:
    """The number that each edge shows, its size as a share of the largest, and whether it is a gradient."""
    weights = index.gathered(state, lambda layer: layer.weights)
    if NUMBERS[state.written] != GRADIENTS_ALONE and not runs_backward(state):
        return weights, shares_of(weights), np.zeros(len(weights), np.bool_)
    known = gradients_known(state, index)
    gradients = np.where(known, index.gathered(state, lambda layer: layer.gradients), 0.0)
    return np.where(known, gradients, weights), np.where(known, shares_of(gradients), shares_of(weights)), known


def _emphasis(state: DiagramState, index: EdgeIndex) -> _Emphasis:
    selected = state.selected
    if state.paths:
        brightest = state.paths if state.path is None else (state.paths[state.path],)
        lit, chosen = (index.among({edge for path in paths for edge in path}) for paths in (state.paths, brightest))
        return _Emphasis(chosen, ~lit, far=True, lit=True)
    match selected:
        case Edge():
            chosen = index.among({selected})
            return _Emphasis(chosen, ~chosen, far=index.dense, one=True)
        case Unit() | Bias():
            touching = index.touching(selected)
            return _Emphasis(touching & index.dense, ~touching, far=index.dense)
        case None:
            nothing = np.zeros(len(index.edges), np.bool_)
            return _Emphasis(nothing, nothing)


def _brightness(sizes: Array, emphasis: _Emphasis, dense: bool) -> Array:
    bright = 0.12 + 0.83 * sizes**1.5 if dense else 0.36 + 0.6 * sizes
    stepped_back = np.minimum(bright, _FAINT) if emphasis.far else _STEPPED_BACK * bright
    least = 1.0 if emphasis.lit or emphasis.one else _LEAST_CHOSEN
    return np.where(emphasis.back, stepped_back, np.where(emphasis.chosen, np.maximum(bright, least), bright))


def _thickness(sizes: Array, emphasis: _Emphasis, form: Form, dense: bool) -> Integers:
    """How many dots an edge is thick, less one."""
    most = 1 if form == "dot" else 2 if form == "pill" or dense else THICKEST
    thick = np.minimum(most - 1, (sizes * most * 0.999).astype(np.int32))
    if dense:
        thick[sizes < _THICK_IN_DENSE] = 0
    if emphasis.far:
        thick[emphasis.back] = 0
    thick[emphasis.chosen] = np.maximum(thick[emphasis.chosen], min(1, most - 1))
    return thick.astype(np.int32)


def _crowded_out(ranks: Array, index: EdgeIndex, height: int) -> Mask:
    """Which edges have no room in their gap."""
    most = max(_LEAST_DRAWN, int(_DRAWN_PER_ROW * height))
    out = np.zeros(len(ranks), np.bool_)
    for layer in range(int(index.layers[-1]) + 1):
        here = np.flatnonzero(index.layers == layer)
        out[here[np.argsort(-ranks[here], kind="stable")[most:]]] = True
    return out


@dataclass(frozen=True, slots=True)
class _Ink:
    """What the edges cover in one arrangement of thickness and order; colours are put on later.

    `cells`, `edges` and `t` have an entry for each cell of each edge, `covered`, `characters` and `tops` (the edge that
    is drawn last) one for each covered cell.
    """

    key: bytes
    cells: Integers
    edges: Integers
    t: Array
    covered: npt.NDArray[np.int64]
    characters: Integers
    tops: Integers

    @classmethod
    def of(cls, strokes: Strokes, looks: EdgeLooks, size: int, before: _Ink | None) -> _Ink:
        """Return the ink on a canvas of `size` cells: that of `before`, if only colours have changed since."""
        order = np.argsort(looks.ranks, kind="stable").astype(np.int32)
        key = order.tobytes() + looks.variants.tobytes()
        if before is not None and before.key == key:
            return before
        entries, edges = strokes.entries(looks.variants, order)
        cells, marks = strokes.cells[entries], strokes.marks[entries]
        tops, added = np.full(size, -1, np.int32), np.zeros(size, np.int32)
        tops[cells] = edges
        if strokes.adds:
            np.bitwise_or.at(added, cells, marks)
            added += BLANK_BRAILLE
        else:
            added[cells] = marks
        covered = np.flatnonzero(tops >= 0)
        return cls(key, cells, edges, strokes.t[entries], covered, added[covered], tops[covered])


class EdgePainter:
    """Paints the edges of one layout, and keeps what does not change from frame to frame."""

    def __init__(self, layout: Layout, index: EdgeIndex, *, dots: bool) -> None:
        self._layout, self._index, self._dots = layout, index, dots
        self._ink: _Ink | None = None

    def paint(self, grid: Grid, state: DiagramState, palette: Palette) -> None:
        """Put edges and pulse on `grid`; the tag of a cell is one more than the number of its edge."""
        looks = looks_of(state, self._index, self._layout, palette, dots=self._dots)
        strokes = strokes_of(self._layout, self._dots)
        ink = self._ink = _Ink.of(strokes, looks, grid.width * grid.height, self._ink)
        grid.characters.ravel()[ink.covered] = ink.characters
        grid.foreground.ravel()[ink.covered] = looks.colours[ink.tops]
        grid.tags.ravel()[ink.covered] = ink.tops + 1
        if state.sweep is not None:
            heads = head_positions(state, self._index)
            colour = palette.gradient if runs_backward(state) else palette.foreground
            _shine(grid, ink, heads, looks, colour, forward=not runs_backward(state))
            self._paint_heads(grid, heads, looks.strengths, colour, palette)

    def _paint_heads(self, grid: Grid, heads: Array, strengths: Array, colour: Colour, palette: Palette) -> None:
        curves = curves_of(self._layout)
        running = (heads > _NEAR_AN_END) & (heads < 1 - _NEAR_AN_END)
        if self._index.dense:
            running &= strengths >= _DENSE_HEAD
        signs = _HEADS if self._dots else _ASCII_HEADS
        for edge in np.flatnonzero(running)[np.argsort(strengths[running], kind="stable")].tolist():
            strength = float(strengths[edge])
            own = mix(palette.background, colour, round(0.4 + 0.6 * strength, 1))
            x, y = curves.cell(edge, float(heads[edge]))
            grid.write(x, y, signs[strength < _BRIGHT_HEAD], own, bold=True, tag=edge + 1)


def _shine(grid: Grid, ink: _Ink, heads: Array, looks: EdgeLooks, colour: Colour, *, forward: bool) -> None:
    """Put the light of the pulse on the edges; where several meet, the brightest wins."""
    glow = glow_of(ink.t, heads[ink.edges], looks.strengths[ink.edges], forward=forward)
    shining = np.flatnonzero(glow > _LEAST_GLOW)
    steps = np.ceil(glow[shining] * _GLOW_STEPS).astype(np.uint8)
    order = np.argsort(steps, kind="stable")
    shining, shares = shining[order], steps[order] / _GLOW_STEPS
    grid.foreground.ravel()[ink.cells[shining]] = mixtures(looks.colours[ink.edges[shining]], colour, shares)
