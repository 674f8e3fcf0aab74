"""The lab: what its keys do to the workbench, and when it trains; the desk draws it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.geometry import Size

from tutor.activity.actions import actions_text, actions_words
from tutor.activity.network import NetworkActivity
from tutor.errors import TutorError
from tutor.figures.lab import LabWords, standing_runs
from tutor.figures.lines import width_of
from tutor.lesson.format.network_steps import NetworkStep
from tutor.network.gradient_check import check_gradient
from tutor.network.trial import at_start
from tutor.ui.canvas.diagram.layout import Heading
from tutor.ui.canvas.diagram.state import Part
from tutor.ui.keys import KEYS, bindings
from tutor.ui.lab.desk import LabDesk
from tutor.ui.lab.diagram import explained_name
from tutor.ui.lab.key_order import NEXT_OPERATION, keys_of
from tutor.ui.lab.view import first_view
from tutor.ui.lab.workbench import ACTS, PAUSING, Kept, News, Workbench
from tutor.ui.steps.scene import Answered, ExplainWanted, KeysChanged, Missed, Scene, Settled, StepView
from tutor.ui.widgets.charts import CurveChart
from tutor.ui.widgets.formula_field import FormulaField
from tutor.ui.widgets.network_diagram import NetworkDiagram
from tutor.ui.widgets.sheet import Run
from tutor.ui.widgets.tab_row import TabRow
from tutor.wording import interface
from tutor.wording import lab as words

BUDGET: Final = 0.004
"""Seconds of training in one frame, so that keys are never kept waiting."""
_SCROLL: Final = 2
_OPENS_NOTHING: Final = ACTS.keys() - PAUSING.keys()


class NetworkView(StepView, can_focus=True):
    """Works one activity's lab with keys and mouse."""

    BINDINGS = bindings("lab", acts=ACTS)
    DEFAULT_CSS = "NetworkView { height: 1fr; min-height: 0; }"
    fills = fills_footer = True
    places = ("lab",)
    quick_keys = frozenset(
        {"left", "right"}.union(name for key in KEYS if key.id in _OPENS_NOTHING for name in (key.key, *key.twins))
    )
    """Keys that open nothing, so that those behind them need not wait."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        assert isinstance(scene.activity, NetworkActivity)
        assert isinstance(scene.step, NetworkStep)
        self._scene = scene
        kept = _renewed(scene.activity, scene)
        self._workbench, self._before = Workbench(scene.activity, kept), kept.desk
        words = LabWords(scene.activity, scene.step, scene.display.voice, scene.display.cells)
        self._desk = LabDesk(self._workbench, words, scene.display, scene.hints, scene.verdict, self.select)
        self._told: object = None

    def compose(self) -> ComposeResult:
        """Show the desk."""
        yield self._desk

    def on_mount(self) -> None:
        """Begin to count frames; the run that has met one task may have met the next one as well."""
        pace = self._scene.display.frames_per_second
        self._frames = self.set_interval(1 / pace, lambda: self._frame(1 / pace), pause=True)
        if any(news.kind == "met" for news in self._workbench.news):
            self._tell_session()
        if self._desk.reopen(self._before):
            (self.action_run_on if self._before.hurries else self.action_run)()

    def live_keys(self) -> Sequence[str]:
        """Return the keys of the lab that do something now, first those that its words name."""
        if self._desk.reading:
            more = ("scroll-page",) if self._desk.text.max_scroll_y else ()
            return ("close-text", *more, "help")
        return keys_of(self._workbench, self._desk.named_keys, running=self._desk.running)

    @property
    def text_open(self) -> VerticalScroll | None:
        """Return the whole text while it is read."""
        return self._desk.text if self._desk.reading else None

    def kept(self) -> Kept:
        """Return view and news, which the next drawing of this step takes over."""
        return replace(self._workbench.kept(len(self._scene.hints)), desk=self._desk.kept())

    def title_notes(self, room: int) -> Sequence[Run]:
        """Return step, loss and learning rate, and how the loss is computed where there is room for it."""
        voice, cells = self._scene.display.voice, self._scene.display.cells
        long, short = (standing_runs(self._workbench.lab, voice, cells, formula=formula) for formula in (True, False))
        return long if width_of(long, cells) <= room else short

    def first_row(self, size: Size) -> int:
        """Return the row in which diagram and words begin."""
        return self._desk.first_row(size)

    def take_focus(self) -> None:
        """Make the keys of the lab live."""
        self.focus(scroll_visible=False)

    def bring_into_view(self) -> None:
        """What is new stands above the diagram already."""

    def _set_running(self, running: bool) -> None:
        self._desk.running = running and not self._workbench.lab.diverged
        self._workbench.hurries = self._workbench.hurries and self._desk.running
        (self._frames.resume if self._desk.running else self._frames.pause)()

    def _frame(self, seconds: float) -> None:
        if not self._workbench.train(seconds, BUDGET):
            self._set_running(False)
        self._tell_session()
        self._desk.draw()
        self._announce()

    def _tell_session(self) -> None:
        """Say what the learner has brought about: an outcome that was seen, a task that is met or missed."""
        activity, run = self._workbench.activity, self._workbench.run
        if activity.settled is None and run.outcome is not None:
            self._workbench.show_outcome()
            self.post_message(Settled(run.outcome))
        match run.state:
            case "met" if activity.task:
                self.post_message(Answered(activity.task.id, run.settings))
            case "missed" if activity.task and run.missed_anew:
                self.post_message(Missed(activity.task.id, run.settings))
            case "met" | "missed" | "untried" | "free" | "edited" | "frozen" | "open":
                pass

    def _show(self) -> None:
        self._tell_session()
        self._desk.show_act()
        self._announce()

    def _announce(self) -> None:
        told = (self.live_keys(), self.title_notes(0), self._desk.running)
        if told != self._told:
            self._told = told
            self.post_message(KeysChanged())

    # What keys do.

    def action_act(self, key: str) -> None:
        """Do to the workbench what the key with this id means."""
        if key in PAUSING:
            self._set_running(False)
        ACTS[key](self._workbench)
        self._show()

    def action_operate(self) -> None:
        """Do what comes next, or go back from the text to the diagram."""
        if self._desk.reading:
            self.action_text()
        else:
            self.action_act(NEXT_OPERATION[self._workbench.lab.phase])

    def action_run_on(self) -> None:
        """Go on to where the prediction is settled."""
        self._set_running(False)
        self._set_running(self._workbench.run_on())
        self._show()

    def action_run(self) -> None:
        """Train on, or pause."""
        if not self._desk.running:
            self._workbench.news = ()
        self._set_running(not self._desk.running)
        self._show()

    def select(self, part: Part) -> None:
        """Select a part of the network."""
        self._workbench.select(part)
        self._show()

    def action_move(self, heading: Heading) -> None:
        """Select what is next in a direction; in the text scroll there."""
        if self._desk.reading:
            self._desk.text.scroll({"up": -_SCROLL, "down": _SCROLL}.get(heading, 0))
        else:
            self.select(self._desk.diagram.toward(heading))

    def action_next_part(self) -> None:
        """Select the next unit, weight or bias; in the text go to its terms."""
        self._desk.text.focus_terms() if self._desk.reading else self.select(self._desk.diagram.next_part())

    def action_previous_part(self) -> None:
        """Select the unit, weight or bias before."""
        self.select(self._desk.diagram.next_part(backwards=True))

    @on(NetworkDiagram.Selected)
    def _part_clicked(self, event: NetworkDiagram.Selected) -> None:
        self.select(event.part)

    def action_set(self) -> None:
        """Open the field for a new number."""
        self._set_running(False)
        self._workbench.forget_leaving()
        self._desk.open_field()

    @on(FormulaField.Submitted)
    def _submitted(self, event: FormulaField.Submitted) -> None:
        event.stop()
        try:
            self._workbench.set(event.text)
        except TutorError as error:
            self._desk.refuse(error)
        else:
            self._close()

    @on(FormulaField.Edited)
    def _typed(self, event: FormulaField.Edited) -> None:
        event.stop()
        self._desk.excuse()

    def action_explain(self) -> None:
        """Ask for an explanation of the selected gradient, as it is now."""
        self._set_running(False)
        self._workbench.forget_leaving()
        at = explained_name(self._workbench.view.selected, self._workbench.lab.spec)
        self.post_message(ExplainWanted(self._workbench.lab, self._scene.bench, at))

    def action_check_all(self) -> None:
        """Hold every gradient against a central difference."""
        self._set_running(False)
        self._workbench.tell(words.CHECKING, count=self._workbench.lab.trainer.network.layout.size)
        self._show()
        self.run_worker(self._check(), group="check", exclusive=True)

    async def _check(self) -> None:
        lab = self._workbench.lab
        checks = await self._scene.bench.run(check_gradient, lab.trainer, lab.current)
        self._workbench.checked(checks, self._scene.display.cells)
        self._show()

    @on(TabRow.Chosen)
    def _tab_clicked(self, event: TabRow.Chosen) -> None:
        self.action_act(f"panel-{event.tab}")

    @on(CurveChart.StepClicked)
    def _step_clicked(self, event: CurveChart.StepClicked) -> None:
        self._set_running(False)
        self._workbench.scrub(event.step)
        self._show()

    def action_text(self) -> None:
        """Read the whole text, or go back to the diagram."""
        self._set_running(False)
        self._workbench.forget_leaving()
        self._desk.open_text(not self._desk.reading)
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave `Esc` to the screen where there is nothing to close, and Enter where there is nothing to do."""
        if action == "operate":
            return self._desk.reading or not self._workbench.activity.is_through
        if action != "back":
            return super().check_action(action, parameters)
        return self._desk.something_open or self._workbench.just_set

    def action_back(self) -> None:
        """Close text, field and large panel; right after a change say first what another press does."""
        if self._workbench.just_set and not self._desk.something_open:
            self._workbench.tell(words.LEAVES_NEXT)
        self._workbench.just_set = False
        self._close()

    def _close(self) -> None:
        self._workbench.view = replace(self._workbench.view, large=False)
        self._desk.close()
        self.take_focus()
        self._show()


