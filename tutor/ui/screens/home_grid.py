"""Where everything on the course list stands in a window: pure numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

_WIDE: Final = 110
_VERY_WIDE: Final = 160
"""From so many columns on a lesson's face stands beside the list, and there is more air around both."""
_AIRY: Final = 8
"""Where at least so many rows are free, some of them stand in the frame and below it."""


@dataclass(frozen=True, slots=True)
class HomeGrid:
    """Columns of the list and of the face, which is 0 without one; free columns at the edges and beside the rule.

    Rows that are free above everything; of text in the frame; free at its top, at its bottom and below it; and free
    below what is to be reviewed. `rows` is how many there are for the list.
    """

    margin: int
    list_width: int
    face_width: int
    gap: int
    above: int
    text: int
    air: int
    below: int
    rows: int

    @property
    def offer(self) -> int:
        """Return the rows of the frame and of what is to be reviewed, with what is free around them."""
        return self.text + 2 + 3 * self.air + 1 + self.below


def home_grid(width: int, height: int, listed: int) -> HomeGrid:
    """Return how the course list stands in `height` rows between title and footer, of which it takes `listed` itself.

    Of the rows that are left a third is above, two thirds are below.
    """
    face = gap = 0
    if width < _WIDE:
        margin = 3 if width >= 72 else 1
        list_width = max(20, width - 2 * margin)
    else:
        gap = 4 if width >= _VERY_WIDE else 2
        list_width = max(60, min(92, round(0.55 * width)))
        face = min(64, width - list_width - 2 * gap - 9)
        margin = (width - list_width - face - 2 * gap - 1) // 2
    text = 2 if face else 3
    spare = height - text - 3 - listed
    air, below = int(spare >= _AIRY), int(spare > 1)
    offer = text + 3 + 3 * air + below
    above = -(-max(0, height - offer - listed) // 3)
    return HomeGrid(margin, list_width, face, gap, above, text, air, below, max(1, height - above - offer))
