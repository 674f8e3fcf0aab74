"""How the parts of a step stand in their room: all in one column, or the figure beside the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate, pairwise
from typing import Final

from textual.geometry import Offset, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

from tutor.prose.window import MESSAGE_ROWS
from tutor.ui.grid import LOW, SCROLLBAR, Columns, columns, columns_of_lab, first_row

SIDE: str = "side"
"""The class of the one part that stands beside the others where there is room for it."""

_FREE_ROWS: Final = 2
"""Rows that stay free above and below what is said, where there are as many."""


@dataclass(frozen=True, slots=True)
class Block:
    """The parts of a step in their places, from the row `first` on.

    `end` is the row below those of the text's column, `bottom` below all.
    """

    placements: list[WidgetPlacement]
    columns: Columns
    first: int = 0
    end: int = 0
    bottom: int = 0


class FirstRows:
    """Keeps where the block of a step began, so that what is answered or typed in it moves nothing above."""

    def __init__(self) -> None:
        self._rows: dict[Size, int] = {}

    def first(self, size: Size, rows: int, said_later: Callable[[], int]) -> int:
        """Return the first row of a block that has `rows` by now in a page of `size`.

        Where what is `said_later` below it needs free rows above it, these are given up before it begins.
        """
        if not size.height:
            return 0
        if size not in self._rows:
            begun = first_row(size.height, rows)
            kept = MESSAGE_ROWS if size.height + MESSAGE_ROWS >= LOW else 1
            self._rows[size] = max(min(1, begun), min(begun, size.height - rows - _FREE_ROWS + kept - said_later()))
        return max(0, min(self._rows[size], size.height - rows))


class BlockLayout(Layout):
    """Puts the parts below each other, or one beside the others where it has the columns that it needs."""

    name = "block"

    def __init__(
        self, least_side: int, first_rows: FirstRows, rows_said_later: Callable[[int], int], *, like_lab: bool = False
    ) -> None:
        """Put the one beside the others if that has `least_side` columns, or `like_lab` in the place of a diagram.

        `rows_said_later` tells how many rows of a width what is said below the parts takes in the end.
        """
        self._least_side, self._first_rows, self._is_like_lab = least_side, first_rows, like_lab
        self._rows_said_later = rows_said_later

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Return the places of all parts."""
        parent.pre_layout(self)
        return self.block(parent, children, size, greedy=greedy).placements

    def get_content_height(self, widget: Widget, container: Size, viewport: Size, width: int) -> int:
        """Return the rows down to the end of the last part."""
        parts = list(widget.displayed_children)
        fitted = self.block(widget, parts, Size(width, container.height)).bottom
        return fitted if fitted <= container.height else self.block(widget, parts, Size(width, 0)).bottom

    def block(self, parent: Widget, children: list[Widget], size: Size, *, greedy: bool = True) -> Block:
        """Return the parts in their places in a page of `size`, beside which its scroll bar stands."""
        width = size.width + SCROLLBAR
        has_side = any(child.has_class(SIDE) for child in children)
        grid = columns_of_lab(width) if self._is_like_lab else columns(width, self._least_side if has_side else 0)
        beside = [child for child in children if grid.side and child.has_class(SIDE)]
        texts = _stacked(
            parent, [child for child in children if child not in beside], Size(grid.figure, size.height), greedy
        )
        if size.height:
            texts = _closed_up(texts, size.height)
        sides = _stacked(parent, beside, Size(grid.side, size.height), greedy)
        later = partial(self._rows_said_later, grid.text)
        first = self._first_rows.first(size, max(_rows(texts), _rows(sides)), later)
        placed = [
            *WidgetPlacement.translate(texts, Offset(grid.left, first)),
            *WidgetPlacement.translate(sides, Offset(grid.side_left, first)),
        ]
        return Block(placed, grid, first, first + _rows(texts), first + max(_rows(texts), _rows(sides)))


def _stacked(parent: Widget, parts: list[Widget], size: Size, greedy: bool) -> list[WidgetPlacement]:
    """The parts below each other, the first one at the top."""
    placements = VerticalLayout().arrange(parent, parts, size, greedy) if parts else []
    above = placements[0].region.y if placements else 0
    return WidgetPlacement.translate(placements, Offset(0, -above))


def _closed_up(parts: list[WidgetPlacement], height: int) -> list[WidgetPlacement]:
    """The parts without the free row behind the first one, where none of `height` would stay free above it.

    Without any free row between them, where all of them are seen at once only so.
    """
    if len(parts) < 2 or _rows(parts) < height:
        return parts
    free = [max(0, lower.region.y - upper.region.bottom) for upper, lower in pairwise(parts)]
    taken = [min(1, free[0]), *(0 for _ in free[1:])]
    if _rows(parts) - sum(taken) > height >= _rows(parts) - sum(free):
        taken = free
    up = [*accumulate(taken, initial=0)]
    return [
        moved
        for part, rows in zip(parts, up, strict=True)
        for moved in WidgetPlacement.translate([part], Offset(0, -rows))
    ]


def _rows(placements: list[WidgetPlacement]) -> int:
    return max((placement.region.bottom for placement in placements), default=0)
