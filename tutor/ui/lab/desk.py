"""The lab on the screen: task rows, diagram and panels, or the whole text, or a field for a new number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Vertical, VerticalScroll

from tutor.activity.base import Hint
from tutor.activity.network import typed_name
from tutor.errors import TutorError
from tutor.events import Verdict
from tutor.figures.answers import barred, hint_lines
from tutor.figures.lab import LabWords
from tutor.figures.lines import Line, wrapped
from tutor.figures.quantities import quantity_text
from tutor.lesson.format.markup import parse
from tutor.numerals import numeral
from tutor.ui.canvas.diagram.state import Part
from tutor.ui.display import Display
from tutor.ui.grid import words_beside
from tutor.ui.lab.brief import Brief
from tutor.ui.lab.diagram import diagram_state
from tutor.ui.lab.panels import PanelBoard
from tutor.ui.lab.view import Arrangement, PanelId, arrangement, stands_beside
from tutor.ui.lab.workbench import DeskKept, Workbench
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.network_diagram import NetworkDiagram
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.sheet import Sheet
from tutor.wording import lab as words
from tutor.wording.failures import failure_sentence

SECONDS_A_GAP: Final = 0.4
"""How long a pulse takes from one layer to the next."""
_MARGIN: Final = 3
_WORDS_MARGIN: Final = 4
"""Columns beside what is said, below the diagram and beside it."""
_LEAST_ROWS: Final = 12
"""Rows that news leaves to the diagram and the panel."""
_ABOVE: Final = 2
"""Rows above a task beside the diagram, and below it."""


class LabText(VerticalScroll, can_focus=False):
    """Everything there is to read about a lab step; takes the diagram's place while it is read."""

    DEFAULT_CSS = """
    LabText { height: 1fr; padding: 1 2 0 2; align-horizontal: center; scrollbar-size-vertical: 1; }
    LabText > * { max-width: 88; margin: 0 0 1 0; }
    """

    def __init__(self, brief: Brief) -> None:
        super().__init__()
        self._brief = brief

    def compose(self) -> ComposeResult:
        """Put text, prediction, tasks, hints, news and explanation below each other."""
        brief, step, cells = self._brief, self._brief.told.step, self._brief.told.cells
        yield Prose(parse(step.prompt), cells)
        if brief.workbench.activity.predicted:
            yield Sheet(self._predicted)
        if step.tasks:
            yield Sheet(lambda width: barred(brief.told.task_lines(width - 2), "hint"))
        for hint in brief.hints:
            yield Sheet(partial(self._hint, hint))
        yield Sheet(lambda width: barred(brief.unabridged(width - 2), "hint"))
        if step.explain and brief.workbench.activity.question is None:
            yield Prose(parse(step.explain), cells)

    def draw(self) -> None:
        """Draw what may have changed since it was read last."""
        for sheet in self.query(Sheet):
            sheet.redraw()

    def scroll(self, rows: int) -> None:
        """Move the text by so many rows."""
        self.scroll_relative(y=rows, animate=False)

    def focus_terms(self) -> None:
        """Put the cursor on the first term."""
        for prose in self.query(Prose):
            if prose.can_focus:
                prose.focus()
                return

    def _predicted(self, width: int) -> Sequence[Line]:
        told = self._brief.told
        return barred([*told.prediction_lines(width - 2), *told.outcome_lines(width - 2)], "dim")

    def _hint(self, hint: Hint, width: int) -> Sequence[Line]:
        brief, told = self._brief, self._brief.told
        return hint_lines(hint, told.step, brief.part, {}, told.voice, told.cells, width)


