"""The lab as an activity: a prediction that is committed before anything moves, then tasks that a run must meet."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from tutor.activity.base import PREDICTION, Hint, Question, Reading, Understood, Unreadable, Verdict, authored
from tutor.errors import TutorError
from tutor.events import Event
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import NetworkStep, Prediction, Task
from tutor.network.goals import comes_true, parse_goal
from tutor.network.lab import Lab
from tutor.network.spec import NetworkSpec
from tutor.network.trial import try_goal, untouched_losses

_MOST_LISTED = 16
_ALIASES = {"lr": "learning_rate", "alpha": "learning_rate", "α": "learning_rate", "learning rate": "learning_rate"}
Settings = Mapping[str, float]
"""What was changed before a run: names of the lab's quantities and their values."""


class NetworkActivity:
    """A lab with its prediction and tasks. `lab` is for the learner to play with; judging runs a lab of its own."""

    drawn: Mapping[str, str] = {}
    """The network's own seed fixes its numbers."""

    def __init__(self, step: NetworkStep, lesson: Lesson) -> None:
        self.step = step
        self.spec = lesson.networks[step.network].spec()
        self.lab = Lab(self.spec)
        self.predicted = ""
        self._finished: set[str] = set()
        for condition in _conditions(step):
            parse_goal(condition)

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
        return next((task for task in self.step.tasks if task.id not in self._finished), None)

    @property
    def finished(self) -> int:
        """Return how many tasks are done."""
        return len(self._finished)

    @property
    def later_tasks_begun(self) -> bool:
        """Return whether the first task is behind the learner."""
        return bool(self._finished)

    @property
    def changeable(self) -> tuple[str, ...]:
        """Return the names of what the learner may change now: with all tasks done, everything that a lab offers."""
        if self.step.may_change and self.task is not None:
            return tuple(self.step.may_change)
        parameters = (row.name for row in self.lab.parameters())
        return ("learning_rate", *parameters, *self.spec.inputs, *self.spec.targets)

    @property
    def outcome_step(self) -> int:
        """Return the step at which a run shows how the prediction comes out."""
        prediction = self.step.predict
        named = (
            [parse_goal(choice.when).least_steps for choice in prediction.choices if choice.when] if prediction else []
        )
        return max(named, default=1)

    def read(self, text: str) -> Reading:
        """Read the id of a predicted outcome, or the settings of a run, `learning_rate=2, w=-4`."""
        question = self.question
        if question is None:
            return Unreadable("nothing-asked")
        if question.part == PREDICTION:
            return question.choice(text)
        try:
            self._prepared(settings_of(text))
        except (ValueError, TutorError):
            return Unreadable("unknown-settings")
        return Understood()

    def judge(self, raw: str) -> Verdict:
        """Judge a prediction by what really happens, a task by running it from the start with the settings in `raw`."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return reading.verdict
        if self.step.predict and not self.predicted:
            right = raw == outcome(self.step.predict, self.spec)
            return Verdict("right" if right else "wrong", "prediction", feedback=(raw,))
        task = self.task
        assert task is not None
        met = try_goal(self.spec, parse_goal(task.goal), task.within, settings_of(raw)).met_at
        return Verdict("wrong", "goal-not-met") if met is None else Verdict("right", "goal-met", {"steps": met})

    def apply(self, event: Event) -> None:
        """Remember a committed prediction, whether it was right or not, and a task that was done or shown."""
        if event.part == PREDICTION and event.kind in ("answered", "revealed"):
            self.predicted = event.raw
        elif event.closes:
            self._finished.add(event.part)

    def ladder(self) -> tuple[Hint, ...]:
        """Return the hints of the open task; a prediction has none, for it costs nothing to be wrong."""
        task = self.task
        question = self.question
        if task is None or question is None or question.part == PREDICTION:
            return ()
        settings = settings_text(task.witness)
        return (*authored(task.hints), Hint("answer", answer=settings))

    def _prepared(self, settings: Settings) -> Lab:
        lab = Lab(self.spec)
        for name, value in settings.items():
            lab.edit(name, value)
        return lab


def _conditions(step: NetworkStep) -> Iterator[str]:
    yield from (task.goal for task in step.tasks)
    yield from (choice.when for choice in (step.predict.choices if step.predict else ()) if choice.when)


def outcome(prediction: Prediction, spec: NetworkSpec) -> str:
    """Return the id of the choice that an unedited run bears out, or the one that the author named.

    An empty text where no choice holds.
    """
    if prediction.answer:
        return prediction.answer
    goals = {choice.id: parse_goal(choice.when) for choice in prediction.choices}
    losses = untouched_losses(spec, max(goal.least_steps for goal in goals.values()))
    for choice, goal in goals.items():
        if comes_true(goal, losses):
            return choice
    return ""


def prediction_outcome(activity: NetworkActivity) -> str | None:
    """Return the outcome once the learner's own run has come far enough to show it, else None."""
    prediction = activity.step.predict
    if prediction is None or activity.lab.last_step < activity.outcome_step:
        return None
    return outcome(prediction, activity.spec)


def read_settings(text: str, changeable: Sequence[str]) -> dict[str, float]:
    """Return the settings that a learner typed, `w = -4, lr = 2`, full-width forms included.

    Raises:
        TutorError: `settings.unreadable`, `settings.fixed` for what this step does not let change.
    """
    plain = unicodedata.normalize("NFKC", text).replace("\N{MINUS SIGN}", "-").replace("，", ",")
    try:
        found = settings_of(plain)
    except ValueError:
        raise TutorError("settings.unreadable", names=listed(changeable)) from None
    named = {_ALIASES.get(name.lower(), name): value for name, value in found.items()}
    for name in named:
        if name not in changeable:
            raise TutorError("settings.fixed", name=name, names=listed(changeable))
    return named


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence takes them; of thousands the first few."""
    return ", ".join([*names[:_MOST_LISTED], *(["…"] if len(names) > _MOST_LISTED else [])])


def settings_text(settings: Settings) -> str:
    """Return settings as an answer is stored: `learning_rate=2.0, w=-4.0`."""
    return ", ".join(f"{name}={value!r}" for name, value in settings.items())


def settings_of(text: str) -> dict[str, float]:
    """Return the settings in `text`. ValueError where it is not of that form."""
    pairs = (part.split("=") for part in text.split(",") if part.strip())
    return {name.strip(): float(value) for name, value in pairs}
