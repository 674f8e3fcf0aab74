"""A lesson's face: what it is about, its figure, standing still, and what it gives."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from textual.containers import Vertical
from textual.widget import Widget

from tutor.ui.display import Display
from tutor.ui.widgets.sheet import Draw, Line, Sheet

if TYPE_CHECKING:
    from tutor.lesson.format.model import Lesson, Step

_FEWEST: Final = 7
"""Rows below which a diagram cannot be read."""
_MOST: Final = 14
_UNIT: Final = 4
"""Rows of a unit of a network with what is free below it."""

Figure = Callable[[], Widget]
"""Makes the widget that draws what was prepared."""


class LessonFace(Vertical):
    """Shows what it is given; the place of the figure stays empty until there is one."""

    DEFAULT_CSS = """
    LessonFace.beside { border-left: solid $rule; }
    LessonFace #figure { height: 0; margin: 1 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._head, self._figure, self._foot = Sheet(), Vertical(id="figure"), Sheet()
        self._width = self._height = 0
        self._figure_rows = _MOST
        self._of: Hashable = None
        self.drawn = False
        """Whether the figure is there, or it is known that there is none."""

    def compose(self) -> Iterable[Widget]:
        """Put the words above and below the figure."""
        yield from (self._head, self._figure, self._foot)

    def place(self, width: int, height: int, gap: int = 0, *, figure_rows: int = _MOST) -> None:
        """Take so much room, with a `gap` behind a rule where it stands beside something else.

        A figure takes no more than `figure_rows` of it.
        """
        self.display, self._width, self._height, self._figure_rows = width > 0, width, height, figure_rows
        self.set_class(gap > 0, "beside")
        self.styles.width, self.styles.height = width + (gap + 1 if gap else 0), height
        self.styles.margin, self.styles.padding = (0, 0, 0, max(0, gap - 1)), (0, 0, 0, gap)
        self._make_room()

    def show_words(self, of: Hashable, head: Draw, foot: Draw) -> None:
        """Show words, for now without the figure `of` what they are about unless that is there."""
        self._head.show(head)
        self._foot.show(foot)
        if of != self._of:
            self._of, self.drawn = of, False
            self._figure.remove_children()
        self._make_room()

    async def show_figure(self, of: Hashable, figure: Figure | None) -> None:
        """Draw `figure` in its place, or nothing, where the words are still about the same."""
        if of == self._of and not self.drawn:
            self.drawn = True
            if figure is not None:
                await self._figure.mount(figure())

    def _make_room(self) -> None:
        """Give the figure the rows that the words leave, where it can be read in them."""
        words = len(self._head.lines(self._width)) + len(self._foot.lines(self._width)) if self._width else 0
        self._figure.styles.height = rows_of_figure(self._height - words, self._figure_rows)


def rows_of_figure(free: int, most: int) -> int:
    """Return how many rows of `free` ones a figure takes that takes no more than `most`, none if it cannot be read."""
    rows = min(most, free - 2)
    return rows if rows >= _FEWEST else 0


def figure_of(lesson: Lesson, display: Display, width: int) -> Figure | None:
    """Return the lesson's first network, or its first derivation, as something to look at; None where it has neither.

    It may take long: the first one loads what computes.
    """
    if lesson.networks:
        return _diagram(lesson, next(iter(lesson.networks)), display)
    step = _first_graph(lesson)
    return None if step is None else _chain(lesson, step, display, width)


def rows_wanted(lesson: Lesson) -> int:
    """Return how many rows the figure of a lesson takes where there is room, 0 where there is nothing to draw."""
    if not lesson.networks:
        return 0 if _first_graph(lesson) is None else _MOST
    spec = next(iter(lesson.networks.values())).spec()
    most = max(len(spec.inputs), *(len(layer.units) for layer in spec.layers))
    return min(_MOST, max(_FEWEST, _UNIT * most + 2))


def _first_graph(lesson: Lesson) -> Step | None:
    """The first step that defines quantities, whose derivation can be drawn."""
    return next((step for step in lesson.steps if step.definitions()), None)


def _diagram(lesson: Lesson, network: str, display: Display) -> Figure:
    from tutor.activity.network import NetworkActivity
    from tutor.ui.lab.diagram import diagram_state
    from tutor.ui.lab.view import LabView
    from tutor.ui.widgets.network_diagram import NetworkDiagram

    lab = NetworkActivity.free(lesson, network).lab
    lab.forward("pass")
    state = replace(diagram_state(lab, LabView(written="nothing"), display), legend="")
    return lambda: NetworkDiagram(state, display.cells)


def _chain(lesson: Lesson, step: Step, display: Display, width: int) -> Figure:
    from tutor.activity import activity_for
    from tutor.activity.derivation import DerivationActivity
    from tutor.figures.derivation import chain_lines, quantity_lines

    activity = activity_for(lesson, step, 0)
    assert isinstance(activity, DerivationActivity)
    lines: Sequence[Line] = [
        *quantity_lines(activity, display.cells, width), [], *chain_lines(activity, display.cells, width)
    ]  # fmt: skip
    return lambda: Sheet(lambda _: lines)
