"""Backprop by hand: numbers of one pass asked one after the other, earlier ones at hand, mistakes run to be recognised.

A wrong number is held against what every known mistake makes of the same pass.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Final

from tutor.activity.base import Activity, Form, Hint, Question, Reading, Understood, Unreadable, authored
from tutor.activity.calculation import Calculation, names_in
from tutor.activity.known_numbers import QUANTITY, PassNumbers
from tutor.activity.left_sides import other_left_side
from tutor.activity.numeric import right_number, telling_nothing
from tutor.activity.quantity_names import TypedNames
from tutor.activity.recognised import nearly, nothing_known, recognised
from tutor.errors import TutorError
from tutor.events import Verdict
from tutor.formulas.expression import Span
from tutor.formulas.limits import FormulaError
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import TraceStep
from tutor.network.first_step import NEARBY, FirstStep
from tutor.network.operations import is_given
from tutor.network.quantities import Quantity, QuantityKind
from tutor.network.spec import NetworkSpec
from tutor.network.wrong_numbers import WrongNumber
from tutor.quiz.numbers import TypedNumber, acceptance, own_answer, read_number

A_SCREEN: Final = 4
"""How many numbers stand on a screen together."""

_IN_ORDER: Final[Sequence[QuantityKind]] = (
    "input", "target", "loss", "learning-rate", "parameter", "z", "a", "slope", "upstream", "delta", "gradient", "next"
)  # fmt: skip
"""The kinds of numbers as they stand on the page."""

_UNKNOWN_NAMES: Final = ("unknown_name", "unknown_derivative")


class TraceActivity(Activity):
    """Numbers of the lab's first step, each an own part whose id is its name; `known` are those at hand."""

    def __init__(self, step: TraceStep, lesson: Lesson) -> None:
        self.step = step
        self.spec: NetworkSpec = lesson.networks[step.network].spec()
        self.names = TypedNames(self.spec)
        self._pass = PassNumbers(FirstStep.of(self.spec), self.names.all)
        self._nearby: dict[frozenset[str], Sequence[PassNumbers]] = {}

    @property
    def question(self) -> Question | None:
        """Return the first number that was not found. Raises TutorError where one to come is no number of the pass."""
        unknown = next((name for name in self.step.ask if name not in self.names.all), None)
        if unknown:
            raise TutorError("network.unknown-quantity", name=unknown)
        asked = self.asked
        symbols = tuple(word for name in self.known for word in self.names.all[name].words[:1])
        return Question(asked, "number", symbols=symbols, example=self._example(symbols)) if asked else None

    @property
    def asked(self) -> str:
        """Return the name of the number that is asked now, empty when all were found."""
        return next((name for name in self.step.ask if name not in self.behind), "")

    def _example(self, words: Sequence[str]) -> str:
        """A calculation with the first of `words`."""
        number = self.right(self._at_hand[words[0]])
        return telling_nothing({f"{factor}*{words[0]}": factor * number for factor in (0.5, 3)}, self.right(self.asked))

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
        return name in self.behind

    def value(self, name: str) -> float | None:
        """Return the number `name` if it is at hand."""
        named = self.names.all[name]
        return self.right(name) if self._is_known(name, named.quantity) else None

    def right(self, name: str) -> float:
        """Return the number `name` as it is, whether at hand or not."""
        return self._pass.right(name)

    def form_of(self, part: str) -> Form:
        """Every part is a number."""
        return "number"

    def read(self, text: str) -> Reading:
        """Read a number, or a calculation with the names of numbers at hand."""
        if not self.asked:
            return Unreadable("nothing-asked")
        try:
            spelled = self.names.spelled(text)
            number = read_number(spelled, self._vocabulary, self._numbers)
        except FormulaError as error:
            return self._no_name_at_hand(text, error)
        if number.left is not None and not self.names.all[self.asked].is_named(number.left):
            return other_left_side(number.left, self.names.all[self.asked].words[0])
        return Understood(number.expression, number.value)

    def judge(self, raw: str) -> Verdict:
        """Judge a number against the engine's; of a wrong one say what gives it, if anything that is known does."""
        reading = self.read(raw)
        if isinstance(reading, Unreadable):
            return reading.verdict
        assert reading.expression is not None
        assert reading.value is not None
        typed = TypedNumber(reading.expression, reading.value, self._numbers)
        words = names_in(typed.expression, self._at_hand)
        return self._judged_calculation(typed, words) if words else self._judged_number(typed)

    def _no_name_at_hand(self, text: str, error: FormulaError) -> Unreadable:
        """Why a text was not read: a name in it is what is asked, or to be found later, or no number of the pass."""
        got, name = self.names.at(text, error.span)
        if name and name not in self.known:
            code = "trace-circular" if name == self.asked else "trace-not-yet"
            return Unreadable(code, {"got": got}, Span(error.span.start, error.span.start + len(got)))
        if error.code == "misspelled_name":
            return Unreadable("trace-misspelled-name", {"got": got, "name": error.arguments["name"]}, error.span)
        if error.code in _UNKNOWN_NAMES:
            return Unreadable("trace-unknown-name", {"got": got, "names": self._one_of_each_kind}, error.span)
        return Unreadable(error.code, error.arguments, error.span)

    def ladder(self) -> tuple[Hint, ...]:
        """Return the author's hints, how such a number is computed, and at last the number."""
        if not self.asked:
            return ()
        return (*authored(self.step.hints), Hint("method", rule=self._method), Hint("answer", answer=self._printed))

    def mistaken(self, code: str, name: str) -> float:
        """Return the number `name` as it comes out with the known mistake `code`."""
        return self._pass.mistaken(code, name)

    def wrong(self, name: str) -> Sequence[WrongNumber]:
        """Return what is known to come out where `name` is asked and is not the right number."""
        return self._pass.wrong(name)

    @property
    def _vocabulary(self) -> Vocabulary:
        named = [self.names.all[name] for name in self.known]
        pairs = frozenset(one.derivative for one in named if one.derivative is not None)
        return Vocabulary(tuple(word for word in self._at_hand if "/" not in word), leibniz=pairs)

    @property
    def _at_hand(self) -> Mapping[str, str]:
        """The names of the numbers at hand by the words that are typed for them."""
        return {word: name for name in self.known for word in self.names.all[name].words}

    @property
    def _one_of_each_kind(self) -> str:
        """A name of each kind of number that is at hand, to show how they are written."""
        named = [self.names.all[name] for name in reversed(self.known)]
        first = {one.quantity.kind: one.words[0] for one in named}
        return ", ".join(first[kind] for kind in sorted(first, key=_IN_ORDER.index))

    @property
    def _asked_word(self) -> str:
        return self.names.all[self.asked].words[0]

    @property
    def _numbers(self) -> Mapping[str, float]:
        return {word: self.right(name) for word, name in self._at_hand.items()}

    def _is_known(self, name: str, quantity: Quantity) -> bool:
        if is_given(quantity) or name in self.behind:
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

    def _judged_number(self, typed: TypedNumber) -> Verdict:
        """Judge a number without names in it by its digits."""
        right, wrong = self.right(self.asked), self.wrong(self.asked)
        match acceptance(typed, right, [one.value for one in wrong], self.step.tolerance):
            case "right":
                return right_number(typed, right)
            case "unclear":
                return Verdict("undecided", "number-more-digits")
            case "wrong":
                giving = [one for one in wrong if typed.says(one.value)]
                if not giving and typed.has_too_few_digits_of(right):
                    return Verdict("undecided", "number-too-few-digits")
                found = recognised(giving, self.asked, self.names.all, rounds_alike=typed.rounds(right))
                return found or nearly(typed, right, wrong, self.asked, self.names.all)

    def _judged_calculation(self, typed: TypedNumber, words: Mapping[str, str]) -> Verdict:
        """Judge a calculation with names by what it is in passes near this one, where no two numbers are equal."""
        near = self._near(words)
        if not near:
            return self._judged_number(typed)
        calculation = Calculation(typed, words, self._at_hand, near, self._pass)
        if calculation.computes(lambda near: near.right(self.asked)):
            return Verdict("right")
        if calculation.cannot_be_followed:
            return self._judged_number(typed)
        if typed.is_exactly(self.right(self.asked)):
            return self._right_by_chance(calculation)
        giving = [
            one
            for one in self.wrong(self.asked)
            if typed.says(one.value) and calculation.computes(partial(PassNumbers.again, wrong=one, name=self.asked))
        ]
        return recognised(giving, self.asked, self.names.all, words.values()) or self._one_name_off(calculation)

    def _right_by_chance(self, calculation: Calculation) -> Verdict:
        """What is said of a calculation that has the right value here and would not have it with other numbers."""
        for name, named in self.names.all.items():
            if name != self.asked and calculation.computes(partial(PassNumbers.right, name=name)):
                return Verdict("wrong", "trace-equal-here", {"this": named.words[0], "that": self._asked_word})
        replaced = calculation.one_name_off(self.asked)
        return Verdict("wrong", "trace-equal-here", replaced) if replaced else Verdict("wrong", "trace-by-chance")

    def _one_name_off(self, calculation: Calculation) -> Verdict:
        """What is said of a calculation that computes nothing known: its value may still be what a slip gives here."""
        if replaced := calculation.one_name_off(self.asked):
            return Verdict("wrong", "trace-one-name", replaced)
        typed, wrong = calculation.typed, self.wrong(self.asked)
        slips = [one for one in wrong if one.code != QUANTITY and typed.is_exactly(one.value)]
        return recognised(slips, self.asked, self.names.all) or nothing_known(typed)

    def _near(self, words: Mapping[str, str]) -> Sequence[PassNumbers]:
        """Passes in which everything that the names depend on has moved; none where that cannot be had.

        A number that is 1 stays where it has no name in the calculation, for a factor of 1 need not be written.
        """
        named, first = set(words.values()), self._pass.first
        sources = frozenset[str]().union(*(first.sources_of(self.names.all[name].quantity) for name in named))
        moved = frozenset(name for name in sources if name in named or abs(self.right(name)) != 1)
        if moved not in self._nearby:
            steps = [first.moved(moved, seed) for seed in range(NEARBY)]
            self._nearby[moved] = [PassNumbers(step, self.names.all) for step in steps if step is not None]
        return self._nearby[moved]

    @property
    def _method(self) -> str:
        """How the open number is computed: by its kind, and for δ by whether its unit is an output."""
        quantity = self.names.all[self.asked].quantity
        match quantity.kind:
            case "delta" | "upstream" if quantity.layer == len(self.spec.layers) - 1:
                return f"{quantity.kind}-of-output"
            case "gradient" if not self._pass.first.trainer.network.layout.is_weight[quantity.index]:
                return "gradient-of-bias"
            case (
                "input" | "target" | "z" | "a" | "slope" | "upstream" | "delta" | "parameter" | "gradient" | "next"
                | "loss" | "learning-rate"
            ):  # fmt: skip
                return quantity.kind

    @property
    def _printed(self) -> str:
        """The number with six digits, or as many as tell it from every wrong one."""
        wrong = [one.value for one in self.wrong(self.asked)]
        return own_answer(self.right(self.asked), wrong, self.step.tolerance)


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
