"""The lab as an activity: a prediction that is committed before anything moves, then tasks that a run must meet."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from copy import copy
from typing import Final, Self

from tutor.activity.actions import SHORT_RATE, actions_of, actions_text, settings_of, typed_name
from tutor.activity.base import (
    PREDICTION,
    TASK_MISSED,
    Form,
    Hint,
    Predicting,
    Question,
    Reading,
    Understood,
    Unreadable,
    authored,
)
from tutor.activity.forecast import Forecast
from tutor.errors import TutorError
from tutor.events import Event, Verdict
from tutor.formulas.limits import FormulaError
from tutor.lesson.files.spelling import listed
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import NetworkStep, Task
from tutor.network.goals import parse_goal
from tutor.network.lab import Lab
from tutor.network.trial import at_start, goal_of, try_goal

_MOST_LISTED: Final = 16
"""How many names a sentence about settings lists."""
_ALIASES: Final = dict.fromkeys((SHORT_RATE, "alpha", "α"), "learning_rate")


class NetworkActivity(Predicting):
    """A lab with its prediction and tasks. `lab` is for the learner to play with, as long as the step is open.

    Judging runs a lab of its own.
    """

    def __init__(self, step: NetworkStep, lesson: Lesson) -> None:
        self.step = step
        self.spec = lesson.networks[step.network].spec()
        self.lab = Lab(self.spec)
        self.settled: str | None = None
        """The id of the choice that the learner's own run has borne out; None while that is open."""
        self.missed: tuple[str, str] | None = None
        """The task that a run of the learner has missed last, and what was set for it; None before the first time."""
        for task in step.tasks:
            goal_of(task.goal, task.by, self.spec)
        for choice in step.predict.choices if step.predict else ():
            if choice.when:
                parse_goal(choice.when)

    @classmethod
    def free(cls, lesson: Lesson, network: str) -> NetworkActivity:
        """Return a lab of one of the lesson's networks in which nothing is to be done."""
        return cls(NetworkStep(id=network, type="network", network=network), lesson)

    @property
    def question(self) -> Question | None:
        """Return the prediction first, then the first task that is not done."""
        if self.step.predict and not self.predicted:
            return Question(PREDICTION, "choice", tuple(choice.id for choice in self.step.predict.choices))
        task = self.task
        return Question(task.id, "task") if task else None

    @property
    def task(self) -> Task | None:
        """Return the first task that is not done."""
        return next((task for task in self.step.tasks if task.id not in self.behind), None)

    @property
    def finished(self) -> int:
        """Return how many tasks are done."""
        return sum(task.id in self.behind for task in self.step.tasks)

    @property
    def is_through(self) -> bool:
        """Return whether what the step is about has come out, and nothing is left to do."""
        return self.question is None and (self.finished > 0 or self.settled is not None)

    @property
    def later_tasks_begun(self) -> bool:
        """Return whether the first task is behind the learner."""
        return self.finished > 0

    @property
    def changeable(self) -> tuple[str, ...]:
        """Return the names of what the learner may change now: with all tasks done, everything that a lab offers."""
        if self.step.may_change and self.task is not None:
            return tuple(self.step.may_change)
        return self.offered

    @property
    def first_changeable(self) -> str:
        """Return the name that a number without a name is meant for, whether tasks are open or done."""
        return (self.step.may_change or self.offered)[0]

    @property
    def offered(self) -> tuple[str, ...]:
        """Return the names of all that a lab offers to change."""
        parameters = self.lab.trainer.network.layout.listed
        return ("learning_rate", *parameters, *self.spec.inputs, *self.spec.targets)

    def form_of(self, part: str) -> Form:
        """A prediction is chosen, a task is brought about in the lab."""
        return "choice" if part == PREDICTION else "task"

    def read(self, text: str) -> Reading:
        """Read the id of a predicted outcome, or what was done in the lab, `learning_rate=2, w=-4`."""
        question = self.question
        if question is None:
            return Unreadable("nothing-asked")
        if question.part == PREDICTION:
            return question.choice(text)
        try:
            for edit in actions_of(text):
                Lab(self.spec).repeat(edit)
        except (ValueError, TutorError):
            return Unreadable("unknown-settings")
        return Understood()

    def judge(self, raw: str) -> Verdict:
        """Judge a prediction by what really happens, a task by doing again what `raw` says."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return reading.verdict
        if self.step.predict and not self.predicted:
            right = raw == Forecast(self.step.predict).outcome(self.spec)
            return Verdict("right" if right else "wrong", "prediction", feedback=(raw,))
        task = self.task
        assert task is not None
        met = try_goal(self.spec, goal_of(task.goal, task.by, self.spec), task.by, task.within, actions_of(raw)).met_at
        if met is None:
            return Verdict("wrong", TASK_MISSED)
        match task.by:
            case "hand":
                return Verdict("right", "goal-met-by-hand")
            case "training":
                return Verdict("right", "goal-met", {"steps": met})

    def after(self, event: Event) -> Self:
        """Return the step as it is after `event`, which may say how the prediction came out, or that a run missed."""
        later = super().after(event)
        if event.kind == "settled":
            later = copy(self)
            later.settled = event.raw
        elif later is self and event.kind == "answered":
            later = copy(self)
            later.missed = (event.part, event.raw)
        return later

    def ladder(self) -> tuple[Hint, ...]:
        """Return the hints of the open task; a prediction has none, for it costs nothing to be wrong."""
        task = self.task
        question = self.question
        if task is None or question is None or question.part == PREDICTION:
            return ()
        return (*authored(task.hints), Hint("answer", answer=actions_text(at_start(task.witness))))


def read_settings(text: str, changeable: Sequence[str], offered: Sequence[str]) -> dict[str, float]:
    """Return the settings that a learner typed, `w = -4, lr = 2`, full-width forms included.

    Raises:
        TutorError: `settings.unreadable`, `settings.unknown` for a name that is not among the `offered` ones,
            `settings.fixed` for what this step does not let change.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").replace("，", ",")
    try:
        found = settings_of(plain)
    except (ValueError, FormulaError):
        raise TutorError("settings.unreadable", names=_told(changeable)) from None
    named = {_ALIASES.get(name.lower(), name): value for name, value in found.items()}
    for name in named:
        if name not in changeable:
            code = "settings.fixed" if name in offered else "settings.unknown"
            raise refused_setting(code, name, changeable)
    return named


def refused_setting(code: str, name: str, changeable: Sequence[str]) -> TutorError:
    """Return why nothing called `name` is set, with the names of what is `changeable` as they are typed."""
    return TutorError(code, name=typed_name(name), names=_told(changeable))


def _told(changeable: Sequence[str]) -> str:
    return listed([*map(typed_name, changeable)], _MOST_LISTED)
