"""The first row of a screen: where one is, at the left, and what else counts, at the right."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.text import Cells
from tutor.ui.widgets.sheet import Line, Run, Sheet


class TitleBar(Sheet):
    """One row of text; the right part stays whole, the left part is cut when there is no room."""

    DEFAULT_CSS = """
    TitleBar { height: 1; padding: 0 1; background: $surface; }
    """

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self._cells = cells
        self._mark: Sequence[Run] = ()

    def on_mount(self) -> None:
        """Say for as long as it is so that not everything is saved."""
        self.watch(self.app, "unsaved", self._set_mark)

    def set(self, left: Sequence[Run], right: Sequence[Run] = ()) -> None:
        """Show `left` and `right`."""
        self.show(lambda width: [self._row(left, right, width)])

    @property
    def marked(self) -> int:
        """Return how many cells of the row the mark takes."""
        return sum(self._cells.width(text) for text, _ in self._mark)

    def _set_mark(self, unsaved: str) -> None:
        mark = ((unsaved, "hint"), ("  ", "")) if unsaved else ()
        if mark != self._mark:
            self._mark = mark
            self.redraw()

    def _row(self, left: Sequence[Run], right: Sequence[Run], width: int) -> Line:
        # The gap is between the mark and what follows: without that the mark ends where the row ends.
        right = [*self._mark, *right] if right else self._mark[:1]
        room = width - sum(self._cells.width(text) for text, _ in right) - 1
        row: list[Run] = []
        for text, tags in left:
            shown = self._cells.truncate(text, room)
            row.append((shown, tags))
            room -= self._cells.width(shown)
        return [*row, (" " * (room + 1), ""), *right]
