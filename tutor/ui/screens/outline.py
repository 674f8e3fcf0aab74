"""The outline of a lesson as a column beside its step, where the window is wide enough for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from tutor.figures.course_list import SIGNS
from tutor.figures.lines import labelled
from tutor.ui.display import Display
from tutor.ui.grid import OUTLINE, first_row
from tutor.ui.screens.open_lesson import OpenLesson
from tutor.ui.widgets.sheet import Line, Sheet

_MARGIN: Final = 4
_GAP: Final = 2
_HEAD: Final = 6
"""Cells of a step's state and number."""


class OutlineColumn(Sheet):
    """Lists the steps of a lesson with their states; the open one is marked."""

    DEFAULT_CSS = f"""
    OutlineColumn {{ height: 100%; padding: 0 {_GAP - 1} 0 {_MARGIN}; border-right: solid $rule; }}
    """
    columns: Final = _MARGIN + OUTLINE + _GAP
    """How many it takes, its rule included."""

    def __init__(self, lesson: OpenLesson, display: Callable[[], Display]) -> None:
        super().__init__(self._step_lines, id="outline")
        self._open, self._display = lesson, display
        self._first: int | None = None

    def begin_at(self, row: int | None) -> None:
        """Begin in this row of the room, or with a third of the free rows above; higher where not all fits below."""
        if row != self._first:
            self._first = row
            self.call_later(self.redraw)

    def on_resize(self) -> None:
        """Find the first row of the new window."""
        self.redraw()

    def _step_lines(self, width: int) -> list[Line]:
        lines = self._lines(width, self._display().cells.wrap)
        if len(lines) > self.size.height:
            lines = self._lines(width, lambda title, room: [self._display().cells.truncate(title, room)])
        height = self.size.height
        first = first_row(height, len(lines)) if self._first is None else min(self._first, height - len(lines))
        return [*([[]] * max(0, first)), *lines]

    def _lines(self, width: int, laid_out: Callable[[str, int], Sequence[str]]) -> list[Line]:
        """A line a step, or more where its title is laid out on more."""
        player, cells = self._open.player, self._display().cells
        lesson = self._open.texts(self._display().voice.language)
        lines: list[Line] = []
        for number, (step_id, state) in enumerate(player.standing.states.items(), 1):
            here = step_id == player.step.id
            mark, tag = (cells.glyphs.current, "selected") if here else SIGNS[state]
            head: Line = [(f"{mark} ", tag), (f"{number:>2}  ", "dim")]
            rows = laid_out(lesson.step(step_id).title or step_id, width - _HEAD)
            lines += labelled(head, [[(row, "title" if here else "dim")] for row in rows], cells)
        return lines
