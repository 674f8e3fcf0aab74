"""The outline of a lesson as a column beside its step, where the window is wide enough for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from tutor.figures.course_list import SIGNS
from tutor.ui.display import Display
from tutor.ui.grid import OUTLINE, first_row
from tutor.ui.screens.open_lesson import OpenLesson
from tutor.ui.widgets.sheet import Line, Sheet

_MARGIN: Final = 4
_GAP: Final = 2


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

    def on_resize(self) -> None:
        """Stand a third of the free rows below the title."""
        self.redraw()

    def _step_lines(self, width: int) -> list[Line]:
        player, cells = self._open.player, self._display().cells
        lesson = self._open.texts(self._display().voice.language)
        lines: list[Line] = []
        for number, (step_id, state) in enumerate(player.standing.states.items(), 1):
            here = step_id == player.step.id
            mark, tag = (cells.glyphs.current, "selected") if here else SIGNS[state]
            title = cells.truncate(lesson.step(step_id).title or step_id, width - 6)
            lines.append([(f"{mark} ", tag), (f"{number:>2}  ", "dim"), (title, "title" if here else "dim")])
        return [*([[]] * first_row(self.size.height, len(lines))), *lines]
