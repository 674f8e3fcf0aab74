"""A pass by hand at the prompt: what is at hand, and the number that is asked."""

from __future__ import annotations

from tutor.activity.trace import TraceActivity
from tutor.figures.lines import Line
from tutor.figures.trace import asked_line, pass_lines
from tutor.plain.desk import Desk


class TraceDesk:
    """Writes the numbers of one pass by hand."""

    def __init__(self, activity: TraceActivity, desk: Desk) -> None:
        self._activity, self._desk = activity, desk

    def write(self) -> None:
        """Write everything at hand."""
        console = self._desk.console
        console.draw([[], *pass_lines(self._activity, self._desk.voice, console.cells, console.width)])

    def asked_lines(self) -> list[Line]:
        """Return the number that is asked, with what it is; none when all were found."""
        voice, cells = self._desk.voice, self._desk.console.cells
        return [asked_line(self._activity, voice, cells)] if self._activity.asked else []