class LabDesk(Vertical):
    """Draws what a workbench holds; keys are left to whoever shows it."""

    DEFAULT_CSS = """
    LabDesk { height: 1fr; layers: base message; }
    LabDesk > #brief { layer: message; dock: bottom; padding: 0 3; }
    LabDesk > FormulaField { layer: message; dock: bottom; margin: 0; padding: 0 3; }
    LabDesk > #room { height: 1fr; layout: vertical; }
    LabDesk.beside > #room > PanelBoard { border-left: solid $rule; }
    """

    def __init__(
        self,
        workbench: Workbench,
        told: LabWords,
        display: Display,
        hints: Sequence[Hint],
        verdict: Verdict | None,
        select: Callable[[Part], None],
    ) -> None:
        super().__init__()
        self._workbench, self._display = workbench, display
        question = workbench.activity.question
        # A run may settle the question while its hints are still shown.
        part, hints = (question.part, hints) if question else ("", ())
        self._brief = Brief(told, workbench, hints, part, verdict)
        self._rows = Sheet(self._brief_lines, id="brief")
        self._field = FormulaField("", self._placeholder())
        self._field.display = False
        self.text = LabText(self._brief)
        self.text.display = False
        state = diagram_state(workbench.lab, workbench.view, display)
        self.diagram = NetworkDiagram(state, display.cells, frames_per_second=display.frames_per_second)
        task = workbench.activity.task
        self.board = PanelBoard(workbench.lab, workbench.panels, display, select, task.within if task else 0)
        self._told: Sequence[Line] = ()
        self._arranged: tuple[Arrangement, PanelId] | None = None
        self.running = False

    def compose(self) -> ComposeResult:
        """Put the task below the diagram with its panels, and over them what is said for a moment."""
        yield Container(self.diagram, self.board, id="room")
        yield self.text
        yield self._rows
        yield self._field

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panels for the new size."""
        self.lay_out()

    # Drawing.

    def draw(self) -> None:
        """Draw every number anew."""
        self._draw_brief()
        self.diagram.show(diagram_state(self._workbench.lab, self._workbench.view, self._display))
        self.board.draw(self._workbench.view, running=self.running)

    def show_act(self) -> None:
        """Draw what an act has changed, and let the pulse that it sent run."""
        pulse, self._workbench.pulse = self._workbench.pulse, None
        if pulse is not None and not self._display.reduced_motion:
            start, end = pulse
            gaps = len(self._workbench.lab.spec.layers)
            self.diagram.play(start, end, SECONDS_A_GAP * gaps * (end - start.position))
        elif self.diagram.playing:
            self.diagram.stop()
        self.lay_out()

    def lay_out(self) -> None:
        """Arrange the panels for the present size and view."""
        view, spec = self._workbench.view, self._workbench.lab.spec
        size = self.size.width, self.size.height
        kept = self._divide(self._beside)
        self._draw_brief()
        widest = max(len(spec.inputs), *(len(layer.units) for layer in spec.layers))
        arranged = arrangement(self._workbench.panels, view.panel, size, widest, kept, large=view.large)
        if (arranged, view.panel) != self._arranged:
            self._arranged = (arranged, view.panel)
            self.diagram.display = arranged.diagram
            self.board.styles.height = "1fr" if arranged.beside or view.large else sum(arranged.rows.values())
            self.board.lay_out(arranged, view)
        self.draw()

    def _divide(self, beside: bool) -> int:
        """Give words and panels their places below the diagram or `beside` it; return the rows kept for words.

        Styles are set here rather than in the sheet, which would take hold a moment later than the sizes.
        """
        side = words_beside(self.size.width) if beside else 0
        width = side - _WORDS_MARGIN if side else self.size.width - 2 * _MARGIN
        kept = self._brief.kept_rows(max(1, width), beside=beside)
        self.set_class(beside, "beside")
        for part in (self._rows, self._field):
            part.styles.dock = "right" if beside else "bottom"
            part.styles.width = side - 1 if side else "100%"
        room = self.query_one("#room")
        room.styles.layout = "horizontal" if beside else "vertical"
        room.styles.margin = (0, 0, 0 if beside else kept, 0)
        self.diagram.styles.margin = (0, 1, 1, 1) if beside else 0
        self.board.styles.width = side or "1fr"
        if not beside:
            self._rows.styles.padding = self._field.styles.padding = (0, _MARGIN)
            self._field.styles.margin = self.board.styles.padding = 0
            return kept
        kept += 1
        self._rows.styles.padding, self._field.styles.padding = (1, 2, 0, 1), (0, 2, 0, 1)
        self._field.styles.margin = (self._brief.task_rows(width) + _ABOVE, 0, 0, 0)
        self.board.styles.padding = (kept, 1, 0, 0)
        return kept

    @property
    def _beside(self) -> bool:
        """Whether words and panels stand beside the diagram."""
        return not self._workbench.view.large and stands_beside((self.size.width, self.size.height))

    def _draw_brief(self) -> None:
        # The rows may change their number, which costs a layout: only when they say something else.
        told = self._brief_lines(self._rows.content_size.width)
        if told != self._told:
            self._told = told
            self._rows.redraw()

    def _brief_lines(self, width: int) -> Sequence[Line]:
        most, typing = self.size.height - _LEAST_ROWS, bool(self._field.display)
        return self._brief.lines(width, most, running=self.running, typing=typing, beside=self._beside)

    # What takes the place of the task rows, or of everything.

    @property
    def something_open(self) -> bool:
        """Whether the text, the field or a large panel is open."""
        return bool(self.text.display or self._field.display or self._workbench.view.large)

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
        if refused := self._workbench.fixed:
            self.refuse(refused)
        self._field.display = True
        self.lay_out()
        self._field.take_focus()

    @property
    def typed(self) -> str | None:
        """What stands in the field, None where it is closed."""
        return self._field.text if self._field.display else None

    def kept(self) -> DeskKept:
        """Return what is to be found again in another language."""
        running = self.running and not self._workbench.hurries
        return DeskKept(self._display.voice.language, running, self._workbench.hurries, self.reading, self.typed)

    def reopen(self, before: DeskKept) -> bool:
        """Show the text or the field again that was open in another language; return whether a run went on as well."""
        if before.language in ("", self._display.voice.language):
            return False
        if before.reading:
            self.open_text(True)
        elif before.typed is not None:
            self.open_field()
            self._field.refill(before.typed)
        return before.running or before.hurries

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
        voice, cells, workbench = self._display.voice, self._display.cells, self._workbench
        name = workbench.editable_name
        shown = quantity_text(typed_name(name), cells)
        return voice(words.NEW_NUMBER, name=shown, value=numeral(workbench.lab.hidden_value(name)).text)
