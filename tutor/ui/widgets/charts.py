"""Charts made of text, which fill the room they are given: curves over steps, and bars beside their names."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from tutor.figures.chart import Bar, Chart, Series, bar_chart
from tutor.text import Cells
from tutor.ui.widgets.sheet import Line, content_of


class Figure(Widget):
    """Fills the room it is given; a sheet, in contrast, is as high as its text."""

    DEFAULT_CSS = """
    Figure { width: 1fr; height: 1fr; text-wrap: nowrap; text-overflow: clip; }
    """

    @abstractmethod
    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return at most `height` lines of at most `width` cells."""

    def render(self) -> Content:
        """Return the lines at the present size."""
        width, height = self.content_size
        return content_of(self.lines(width, height), self) if width and height else Content("")


class BarChart(Figure):
    """Draws the bars it was given last."""

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self._cells = cells
        self._bars: tuple[Bar, ...] = ()
        self._log = False

    def show(self, bars: Sequence[Bar], *, log: bool = False) -> None:
        """Draw `bars`, on a log scale at will."""
        self._bars, self._log = tuple(bars), log
        self.refresh()

    def lines(self, width: int, height: int) -> Sequence[Line]:
        """Return a line for each bar and the axis of a log scale."""
        return bar_chart(self._bars, width, height, self._cells, log=self._log)


class CurveChart(Figure):
    """Draws the series it was given last; a click tells a step. `names` are those of the steps and of the heights."""

    @dataclass
    class StepClicked(Message):
        """The chart was clicked above this step."""

        step: int

    def __init__(self, cells: Cells, names: tuple[str, str] = ("", "")) -> None:
        super().__init__()
        self._cells, self._names = cells, names
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
        return self._chart(width, height).lines(self._at)

    def on_click(self, event: events.Click) -> None:
        """Tell the step under the mouse."""
        place = event.get_content_offset(self)
        if place is not None:
            self.post_message(self.StepClicked(self._chart(*self.content_size).step_at(place.x)))

    def _chart(self, width: int, height: int) -> Chart:
        rows = max(1, height - 1 - any(one.name for one in self._series))
        return Chart(self._series, width, rows, self._cells, last=self._last, log=self._log, names=self._names)
