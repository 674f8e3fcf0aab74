"""The grid on which all stands: a column of text, a figure beside it, rows for messages, and where they begin."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tutor.prose.window import MESSAGE_ROWS, MOST_ROWS, WIDEST_TEXT

SIDE_FROM: Final = 110
"""Columns of a room from which on a figure stands beside the text."""
OUTLINE_FROM: Final = 160
"""Columns of a window from which on the outline of the lesson stands beside its step."""
OUTLINE: Final = 28
"""Columns of that outline."""
SCROLLBAR: Final = 1
WIDEST_FIGURE: Final = 88
_MARGIN: Final = 4
_GAP: Final = 2
"""Columns between text and rule."""
_TEXT_SHARE: Final = (5, 9)
"""How much of what is left a text takes beside a figure."""
_LAB_MARGIN: Final = 1
"""Columns at both sides of a diagram in the wider column."""
_WORDS_SHARE: Final = (11, 30)
"""How much of a room words and panels take beside the diagram of a lab: 44 columns of 120, margins included."""
LOW: Final = MOST_ROWS
"""Rows below which a room keeps one row only for messages."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where a room's text begins and how wide it is, and a figure in it; `side` is 0 where none stands beside it."""

    left: int
    text: int
    figure: int
    rule: int = 0
    side_left: int = 0
    side: int = 0


def columns(width: int, least_side: int = 0) -> Columns:
    """Return the columns of a room of `width`; `least_side` is what a figure needs to stand beside the text, if any."""
    left = width - 2 * _MARGIN - _GAP - 2
    text = min(WIDEST_TEXT, left * _TEXT_SHARE[0] // _TEXT_SHARE[1])
    if width >= SIDE_FROM and 0 < least_side <= left - text:
        rule = _MARGIN + text + _GAP
        return Columns(_MARGIN, text, text, rule, rule + 2, left - text)
    text = min(WIDEST_TEXT, max(1, width - _MARGIN))
    margin = max(0, (width - text - 1) // 2)
    return Columns(margin, text, max(text, min(WIDEST_FIGURE, width - 2 * margin)))


def words_beside(width: int) -> int:
    """Return the columns beside the diagram of a lab, from a rule on, in a room of `width`; 0 where there are none."""
    return width * _WORDS_SHARE[0] // _WORDS_SHARE[1] if width >= SIDE_FROM else 0


def columns_of_lab(width: int) -> Columns:
    """Return the columns of a room of `width` in which words stand beside a diagram that has more room than they."""
    side = words_beside(width)
    if not side:
        return columns(width)
    rule = width - side
    return Columns(
        rule + 2, min(WIDEST_TEXT, side - _MARGIN), side - _MARGIN, rule, _LAB_MARGIN, rule - 2 * _LAB_MARGIN
    )


def message_rows(height: int) -> int:
    """Return how many rows a room of `height` keeps for messages."""
    return MESSAGE_ROWS if height >= LOW else min(1, height)


def first_row(height: int, rows: int) -> int:
    """Return where a block of `rows` begins in `height`: a third of the free rows is above it, one if any is."""
    free = max(0, height - rows)
    return max(min(1, free), free // 3)
