"""Any gradient of a network explained: pick a quantity, see the symbol, the number and the check, its paths lit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.figures.lines import wrapped
from tutor.figures.quantities import quantity_look
from tutor.network.lab import Lab
from tutor.typesetting.line import plain_line
from tutor.ui.bench import Bench
from tutor.ui.canvas.diagram.state import DiagramState, Edge
from tutor.ui.display import Display
from tutor.ui.grid import first_row
from tutor.ui.keys import bindings
from tutor.ui.lab.diagram import diagram_state, explained_name, part_of, path_of
from tutor.ui.lab.view import LabView
from tutor.ui.screens.reading import ListPage
from tutor.ui.waiting import when_painted
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.network_diagram import NetworkDiagram
from tutor.ui.widgets.sheet import Draw, Line, Sheet
from tutor.ui.widgets.stand import Scrolling
from tutor.wording import interface
from tutor.wording.failures import failure_sentence

_MOST_LISTED: Final = 400
"""Of networks with more quantities, only the one that was asked for and those of the units are listed."""
_DIAGRAM_SHARE: Final = 3
"""The diagram takes one row of so many."""
_LIST_COLUMNS: Final = (16, 26)
"""Columns of the list, at least and at most."""
_MARGIN: Final = 5
"""Columns of the list beside its names: its edge, the mark, and the bar that shows where it stands."""
_MOST_COLUMNS: Final = 120
_MOST_ROWS: Final = 40
"""What it takes of a larger window: whatever is explained stands at the same place."""
_UNIT_ROWS: Final = 3
"""Rows that a layer's unit needs to be drawn as a box."""


@dataclass(frozen=True, slots=True)
class _Explained:
    """One explanation, ready to be drawn, and its paths through the diagram; a picture takes the diagram's place."""

    draw: Draw
    paths: tuple[tuple[Edge, ...], ...] = ()
    is_picture: bool = False


