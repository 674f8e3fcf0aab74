"""Pictures of a plane: what a network with two inputs says about every place, and the loss over two parameters."""

from __future__ import annotations

from tutor.text import Cells
from tutor.ui.canvas.grid import Grid, Palette
from tutor.ui.canvas.maps import Boundary, Landscape, paint_boundary, paint_contours
from tutor.ui.widgets.canvas_view import CanvasView


class DecisionBoundary(CanvasView):
    """Draws a `Boundary`; `colourless` draws it with shades of characters, for terminals without colours."""

    def __init__(self, boundary: Boundary, cells: Cells, *, colourless: bool = False) -> None:
        super().__init__()
        self._boundary, self._cells, self._colourless = boundary, cells, colourless

    def show(self, boundary: Boundary) -> None:
        """Draw `boundary` from now on; its field is asked once, when it is painted."""
        self._boundary = boundary
        self.repaint()

    def painted(self, width: int, height: int, palette: Palette) -> Grid:
        """Return the picture."""
        return paint_boundary(self._boundary, width, height, palette, self._cells, colourless=self._colourless)


class ContourMap(CanvasView):
    """Draws a `Landscape`: the loss over two parameters, with the path that the training took."""

    def __init__(self, landscape: Landscape, cells: Cells) -> None:
        super().__init__()
        self._landscape, self._cells = landscape, cells

    def show(self, landscape: Landscape) -> None:
        """Draw `landscape` from now on."""
        self._landscape = landscape
        self.repaint()

    def painted(self, width: int, height: int, palette: Palette) -> Grid:
        """Return the map."""
        return paint_contours(self._landscape, width, height, palette, self._cells)
