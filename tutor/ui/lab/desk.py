"""The lab on the screen: task rows, diagram and panels, or the whole text, or a field for a new number."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from textual import events
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.widget import Widget

from tutor.activity.actions import typed_name
from tutor.activity.base import Hint
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
from tutor.ui.grid import columns, columns_of_lab
from tutor.ui.lab.arrangement import Arrangement, arrangement, stands_beside
from tutor.ui.lab.brief import Brief
from tutor.ui.lab.diagram import diagram_state
from tutor.ui.lab.panels import PanelBoard
from tutor.ui.lab.view import PanelId
from tutor.ui.lab.workbench import DeskKept, Workbench
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.network_diagram import NetworkDiagram
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.sheet import Sheet
from tutor.wording import lab as words
from tutor.wording.failures import failure_sentence

SECONDS_A_GAP: Final = 0.4
"""How long a pulse takes from one layer to the next."""


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
        told, outcome = self._brief.told, self._brief.workbench.run.outcome
        return barred([*told.prediction_lines(width - 2), *told.outcome_lines(width - 2, outcome)], "dim")

    def _hint(self, hint: Hint, width: int) -> Sequence[Line]:
        brief, told = self._brief, self._brief.told
        return hint_lines(hint, told.step, brief.part, {}, told.voice, told.cells, width)


class DeskLayout(Layout):
    """Gives each part its place, so that nothing that is said in one moves another."""

    name = "desk"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        """Return the places of all that is seen."""
        parent.pre_layout(self)
        assert isinstance(parent, LabDesk)
        places = parent.places(size)
        return [
            WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, part, order)
            for order, (part, region) in enumerate(places.items())
        ]


class LabDesk(Container):
    """Draws what a workbench holds; keys are left to whoever shows it."""

    DEFAULT_CSS = """
    LabDesk { height: 1fr; }
    LabDesk > FormulaField { margin: 0; }
    LabDesk > #rule { width: 1; border-left: solid $rule; }
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
        steps = task.within if task else 0
        self.board, self._aside = (
            PanelBoard(workbench.lab, panels, display, select, steps) for panels in (workbench.panels, ("inspect",))
        )
        self._rule = Sheet(id="rule")
        self._told: Sequence[Line] = ()
        self._arranged: tuple[Arrangement, PanelId] | None = None
        self._grid = DeskLayout()
        self.running = False

    @property
    def layout(self) -> Layout:
        """Return how the parts stand to each other."""
        return self._grid

    def compose(self) -> ComposeResult:
        """Put the task and what is said of it below the diagram with its panels, or beside it."""
        yield from (self.diagram, self._rule, self.board, self._aside, self.text, self._rows, self._field)

    def places(self, size: Size) -> dict[Widget, Region]:
        """Return where in a room of `size` each part stands that is seen."""
        if self.reading:
            return {self.text: size.region}
        arranged = self._arrangement(size)
        places: dict[Widget, Region | None] = {
            self.diagram: arranged.diagram,
            self._rule: arranged.rule,
            self.board: arranged.board.region,
            self._aside: arranged.aside.region if arranged.aside else None,
            self._rows: arranged.words,
            self._field: arranged.field if self._field.display else None,
        }
        return {part: region for part, region in places.items() if region is not None}

    def first_row(self, size: Size) -> int:
        """Return the row of a room of `size` in which diagram and words begin, whatever stands in their place now."""
        arranged = self._arrangement(size, large=False)
        return min(arranged.words.y, arranged.diagram.y if arranged.diagram else size.height)

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panels for the new size."""
        self.lay_out()

    # Drawing.

    def draw(self) -> None:
        """Draw every number anew."""
        self._draw_brief()
        self.diagram.show(diagram_state(self._workbench.lab, self._workbench.view, self._display))
        for board in (self.board, self._aside):
            board.draw(self._workbench.view, running=self.running)

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
        view = self._workbench.view
        arranged = self._arrangement(self.size)
        if (arranged, view.panel) != self._arranged:
            self._arranged = (arranged, view.panel)
            for board, place in ((self.board, arranged.board), (self._aside, arranged.aside)):
                board.lay_out(place, view)
                # A widget that asks for a layout has its parent arranged anew, not itself.
                board.refresh(layout=True)
        self._draw_brief()
        self.draw()

    def _arrangement(self, size: Size, *, large: bool | None = None) -> Arrangement:
        """Where everything stands in a room of `size`, with a `large` panel or without, or as it is."""
        view, spec = self._workbench.view, self._workbench.lab.spec
        view = view if large is None else replace(view, large=large)
        beside = stands_beside((size.width, size.height), large=view.large)
        layers = len(spec.inputs), *(len(layer.units) for layer in spec.layers)
        text = columns_of_lab(size.width).text if beside else columns(size.width).text
        kept = self._brief.kept(max(1, text), beside=beside)
        return arrangement(self._workbench.panels, view, (size.width, size.height), layers, kept)

    def _stands_beside(self, size: Size) -> bool:
        """Whether words and panels stand beside the diagram."""
        return stands_beside((size.width, size.height), large=self._workbench.view.large)

    def _draw_brief(self) -> None:
        # The rows may change their number, which costs a layout: only when they say something else.
        told = self._brief_lines(self._rows.content_size.width)
        if told != self._told:
            self._told = told
            self._rows.redraw()

    def _brief_lines(self, width: int) -> Sequence[Line]:
        beside, typing = self._stands_beside(self.size), bool(self._field.display)
        return self._brief.lines(width, running=self.running, typing=typing, beside=beside)

    @property
    def named_keys(self) -> Sequence[str]:
        """Return the ids of the keys that are named in the rows."""
        lines = self._brief_lines(self._rows.content_size.width) if self._rows.content_size.width else ()
        return self._brief.named_keys(lines, running=self.running)

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
