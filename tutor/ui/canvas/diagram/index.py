"""The drawn edges of a diagram as arrays, so that all of them are worked out at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.ui.canvas.diagram.state import Array, DiagramLayer, DiagramState, Edge, Mask, Unit
from tutor.ui.canvas.grid import Integers

_MOST_OPEN: Final = 40
_MOST_OPEN_IN_A_GAP: Final = 16
"""Nets of more edges, in all or between two layers, are dense."""


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

    def by_layer(self, state: DiagramState) -> Iterator[tuple[Integers, DiagramLayer, DiagramLayer]]:
        """Yield for each gap the numbers of its edges, the layer they leave and the layer they lead to."""
        for number, (before, after) in enumerate(zip(state.layers, state.layers[1:], strict=False)):
            yield np.flatnonzero(self.layers == number).astype(np.int32), before, after

    def gathered(self, state: DiagramState, matrix_of: Callable[[DiagramLayer], Array | None]) -> Array:
        """Return the entry of each edge in the matrix of the layer it leads to, 0 where there is none."""
        values = np.zeros(len(self.edges))
        for here, _, layer in self.by_layer(state):
            matrix = matrix_of(layer)
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
