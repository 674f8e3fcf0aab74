"""What a lab tells its learner: where it stands, its numbers as tables, task, prediction, what the next key does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tutor.activity.actions import typed_name
from tutor.activity.base import Hint
from tutor.activity.network import NetworkActivity
from tutor.activity.task_run import TaskRun
from tutor.errors import Argument
from tutor.events import Verdict
from tutor.figures.answers import came_true_lines, hint_head, hint_words, predicted_lines, sentence_of, text_lines
from tutor.figures.calculations import loss_formula
from tutor.figures.lines import Line, Run, flowed, labelled, number_row, width_of, wrapped
from tutor.figures.quantities import example_words, quantity_text
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.network_steps import NetworkStep, PredictedChoice
from tutor.network.goals import Way
from tutor.network.lab import Lab, Phase
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.wording import Sentence, Voice, interface
from tutor.wording import lab as lab_words

_GAP = 2
_MOST_NAMED: Final = 6
"""Names of what can be changed that a sentence lists."""
_OWN_KEYS: Final[Mapping[Phase, str]] = {
    "idle": "f", "forward": "f", "forward-done": "b", "backward": "b", "backward-done": "u"
}  # fmt: skip
"""The keys of the operations themselves, by how far the step is."""


def standing_runs(lab: Lab, voice: Voice, cells: Cells, *, formula: bool) -> list[Run]:
    """Return step, loss and learning rate for a title; `formula` says how the loss is computed."""
    left = loss_formula(lab.spec, len(lab.current.trace.targets)) if formula else "L"
    between = f" {cells.glyphs.separator} "
    line: list[Run] = [(voice(interface.STEP_AND_LOSS, step=lab.step), "title"), (between, "dim"), (left, "maths")]
    if lab.loss_shown:
        loss = numeral(lab.loss)
        line += [(f" {loss.relation} ", "maths"), (loss.text, "value")]
    return [*line, (f"{between}lr ", "dim"), (numeral(lab.learning_rate).text, "value")]


@dataclass(frozen=True, slots=True)
class LabWords:
    """What is said of a lab's tasks and prediction, in the words of `step`, which is in the learner's language."""

    activity: NetworkActivity
    step: NetworkStep
    voice: Voice
    cells: Cells

    def task_lines(self, width: int) -> list[Line]:
        """Return the open task, or that none is left; without tasks the text of the step."""
        task, tasks = self.activity.task, self.step.tasks
        if task is None:
            if not tasks:
                return text_lines(self.step.prompt, {}, self.cells, width)
            return wrapped(self.voice(interface.NO_TASK_LEFT), "", self.cells, width)
        number = self.activity.step.tasks.index(task)
        head: Line = [(f"{self.voice(interface.TASK)} {number + 1}/{len(tasks)}  ", "hint")]
        body = text_lines(tasks[number].text, {}, self.cells, width - width_of(head, self.cells))
        return labelled(head, body, self.cells)

    def longest_task(self, width: int) -> int:
        """Return how many rows the longest task takes, or that none is left: for so many room is kept all the time."""
        tasks = self.step.tasks
        head = self.cells.width(f"{self.voice(interface.TASK)} {len(tasks)}/{len(tasks)}  ")
        after = len(wrapped(self.voice(interface.NO_TASK_LEFT), "", self.cells, width))
        return max(after, *(len(text_lines(task.text, {}, self.cells, width - head)) for task in tasks))

    def prediction_lines(self, width: int) -> list[Line]:
        """Return the learner's prediction; nothing where none was asked."""
        choice = self._predicted
        return predicted_lines(choice, self.voice, self.cells, width) if choice else []

    def outcome_lines(self, width: int, outcome: str | None) -> list[Line]:
        """Return whether `outcome` was predicted, with the author's word on it; nothing while that is open."""
        choice = self._predicted
        if outcome is None or choice is None:
            return []
        return came_true_lines(choice, outcome == choice.id, self.voice, self.cells, width)

    def found_earlier_lines(self, width: int) -> list[Line]:
        """Return the same for a lab that stands at its start again, where it was not found just now."""
        lines = self.outcome_lines(width, self.activity.settled)
        return [[(self.voice(interface.FOUND_EARLIER), "dim"), *lines[0]], *lines[1:]] if lines else []

    def newest_hint_lines(self, hints: Sequence[Hint], part: str, width: int) -> list[Line]:
        """Return the hint for `part` that was given last; nothing where none was."""
        if not hints:
            return []
        head = hint_head(len(hints), self.activity.ladder(), self.voice, newest=True)
        _, *body = hint_words(hints[-1], self.step, part, {}, self.voice, self.cells, width)
        return [*flowed(head, 2, width, self.cells), *body]

    @property
    def _predicted(self) -> PredictedChoice | None:
        choices = self.step.predict.choices if self.step.predict else ()
        return next((choice for choice in choices if choice.id == self.activity.predicted), None)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that a lab says, with what it is filled in with and the tag of its meaning."""

    sentence: Sentence
    tag: str = "dim"
    arguments: Mapping[str, Argument] = field(default_factory=dict)


def told_lines(told: Iterable[Told], voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return what is `told`, each sentence on lines of its own."""
    return [line for one in told for line in wrapped(voice(one.sentence, **one.arguments), one.tag, cells, width)]