class ExplainScreen(ListPage):
    """Explains the gradients of a lab as it stands; SymPy works on the bench, so that keys are never kept waiting."""

    BINDINGS = bindings("list", "explain")
    places = ("list", "explain", "page", "everywhere")

    DEFAULT_CSS = """
    ExplainScreen Horizontal { height: 1fr; }
    ExplainScreen Horizontal > Scrolling { width: 16; padding: 1 0 0 1; }
    ExplainScreen Horizontal > Vertical { width: 1fr; height: 1fr; }
    ExplainScreen Vertical > Scrolling { padding: 1 1 0 1; }
    ExplainScreen.roomy.saying Vertical > Scrolling { padding: 1 1 3 1; }
    """

    def __init__(self, display: Display, lab: Lab, bench: Bench, at: str = "") -> None:
        super().__init__(display, "quantities")
        self._lab, self._bench, self._start = lab, bench, at
        self._quantities: tuple[str, ...] = ()
        self._paths: tuple[tuple[Edge, ...], ...] = ()
        self._path: int | None = None
        self._diagram = NetworkDiagram(self._state(), display.cells)
        self._sheet = Sheet(classes="explanation")
        self._beside = Scrolling(self._menu)
        self._page = Scrolling(self._sheet)

    def body(self) -> Iterable[Widget]:
        """Put diagram and explanation beside the list of quantities."""
        yield Horizontal(self._beside, Vertical(self._diagram, self._page))

    def on_resize(self, event: events.Resize) -> None:
        """Stand on the grid of a large window; give the diagram its share of the rows, no more than boxes need."""
        super().on_resize(event)
        width, height = event.size
        left = max(0, width - _MOST_COLUMNS) // 2
        self.query_one(Horizontal).styles.padding = (first_row(height, _MOST_ROWS), left, 0, left)
        widest = max(len(self._lab.spec.inputs), *(len(layer.units) for layer in self._lab.spec.layers))
        self._diagram.styles.height = min(event.size.height // _DIAGRAM_SHARE, _UNIT_ROWS * widest + 2)

    async def retell(self) -> None:
        """Draw the list in the present language, and explain the marked quantity."""
        self._quantities = await self._bench.run(_quantities, self._lab, self._start)
        self.entitle(interface.EXPLAIN_TITLE)
        shown = {name: _written(name, self._lab, self.display_) for name in self._quantities}
        widest = max(map(self.cells.width, shown.values()))
        self._beside.styles.width = max(_LIST_COLUMNS[0], min(widest + _MARGIN, _LIST_COLUMNS[1]))
        rows = [Row(name, self._drawer(text)) for name, text in shown.items()]
        self._menu.set_rows(rows, self._menu.here or self._start)
        self.refresh_footer()
        self._explain()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of a list beside a page that scrolls."""
        more = ("page-down",) if self._page.max_scroll_y else ()
        paths = ("next-path",) if len(self._paths) > 1 else ()
        return ("move", *paths, *more, "close", "language", "theme", "help")

    def action_choose(self) -> None:
        """The explanation is shown already."""

    def turn(self, by: int) -> None:
        """Scroll the explanation by half of its window; the list follows its cursor."""
        self._page.scroll_relative(y=by * (self._page.size.height // 2), animate=False)

    def action_next_path(self) -> None:
        """Light the next path alone, after the last one all of them."""
        self._light(1)

    def action_previous_path(self) -> None:
        """Light the path before alone, before the first one all of them."""
        self._light(-1)

    def _light(self, by: int) -> None:
        """Of n paths there are n + 1 choices: each of them, and all."""
        count = len(self._paths)
        here = (count if self._path is None else self._path) + by
        self._path = here % (count + 1) if here % (count + 1) < count else None
        self._diagram.show(self._state())

    @on(Menu.Highlighted)
    def _highlighted(self) -> None:
        self._explain()

    @on(NetworkDiagram.Selected)
    def _part_clicked(self, event: NetworkDiagram.Selected) -> None:
        name = explained_name(event.part, self._lab.spec)
        if name in self._quantities:
            self._menu.move(self._quantities.index(name))

    def _explain(self) -> None:
        # Exclusive: of the quantities that the cursor runs over, only the last one counts.
        self.run_worker(self._show(self._menu.here), group="explain", exclusive=True)

    async def _show(self, name: str) -> None:
        voice, cells = self.voice, self.cells
        try:
            explained = await self._bench.run(_explained, self._lab, name, self.display_)
        except TutorError as error:
            said = failure_sentence(error, voice)
            explained = _Explained(lambda width: wrapped(said, "hint", cells, width))
        self._paths, self._path = explained.paths, None
        self._sheet.show(explained.draw)
        self._diagram.display = not explained.is_picture
        self._diagram.show(self._state())
        self._page.scroll_home(animate=False)
        when_painted(self, self.refresh_footer)

    def _state(self) -> DiagramState:
        name = self._menu.here if self._quantities else self._start
        view = LabView(selected=part_of(name, self._lab.spec))
        return diagram_state(self._lab, view, self.display_, self._paths, self._path, revealed=True)

    def _drawer(self, shown: str) -> Callable[[int, bool], list[Line]]:
        return lambda width, here: [[("▌ " if here else "  ", "selected"), (shown, "title" if here else "")]]


def _written(name: str, lab: Lab, display: Display) -> str:
    from tutor.figures.picture import names_picture

    if names_picture(name):
        return name
    return plain_line(quantity_look(name, lab.spec), display.cells)


def _quantities(lab: Lab, at: str) -> tuple[str, ...]:
    # On the bench, for the drawings of explanations need SymPy.
    from tutor.figures.explanation import explained_quantities
    from tutor.figures.picture import pictured_digits

    names, pictures = explained_quantities(lab), pictured_digits(lab)
    if len(names) <= _MOST_LISTED:
        return (*pictures, *names)
    units = (name for name in names if name.endswith((".z", ".bias")))
    return tuple(dict.fromkeys([*([at] if at else []), *pictures, *units]))


def _explained(lab: Lab, name: str, display: Display) -> _Explained:
    from tutor.explain.explanation import explain
    from tutor.figures.explanation import explanation_lines, layer_lines
    from tutor.figures.lab import frozen_lines
    from tutor.figures.picture import picture_lines, pictured_digits

    if name in pictured_digits(lab):
        return _Explained(lambda width: picture_lines(lab, name, display.voice, display.cells, width), is_picture=True)
    explanation = explain(lab.spec, lab.trainer, lab.current, lab.example, name)
    voice, cells = display.voice, display.cells
    start = part_of(name, lab.spec)
    routes = explanation.symbols.routes if explanation.symbols else ()
    paths = tuple(path_of(start, route.units, lab.spec) for route in routes)
    return _Explained(
        lambda width: [
            *explanation_lines(lab, explanation, voice, cells, width),
            *layer_lines(lab, name, voice, cells, width),
            *frozen_lines(lab, name, voice, cells, width),
        ],
        paths,
    )
