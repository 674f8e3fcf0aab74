"""Formulas that one change would make right, and the right one with one change: each names what is wrong.

The changes that mend a formula are found by values; those that spoil the answer leave one place of its tree out, or
work it out wrongly.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Final, TypeAlias

import numpy as np

from tutor.errors import Argument
from tutor.formulas import expression as ex
from tutor.formulas.expression import (
    Binary,
    Call,
    Expression,
    Group,
    Negate,
    Number,
    Operator,
    Symbol,
    plain,
    symbols,
    ungrouped,
)
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


_Candidate: TypeAlias = tuple[Values, Edit]
"""A change of one part, and the values that the part has then."""


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
    """The changes of this part alone that give the goal; those with a name are made only where they do."""
    candidates = [*_turned(place), *_with_function(place, functions)]
    if isinstance(place.node, Binary):
        candidates += [*_joined_otherwise(place, place.node), *_one_side(place, place.node)]
    named = [*names.values()]
    rows = [values for values, _ in candidates]
    for name in named:
        rows += [name, place.values * name, place.values / name]
    for index in map(int, np.flatnonzero(fits(goal, np.stack(rows)))):
        if index < len(candidates):
            yield candidates[index][1]
        else:
            which, way = divmod(index - len(candidates), 3)
            yield from _with_name(place, [*names][which], way)


def _turned(place: Place) -> Iterator[_Candidate]:
    """A part with another sign, or a factor upside down."""
    node, values, said = place.node, place.values, {"part": _said(place.node)}
    yield -values, Edit("sign_of_part", said, Negate(Group(node)))
    if place.is_root or _is_joined(place, "*/"):
        over: FormulaCode = "upside_down" if place.is_root else "part_upside_down"
        yield 1 / values, Edit(over, said, Binary("/", _ONE, Group(node)))


def _joined_otherwise(place: Place, node: Binary) -> Iterator[_Candidate]:
    left, right = (part.values for part in place.parts)
    u, v, said = node.left, node.right, {"part": _said(node)}
    swapped = Edit("operands_swapped", said, Binary(node.operator, v, u))
    match node.operator:
        case "+":
            yield left - right, Edit("sum_for_difference", said, Binary("-", u, v))
            yield left * right, Edit("sum_for_product", said, Binary("*", u, v))
        case "-":
            yield left + right, Edit("difference_for_sum", said, Binary("+", u, v))
            yield right - left, swapped
        case "/":
            yield right / left, swapped
        case "^":
            yield right**left, swapped
        case "*":
            pass  # learners add where they should multiply, hardly ever the other way around


def _one_side(place: Place, node: Binary) -> Iterator[_Candidate]:
    """One of two operands alone: the other one is too many."""
    left, right = (part.values for part in place.parts)
    u, v, extra = node.left, node.right, _EXTRA[node.operator]
    # An exponent is shown with what it stands on: the same number may stand elsewhere.
    yield left, Edit(extra, {"part": _said(node if node.operator == "^" else v)}, u)
    if node.operator in ("+", "*"):
        yield right, Edit(extra, {"part": _said(u)}, v)
    if node.operator == "-":
        yield -right, Edit(extra, {"part": _said(u)}, Negate(Group(v)))


_EXTRA: Final[Mapping[Operator, FormulaCode]] = {
    "+": "term_extra", "-": "term_extra", "*": "factor_extra", "/": "divisor_extra", "^": "exponent_extra",
}  # fmt: skip


def _with_function(place: Place, functions: frozenset[str]) -> Iterator[_Candidate]:
    """Another function, or none."""
    node = place.node
    if isinstance(node, ex.Call) and len(place.parts) == 1 and not node.primes:
        inner, said = place.parts[0].values, {"function": FUNCTIONS[node.function].letter}
        yield inner, Edit("function_extra", said, node.arguments[0])
        for other in sorted(functions - {node.function}):
            values = COMPLEX.call(other, 0, [inner])
            yield values, Edit("function_not_this", said, ex.Call(other, node.arguments))


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


# ---------------------------------------------------------------- wrong forms of the answer


def wrong_forms(answer: Expression) -> Iterator[Edit]:
    """Yield `answer` with one mistake in one place, for every place and mistake; nothing of them is a derivative.

    `formula` is what a learner who makes the mistake writes.
    """
    node = plain(answer)
    yield from _left_out(node)
    yield from _taken_apart(node)
    parts = ex.children(node)
    for index, part in enumerate(parts):
        for edit in wrong_forms(part):
            whole = ex.with_children(node, [*parts[:index], edit.formula, *parts[index + 1 :]])
            yield replace(edit, formula=whole)


def _left_out(node: Expression) -> Iterator[Edit]:
    match node:
        case Binary(operator="+", left=left, right=right):
            yield Edit(*_term(left), right)
            yield Edit(*_term(right), left)
        case Binary(operator="-", left=left, right=right):
            if left == _ONE:
                yield Edit("complement", {"part": one_line(right)}, right)
            yield Edit(*_term(left), Negate(right))
            yield Edit(*_term(right), left)
        case Binary(operator="*", left=left, right=right):
            yield from _missing("factor_missing", left, right)
            yield from _missing("factor_missing", right, left)
        case Binary(operator="/", left=left, right=right):
            yield from _missing("factor_missing", left, Binary("/", _ONE, right))
            yield from _missing("divisor_missing", right, left)
        case Binary(operator="^", left=left):
            yield Edit("exponent_missing", {}, left)
        case Call(function=function, arguments=(argument,), primes=0):
            yield Edit("function_missing", {"function": FUNCTIONS[function].letter}, argument)
        case _:
            pass  # a name or a number has no parts


def _term(part: Expression) -> tuple[FormulaCode, Mapping[str, Argument]]:
    if not symbols(part):
        return "constant_missing", {}
    return "term_missing", {"names": display_names(sorted(symbols(part)))}


def _missing(code: FormulaCode, part: Expression, rest: Expression) -> Iterator[Edit]:
    """What is left without `part`, unless that is a number: those are sought where they belong."""
    if symbols(part):
        yield Edit(code, {"names": display_names(sorted(symbols(part)))}, rest)


def _taken_apart(node: Expression) -> Iterator[Edit]:
    """What is done to a sum or a product done to one of its parts only, or to each by itself."""
    match node:
        case Negate(operand=operand):
            for sign, u, v in _sum(operand):
                yield Edit("partly_distributed", {}, Binary(sign, Negate(u), v))
        case Binary(operator="*", left=left, right=right):
            yield from _partly_distributed(right, lambda part: Binary("*", left, part))
            yield from _partly_distributed(left, lambda part: Binary("*", part, right))
        case Binary(operator="/", left=left, right=right):
            yield from _partly_distributed(left, lambda part: Binary("/", part, right))
            for sign, u, v in _sum(right):
                yield Edit("sum_taken_apart", {}, Binary(sign, Binary("/", left, u), Binary("/", left, v)))
        case Binary(operator="^", left=Binary(operator="*", left=u, right=v), right=n):
            yield Edit("power_of_part", {}, Binary("*", u, Binary("^", v, n)))
            yield Edit("power_of_part", {}, Binary("*", Binary("^", u, n), v))
        case Binary(operator="^", left=left, right=n):
            for sign, u, v in _sum(left):
                yield Edit("sum_taken_apart", {}, Binary(sign, Binary("^", u, n), Binary("^", v, n)))
        case Call(function=function, arguments=(argument,), primes=0):
            for sign, u, v in _sum(argument) if all(map(symbols, ex.children(argument))) else ():
                yield Edit("sum_taken_apart", {}, Binary(sign, Call(function, (u,)), Call(function, (v,))))
        case _:
            pass  # nothing is done to several parts at once


def _partly_distributed(node: Expression, done: Callable[[Expression], Expression]) -> Iterator[Edit]:
    for sign, u, v in _sum(node):
        yield Edit("partly_distributed", {}, Binary(sign, done(u), v))
        yield Edit("partly_distributed", {}, Binary(sign, u, done(v)))


def _sum(node: Expression) -> Iterator[tuple[Operator, Expression, Expression]]:
    if isinstance(node, Binary) and node.operator in ("+", "-"):
        yield node.operator, node.left, node.right
