"""The numbers of a question: drawn from a seed, under the author's conditions, and put into its texts and formulas."""

from __future__ import annotations

import itertools
import math
import operator
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from tutor.errors import TutorError
from tutor.formulas.evaluate import value
from tutor.formulas.expression import Expression, Negate, Number, Symbol, substitute
from tutor.formulas.limits import AUTHOR
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.markup import fill
from tutor.lesson.format.questions import Parameter

_TRIES: Final = 2000
"""Draws before the conditions count as impossible to meet."""

_RELATION: Final = re.compile(r"<=|>=|==|!=|<|>")
_HOLDS: Final[Mapping[str, Callable[[float, float], bool]]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": math.isclose,
    "!=": lambda left, right: not math.isclose(left, right),
}


@dataclass(frozen=True, slots=True)
class Variant:
    """The parameters of one attempt, as they are printed: `{"w": "0.50", "x": "-3"}`."""

    numbers: Mapping[str, str] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, float]:
        """The parameters as numbers."""
        return {name: float(text) for name, text in self.numbers.items()}

    def text(self, template: str) -> str:
        """Return a text of the question with its numbers in place of `@{name}`."""
        return fill(template, self.numbers)

    def formula(self, expression: Expression) -> Expression:
        """Return `expression` with the parameters replaced by their numbers."""
        return substitute(expression, {Symbol(name): _number(text) for name, text in self.numbers.items()})


@dataclass(frozen=True, slots=True)
class Condition:
    """Two formulas in the parameters and how they must compare, `w != x`."""

    left: Expression
    relation: str
    right: Expression

    def holds(self, variant: Variant) -> bool:
        """Return whether the numbers of `variant` meet the condition; never where a side has no value."""
        left, right = value(self.left, variant.values), value(self.right, variant.values)
        return not (math.isnan(left) or math.isnan(right)) and _HOLDS[self.relation](left, right)


def parse_condition(text: str, names: Sequence[str]) -> Condition:
    """Return the condition that `text` says about the parameters `names`.

    Raises FormulaError for a side that is no formula, TutorError `condition-shape` unless two sides are compared.
    """
    relations = _RELATION.findall(text)
    if len(relations) != 1:
        raise TutorError("condition-shape", text=text)
    left, right = _RELATION.split(text)
    vocabulary = Vocabulary(tuple(names))
    return Condition(parse(left, vocabulary, AUTHOR), relations[0], parse(right, vocabulary, AUTHOR))


def draw(params: Mapping[str, Parameter], where: Sequence[str], seed: int) -> Variant:
    """Return the variant that `seed` draws; all that meet the conditions are equally likely.

    Where hardly any meet them, it is one of those that `variants` lists. Raises TutorError `no-variant` where nothing
    meets the conditions, and what `parse_condition` raises.
    """
    conditions = [parse_condition(text, tuple(params)) for text in where]
    generator = random.Random(seed)
    for _ in range(_TRIES):
        variant = Variant({name: _drawn(parameter, generator) for name, parameter in params.items()})
        if all(condition.holds(variant) for condition in conditions):
            return variant
    if rare := variants(params, where):
        return generator.choice(rare)
    raise TutorError("no-variant", conditions=", ".join(where))


def variants(params: Mapping[str, Parameter], where: Sequence[str], most: int = 500) -> list[Variant]:
    """Return every variant that meets the conditions if at most `most` can be drawn, else the corners and a sample.

    The sample is the same every time. An empty list means that nothing meets the conditions.
    """
    conditions = [parse_condition(text, tuple(params)) for text in where]
    sizes = math.prod(_count(parameter) for parameter in params.values())
    found = _combined(params, _all_values) if sizes <= most else _corners_and_sample(params, most)
    return [variant for variant in found if all(condition.holds(variant) for condition in conditions)]


def _corners_and_sample(params: Mapping[str, Parameter], most: int) -> Iterator[Variant]:
    yield from itertools.islice(_combined(params, _ends), most // 2)
    generator = random.Random(0)
    for _ in range(most // 2):
        yield Variant({name: _drawn(parameter, generator) for name, parameter in params.items()})


def _combined(params: Mapping[str, Parameter], values: Callable[[Parameter], Sequence[str]]) -> Iterator[Variant]:
    for numbers in itertools.product(*(values(parameter) for parameter in params.values())):
        yield Variant(dict(zip(params, numbers, strict=True)))


def _drawn(parameter: Parameter, generator: random.Random) -> str:
    if parameter.choice is not None:
        return generator.choice(parameter.choice)
    low, high = _range(parameter)
    return str(generator.randint(low, high))


def _all_values(parameter: Parameter) -> Sequence[str]:
    if parameter.choice is not None:
        return parameter.choice
    low, high = _range(parameter)
    return [str(number) for number in range(low, high + 1)]


def _ends(parameter: Parameter) -> Sequence[str]:
    if parameter.choice is not None:
        return (min(parameter.choice, key=float), max(parameter.choice, key=float))
    return [str(number) for number in _range(parameter)]


def _count(parameter: Parameter) -> int:
    if parameter.choice is not None:
        return len(parameter.choice)
    low, high = _range(parameter)
    return high - low + 1


def _range(parameter: Parameter) -> tuple[int, int]:
    assert parameter.int is not None, "the loader lets a parameter pass only with `choice` or `int`"
    return parameter.int


def _number(text: str) -> Expression:
    """A drawn number as a formula; scientific notation is written out, for formulas have none."""
    digits = text.removeprefix("-")
    number = Number(f"{float(digits):f}" if "e" in digits.lower() else digits)
    return Negate(number) if text.startswith("-") else number
