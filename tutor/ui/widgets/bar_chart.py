"""Bars beside their names, such as the size of the gradient in each layer."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.figures.bars import Bar, bar_chart
from tutor.text import Cells
from tutor.ui.widgets.figure import Figure
from tutor.ui.widgets.sheet import Line


class BarChart(Figure):
    """Draws the bars it was given last."""

    def __init__(self, cells: Cells, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
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
