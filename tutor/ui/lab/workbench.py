"""What the keys of a lab do to it, without a screen: each act leaves the lab, the view and news of what came of it."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal, TypeAlias, TypeVar, get_args

from tutor.activity.network import NetworkActivity, read_settings, refused_setting
from tutor.activity.task_run import TaskRun
from tutor.errors import Argument, TutorError
from tutor.figures.lab import next_key
from tutor.figures.slope_check import gravest_words
from tutor.lesson.format.network_steps import Shown
from tutor.network.lab import Lab
from tutor.network.operations import Direction, Stride
from tutor.slopes.check import SlopeCheck
from tutor.text import Cells
from tutor.ui.canvas.diagram.state import Bias, Edge, Part, Sweep, Written
from tutor.ui.lab.diagram import name_of, sweep_of
from tutor.ui.lab.view import PACES, PANELS, STEPS_A_SECOND, LabView, PanelId, panels_of
from tutor.wording import Sentence
from tutor.wording import lab as words
from tutor.wording.names import in_symbols

NewsKind: TypeAlias = Literal["prompt", "hint", "met", "outcome", "said", "failed", "changed"]
"""The step's own text · the newest hint · a task that was met · how the prediction came out · a sentence · a failure
with its code · numbers that were set."""

_Option = TypeVar("_Option")
_WRITTEN: Final[tuple[Written, ...]] = get_args(Written)
_GROWS_AFTER: Final = 60
"""Steps after which a run at a steady pace takes more than one step at a time."""


@dataclass(frozen=True, slots=True)
class News:
    """Something the learner has not read yet."""

    kind: NewsKind
    sentence: Sentence | None = None
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    tag: str = "dim"
    failure: TutorError | None = None
    changes: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """What each number was that was set, and what it is now."""


@dataclass(frozen=True, slots=True)
class DeskKept:
    """What is found again of a desk that is drawn anew in another language: what goes on there and what is open.

    `typed` stands in the field, None where that is closed.
    """

    language: str = ""
    running: bool = False
    hurries: bool = False
    reading: bool = False
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What is found again when the step is drawn anew: with the hints given, the tasks done and the outcome by then."""

    activity: NetworkActivity
    lab: Lab
    view: LabView = field(default_factory=LabView)
    news: tuple[News, ...] = ()
    acts: tuple[int, ...] = ()
    hints: int = 0
    tasks: int = 0
    settled: bool = False
    desk: DeskKept = field(default_factory=DeskKept)


