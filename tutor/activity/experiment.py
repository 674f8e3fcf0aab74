"""Several runs side by side: a prediction that is committed first, then the runs and what they bear out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from copy import copy
from functools import cached_property, lru_cache
from typing import Self

from tutor.activity.base import PREDICTION, Form, Hint, Predicting, Question, Reading, Unreadable
from tutor.errors import TutorError
from tutor.events import Verdict
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import ExperimentStep
from tutor.network.datasets import classes_on_plane, examples_of
from tutor.network.runs import Run, Runs
from tutor.network.spec import NetworkSpec
from tutor.network.variation import PLOT_FACTS, Change, Plot, varied
from tutor.quiz.variant import Condition, Variant, parse_condition


class ExperimentActivity(Predicting):
    """The runs of one step, as far as they have come; judging waits for their end only where it must."""

    def __init__(self, step: ExperimentStep, lesson: Lesson) -> None:
        self.step = step
        self.changes: Sequence[Change] = step.vary.changes()
        spec = lesson.networks[step.network].spec()
        self.specs: Sequence[NetworkSpec] = [varied(spec, change) for change in self.changes]

    @cached_property
    def runs(self) -> Runs:
        """Return the runs, as far as they have come."""
        return Runs.of(self.specs, self.step.run, self.step.plot)

    def with_runs(self, runs: Runs) -> Self:
        """Return the step with its runs as far as `runs` have come."""
        later = copy(self)
        later.runs = runs
        return later

    def trained(self, seconds: float = math.inf) -> Self:
        """Return the step with its runs at their end, or gone on for so long."""
        return self.with_runs(self.runs.later(seconds))

    @cached_property
    def has_plane(self) -> bool:
        """Return whether every run has two inputs and examples of two classes, so that a boundary can be drawn."""
        return all(classes_on_plane(examples_of(spec)) == (0.0, 1.0) for spec in self.specs)

    def finish(self) -> None:
        """Let the runs come to their end."""
        if not self.runs.done:
            self.runs = _ended(tuple(self.specs), self.step.run, self.step.plot)

    @property
    def question(self) -> Question | None:
        """Return the prediction while it is open. Raises TutorError where a boundary has no plane to be drawn on."""
        if PLOT_FACTS[self.step.plot].on_plane and not self.has_plane:
            raise TutorError("boundary-without-plane")
        if self.predicted:
            return None
        return Question(PREDICTION, "choice", tuple(self._conditions))

    @cached_property
    def _conditions(self) -> Mapping[str, Condition | None]:
        """When each choice is right, as far as the author says so."""
        names = outcome_names(self.step, self.specs)
        choices = self.step.predict.choices
        return {choice.id: read_outcome(choice.when, names) if choice.when else None for choice in choices}

    @property
    def outcomes(self) -> Sequence[str]:
        """Return the ids of the predictions that the ended runs bear out; a lesson that was checked has exactly one."""
        if all(self._conditions.values()):
            ends = Variant({name: repr(value) for name, value in ending(self.runs).items()})
            return [choice for choice, condition in self._conditions.items() if condition and condition.holds(ends)]
        finals = [_final(run) for run in self.runs.all]
        best = min(finals) if PLOT_FACTS[self.step.plot].lowest_wins else max(finals)
        return [choice for choice, final in zip(self._conditions, finals, strict=False) if final == best]

    def form_of(self, part: str) -> Form:
        """The prediction is chosen."""
        return "choice"

    def read(self, text: str) -> Reading:
        """Read the id of a predicted outcome."""
        question = self.question
        if question is None:
            return Unreadable("nothing-asked")
        return question.choice(text)

    def judge(self, raw: str) -> Verdict:
        """Judge a prediction by the author's answer, or by the runs, which then run to their end."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return reading.verdict
        answer = self.step.predict.answer
        if answer is None:
            self.finish()
        right = raw == answer if answer else raw in self.outcomes
        return Verdict("right" if right else "wrong", "prediction", feedback=(raw,))

    def ladder(self) -> tuple[Hint, ...]:
        """A prediction has no hints, for it costs nothing to be wrong."""
        return ()


@lru_cache(maxsize=8)
def _ended(specs: tuple[NetworkSpec, ...], steps: int, plot: Plot) -> Runs:
    """Runs at their end: a check wants them once for itself and once a language."""
    return Runs.of(specs, steps, plot).later()


def _final(run: Run) -> float:
    """What counts at the end of a run: the examples that it was not trained on, where there are any."""
    return run.validation[-1] if run.validation and not run.diverged else run.end


def ending(runs: Runs) -> dict[str, float]:
    """Return how the runs began and ended, by the names that outcomes use: `start1`, `end1`, `validation1`, …"""
    return {name: value for number, run in enumerate(runs.all, 1) for name, value in _ending(number, run).items()}


def _ending(number: int, run: Run) -> dict[str, float]:
    unseen = {f"validation{number}": run.validation[-1]} if run.validation else {}
    diverged = float(run.diverged)
    return {f"start{number}": run.start, f"end{number}": run.end, f"diverged{number}": diverged, **unseen}


def outcome_names(step: ExperimentStep, specs: Sequence[NetworkSpec]) -> Sequence[str]:
    """Return the names that outcomes of these runs may use."""
    unseen = PLOT_FACTS[step.plot].unseen and any(spec.data and spec.data.validation for spec in specs)
    words = ("start", "end", "diverged", *(["validation"] if unseen else []))
    return [f"{word}{number + 1}" for word in words for number in range(len(specs))]


def read_outcome(text: str, names: Sequence[str]) -> Condition:
    """Return the condition on the ends of the runs that `text` says, `end2 < min(end1, end3)`.

    Raises FormulaError for a side that is no formula, TutorError `condition-shape` unless two sides are compared.
    """
    return parse_condition(text, names)