def advice(run: TaskRun, *, running: bool) -> list[Told]:
    """Return what the run so far means for the task, or what the next key does."""
    task, lab = run.activity.task, run.lab
    if lab.diverged:
        return [Told(interface.DIVERGED, "wrong")]
    match run.state:
        case "edited":
            return [Told(interface.TASK_EDITED[task.by if task else "training"], "hint")]
        case "frozen":
            return [Told(interface.TASK_FROZEN, "hint")]
        case "missed":
            steps = task.within if task else 0
            return [Told(interface.TASK_MISSED, "hint", {"steps": steps}), _how_to_change(run)]
        case "untried":
            return [Told(interface.TASK_UNTRIED, "hint"), _how_to_change(run)]
        case "free" | "open" | "met":
            if not running and _is_to_be_changed(run):
                return [_how_to_change(run)]
            phase = "running" if running else lab.phase
            return [Told(interface.PHASES[phase], arguments={"key": next_key(run)})]


def next_key(run: TaskRun) -> str:
    """Return what the key is called that does the next operation: once the step is through, Enter leads on from it."""
    return _OWN_KEYS[run.lab.phase] if run.activity.is_through else lab_words.ENTER


def _is_to_be_changed(run: TaskRun) -> bool:
    """Whether something is to be changed next for the open task."""
    task, lab = run.activity.task, run.lab
    return bool(task and not (run.awaited or lab.edits or lab.step) and _may_change_now(task.by, lab))


def _how_to_change(run: TaskRun) -> Told:
    """How that is changed which the open task is about."""
    names = [*map(typed_name, run.activity.changeable)]
    match names:
        case ["lr"]:
            return Told(lab_words.CHANGES_RATE)
        case _ if len(names) > _MOST_NAMED:
            return Told(lab_words.CHANGES_ANY)
        case _:
            return Told(lab_words.CHANGES_THESE, arguments={"name": names[0], "names": listed(names, _MOST_NAMED)})


def _may_change_now(by: Way, lab: Lab) -> bool:
    """Whether what is changed before the first update counts for a goal that is reached `by` this way."""
    match by:
        case "training":
            return lab.at_start
        case "hand":
            return True


def waiting(run: TaskRun) -> list[Told]:
    """Return which key leads to the outcome of an open prediction, and where; nothing where none is open."""
    forecast = run.awaited
    if forecast is None:
        return []
    if run.lab.edits:
        return [Told(lab_words.PREDICTED_UNCHANGED)]
    if forecast.latest > 1:
        return [Told(lab_words.SETTLES_LATER, arguments={"step": forecast.latest})]
    return [Told(lab_words.SETTLES["update" if forecast.latest else forecast.shown])]


def frozen_lines(lab: Lab, name: str, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return that training leaves the explained parameter as it is, where it is frozen."""
    return told_lines([Told(lab_words.FROZEN_EXPLAINED, "hint")] if name in lab.frozen else [], voice, cells, width)


def met_lines(verdict: Verdict | None, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return how a task was met, after how many steps where that is known; nothing for any other verdict."""
    if verdict is None or verdict.code not in ("goal-met", "goal-met-by-hand"):
        return []
    said = sentence_of(verdict, voice, cells) or voice(interface.RIGHT)
    return wrapped(f"{cells.glyphs.done} {said}", "right", cells, width)


def unit_lines(lab: Lab, voice: Voice, cells: Cells) -> list[Line]:
    """Return z, a and δ of every unit for the lab's example, which is named where there are several.

    A number that this step has not computed yet is a dash.
    """
    head = [example_words(lab, voice) or voice(interface.UNIT), "z", "a", "δ"]
    units = [unit for layer in lab.spec.layers for unit in layer.units]
    return _table(head, units, (".z", ".a", ".delta"), ("", "", "gradient"), lab, cells)


def parameter_lines(lab: Lab, voice: Voice, cells: Cells) -> list[Line]:
    """Return value, gradient and next value of every parameter; a dash where this step has not computed it yet."""
    words = (interface.PARAMETER, interface.VALUE, interface.GRADIENT, interface.NEXT_VALUE)
    names, tags = lab.trainer.network.layout.listed, ("value", "gradient", "")
    return _table(list(map(voice, words)), names, ("", ".gradient", ".next"), tags, lab, cells)


def _table(
    head: Sequence[str], names: Sequence[str], kinds: Sequence[str], tags: Sequence[str], lab: Lab, cells: Cells
) -> list[Line]:
    """A row for each of the named quantities: its numbers of these kinds, those of a kind with the same tag."""
    rows = [list(head)]
    for name in names:
        values = [lab.value(name + kind) for kind in kinds]
        rows.append([quantity_text(name, cells), *("–" if value is None else numeral(value).text for value in values)])
    room, *widths = (max(map(cells.width, column)) for column in zip(*rows, strict=True))
    # A number that grows while the network runs must not push its neighbours about.
    widths = [_GAP + max(width, 7) for width in widths]
    lines = []
    for number, (first, *texts) in enumerate(rows):
        tagged = zip(texts, tags if number else ["dim"] * len(tags), strict=True)
        lines.append(number_row((first, "title" if number else "dim"), room, list(tagged), widths, cells))
    return lines
