"""Charts, maps and number grids as widgets: they fill their room, and scroll where it is too small."""

from __future__ import annotations

import numpy as np

from tests.ui.widgets.stage import staged
from tutor.figures.chart import Bar, Series
from tutor.text import Cells
from tutor.ui.canvas.grid import Array
from tutor.ui.canvas.maps import Axes, Boundary, Landscape
from tutor.ui.canvas.number_grid import NumberTable
from tutor.ui.widgets.charts import BarChart, CurveChart
from tutor.ui.widgets.maps import ContourMap, DecisionBoundary
from tutor.ui.widgets.number_grid import NumberGrid

AXES = Axes("x1", (-1.0, 1.0), "x2", (-1.0, 1.0))


async def test_curves_fill_the_room() -> None:
    chart = CurveChart(Cells())
    async with staged(chart, (60, 8)) as (stage, pilot):
        chart.show([Series("slow", [3.0, 2.0, 1.0]), Series("fast", [3.0, 1.0, 0.5])], log=True, at=1)
        await pilot.pause()
        lines = stage.lines()
        assert "slow" in lines[0]
        assert "fast" in lines[0]
        assert "▲ 1" in lines[-1]
        await pilot.resize_terminal(30, 5)
        await pilot.pause()
        assert "▲ 1" in stage.lines()[-1]


async def test_bars_fill_the_room() -> None:
    chart = BarChart(Cells())
    async with staged(chart, (60, 6)) as (stage, pilot):
        chart.show([Bar("h¹", 0.001), Bar("h²", 0.1)], log=True)
        await pilot.pause()
        first, second, axis, *_ = stage.lines()
        assert 0 < first.count("█") < second.count("█")
        assert "10⁻¹" in axis


async def test_the_field_is_asked_once_for_each_picture() -> None:
    asked = []

    def field(places: Array) -> Array:
        asked.append(len(places))
        return np.asarray(places[:, 0] > 0, np.float64)

    picture = Boundary(AXES, field, np.array([[-0.5, 0.5], [0.5, -0.5]]), np.array([False, True]), "circles: y = 0")
    async with staged(DecisionBoundary(picture, Cells()), (60, 10)) as (stage, pilot):
        assert any("○" in line for line in stage.lines())
        assert any("●" in line for line in stage.lines())
        assert "circles: y = 0" in stage.lines()[-1]
        await pilot.pause()
        assert len(asked) == 1


async def test_a_map_shows_where_the_descent_stands() -> None:
    side = np.linspace(-1, 1, 20)
    heights = side[:, None] ** 2 + side[None, :] ** 2
    widget = ContourMap(Landscape(AXES, heights, np.array([[-0.8, 0.8], [-0.2, 0.1], [0.0, 0.0]])), Cells())
    async with staged(widget, (60, 12)) as (stage, _):
        text = "\n".join(stage.lines())
        assert all(mark in text for mark in "○•●")


async def test_a_large_table_scrolls_with_its_cursor() -> None:
    values = np.arange(600.0).reshape(30, 20)
    table = NumberTable(tuple(f"x{row}" for row in range(30)), tuple(f"h{column}" for column in range(20)), values, "W")
    widget = NumberGrid(table, Cells())
    async with staged(widget, (60, 6)) as (stage, pilot):
        assert "[      0]" in stage.lines()[1]
        widget.move(25, 12)
        await pilot.pause()
        assert any("[   +512]" in line for line in stage.lines())
        widget.move(-1, 0)
        await pilot.pause()
        assert any("[   +492]" in line for line in stage.lines())
        row = next(number for number, line in enumerate(stage.lines()) if "+511" in line)
        await pilot.click(offset=(stage.lines()[row].index("+511"), row))
        await pilot.pause()
        assert widget.cursor == (25, 11)
        widget.move(99, 99)
        assert widget.cursor == (29, 19)
    places = [(told.row, told.column) for told in stage.told if isinstance(told, NumberGrid.Moved)]
    assert places == [(25, 12), (24, 12), (25, 11), (29, 19)]
