"""Curves over steps, such as the loss of one or several runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tutor.figures.chart import Series, curve_chart, step_at
from tutor.text import Cells
from tutor.ui.widgets.figure import Figure
from tutor.ui.widgets.sheet import Line


class CurveChart(Figure):
    """Draws the series it was given last; a click tells a step."""

    @dataclass
    class StepClicked(Message):
        """The chart was clicked above this step."""

        step: int

    def __init__(self, cells: Cells, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._cells = cells
        self._series: tuple[Series, ...] = ()
        self._last = 0
        self._log = False
        self._at: int | None = None

    def show(self, series: Sequence[Series], *, last: int = 0, log: bool = False, at: int | None = None) -> None:
        """Draw `series` up to step `last` at least, on a log scale at will, with a mark at step `at`."""
        self._series, self._last, self._log, self._at = tuple(series), last, log, at
        self.refresh()

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return the chart with its axis, and its legend where curves have names."""
        beside = 1 + any(one.name for one in self._series)
        rows = max(1, height - beside)
        return curve_chart(self._series, width, rows, self._cells, last=self._last, log=self._log, at=self._at)

    def on_click(self, event: events.Click) -> None:
        """Tell the step under the mouse."""
        place = event.get_content_offset(self)
        if place is not None:
            width = self.content_size.width
            step = step_at(self._series, place.x, width, self._cells, last=self._last, log=self._log)
            self.post_message(self.StepClicked(step))
