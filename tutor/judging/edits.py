"""Formulas that one change would make right: each change is found by values, and names what is wrong."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Final, TypeAlias

import numpy as np

from tutor.errors import Argument
from tutor.formulas.expression import (
    Binary,
    Call,
    Expression,
    Group,
    Negate,
    Number,
    Operator,
    Symbol,
    substitute,
    symbols,
    ungrouped,
)
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.vocabulary import display_name
from tutor.formulas.write import one_line
from tutor.judging.codes import FormulaCode
from tutor.judging.matching import constant, fits
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


Candidate: TypeAlias = tuple[Values, FormulaCode, Expression, Expression]
"""What a changed part gives, what is said then and of which part, and the changed part."""


def mending(typed: Place, answer: Values, probes: Probes, functions: frozenset[str]) -> Iterator[Edit]:
    """Yield the changes of the `typed` formula, in one place or of one name, that give the values of the answer.

    `functions` are those that may stand in place of others.
    """
    known = {name: values for name, values in probes.values.items() if name not in probes.named}
    names = {name: values for name, values in known.items() if constant(values) is None}
    table = np.stack([*names.values()]) if names else np.empty((0, probes.count), np.complex128)
    for place, goal in typed.with_goals(answer):
        if isinstance(place.node, Group):
            continue
        found = [*_changed(place, goal), *_with_function(place, goal, functions), *_with_number(place, goal)]
        for edit in [*found, *_with_names(place, goal, tuple(names), table)]:
            yield replace(edit, formula=replaced(typed.node, place.path, edit.formula))


def _said(node: Expression) -> str:
    return one_line(ungrouped(node))


def _changed(place: Place, goal: Values) -> Iterator[Edit]:
    candidates = list(_turned(place))
    if isinstance(place.node, Binary):
        candidates += [*_joined_otherwise(place, place.node), *_one_side(place, place.node)]
    for index in np.flatnonzero(fits(goal, np.stack([values for values, *_ in candidates]))):
        _, code, part, new = candidates[index]
        yield Edit(code, {"part": _said(part)}, new)


def _turned(place: Place) -> Iterator[Candidate]:
    """A part with another sign, upside down, taken from 1, or to another power."""
    node, values, root = place.node, place.values, place.is_root
    yield -values, "sign_of_part", node, Negate(Group(node))
    yield 1 / values, "upside_down" if root else "part_upside_down", node, Binary("/", _ONE, Group(node))
    if not isinstance(node, Number):
        yield 1 - values, "complement", node, Binary("-", _ONE, Group(node))
        yield values**2, "other_power", node, Binary("^", Group(node), Number("2"))
        yield values**3, "other_power", node, Binary("^", Group(node), Number("3"))
        yield np.sqrt(values), "other_power", node, Call("sqrt", (node,))


def _joined_otherwise(place: Place, node: Binary) -> Iterator[Candidate]:
    left, right = (part.values for part in place.parts)
    for operator, join in _JOINED.items():
        if operator != node.operator:
            new = Binary(operator, node.left, node.right)
            yield join(left, right), _OTHER_SIGN.get((node.operator, operator), "other_operation"), node, new
        elif operator in ("-", "/", "^"):
            yield join(right, left), "operands_swapped", node, Binary(operator, node.right, node.left)


_JOINED: Final[dict[Operator, Callable[[Values, Values], Values]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
    "^": lambda left, right: left**right,
}
_OTHER_SIGN: Final[Mapping[tuple[Operator, Operator], FormulaCode]] = {
    ("+", "-"): "sum_for_difference",
    ("-", "+"): "difference_for_sum",
    ("+", "*"): "sum_for_product",
    ("*", "+"): "product_for_sum",
    ("*", "/"): "product_for_quotient",
    ("/", "*"): "quotient_for_product",
}


def _one_side(place: Place, node: Binary) -> Iterator[Candidate]:
    """One of two operands alone: the other one is too many."""
    left, right = (part.values for part in place.parts)
    yield left, _EXTRA[node.operator], node.right, node.left
    if node.operator in ("+", "*"):
        yield right, _EXTRA[node.operator], node.left, node.right
    if node.operator == "-":
        yield -right, "term_extra", node.left, Negate(Group(node.right))


_EXTRA: Final[Mapping[Operator, FormulaCode]] = {
    "+": "term_extra",
    "-": "term_extra",
    "*": "factor_extra",
    "/": "divisor_extra",
    "^": "exponent_extra",
}


def _with_function(place: Place, goal: Values, functions: frozenset[str]) -> Iterator[Edit]:
    """Another function, none, or one more."""
    node = place.node
    candidates: list[tuple[Values, FormulaCode, str, Expression]] = []
    if isinstance(node, Call) and len(place.parts) == 1 and not node.primes:
        inner = place.parts[0].values
        candidates.append((inner, "function_extra", node.function, node.arguments[0]))
        for other in sorted(functions - {node.function}):
            values = COMPLEX.call(other, 0, [inner])
            candidates.append((values, "function_not_this", node.function, Call(other, node.arguments)))
    for function in sorted(functions):
        values = COMPLEX.call(function, 0, [place.values])
        candidates.append((values, "function_missing", function, Call(function, (node,))))
    for values, code, function, new in candidates:
        if fits(goal, values[None, :])[0]:
            yield Edit(code, {"function": FUNCTIONS[function].letter}, new)


def _with_names(place: Place, goal: Values, names: Sequence[str], table: Values) -> Iterator[Edit]:
    """A name in place of the part, or one that multiplies or divides it."""
    node, values = place.node, place.values
    where = {} if place.is_root else {"part": _said(node)}
    if not place.is_root:
        for index in np.flatnonzero(fits(goal, table)):
            yield Edit(_instead(node), {"got": _said(node)}, Symbol(names[int(index)]))
    for index in np.flatnonzero(fits(goal, values * table)):
        code: FormulaCode = "factor_missing_in" if where else "factor_missing"
        yield Edit(code, {"names": display_name(names[int(index)]), **where}, _times(node, Symbol(names[int(index)])))
    for index in np.flatnonzero(fits(goal, values / table)):
        code = "divisor_missing_in" if where else "divisor_missing"
        new = Binary("/", Group(node), Symbol(names[int(index)]))
        yield Edit(code, {"names": display_name(names[int(index)]), **where}, new)


def _instead(node: Expression) -> FormulaCode:
    match node:
        case Symbol():
            return "name_not_this"
        case Number():
            return "number_for_letter"
        case _:
            return "part_not_this"


def _times(node: Expression, factor: Expression) -> Binary:
    return Binary("*", factor, Group(node))


def _with_number(place: Place, goal: Values) -> Iterator[Edit]:
    """Another number, a number in place of a letter, or a number that multiplies the part or is added to it."""
    node, part = place.node, {"part": _said(place.node)}
    whole = _exact(goal)
    if isinstance(node, Number):
        if whole is not None:
            yield replace(whole, code=_said_of_number(place, node, goal), arguments={"got": node.text})
        return
    if whole is not None and whole.simple and isinstance(node, Symbol) and not place.is_root:
        yield replace(whole, code="letter_for_number", arguments={"got": _said(node)})
    factor = _exact(goal / place.values)
    if factor is not None and factor.formula != _MINUS_ONE:
        code: FormulaCode = "number_missing" if place.is_root else "number_missing_in"
        yield replace(factor, code=code, arguments=part, formula=_times(node, factor.formula))
    if (term := _exact(goal - place.values)) is not None:
        code = "constant_missing" if place.is_root else "constant_missing_in"
        yield replace(term, code=code, arguments=part, formula=Binary("+", Group(node), term.formula))


def _said_of_number(place: Place, node: Number, goal: Values) -> FormulaCode:
    if isinstance(place.above, Binary) and place.above.operator == "^" and ungrouped(place.above.right) == node:
        return "exponent_not_this"
    right = abs(goal[np.isfinite(goal)][0])
    return "not_exact" if "." in node.text and abs(float(node.text) - right) <= _NEARLY * right else "number_not_this"


def _exact(values: Values) -> Edit | None:
    """The number that `values` are where they are known, if it is a fraction of small numbers."""
    known = values[np.isfinite(values)]
    number = constant(known) if len(known) else None
    if not number or abs(number.imag) > 1e-9 * abs(number) or not fits(values, np.full((1, len(values)), number))[0]:
        return None
    fraction = Fraction(number.real).limit_denominator(_LARGEST_NUMBER)
    if abs(fraction) > _LARGEST_NUMBER or not math.isclose(fraction, number.real, rel_tol=1e-9):
        return None
    over, under = Number(str(abs(fraction.numerator))), Number(str(fraction.denominator))
    size = over if fraction.denominator == 1 else Binary("/", over, under)
    simple = fraction > 0 and (fraction.denominator == 1 or fraction.numerator == 1)
    return Edit("number_not_this", {}, Group(Negate(size) if fraction < 0 else size), simple)


def renamed(typed: Expression, answer: Expression) -> Iterator[Edit]:
    """Yield `typed` with one name everywhere put for another that it lacks, and with two names exchanged."""
    held = sorted(symbols(typed))
    for got in held if not isinstance(ungrouped(typed), Symbol) else ():
        for wanted in sorted(symbols(answer) - symbols(typed)):
            new = substitute(typed, {Symbol(got): Symbol(wanted)})
            yield Edit("name_not_this", {"got": display_name(got)}, new)
    for first, second in combinations(held, 2):
        new = substitute(typed, {Symbol(first): Symbol(second), Symbol(second): Symbol(first)})
        yield Edit("names_swapped", {"names": f"{display_name(first)}, {display_name(second)}"}, new)
