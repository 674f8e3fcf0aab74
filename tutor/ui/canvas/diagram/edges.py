"""How every edge looks at one moment: which number it shows, how thick, in which colour, on top of which others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.ui.canvas.colour import Colours, Palette, mixtures
from tutor.ui.canvas.diagram.curves import DASHED, STRONG, THICKEST, UNDRAWN
from tutor.ui.canvas.diagram.index import EdgeIndex
from tutor.ui.canvas.diagram.layout import Form, Layout
from tutor.ui.canvas.diagram.pulse import awaiting, gradients_known, runs_backward, strengths_of
from tutor.ui.canvas.diagram.sizes import shares_of
from tutor.ui.canvas.diagram.state import GRADIENTS_ALONE, NUMBERS, Array, Bias, DiagramState, Edge, Mask, Unit
from tutor.ui.canvas.grid import Integers

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


@dataclass(frozen=True, slots=True)
class _Shown:
    """The number that each edge shows, its size as a share of the largest, and whether it is a gradient."""

    values: Array
    sizes: Array
    gradient: Mask


def looks_of(state: DiagramState, index: EdgeIndex, layout: Layout, palette: Palette, *, dots: bool) -> EdgeLooks:
    """Return how the edges look, the pulse left aside; `dots` is False for ASCII strokes."""
    shown, emphasis = _shown(state, index), _emphasis(state, index)
    bright = _brightness(shown.sizes, emphasis, index.dense) * np.where(awaiting(state, index), _AWAITING, 1.0)
    if not dots:
        bright = np.maximum(bright, _LEAST_OF_ASCII)
    ranks = shown.sizes + _LIT * emphasis.chosen - emphasis.back
    variants = _thickness(shown.sizes, emphasis, layout.form, index.dense) + DASHED * (shown.values < 0)
    if not dots and (emphasis.lit or emphasis.one):
        variants = np.where(emphasis.chosen, STRONG, variants)
    if index.dense:
        variants = np.where(_crowded_out(ranks, index, layout.height) & ~emphasis.chosen, UNDRAWN, variants)
    colours = mixtures(palette.background, _hues(shown, emphasis, palette), np.ceil(bright * _STEPS) / _STEPS)
    return EdgeLooks(variants.astype(np.int32), colours, ranks, strengths_of(state, index, shown.sizes))


def _shown(state: DiagramState, index: EdgeIndex) -> _Shown:
    weights = index.gathered(state, lambda layer: layer.weights)
    if NUMBERS[state.written] != GRADIENTS_ALONE and not runs_backward(state):
        return _Shown(weights, shares_of(weights), np.zeros(len(weights), np.bool_))
    known = gradients_known(state, index)
    gradients = np.where(known, index.gathered(state, lambda layer: layer.gradients), 0.0)
    values = np.where(known, gradients, weights)
    return _Shown(values, np.where(known, shares_of(gradients), shares_of(weights)), known)


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
        case Unit(layer, number) | Bias(layer, number):
            touching = index.touching(Unit(layer, number))
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


def _hues(shown: _Shown, emphasis: _Emphasis, palette: Palette) -> Colours:
    by_sign = np.where(shown.values < 0, palette.negative, palette.positive)
    hues = np.where(shown.gradient | (emphasis.chosen & emphasis.lit), palette.gradient, by_sign)
    return np.where(np.isfinite(shown.values), hues, palette.hint).astype(np.int32)


def _crowded_out(ranks: Array, index: EdgeIndex, height: int) -> Mask:
    """Which edges have no room in their gap."""
    most = max(_LEAST_DRAWN, int(_DRAWN_PER_ROW * height))
    out = np.zeros(len(ranks), np.bool_)
    for layer in range(int(index.layers[-1]) + 1):
        here = np.flatnonzero(index.layers == layer)
        out[here[np.argsort(-ranks[here], kind="stable")[most:]]] = True
    return out
