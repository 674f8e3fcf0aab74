"""The lab on the screen: task rows, diagram and panels, or the whole text, or a field for a new number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical

from tutor.activity.base import Hint
from tutor.errors import TutorError
from tutor.events import Verdict
from tutor.figures.lab import LabWords
from tutor.figures.lines import wrapped
from tutor.figures.quantities import quantity_text
from tutor.numerals import numeral
from tutor.ui.canvas.diagram.state import Part
from tutor.ui.display import Display
from tutor.ui.lab.brief import ROWS, Brief, LabText
from tutor.ui.lab.diagram import diagram_state
from tutor.ui.lab.panels import PanelBoard
from tutor.ui.lab.view import Arrangement, LabView, PanelId, arrangement
from tutor.ui.lab.workbench import Workbench
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.network_diagram import NetworkDiagram
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import lab as words
from tutor.wording.failures import failure_sentence
from tutor.wording.interface import LEARNING_RATE

SECONDS_A_GAP: Final = 0.4
"""How long a pulse takes from one layer to the next."""
_USUAL_ROWS: Final = 22
"""Rows of the desk in the smallest window."""
_LEAST_ROWS: Final = 12
"""Rows that news leaves to the diagram and the panel."""


class LabDesk(Vertical):
    """Draws what a workbench holds; keys are left to whoever shows it."""

    DEFAULT_CSS = """
    LabDesk { height: 1fr; }
    LabDesk > #brief { padding: 0 1; min-height: 2; }
    LabDesk > FormulaField { margin: 0; }
    LabDesk > #room { height: 1fr; layout: vertical; }
    LabDesk > #room.beside { layout: horizontal; }
    LabDesk > #room.beside > PanelBoard { width: 40%; border-left: solid $rule; }
    """

    def __init__(
        self,
        bench: Workbench,
        told: LabWords,
        display: Display,
        hints: Sequence[Hint],
        verdict: Verdict | None,
        select: Callable[[Part], None],
    ) -> None:
        super().__init__()
        self._bench, self._display = bench, display
        question = bench.activity.question
        # A run may settle the question while its hints are still shown.
        part, hints = (question.part, hints) if question else ("", ())
        self._brief = Brief(told, bench, hints, part, verdict)
        self._rows = Sheet(self._brief_lines, id="brief")
        self._field = FormulaField("", self._placeholder())
        self._field.display = False
        self.text = LabText(self._brief)
        self.text.display = False
        state = diagram_state(bench.lab, bench.view, display)
        self.diagram = NetworkDiagram(state, display.cells, frames_per_second=display.frames_per_second)
        task = bench.activity.task
        self._board = PanelBoard(bench.lab, display, select, task.within if task else 0)
        self._told: Sequence[Line] = ()
        self._arranged: tuple[Arrangement, PanelId] | None = None
        self.running = False

    def compose(self) -> ComposeResult:
        """Put the task above the diagram with its panels."""
        yield self._rows
        yield self._field
        yield self.text
        yield Container(self.diagram, self._board, id="room")

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panels for the new size."""
        self.lay_out()

    # Drawing.

    def draw(self) -> None:
        """Draw every number anew."""
        self._draw_brief()
        self.diagram.show(diagram_state(self._bench.lab, self._bench.view, self._display))
        self._board.draw(self._bench.view, running=self.running)

    def show_act(self) -> None:
        """Draw what an act has changed, and let the pulse that it sent run."""
        pulse, self._bench.pulse = self._bench.pulse, None
        if pulse is not None and not self._display.reduced_motion:
            start, end = pulse
            gaps = len(self._bench.lab.spec.layers)
            self.diagram.play(start, end, SECONDS_A_GAP * gaps * (end - start.position))
        elif self.diagram.playing:
            self.diagram.stop()
        self.lay_out()

    def lay_out(self) -> None:
        """Arrange the panels for the present size and view."""
        self._draw_brief()
        view, spec = self._bench.view, self._bench.lab.spec
        room = self.size.width, self.size.height - len(self._told)
        widest = max(len(spec.inputs), *(len(layer.units) for layer in spec.layers))
        arranged = arrangement(self.applicable, view.panel, room, widest, large=view.large)
        if (arranged, view.panel) != self._arranged:
            self._arranged = (arranged, view.panel)
            self._rearrange(arranged, view)
        self.draw()

    def _rearrange(self, arranged: Arrangement, view: LabView) -> None:
        self.diagram.display = arranged.diagram
        self.query_one("#room").set_class(arranged.beside, "beside")
        self._board.styles.height = "1fr" if arranged.beside or view.large else sum(arranged.rows.values())
        self._board.lay_out(arranged, view)

    @property
    def applicable(self) -> tuple[PanelId, ...]:
        """The panels that have something to show."""
        return self._board.applicable

    def _draw_brief(self) -> None:
        # The rows may change their number, which costs a layout: only when they say something else.
        told = self._brief_lines(self._rows.content_size.width)
        if told != self._told:
            self._told = told
            self._rows.redraw()

    def _brief_lines(self, width: int) -> Sequence[Line]:
        spare = max(0, self.size.height - _USUAL_ROWS)
        most = max(ROWS, self.size.height - _LEAST_ROWS)
        return self._brief.lines(width, most, rest=ROWS + min(spare // 4, 2), running=self.running)

    # What takes the place of the task rows, or of everything.

    @property
    def something_open(self) -> bool:
        """Whether the text, the field or a large panel is open."""
        return bool(self.text.display or self._field.display or self._bench.view.large)

    @property
    def reading(self) -> bool:
        """Whether the whole text is open."""
        return bool(self.text.display)

    def open_text(self, opened: bool) -> None:
        """Show the whole text in the place of the diagram, or the diagram again."""
        self.text.display = opened
        self._rows.display = self.query_one("#room").display = not opened
        self.text.draw()

    def open_field(self) -> None:
        """Show an empty field in the place of the task rows; of what is selected and fixed here, say so."""
        self._field.ask(self._placeholder())
        if refused := self._bench.fixed:
            self.refuse(refused)
        self._field.display, self._rows.display = True, False
        self._field.take_focus()

    def close(self) -> None:
        """Show diagram and task rows again."""
        self.open_text(False)
        self._field.display = False
        self.lay_out()

    def refuse(self, error: TutorError) -> None:
        """Say below the field why its text cannot be taken."""
        cells, said = self._display.cells, failure_sentence(error, self._display.voice)
        self._field.set_echo(lambda width: wrapped(said, "hint", cells, width))

    def excuse(self) -> None:
        """Say nothing below the field."""
        self._field.set_echo(lambda width: [])

    def _placeholder(self) -> str:
        voice, cells, bench = self._display.voice, self._display.cells, self._bench
        name = bench.editable_name
        shown = voice(LEARNING_RATE) if name == "learning_rate" else quantity_text(name, cells)
        return voice(words.NEW_NUMBER, name=shown, value=numeral(bench.lab.hidden_value(name)).text)
