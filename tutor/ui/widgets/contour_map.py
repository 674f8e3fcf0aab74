"""The loss as a map over two parameters, with the path that the training took."""

from __future__ import annotations

from tutor.text import Cells
from tutor.ui.canvas.colour import Palette
from tutor.ui.canvas.contours import Landscape, paint_contours
from tutor.ui.canvas.grid import Grid
from tutor.ui.widgets.canvas_view import CanvasView


class ContourMap(CanvasView):
    """Draws a `Landscape`."""

    def __init__(
        self,
        landscape: Landscape,
        cells: Cells,
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._landscape, self._cells = landscape, cells

    def show(self, landscape: Landscape) -> None:
        """Draw `landscape` from now on."""
        self._landscape = landscape
        self.repaint()

    def painted(self, width: int, height: int, palette: Palette) -> Grid:
        """Return the map."""
        return paint_contours(self._landscape, width, height, palette, self._cells)
