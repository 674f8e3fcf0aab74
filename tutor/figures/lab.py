"""What a lab tells its learner beside its numbers: how a prediction came out, the open task, what the next key does."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.activity.base import Verdict
from tutor.activity.network import NetworkActivity, prediction_outcome
from tutor.activity.task_run import RunState
from tutor.figures.answers import barred, text_lines
from tutor.figures.lines import Line, Run
from tutor.lesson.model import NetworkStep
from tutor.text import Cells
from tutor.wording import Voice, interface
from tutor.wording.replies import SAID


def news_lines(
    activity: NetworkActivity,
    step: NetworkStep,
    state: RunState,
    verdict: Verdict | None,
    *,
    running: bool,
    voice: Voice,
    cells: Cells,
    width: int,
) -> list[Line]:
    """Return what the learner needs to know now; `step` has the texts, in the learner's language."""
    lines = [
        *prediction_lines(activity, step, voice, cells, width),
        *_met_lines(verdict, voice),
        *task_lines(activity, step, state, voice, cells, width),
    ]
    if activity.lab.diverged:
        return [*lines, [(voice(interface.DIVERGED), "wrong")]]
    return [*lines, [(voice(interface.PHASES["running" if running else activity.lab.phase]), "dim")]]


def prediction_lines(
    activity: NetworkActivity, step: NetworkStep, voice: Voice, cells: Cells, width: int
) -> list[Line]:
    """Return the prediction, and how it came out as soon as the run has come far enough to show it."""
    choices = step.predict.choices if step.predict else ()
    choice = next((choice for choice in choices if choice.id == activity.predicted), None)
    if choice is None or activity.later_tasks_begun:
        return []
    found = prediction_outcome(activity)
    if found is None:
        first, *rest = text_lines(choice.text, {}, cells, width - 2)
        return barred([[(voice(interface.PREDICTED) + " ", "dim"), *first], *rest], "dim")
    tag = "right" if found == choice.id else "wrong"
    words = voice(interface.PREDICTION_RIGHT if tag == "right" else interface.PREDICTION_WRONG)
    head: Line = [("✓ " if tag == "right" else "✗ ", tag), (words, tag)]
    return barred([head, *(text_lines(choice.feedback, {}, cells, width - 2) if choice.feedback else [])], tag)


def task_lines(
    activity: NetworkActivity, step: NetworkStep, state: RunState, voice: Voice, cells: Cells, width: int
) -> list[Line]:
    """Return the open task with what the run so far means for it, or that all tasks are done."""
    task = activity.task
    if task is None:
        return barred([[("✓ " + voice(interface.TASKS_DONE), "right")]], "right") if step.tasks else []
    number = activity.step.tasks.index(task)
    head: list[Run] = [(f"{voice(interface.TASK)} {number + 1}/{len(step.tasks)}", "hint")]
    lines: list[Line] = [head, *text_lines(step.tasks[number].text, {}, cells, width - 2)]
    for words in _remarks(state, task.within, voice):
        lines += [[(line, "hint")] for line in cells.wrap(words, width - 2)]
    return barred(lines, "hint")


def _remarks(state: RunState, within: int, voice: Voice) -> Iterator[str]:
    if state == "edited":
        yield voice(interface.TASK_EDITED)
    elif state == "missed":
        yield voice(interface.TASK_MISSED, steps=within)


def _met_lines(verdict: Verdict | None, voice: Voice) -> list[Line]:
    if verdict is None or verdict.code != "goal-met":
        return []
    return barred([[("✓ " + voice(SAID[verdict.code], **verdict.arguments), "right")]], "right")
