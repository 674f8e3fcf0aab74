"""Formulas that one change would make right: each change is found by values, and names what is wrong."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Final

import numpy as np

from tutor.errors import Argument
from tutor.formulas import expression as ex
from tutor.formulas.expression import Binary, Expression, Group, Negate, Number, Operator, Symbol, ungrouped
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.vocabulary import display_name, display_names
from tutor.formulas.write import one_line
from tutor.judging.codes import FormulaCode
from tutor.judging.equivalence import constant, fits
from tutor.judging.places import Place, replaced
from tutor.judging.probes import COMPLEX, Probes, Values

_LARGEST_NUMBER: Final = 1000
_NEARLY: Final = 0.02
"""A decimal number this near the right one, relative to it, was most likely rounded."""
_ONE: Final = Number("1")
_MINUS_ONE: Final = Group(Negate(_ONE))


@dataclass(frozen=True)
class Edit:
    """One change: what is said of the formula where it was made, and what it makes of the part or of the whole."""

    code: FormulaCode
    arguments: Mapping[str, Argument]
    formula: Expression
    simple: bool = True
    """Whether nobody would look for another change first, as for a number that turns into an odd fraction."""


@dataclass(frozen=True)
class _Candidate:
    """What a changed part gives; what is said then, of which part or function; and the changed part, when needed."""

    values: Values
    code: FormulaCode
    said: Expression | str
    new: Callable[[], Expression]

    @property
    def edit(self) -> Edit:
        """The change, as it is told."""
        arguments = {"function": self.said} if isinstance(self.said, str) else {"part": _said(self.said)}
        return Edit(self.code, arguments, self.new())


def mending(typed: Place, answer: Values, probes: Probes, functions: frozenset[str]) -> Iterator[Edit]:
    """Yield the changes of one part of the `typed` formula that give the values of the answer.

    `functions` are those of one argument that may stand in place of others.
    """
    known = {name: values for name, values in probes.values.items() if name not in probes.named}
    names = {name: values for name, values in known.items() if constant(values) is None}
    for place, goal in typed.with_goals(answer):
        if not isinstance(place.node, Group):
            alone = sum(part == place.node for part in ex.walk(typed.node)) == 1
            for edit in [*_changed(place, goal, names, functions), *_with_number(place, goal)]:
                if "got" in edit.arguments and not alone:
                    continue  # it would not be clear which one is meant
                yield replace(edit, formula=replaced(typed.node, place.path, edit.formula))


def cancels(edit: Edit, typed: Expression, answer: Expression) -> bool:
    """Return whether the edited formula may be the answer only because something in it cancels."""
    match edit.code:
        case "part_not_this":
            introduced = _leaves(edit.formula) - _leaves(typed)
            risky = any(leaf in _leaves(typed) for leaf in introduced)
        case "sum_for_product":
            risky = True
        case _:
            risky = False
    return risky and _leaves(edit.formula) != _leaves(answer)


def _leaves(node: Expression) -> Counter[Expression]:
    """The names and numbers in `node`, each as often as it stands there."""
    return Counter(part for part in ex.walk(node) if isinstance(part, Symbol | Number))


def _is_joined(place: Place, operators: str) -> bool:
    """Whether one of `operators` joins it to the rest."""
    return isinstance(place.above, Binary) and place.above.operator in operators


def _said(node: Expression) -> str:
    return one_line(ungrouped(node))


def _changed(place: Place, goal: Values, names: Mapping[str, Values], functions: frozenset[str]) -> Iterator[Edit]:
    candidates = [*_turned(place), *_with_function(place, functions)]
    if isinstance(place.node, Binary):
        candidates += [*_joined_otherwise(place, place.node), *_one_side(place, place.node)]
    named = [*names.values()]
    rows = [candidate.values for candidate in candidates]
    for name in named:
        rows += [name, place.values * name, place.values / name]
    for index in map(int, np.flatnonzero(fits(goal, np.stack(rows)))):
        if index < len(candidates):
            yield candidates[index].edit
        else:
            which, way = divmod(index - len(candidates), 3)
            yield from _with_name(place, [*names][which], way)


def _turned(place: Place) -> Iterator[_Candidate]:
    """A part with another sign, or a factor upside down."""
    node, values = place.node, place.values
    over: FormulaCode = "upside_down" if place.is_root else "part_upside_down"
    yield _Candidate(-values, "sign_of_part", node, lambda: Negate(Group(node)))
    if place.is_root or _is_joined(place, "*/"):
        yield _Candidate(1 / values, over, node, lambda: Binary("/", _ONE, Group(node)))


def _joined_otherwise(place: Place, node: Binary) -> Iterator[_Candidate]:
    left, right = (part.values for part in place.parts)
    swapped = partial(Binary, node.operator, node.right, node.left)
    match node.operator:
        case "+":
            yield _Candidate(left - right, "sum_for_difference", node, partial(Binary, "-", node.left, node.right))
            yield _Candidate(left * right, "sum_for_product", node, partial(Binary, "*", node.left, node.right))
        case "-":
            yield _Candidate(left + right, "difference_for_sum", node, partial(Binary, "+", node.left, node.right))
            yield _Candidate(right - left, "operands_swapped", node, swapped)
        case "/":
            yield _Candidate(right / left, "operands_swapped", node, swapped)
        case "^":
            yield _Candidate(right**left, "operands_swapped", node, swapped)
        case "*":
            pass  # learners add where they should multiply, hardly ever the other way around


def _one_side(place: Place, node: Binary) -> Iterator[_Candidate]:
    """One of two operands alone: the other one is too many."""
    left, right = (part.values for part in place.parts)
    # An exponent is shown with what it stands on: the same number may stand elsewhere.
    yield _Candidate(left, _EXTRA[node.operator], node if node.operator == "^" else node.right, lambda: node.left)
    if node.operator in ("+", "*"):
        yield _Candidate(right, _EXTRA[node.operator], node.left, lambda: node.right)
    if node.operator == "-":
        yield _Candidate(-right, "term_extra", node.left, lambda: Negate(Group(node.right)))


_EXTRA: Final[Mapping[Operator, FormulaCode]] = {
    "+": "term_extra", "-": "term_extra", "*": "factor_extra", "/": "divisor_extra", "^": "exponent_extra",
}  # fmt: skip


def _with_function(place: Place, functions: frozenset[str]) -> Iterator[_Candidate]:
    """Another function, or none."""
    node = place.node
    if isinstance(node, ex.Call) and len(place.parts) == 1 and not node.primes:
        inner, letter = place.parts[0].values, FUNCTIONS[node.function].letter
        yield _Candidate(inner, "function_extra", letter, lambda: node.arguments[0])
        for other in sorted(functions - {node.function}):
            values = COMPLEX.call(other, 0, [inner])
            yield _Candidate(values, "function_not_this", letter, partial(ex.Call, other, node.arguments))


def _with_name(place: Place, name: str, way: int) -> Iterator[Edit]:
    """A name in place of the part, or one that multiplies or divides it: three ways, by their numbers."""
    node, symbol, shown = place.node, Symbol(name), {"names": display_name(name)}
    product, whole_term = Binary("*", Group(node), symbol), _is_joined(place, "+-")
    if way == 1 and place.is_root:
        yield Edit("factor_missing", shown, product)
    elif way == 1 and whole_term and not isinstance(node, Number):
        yield Edit("factor_missing_in", {**shown, "part": _said(node)}, product)
    elif way == 2 and place.is_root:
        yield Edit("factor_extra", {"part": display_name(name)}, Binary("/", Group(node), symbol))
    elif way == 0 and not place.is_root and not isinstance(node, Number):
        yield Edit("part_not_this", {"got": _said(node)}, symbol)


def _with_number(place: Place, goal: Values) -> Iterator[Edit]:
    """Another number, or a number that multiplies the part or is added to the whole."""
    node = place.node
    if isinstance(node, Number):
        if (other := _exact(goal, signed=True)) is not None and not _is_in_fraction(place):
            if not isinstance(ungrouped(other.formula), Negate):
                yield replace(other, code=_said_of_number(place, node, goal), arguments={"got": node.text})
            elif _is_joined(place, "+-") and len(place.path) == 1:
                yield replace(other, code="constant_missing")
        return
    factor = _exact(goal / place.values)
    if factor is not None and factor.formula != _MINUS_ONE:
        code: FormulaCode = "number_missing" if place.is_root else "number_missing_in"
        yield replace(
            factor, code=code, arguments={"part": _said(node)}, formula=Binary("*", factor.formula, Group(node))
        )
    if place.is_root and (term := _exact(goal - place.values, signed=True)) is not None:
        yield replace(term, code="constant_missing", formula=Binary("+", Group(node), term.formula))


def _is_in_fraction(place: Place) -> bool:
    """Whether it is shown as a part of one number, such as ½."""
    match place.above:
        case Binary(operator="/", left=Number(), right=Number()):
            return True
        case _:
            return False


def _said_of_number(place: Place, node: Number, goal: Values) -> FormulaCode:
    if isinstance(place.above, Binary) and place.above.operator == "^" and ungrouped(place.above.right) == node:
        return "exponent_not_this"
    right = abs(goal[np.isfinite(goal)][0])
    return "not_exact" if "." in node.text and abs(float(node.text) - right) <= _NEARLY * right else "number_not_this"


def _exact(values: Values, *, signed: bool = False) -> Edit | None:
    """The number that `values` are where they are known, if it is a fraction of small numbers.

    A negative one is simple only where its sign is no surprise: `signed`.
    """
    known = values[np.isfinite(values)]
    if len(known) < 2 or abs(known[0] - known[1]) > 1e-6 * abs(known[0]):
        return None
    number = constant(known)
    if not number or abs(number.imag) > 1e-9 * abs(number) or not fits(values, np.full((1, len(values)), number))[0]:
        return None
    fraction = Fraction(number.real).limit_denominator(_LARGEST_NUMBER)
    if abs(fraction) > _LARGEST_NUMBER or not math.isclose(fraction, number.real, rel_tol=1e-9):
        return None
    over, under = Number(str(abs(fraction.numerator))), Number(str(fraction.denominator))
    size = over if fraction.denominator == 1 else Binary("/", over, under)
    simple = (signed or fraction > 0) and (fraction.denominator == 1 or fraction.numerator == 1)
    return Edit("number_not_this", {}, Group(Negate(size) if fraction < 0 else size), simple)


def renamed(typed: Expression, answer: Expression) -> Iterator[Edit]:
    """Yield `typed` with one name everywhere put for another that it lacks, and with two names exchanged."""
    held = sorted(ex.symbols(typed))
    for got in held if not isinstance(ungrouped(typed), Symbol) else ():
        for wanted in sorted(ex.symbols(answer) - ex.symbols(typed)):
            new = ex.substitute(typed, {Symbol(got): Symbol(wanted)})
            yield Edit("part_not_this", {"got": display_name(got)}, new)
    for first, second in combinations(held, 2):
        new = ex.substitute(typed, {Symbol(first): Symbol(second), Symbol(second): Symbol(first)})
        yield Edit("names_swapped", {"names": display_names([first, second])}, new)
