"""Wrong forms of an answer: each is the right one with one place of its tree left out or worked out wrongly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from tutor.errors import Argument
from tutor.formulas import expression as ex
from tutor.formulas.expression import Binary, Call, Expression, Negate, Number, Operator, plain, symbols
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.vocabulary import display_names
from tutor.formulas.write import one_line
from tutor.judging.codes import FormulaCode

WrongForm: TypeAlias = tuple[FormulaCode, Mapping[str, Argument], Expression]
"""A code, what its sentence names, and what a learner who makes this mistake writes."""

_ONE = Number("1")


def wrong_forms(answer: Expression) -> Iterator[WrongForm]:
    """Yield `answer` with one mistake in one place, for every place and mistake; nothing of them is a derivative."""
    node = plain(answer)
    yield from _left_out(node)
    yield from _taken_apart(node)
    parts = ex.children(node)
    for index, part in enumerate(parts):
        for code, arguments, wrong in wrong_forms(part):
            yield code, arguments, ex.with_children(node, [*parts[:index], wrong, *parts[index + 1 :]])


def _left_out(node: Expression) -> Iterator[WrongForm]:
    match node:
        case Binary(operator="+", left=left, right=right):
            yield *_term(left), right
            yield *_term(right), left
        case Binary(operator="-", left=left, right=right):
            if left == _ONE:
                yield "complement", {"part": one_line(right)}, right
            yield *_term(left), Negate(right)
            yield *_term(right), left
        case Binary(operator="*", left=left, right=right):
            yield from _missing("factor_missing", left, right)
            yield from _missing("factor_missing", right, left)
        case Binary(operator="/", left=left, right=right):
            yield from _missing("factor_missing", left, Binary("/", _ONE, right))
            yield from _missing("divisor_missing", right, left)
        case Binary(operator="^", left=left):
            yield "exponent_missing", {}, left
        case Call(function=function, arguments=(argument,), primes=0):
            yield "function_missing", {"function": FUNCTIONS[function].letter}, argument
        case _:
            pass  # a name or a number has no parts


def _term(part: Expression) -> tuple[FormulaCode, Mapping[str, Argument]]:
    if not symbols(part):
        return "constant_missing", {}
    return "term_missing", {"names": display_names(sorted(symbols(part)))}


def _missing(code: FormulaCode, part: Expression, rest: Expression) -> Iterator[WrongForm]:
    """What is left without `part`, unless that is a number: those are sought where they belong."""
    if symbols(part):
        yield code, {"names": display_names(sorted(symbols(part)))}, rest


def _taken_apart(node: Expression) -> Iterator[WrongForm]:
    """What is done to a sum or a product done to one of its parts only, or to each by itself."""
    match node:
        case Negate(operand=operand):
            for sign, u, v in _sum(operand):
                yield "partly_distributed", {}, Binary(sign, Negate(u), v)
        case Binary(operator="*", left=left, right=right):
            yield from _partly_distributed(right, lambda part: Binary("*", left, part))
            yield from _partly_distributed(left, lambda part: Binary("*", part, right))
        case Binary(operator="/", left=left, right=right):
            yield from _partly_distributed(left, lambda part: Binary("/", part, right))
            for sign, u, v in _sum(right):
                yield "sum_taken_apart", {}, Binary(sign, Binary("/", left, u), Binary("/", left, v))
        case Binary(operator="^", left=Binary(operator="*", left=u, right=v), right=n):
            yield "power_of_part", {}, Binary("*", u, Binary("^", v, n))
            yield "power_of_part", {}, Binary("*", Binary("^", u, n), v)
        case Binary(operator="^", left=left, right=n):
            for sign, u, v in _sum(left):
                yield "sum_taken_apart", {}, Binary(sign, Binary("^", u, n), Binary("^", v, n))
        case Call(function=function, arguments=(argument,), primes=0):
            for sign, u, v in _sum(argument) if all(map(symbols, ex.children(argument))) else ():
                yield "sum_taken_apart", {}, Binary(sign, Call(function, (u,)), Call(function, (v,)))
        case _:
            pass  # nothing is done to several parts at once


def _partly_distributed(node: Expression, done: Callable[[Expression], Expression]) -> Iterator[WrongForm]:
    for sign, u, v in _sum(node):
        yield "partly_distributed", {}, Binary(sign, done(u), v)
        yield "partly_distributed", {}, Binary(sign, u, done(v))


def _sum(node: Expression) -> Iterator[tuple[Operator, Expression, Expression]]:
    if isinstance(node, Binary) and node.operator in ("+", "-"):
        yield node.operator, node.left, node.right