class Workbench:
    """One learner's hands on one lab."""

    def __init__(self, activity: NetworkActivity, kept: Kept) -> None:
        self.activity = activity
        self.lab = kept.lab
        self.run = TaskRun(activity, kept.lab, kept.acts)
        self.view = kept.view
        self.panels = panels_of(kept.lab)
        self.news = kept.news
        self.pulse: tuple[Sweep, float] | None = None
        """A pulse that the last act has sent, and where it ends."""
        self._tasks, self._settled = activity.finished, activity.settled is not None
        self.just_set = False
        """Whether a change was typed since `esc` was pressed last, which may be meant for the field that is closed."""
        self.hurries = False
        """Whether it trains at full pace, to where the prediction is settled."""
        self._credit = 0.0
        self._walking = False
        """Whether operations were done one by one since the last update."""

    def kept(self, hints: int) -> Kept:
        """Return what is to be found again."""
        acts = tuple(self.run.acts)
        return Kept(self.activity, self.lab, self.view, self.news, acts, hints, self._tasks, self._settled)

    @property
    def _selected(self) -> str:
        """The name of what is selected, nothing where nothing is."""
        return name_of(self.view.selected, self.lab.spec)

    @property
    def _on_parameter(self) -> bool:
        return isinstance(self.view.selected, Edge | Bias)

    @property
    def editable_name(self) -> str:
        """The name of what a bare number is meant for: what is selected, else the first that the step is about."""
        return self._selected if self._selected in self.activity.changeable else self.activity.first_changeable

    @property
    def fixed(self) -> TutorError | None:
        """Why the selected number cannot be changed in this step; None where it can, or is no number to be set."""
        settable = self._on_parameter or self._selected in self.lab.spec.inputs
        changeable = self._selected in self.activity.changeable
        return self._refusal(self._selected) if settable and not changeable else None

    def _refusal(self, name: str) -> TutorError:
        return refused_setting("settings.fixed", name, self.activity.changeable)

    def tell(self, sentence: Sentence, tag: str = "dim", /, **arguments: Argument) -> None:
        """Make one sentence the news."""
        self.news = (News("said", sentence, arguments, tag),)

    def forget_leaving(self) -> None:
        """Say no longer what another `esc` does: another key was pressed."""
        self.news = tuple(news for news in self.news if news.sentence is not words.LEAVES_NEXT)

    # Operations and runs.

    def operate(self, direction: Direction, stride: Stride) -> None:
        """Do the next operation of a pass, or the rest of it; once all are done, forward begins the step again."""
        self.news, self._walking = (), True
        again = direction == "forward" and self.lab.at_end
        if again:
            self.lab.begin_again()
        move = self.lab.forward if direction == "forward" else self.lab.backward
        operations = move(stride)
        self.pulse = sweep_of(operations, self.lab)
        if again and stride == "layer":
            self.tell(words.BEGUN_AGAIN, step=self.lab.step, key=next_key(self.run))
        elif not operations:
            self.tell(words.NOTHING_LEFT[direction], key=next_key(self.run))
        elif operations[-1].computes == "z":
            self.tell(words.SUMS_THERE, key=next_key(self.run))

    def update(self) -> None:
        """Update once; whoever does not walk through the operations sees all numbers of the new step at once."""
        self.news = ()
        if not self.run.run(1):
            return
        if not self._walking:
            self.lab.reveal()
        self._walking = False

    def run_on(self) -> bool:
        """Begin to go on to where the prediction is settled, and return whether there is training to do for it."""
        had_settings = bool(self.lab.edits)
        forecast = self.run.to_predicted()
        if forecast is None:
            self.tell(words.NOTHING_OPEN)
            return False
        self.hurries = bool(forecast.latest)
        if not self.hurries:
            self._see(forecast.shown)
        self.news = (News("said", words.SET_ASIDE),) if had_settings else ()
        return self.hurries

    def _see(self, shown: Shown) -> None:
        """Do what is left of the first step, as far as `shown` says."""
        match shown:
            case "forward":
                self.operate("forward", "pass")
            case "backward":
                self.operate("backward", "pass")
            case "update":
                self.update()

    def show_outcome(self) -> None:
        """Tell how the prediction came out before all else, and write on the edges what a backward pass settled."""
        self.news = (News("outcome"), *(news for news in self.news if news.sentence is words.SET_ASIDE))
        if self.run.forecast is None:
            return
        match self.run.forecast.shown:
            # Where inputs are changed it is about their gradients, which no edge shows.
            case "backward" if not set(self.activity.changeable) <= set(self.lab.spec.inputs):
                self.view = replace(self.view, written="gradients", large=False)
            case "forward" | "backward" | "update":
                pass

    def train(self, seconds: float, budget: float) -> bool:
        """Train as far as the chosen pace asks for in `seconds`, at most `budget` seconds long.

        Return whether it goes on: nothing was decided by it, and it has not diverged.
        """
        pace = "full" if self.hurries else self.view.pace
        rate = STEPS_A_SECOND[pace]
        grown = 1 + self.lab.step // _GROWS_AFTER if pace == "steady" else 1
        self._credit += min(seconds * rate * grown, 1e6)
        whole = math.floor(self._credit)
        self._credit -= whole
        if not whole:
            return True
        self.run.run(whole, budget)
        self.lab.reveal()
        return not (self.run.decided or self.lab.diverged)

    def scrub(self, step: int) -> None:
        """Stand before a step of this branch again."""
        lab = self.lab
        self.news = ()
        if lab.last_step == 0:
            self.tell(words.NO_HISTORY)
            return
        lab.scrub(step)
        if lab.step < lab.last_step:
            self.tell(words.SCRUBBED, step=lab.step, last=lab.last_step, key=next_key(self.run))

    # Changes.

    def scale_rate(self, factor: float) -> None:
        """Multiply the learning rate."""
        if "learning_rate" in self.activity.changeable:
            self._apply({"learning_rate": self.lab.learning_rate * factor})
        else:
            self.news = (News("failed", failure=self._refusal("learning_rate")),)

    def set(self, text: str) -> None:
        """Set what the learner typed: a number for what is selected, or settings by name. Raises TutorError."""
        plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").strip()
        if "=" not in plain:
            plain = f"{self.editable_name} = {plain}"
        typed = in_symbols(plain, ("alpha",))
        self._apply(read_settings(typed, self.activity.changeable, self.activity.offered))
        self.just_set = True

    def _apply(self, settings: Mapping[str, float]) -> None:
        branches = self.lab.step < self.lab.last_step
        changes = {name: (self.lab.hidden_value(name), value) for name, value in settings.items()}
        self.run.change(dict(settings))
        self.news = (News("changed", changes=changes),)
        if branches:
            self.news = (*self.news, News("said", words.BRANCHED, {"step": self.lab.step}))
        if self.run.waits_for_forward:
            self.news = (*self.news, News("said", words.FORWARD_SHOWS))

    def freeze(self) -> None:
        """Freeze the selected parameter, or thaw it."""
        if self._on_parameter:
            self.tell(words.FROZEN_NOW if self.run.freeze(self._selected) else words.THAWED_NOW)
        else:
            is_input = self._selected in self.lab.spec.inputs
            self.tell(words.INPUT_NOT_FROZEN if is_input else words.SELECT_TO_FREEZE, "hint")

    def reset(self) -> None:
        """Go back to the start."""
        had_settings = bool(self.run.settings)
        self.run.reset()
        kept = words.RESET_KEPT if self.run.settings else words.RESET_UNSET
        self.tell(kept if had_settings else words.RESET_DONE)

    def undo(self) -> None:
        """Take back the last change."""
        self.tell(words.UNDONE if self.run.undo() else words.NOTHING_TO_UNDO)

    def next_example(self) -> None:
        """Show the numbers of the next example of the step."""
        count = len(self.lab.current.trace.targets)
        self.lab.example = (self.lab.example + 1) % count
        self.tell(words.EXAMPLE_SHOWN if count > 1 else words.ONE_EXAMPLE, number=self.lab.example + 1, count=count)

    def checked(self, checks: Mapping[str, SlopeCheck], cells: Cells) -> None:
        """Tell what the gradient check found."""
        sentence, tag, arguments = gravest_words(checks, cells)
        self.tell(sentence, tag, **arguments)
        if frozen := len(self.lab.frozen):
            self.news = (*self.news, News("said", words.FROZEN_CHECKED, {"frozen": frozen}))

    # Looking.

    def select(self, part: Part | None) -> None:
        """Select a part of the network; a parameter becomes an axis of the map beside the one chosen before it."""
        self.news, self.view = (), replace(self.view, selected=part)
        if self._on_parameter:
            axes = dict.fromkeys((self._selected, *self.view.axes))
            self.view = replace(self.view, axes=tuple(axes)[:2])

    def open(self, panel: PanelId) -> None:
        """Open a panel, or say why it has nothing to show; one that is open becomes large, or small again."""
        self.news = tuple(one for one in self.news if one.kind == "outcome")  # said after the key was pressed, maybe
        if panel in self.panels:
            self.view = self.view.opening(panel, large=panel == self.view.panel and not self.view.large)
        else:
            self.tell(words.NOT_HERE[panel])

    def write_next(self) -> None:
        """Write the next thing on the edges, and show them; large tables of numbers follow by themselves."""
        match self.view.panel:
            case "numbers":
                large = self.view.large
            case "inspect" | "loss" | "layers" | "map" | "boundary":
                large = False
        self.news, self.view = (), replace(self.view, written=_next(_WRITTEN, self.view.written), large=large)
        if not large:
            self.tell(words.WRITTEN[self.view.written])

    def next_pace(self) -> None:
        """Choose the next pace."""
        self.view = replace(self.view, pace=_next(PACES, self.view.pace))
        self.tell(words.PACES[self.view.pace])

    def toggle_log(self) -> None:
        """Switch the loss to a log scale or back, and show it."""
        self.news = ()
        match self.view.panel:
            case "layers":
                panel: PanelId = "layers"
            case "inspect" | "loss" | "boundary" | "numbers" | "map":
                panel = "loss"
        self.view = replace(self.view, log=not self.view.log).opening(panel, large=self.view.large)


