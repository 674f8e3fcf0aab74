"""What a step's view is given to draw, and what it says back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.geometry import Size
from textual.layout import Layout
from textual.message import Message
from textual.widget import Widget

from tutor.activity.base import Activity, Hint
from tutor.events import Verdict
from tutor.learner.session import Session
from tutor.lesson.format.model import Step
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import Place, bindings
from tutor.ui.steps.block import Block, BlockLayout, FirstRows
from tutor.ui.widgets.sheet import Run

if TYPE_CHECKING:
    # The engine is imported with the first lab, not with every step.
    from tutor.activity.living.pose import Pose
    from tutor.figures.living import Living
    from tutor.network.lab import Lab
    from tutor.ui.widgets.living_view import LivingView


@dataclass(frozen=True, slots=True)
class Scene:
    """One step at one moment: `step` in the learner's language, the rest as the session has it.

    `bench` takes work that lasts; `lesson_title` says what a lesson is called, by its id. `verdict` is the last one in
    this attempt, on the answer `judged`, `draft` what stands unfinished in the field or list, `kept` what the step's
    last view gave to be kept. `hinted_last` says that the newest hint came after the verdict, `hints_before` how many
    came before anything was said to an answer. `living` is the step's figure, if it has one, in its `pose`.
    """

    step: Step
    activity: Activity
    display: Display
    bench: Bench
    verdict: Verdict | None = None
    judged: str = ""
    hints: tuple[Hint, ...] = ()
    hinted_last: bool = False
    hints_before: int = 0
    draft: str = ""
    lesson_title: Callable[[str], str] = str
    last_step: bool = False
    kept: object = None
    living: Living | None = None
    pose: Pose | None = None

    @property
    def said(self) -> Verdict | None:
        """Return the verdict where it says something about the last answer."""
        return self.verdict if self.verdict is not None and self.verdict.kind else None


class StepView(Vertical):
    """What every view of a step offers to the screen around it."""

    BINDINGS = bindings("figure")
    DEFAULT_CSS = """
    StepView { height: auto; min-height: 100%; }
    StepView StepView { min-height: 0; }
    """
    fills = False
    """Whether it takes the whole room between title and footer, without a margin and without scrolling."""
    fills_footer = False
    """Whether it has keys enough of its own, so that the footer has no room for those that work in every step."""
    places: Sequence[Place] = ()
    """Where its own keys are declared."""
    living: LivingView | None = None
    """The step's living figure."""
    page = ""
    """Which of its questions it shows, where one step has several of them, each with a page of its own."""
    least_side = 40
    """Columns that its figure needs to stand beside the text."""
    like_lab = False
    """Whether its figure stands where the lab has its diagram, before the text and with more room."""

    def __init__(self) -> None:
        super().__init__()
        self.first_rows = FirstRows()
        """Where the step began; the room gives all views of a step the same one while it is open."""

    @property
    def layout(self) -> Layout:
        """Return how the parts stand: on the grid, unless a view of several or one that fills its room does it."""
        stands_itself = not self.fills and not isinstance(self.parent, StepView)
        return self._grid if stands_itself else super().layout

    @property
    def _grid(self) -> BlockLayout:
        return BlockLayout(self.least_side, self.first_rows, self.rows_said_later, like_lab=self.like_lab)

    def block(self, size: Size) -> Block:
        """Return the parts in their places in a page of `size`."""
        return self._grid.block(self, list(self.displayed_children), size)

    async def show_living(self) -> None:
        """Put the living figure below the text; whoever has mounted the view calls it."""
        if self.living is not None:
            await self.mount(self.living, after=0 if self.children else None)

    asks = False
    """Whether an answer is given in it now."""

    @property
    def turning(self) -> LivingView | None:
        """Return the living figure while its knobs turn."""
        return self.living if self.living is not None and not self.living.pose.locked else None

    def enter(self) -> None:
        """Put the cursor where the next answer goes, or on the figure where none is given."""
        self.take_focus()
        if not self.asks and self.turning is not None:
            self.turning.focus(scroll_visible=False)

    def go_on(self) -> None:
        """Do what Enter does while something is open: go to where the answer is given."""
        self.enter()

    def action_turn(self, by: int) -> None:
        """Turn the knob of the figure."""
        if self.turning is not None:
            self.turning.turn(by)

    def action_knob(self, by: int) -> None:
        """Let the arrows turn another knob."""
        if self.turning is not None:
            self.turning.next_knob(by)

    def action_to_figure(self) -> None:
        """Go to the figure, from there back to the answer."""
        if self.turning is not None and not self.turning.has_focus:
            self.turning.focus(scroll_visible=False)
        else:
            self.take_focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let the keys of a figure through to whatever is around where there is none; a locked one keeps its arrows."""
        if action == "turn":
            return self.living is not None
        if action in ("knob", "to_figure"):
            return self.turning is not None
        return super().check_action(action, parameters)

    def first_row(self, size: Size) -> int | None:
        """Return in which row of a room of `size` it begins that it fills; None where it begins at none of its own."""
        return None

    def messages(self) -> Iterable[Widget]:
        """Return what is said about the answer, which stands below the parts and never moves them."""
        return ()

    @property
    def said_last(self) -> Widget | None:
        """Return what was said last to an answer or as a hint, if anything was."""
        return None

    def rows_said_later(self, width: int) -> int:
        """Return how many rows of `width` cells the messages take once the step is done, as far as is known."""
        return 0

    def rows_said(self, width: int) -> int:
        """Return how many rows of `width` cells the messages take while its question is open, as far as is known."""
        return 0

    def tallest_hint(self, width: int) -> int:
        """Return how many rows of `width` cells the longest hint on its open question takes, if any."""
        return 0

    def rows_free(self, width: int) -> int:
        """Return how many rows at the end of its text, of `width` cells, are kept for what does not stand there now."""
        return 0

    may_go_on = True
    """Whether there is nothing to wait for before the next step."""

    @property
    def text_open(self) -> VerticalScroll | None:
        """Return a text that is read in the place of everything else, if there is one."""
        return None

    def live_keys(self) -> Sequence[str]:
        """Return the ids of the keys that work now, the most important first."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the cursor where the next answer goes."""
        raise NotImplementedError

    def bring_into_view(self) -> None:
        """Scroll to what is new."""
        raise NotImplementedError

    def unfold(self) -> None:
        """Show more detail, or less again; most steps have none."""

    def kept(self) -> object:
        """Return what the next view of this step is to find again, in `Scene.kept`."""
        return None

    def title_notes(self, room: int) -> Sequence[Run]:
        """Return what the title row says besides names, within `room` cells; most steps have nothing to add."""
        return ()

    def on_resize(self) -> None:
        """Say that the title row may have room for other notes."""
        self.post_message(KeysChanged())


