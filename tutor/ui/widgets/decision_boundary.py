"""What a network with two inputs says about every place, with the examples that it learns from."""

from __future__ import annotations

from tutor.text import Cells
from tutor.ui.canvas.boundary import Boundary, paint_boundary
from tutor.ui.canvas.colour import Palette
from tutor.ui.canvas.grid import Grid
from tutor.ui.widgets.canvas_view import CanvasView


class DecisionBoundary(CanvasView):
    """Draws a `Boundary`; `colourless` draws it with shades of characters, for terminals without colours."""

    def __init__(
        self,
        boundary: Boundary,
        cells: Cells,
        *,
        colourless: bool = False,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._boundary, self._cells, self._colourless = boundary, cells, colourless

    def show(self, boundary: Boundary) -> None:
        """Draw `boundary` from now on; its field is asked once, when it is painted."""
        self._boundary = boundary
        self.repaint()

    def painted(self, width: int, height: int, palette: Palette) -> Grid:
        """Return the picture."""
        return paint_boundary(self._boundary, width, height, palette, self._cells, colourless=self._colourless)