def _opening(panel: PanelId) -> Callable[[Workbench], None]:
    return lambda bench: bench.open(panel)


PAUSING: Final[Mapping[str, Callable[[Workbench], None]]] = {
    "forward": lambda bench: bench.operate("forward", "layer"),
    "backward": lambda bench: bench.operate("backward", "layer"),
    "forward-pass": lambda bench: bench.operate("forward", "pass"),
    "backward-pass": lambda bench: bench.operate("backward", "pass"),
    "update": Workbench.update,
    "scrub-back": lambda bench: bench.scrub(bench.lab.step - 1),
    "scrub-on": lambda bench: bench.scrub(bench.lab.step + 1),
    "scrub-start": lambda bench: bench.scrub(0),
    "scrub-end": lambda bench: bench.scrub(bench.lab.last_step),
    "undo": Workbench.undo,
    "reset": Workbench.reset,
}
"""What keys do that end a run, by their ids."""
ACTS: Final[Mapping[str, Callable[[Workbench], None]]] = {
    **PAUSING,
    "pace": Workbench.next_pace,
    "example": Workbench.next_example,
    "faster": lambda bench: bench.scale_rate(2),
    "slower": lambda bench: bench.scale_rate(1 / 2),
    "freeze": Workbench.freeze,
    "edges": Workbench.write_next,
    "log-scale": Workbench.toggle_log,
    **{f"panel-{panel}": _opening(panel) for panel in PANELS},
}
"""What keys do to the workbench and to nothing else, by their ids."""


def _next(options: Sequence[_Option], chosen: _Option) -> _Option:
    """The option after the chosen one; after the last one the first."""
    return options[(options.index(chosen) + 1) % len(options)]