@dataclass
class Answered(Message):
    """The learner gave an answer to the part that was open."""

    part: str
    raw: str


class ShownByRun(Message):
    """The learner's run in a lab has shown something that is to be on record."""

    def keep(self, session: Session) -> None:
        """Keep it on record; blocks on the disk."""


@dataclass
class Settled(ShownByRun):
    """The learner's run has shown how the prediction comes out: the choice `outcome` has come true."""

    outcome: str

    def keep(self, session: Session) -> None:
        """Keep it on record."""
        session.settle(self.outcome)


@dataclass
class Missed(ShownByRun):
    """The learner's run, with what `raw` says, has missed the task that was open."""

    task: str
    raw: str

    def keep(self, session: Session) -> None:
        """Keep it on record."""
        session.miss(self.task, self.raw)


@dataclass
class ExplainWanted(Message):
    """The learner wants the gradients of this lab explained, beginning with that of the quantity `at`."""

    lab: Lab
    bench: Bench
    at: str = ""


@dataclass
class LabWanted(Message):
    """The learner wants to play with this network of the lesson."""

    network: str


class KeysChanged(Message):
    """Other keys than before are live now, or the title has something else to say."""


@dataclass
class Drafted(Message):
    """The learner changed an unfinished answer."""

    part: str
    text: str
