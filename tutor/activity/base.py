"""What every activity offers: the open question, how text is read, how it is judged, how events are replayed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final, Literal, Self, TypeAlias

from tutor.errors import Argument
from tutor.events import Event, EventKind, Verdict
from tutor.formulas.expression import Expression, Span

NOWHERE: Final = Span()

PREDICTION: Final = "predict"
"""The part id of a prediction."""
TASK_MISSED: Final = "goal-not-met"
"""The code of the verdict on what was done in a lab without meeting its task."""

Form: TypeAlias = Literal["choice", "choices", "order", "match", "rule", "number", "formula", "code", "reveal", "task"]
"""How a question is answered: one of its options · several · all in an order · each with a partner · a rule by name ·
a number · a formula · a piece of code · a press of Enter that shows what comes next · something to bring about in the
lab."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked now. `options` are ids, in the order in which they are shown; so are the `partners` to match.

    `symbols` are the names that count in a formula. The `example` shows how a number may be typed; its size is
    another one than that of the number asked for.
    """

    part: str
    form: Form
    options: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    example: str = ""

    @property
    def shows_next(self) -> bool:
        """Return whether nothing is answered: Enter shows what comes next."""
        match self.form:
            case "reveal":
                return True
            case "choice" | "choices" | "order" | "match" | "rule" | "number" | "formula" | "code" | "task":
                return False

    @property
    def is_task(self) -> bool:
        """Return whether something is to be brought about in the lab."""
        match self.form:
            case "task":
                return True
            case "choice" | "choices" | "order" | "match" | "rule" | "number" | "formula" | "code" | "reveal":
                return False

    @property
    def closes_by(self) -> EventKind:
        """Return the kind of the event that records what the learner did about it."""
        return "revealed" if self.shows_next else "answered"

    @property
    def echoed(self) -> bool:
        """Return whether it is said how an answer is read while it is typed; code is taken as it is."""
        match self.form:
            case "number" | "formula":
                return True
            case "choice" | "choices" | "order" | "match" | "rule" | "code" | "reveal" | "task":
                return False

    def choice(self, text: str) -> Reading:
        """Return what `text` means as one of the options."""
        return Understood(chosen=(text,)) if text in self.options else Unreadable("unknown-choice")


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read: the formula, or the number with the formula it was computed from, or the chosen ids."""

    expression: Expression | None = None
    value: float | None = None
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Text that means nothing here, with the place in it; it costs nothing."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    span: Span = NOWHERE

    @property
    def verdict(self) -> Verdict:
        """Return what is said to it."""
        return Verdict("unreadable", self.code, self.arguments)


Reading: TypeAlias = Understood | Unreadable


@dataclass(frozen=True, slots=True)
class Hint:
    """One rung of help: an authored text by its index, rules or a method by code, or the answer itself."""

    kind: Literal["authored", "rule", "rules", "method", "answer"]
    index: int = 0
    rule: str = ""
    answer: str = ""
    rules: tuple[str, ...] = ()


def authored(hints: Sequence[str]) -> tuple[Hint, ...]:
    """Return the author's own `hints`."""
    return tuple(Hint("authored", index) for index in range(len(hints)))


class Activity(ABC):
    """One step at one moment, as something to do. It never changes: `after` gives what it is after an event."""

    drawn: Mapping[str, str] = MappingProxyType({})
    """The parameters of this attempt as they are printed; none where the numbers stand in the lesson."""
    behind: Mapping[str, str] = MappingProxyType({})
    """What closed each part that is behind the learner, in that order: the answer, or the solution that was shown."""

    @property
    @abstractmethod
    def question(self) -> Question | None:
        """Return what is asked now, or None when nothing is left to ask."""

    @abstractmethod
    def form_of(self, part: str) -> Form:
        """Return how `part` is answered, whichever is open."""

    @abstractmethod
    def read(self, text: str) -> Reading:
        """Return what `text` means as an answer to the open question."""

    @abstractmethod
    def judge(self, raw: str) -> Verdict:
        """Return the verdict on `raw` as an answer to the open question."""

    @abstractmethod
    def ladder(self) -> tuple[Hint, ...]:
        """Return every hint for the open question, gentlest first; the last one is the answer."""

    def after(self, event: Event) -> Self:
        """Return the step as it is after `event`: a part that was answered rightly, or shown, is behind then."""
        if not self.closed_by(event):
            return self
        later = copy(self)
        later.behind = MappingProxyType({**self.behind, event.part: event.raw})
        return later

    def closed_by(self, event: Event) -> bool:
        """Return whether `event` puts its part behind the learner."""
        return event.closes

    def comes_too_late(self, event: Event) -> bool:
        """Return whether `event` is about a part that is behind: another terminal asked on, and it counts no more."""
        return event.part in self.behind and event.kind in ("answered", "hinted", "revealed")


class Predicting(Activity):
    """A step with a prediction that is committed before anything moves; whatever it says, it is behind then."""

    @property
    def predicted(self) -> str:
        """Return the id of the outcome that was predicted, empty while that is open."""
        return self.behind.get(PREDICTION, "")

    def closed_by(self, event: Event) -> bool:
        """Return whether `event` puts its part behind the learner, the prediction whether it is right or not."""
        return event.closes or (event.part == PREDICTION and event.kind == "answered")
