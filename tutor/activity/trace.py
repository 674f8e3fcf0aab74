"""Backprop by hand: numbers of one pass asked one after the other, earlier ones at hand, mistakes run to be recognised.

A wrong number is held against what every known mistake makes of the same pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Final

from tutor.activity.base import Hint, Question, Reading, Understood, Unreadable, Verdict, authored
from tutor.activity.left_sides import other_left_side
from tutor.activity.quantity_names import TypedNames
from tutor.errors import TutorError
from tutor.events import Event
from tutor.formulas.limits import FormulaError
from tutor.formulas.parse import left_side
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import TraceStep
from tutor.network.lab import Lab
from tutor.network.mistakes import MISTAKES
from tutor.network.operations import is_given
from tutor.network.quantities import Quantity
from tutor.network.spec import NetworkSpec
from tutor.quiz.numbers import read_number

A_SCREEN: Final = 4
"""How many numbers stand on a screen together."""

_UNKNOWN_NAMES: Final = ("unknown_name", "misspelled_name", "unknown_derivative")


class TraceActivity:
    """Numbers of the lab's first step, each an own part whose id is its name; `known` are those at hand."""

    drawn: Mapping[str, str] = {}
    """The numbers stand in the lesson."""

    def __init__(self, step: TraceStep, lesson: Lesson) -> None:
        self.step = step
        self.spec: NetworkSpec = lesson.networks[step.network].spec()
        self.lab = Lab(self.spec)
        self.names = TypedNames(self.spec)
        self._found: list[str] = []

    @property
    def question(self) -> Question | None:
        """Return the first number that was not found. Raises TutorError where one to come is no number of the pass."""
        unknown = next((name for name in self.step.ask if name not in self.names.all), None)
        if unknown:
            raise TutorError("network.unknown-quantity", name=unknown)
        asked = self.asked
        symbols = tuple(word for name in self.known for word in self.names.all[name].words[:1])
        return Question(asked, "number", symbols=symbols) if asked else None

    @property
    def asked(self) -> str:
        """Return the name of the number that is asked now, empty when all were found."""
        return next((name for name in self.step.ask if name not in self._found), "")

    @property
    def on_screen(self) -> Sequence[str]:
        """Return the asked numbers that stand on the screen together: the open one's four, or the last four."""
        index = self.step.ask.index(self.asked) if self.asked else len(self.step.ask) - 1
        first = index - index % A_SCREEN
        return self.step.ask[first : first + A_SCREEN]

    @property
    def known(self) -> Sequence[str]:
        """Return the names of the numbers at hand.

        These are what is given, what was found, and of the rest what comes before the layer of the open question;
        what will be asked later stays hidden.
        """
        return [name for name, named in self.names.all.items() if self._is_known(name, named.quantity)]

    def found(self, name: str) -> bool:
        """Return whether the asked number `name` was given rightly, or shown."""
        return name in self._found

    def value(self, name: str) -> float | None:
        """Return the number `name` if it is at hand."""
        named = self.names.all[name]
        return self.right(name) if self._is_known(name, named.quantity) else None

    def right(self, name: str) -> float:
        """Return the number `name` as it is, whether at hand or not."""
        return self.lab.hidden_value(name)

    def read(self, text: str) -> Reading:
        """Read a number, or a calculation with the names of numbers at hand."""
        if not self.asked:
            return Unreadable("nothing-asked")
        try:
            number = read_number(self.names.spelled(text), self._vocabulary, self._numbers)
        except FormulaError as error:
            if error.code in _UNKNOWN_NAMES:
                got = text[error.span.start : error.span.end].strip()
                return Unreadable("trace-unknown-name", {"got": got}, error.span)
            return Unreadable(error.code, error.arguments, error.span)
        return self._other_left_side(text) or Understood(number.expression, number.value)

    def judge(self, raw: str) -> Verdict:
        """Judge a number against the engine's; of a wrong one say which mistake gives it, if a known one does."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return reading.verdict
        assert reading.value is not None
        if self._accepts(reading.value, self.right(self.asked)):
            return Verdict("right")
        return self._diagnosed(reading.value)

    def _other_left_side(self, text: str) -> Unreadable | None:
        """Why the left side of `text` may not stand there: `h2 = 0.6` where h₁ is asked."""
        left = left_side(self.names.spelled(text))
        if left is None or self.names.all[self.asked].is_named(left):
            return None
        return other_left_side(left, self.names.all[self.asked].words[0])

    def apply(self, event: Event) -> None:
        """Take a number as found when it was given rightly or shown."""
        if event.closes:
            self._found.append(event.part)

    def ladder(self) -> tuple[Hint, ...]:
        """Return the author's hints, how such a number is computed, and at last the number."""
        if not self.asked:
            return ()
        return (*authored(self.step.hints), Hint("method", rule=self._method), Hint("answer", answer=self._printed))

    def mistaken(self, code: str, name: str) -> float:
        """Return the number `name` as it comes out with the known mistake `code`."""
        return self._labs[code].hidden_value(name)

    @property
    def mistakes(self) -> Sequence[str]:
        """Return the codes of the mistakes that are recognised."""
        chosen = self.step.diagnose
        return [code for code in chosen or MISTAKES if MISTAKES[code].fits(self.spec)]

    @cached_property
    def _labs(self) -> Mapping[str, Lab]:
        return {code: Lab(self.spec, bug=code) for code in self.mistakes}

    @property
    def _vocabulary(self) -> Vocabulary:
        named = [self.names.all[name] for name in self.known]
        pairs = frozenset(one.derivative for one in named if one.derivative is not None)
        return Vocabulary(tuple(word for word in self._numbers if "/" not in word), leibniz=pairs)

    @property
    def _numbers(self) -> Mapping[str, float]:
        return {word: self.right(name) for name in self.known for word in self.names.all[name].words}

    def _is_known(self, name: str, quantity: Quantity) -> bool:
        if is_given(quantity) or name in self._found:
            return True
        if name in self.step.ask:
            return False
        if not self.asked:
            return True
        return not _is_updated(quantity) and self._rank(quantity) < self._rank(self.names.all[self.asked].quantity)

    def _rank(self, quantity: Quantity) -> int:
        """When the layer of `quantity` is computed: forward up to the loss, then backward to the first."""
        layers = len(self.spec.layers)
        match quantity.kind:
            case "loss":
                return layers
            case "z" | "a":
                return quantity.layer
            case (
                "input" | "target" | "parameter" | "learning-rate" | "slope" | "upstream" | "delta" | "gradient"
                | "next"
            ):  # fmt: skip
                return 2 * layers - quantity.layer

    def _accepts(self, value: float, expected: float) -> bool:
        return self.step.tolerance.accepts(value, expected)

    def _diagnosed(self, value: float) -> Verdict:
        right = self.right(self.asked)
        near = {
            code: abs(value - wrong)
            for code in self.mistakes
            if self._accepts(value, wrong := self.mistaken(code, self.asked)) and not self._accepts(wrong, right)
        }
        if near:
            return Verdict("wrong", "trace-mistake", {"mistake": min(near, key=lambda code: near[code])})
        if self._accepts(-value, right):
            return Verdict("wrong", "trace-sign")
        for name in self._neighbours():
            if self._accepts(value, self.right(name)):
                return Verdict("wrong", "trace-other-number", self._told_apart(name))
        return Verdict("wrong", "trace-wrong")

    def _told_apart(self, other: str) -> Mapping[str, str]:
        """The kinds of the number that was given and of the one that is asked, and whose they are."""
        kinds = [self.names.all[name].quantity.kind for name in (other, self.asked)]
        return {"quantity": kinds[0], "asked": kinds[1], "of": self.asked.rpartition(".")[0] or self.asked}

    def _neighbours(self) -> Iterator[str]:
        """Other numbers of the same unit or parameter, which are easily taken for the one that is asked."""
        asked = self.names.all[self.asked].quantity
        for name, named in self.names.all.items():
            quantity = named.quantity
            same_place = (quantity.layer, quantity.index) == (asked.layer, asked.index)
            if name != self.asked and same_place and _of_parameter(quantity) == _of_parameter(asked):
                yield name

    @property
    def _method(self) -> str:
        """How the open number is computed: by its kind, and for δ by whether its unit is an output."""
        quantity = self.names.all[self.asked].quantity
        match quantity.kind:
            case "delta" | "upstream" if quantity.layer == len(self.spec.layers) - 1:
                return f"{quantity.kind}-of-output"
            case "gradient" if not self.lab.trainer.network.layout.is_weight[quantity.index]:
                return "gradient-of-bias"
            case (
                "input" | "target" | "z" | "a" | "slope" | "upstream" | "delta" | "parameter" | "gradient" | "next"
                | "loss" | "learning-rate"
            ):  # fmt: skip
                return quantity.kind

    @property
    def _printed(self) -> str:
        exact = self.right(self.asked)
        short = f"{exact:.6g}"
        return short if self._accepts(float(short), exact) else repr(exact)


def _is_updated(quantity: Quantity) -> bool:
    """Whether it is there only after the update."""
    match quantity.kind:
        case "next":
            return True
        case (
            "input" | "target" | "z" | "a" | "slope" | "upstream" | "delta" | "parameter" | "gradient" | "loss"
            | "learning-rate"
        ):  # fmt: skip
            return False


def _of_parameter(quantity: Quantity) -> bool:
    """Whether it is a parameter or a number of one."""
    match quantity.kind:
        case "parameter" | "gradient" | "next":
            return True
        case "input" | "target" | "z" | "a" | "slope" | "upstream" | "delta" | "loss" | "learning-rate":
            return False