def _renewed(activity: NetworkActivity, scene: Scene) -> Kept:
    """What was kept of this lab, with the news that has come with this scene."""
    kept, settled = scene.kept, activity.settled is not None
    if not isinstance(kept, Kept) or kept.activity.lab is not activity.lab:
        read = activity.predicted or activity.later_tasks_begun
        news = () if read else (News("prompt"),)
        hints, lab = len(scene.hints), activity.lab
        by_hand = bool(activity.step.tasks) and not any(task.within for task in activity.step.tasks)
        view = first_view(lab, by_hand=by_hand)
        fresh = Kept(activity, lab, view, news, hints=hints, tasks=activity.finished, settled=settled)
        if not isinstance(kept, Kept) or kept.activity.spec != activity.spec:
            return fresh
        # Whoever comes back to a step finds its lab as it was left.
        return replace(fresh, lab=kept.lab, view=kept.view, acts=kept.acts)
    met = (_closed(activity, scene),) if activity.finished > kept.tasks else ()
    hint = (News("hint"),) if len(scene.hints) > kept.hints else ()
    told = tuple(news for news in kept.news if news.kind == "outcome")
    aside = tuple(news for news in kept.news if news.sentence is words.SET_ASIDE)
    outcome = (News("outcome"),) if settled and not (kept.settled or told) else ()
    return replace(kept, news=(*told, *outcome, *aside, *met, *hint)) if met or hint or outcome else kept


def _closed(activity: NetworkActivity, scene: Scene) -> News:
    """What is new where a task was just met, or its solution shown."""
    if scene.verdict is not None:
        return News("met")
    witness = activity.step.tasks[activity.finished - 1].witness
    return News("said", interface.SHOWN_ANSWER, {"answer": actions_words(actions_text(at_start(witness)))}, "hint")
