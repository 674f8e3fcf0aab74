"""What comes back in a learner's wrong answers: slips of one kind, by what was said to each, and predictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from tutor.activity.base import PREDICTION
from tutor.errors import Argument
from tutor.events import REVIEW, Event, is_wrong
from tutor.quiz.cards import BANK

Habit: TypeAlias = Literal[
    "slope-left-out", "value-for-slope", "slope-elsewhere", "activation-rule", "power-rule", "product-rule",
    "constants", "sign", "paths", "factors", "turned-over", "means", "update", "another", "brackets", "digits",
]  # fmt: skip
"""A kind of slip that may come back: an inner slope is left out · a function stands where its slope belongs · a slope
is taken at another place · the rule of an activation function · of powers · of products and quotients · what does not
change · a sign · a path to the loss · a factor or term left out · a quotient turned over · a sum for a mean · an update
for a gradient · one quantity for another · brackets · too few digits."""

HABITS: Final[Mapping[Habit, frozenset[str]]] = {
    "slope-left-out": frozenset({
        "forgot_inner_derivative", "slope-left-out", "slope-left-out-after", "forgot-activation-slope",
    }),
    "value-for-slope": frozenset({
        "sigmoid_rule_only_s", "tanh_itself", "relu_itself", "original_function", "value-for-slope",
        "activation-for-slope", "power_not_differentiated", "term_not_differentiated", "outer_not_differentiated",
    }),
    "slope-elsewhere": frozenset({
        "used_input_not_output", "outer_at_wrong_place", "derivative_inside", "sigmoid_applied_twice",
        "slope-of-value", "slope-at-activation",
    }),
    "activation-rule": frozenset({
        "sigmoid_rule_only_1ms", "sigmoid_rule_plus", "sigmoid_rule_square", "tanh_rule_plus", "tanh_rule_no_square",
        "tanh_rule_only_square", "sigmoid_rule_for_tanh", "relu_reversed", "one-minus-only", "rule-of-other",
    }),
    "power-rule": frozenset({
        "forgot_power_factor", "exponent_kept", "exponent_in_wrong_place", "exponential_as_power", "two-left-out",
        "factor-two-forgotten",
    }),
    "product-rule": frozenset({
        "product_rule_multiplied", "product_rule_one_term", "product_rule_minus", "quotient_rule_divided",
        "quotient_rule_plus", "quotient_rule_square",
    }),
    "constants": frozenset({"constant_kept", "constant_missing"}),
    "sign": frozenset({
        "sign_of_slope", "sign_of_whole", "sign_of_part", "sum_for_difference", "difference_for_sum", "subtracted",
        "sign-of-sum", "sign-turned", "path-subtracted", "flipped-sign", "error-reversed", "update-turned",
        "update-added", "trace-sign", "number-sign",
    }),
    "paths": frozenset({
        "one-path", "path-left-out", "one-term", "one-path-only", "overwritten-at-fork", "stops-at-last-layer",
    }),
    "factors": frozenset({
        "factor_missing", "factor_missing_in", "term_missing", "left-out", "product-left-out", "weights-left-out",
        "target-left-out", "half-left-out",
    }),
    "turned-over": frozenset({"upside_down", "part_upside_down", "inverted_slope", "operands_swapped"}),
    "means": frozenset({"not-averaged", "sum-for-mean", "last-example-only"}),
    "update": frozenset({
        "step_not_gradient", "weight_after_step", "rate-in-gradient", "update-size", "update-alone",
        "learning-rate-twice", "learning-rate-forgotten",
    }),
    "another": frozenset({
        "other_derivative", "whole_derivative", "quantity_itself", "names_swapped", "another_number", "taken-for",
        "exchanged", "weights-into", "weights-out-of", "sums-for-activations", "pre-activation-used", "other-output",
        "transposed-weight", "trace-other-number", "trace-other-by-slip", "trace-one-name", "trace-equal-here",
    }),
    "brackets": frozenset({"bracketing", "partly_distributed", "sum_taken_apart", "power_of_part"}),
    "digits": frozenset({
        "not_exact", "nearly_exact", "trace-other-digits", "number-too-few-digits", "number-rounded",
    }),
}  # fmt: skip
"""By what was said to an answer, or which slip was named in it: no code stands twice."""
_HABIT_OF: Final[Mapping[str, Habit]] = {code: habit for habit, codes in HABITS.items() for code in codes}
_NAMING: Final[Mapping[str, str]] = {"trace-slip": "slip", "trace-mistake": "mistake"}
"""The codes of verdicts that name one slip, in this argument, and are sure that it was made."""

OFTEN: Final = 2
"""So many times, and a slip is called one that comes back."""
MOST: Final = 5
"""Kinds of slips that are told, those of late first."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """A slip that came back: how often, in which lesson last (nothing where a card belongs to none), and since then.

    `right_since` is the number of right answers that came after the last time.
    """

    habit: Habit
    count: int
    lesson: str
    right_since: int


@dataclass(frozen=True, slots=True)
class Eye:
    """How many predictions of a lesson came true, of how many that were made."""

    lesson: str
    right: int
    made: int


def habit_of(code: str, arguments: Mapping[str, Argument]) -> Habit | None:
    """Return what kind of slip was named to an answer, None where none was, or none that tells of a habit."""
    return _HABIT_OF.get(str(arguments.get(_NAMING[code], "")) if code in _NAMING else code)


def recurring(events: Sequence[Event]) -> tuple[Recurring, ...]:
    """Return the slips that came back, of `events` in the order of recording: the latest first."""
    slips: dict[Habit, list[int]] = {}
    for index, event in enumerate(events):
        if (habit := _slip_in(event)) is not None:
            slips.setdefault(habit, []).append(index)
    often = sorted(((places[-1], len(places), habit) for habit, places in slips.items()), reverse=True)
    return tuple(
        Recurring(habit, count, _lesson_of(events[last]), sum(event.right for event in events[last + 1 :]))
        for last, count, habit in often
        if count >= OFTEN
    )[:MOST]


def slips_by_card(events: Iterable[Event], card_of: Callable[[Event], str | None]) -> Mapping[str, int]:
    """Return on which cards slips that come back were made, and how often since the card was last known at once.

    Whoever puts an answer right in the same attempt, with the same numbers in the lesson, or with a hint, has not shown
    yet that the slip is gone.
    """
    judged = [event for event in events if event.kind == "answered"]
    times = Counter(filter(None, map(_slip_in, judged)))
    made: dict[str, list[Event]] = {}
    for event in judged:
        card, habit = card_of(event), _slip_in(event)
        if card is None:
            continue
        if habit is not None and times[habit] >= OFTEN:
            made.setdefault(card, []).append(event)
        elif event.unaided and all(_asked_anew(event, slip) for slip in made.get(card, ())):
            made.pop(card, None)
    return {card: len(slips) for card, slips in made.items()}


def eyes(events: Iterable[Event]) -> tuple[Eye, ...]:
    """Return how the predictions came out by lesson, in the order in which the first were made.

    Of each step the first one counts: whoever makes another may have seen the outcome by then. Nobody forgets it when a
    lesson is reset, so that what is predicted there again counts as little as what was before.
    """
    predicted: set[tuple[str, str]] = set()
    outcomes: dict[str, list[bool]] = {}
    for event in events:
        place = event.lesson, event.step
        if event.kind == "reset":
            outcomes.pop(event.lesson, None)
        elif event.kind == "answered" and event.part == PREDICTION and place not in predicted:
            predicted.add(place)
            outcomes.setdefault(event.lesson, []).append(event.right)
    return tuple(Eye(lesson, sum(right), len(right)) for lesson, right in outcomes.items())


def _asked_anew(event: Event, slip: Event) -> bool:
    """Whether the question of `event` is asked again since `slip`, and not just what was put right then."""
    return event.seed != slip.seed and (event.lesson == REVIEW or event.drawn != slip.drawn)


def _slip_in(event: Event) -> Habit | None:
    """The kind of slip that was named to a wrong answer."""
    wrong = event.kind == "answered" and is_wrong(event.verdict)
    return habit_of(event.code, event.arguments) if wrong else None


def _lesson_of(event: Event) -> str:
    """The lesson in which an answer was given; in a review the one whose card it is."""
    if event.lesson != REVIEW:
        return event.lesson
    place = event.step.partition("/")[0]
    return "" if place == BANK else place
