"""An expression as one line of plain text, every product and bracket explicit, which reads back as the same tree."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final

from tutor.formulas import expression as ex
from tutor.formulas.expression import Binary, Expression, Group, Negate, Number, Operator, Relation, ungrouped
from tutor.formulas.functions import FUNCTIONS, PIECEWISE
from tutor.formulas.vocabulary import display_name
from tutor.numerals import MINUS

SUM, PRODUCT, POWER, ATOM = 10, 20, 30, 40
TIGHTNESS: Final[Mapping[Operator, int]] = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "^": POWER}
_SIGNS: Final[Mapping[Operator, str]] = {"+": " + ", "-": f" {MINUS} ", "*": "·", "/": "/", "^": "^"}
_RELATIONS: Final[Mapping[Relation, str]] = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "==": "=="}
_SUPERSCRIPTS: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def one_line(expression: Expression) -> str:
    """Return `expression` in one line, such as `2·(a − t)·a·(1 − a)·x`, in the order in which it was written.

    Read again it gives the same tree, apart from brackets and from which products were implicit.
    """
    match expression:
        case Number(text=text):
            return text
        case ex.Constant(name=name):
            return "π" if name == "pi" else name
        case ex.Symbol(name=name):
            return display_name(name)
        case ex.Leibniz(of=of, by=by, partial=partial):
            d = "∂" if partial else "d"
            return f"{d}{display_name(of)}/{d}{display_name(by)}"
        case ex.Call(function="abs", arguments=(inner,), primes=0):
            return f"|{one_line(inner)}|"
        case ex.Call(function="sqrt", arguments=(inner,), primes=0):
            return f"√({one_line(ungrouped(inner))})"
        case ex.Call(function=function, arguments=arguments, primes=primes):
            return f"{_function_name(function)}{'′' * primes}({', '.join(map(one_line, arguments))})"
        case Negate(operand=operand):
            return MINUS + _bracketed_if(operand, tightness(operand) < PRODUCT or isinstance(operand, Negate))
        case Group(inner=inner):
            return f"({one_line(inner)})"
        case ex.Condition():
            return f"[{_comparison(expression)}]"
        case ex.Cases(branches=branches):
            parts = [[one_line(part), *([_comparison(test)] if test else [])] for part, test in branches]
            return f"{PIECEWISE}({', '.join(chain(*parts))})"
        case Binary(operator="^"):
            return _power(expression)
        case Binary():
            return _joined(expression)


def _function_name(function: str) -> str:
    """A Greek letter is written as it is drawn; a word keeps the capitals with which it is typed."""
    letter = FUNCTIONS[function].letter
    return letter if len(letter) == 1 else function


def _comparison(node: ex.Condition) -> str:
    return f"{one_line(node.left)} {_RELATIONS[node.relation]} {one_line(node.right)}"


def _bracketed_if(node: Expression, needed: bool) -> str:
    text = one_line(node)
    return f"({text})" if needed and not isinstance(node, Group) else text


def tightness(node: Expression) -> int:
    """Return how firmly the outermost sign of `node` holds it together: as SUM, PRODUCT, POWER or ATOM."""
    match node:
        case Binary(operator=operator):
            return TIGHTNESS[operator]
        case Negate():
            return SUM
        case ex.Leibniz():
            return PRODUCT
        case _:
            return ATOM


def _joined(node: Binary) -> str:
    """A sum, a difference, a product or a quotient."""
    own = TIGHTNESS[node.operator]
    # 1/2x was read as (1/2)·x: brackets show the learner which of the two readings it was.
    quotient_in_product = node.implicit and isinstance(node.left, Binary) and node.left.operator == "/"
    loose_left = tightness(node.left) < own and not (own == SUM and isinstance(node.left, Negate))
    tight = ATOM if node.operator == "/" and not isinstance(node.right, Binary) else own + 1
    factor = isinstance(node.right, ex.Leibniz) and node.operator == "*"
    loose_right = tightness(node.right) < tight and not factor
    left = _bracketed_if(node.left, loose_left or quotient_in_product)
    return left + _SIGNS[node.operator] + _bracketed_if(node.right, loose_right)


def _power(node: Binary) -> str:
    base = _bracketed_if(node.left, tightness(node.left) <= POWER or isinstance(node.left, ex.Condition | ex.Cases))
    exponent = node.right
    if isinstance(exponent, Number) and exponent.text.isdigit():
        return base + exponent.text.translate(_SUPERSCRIPTS)
    return f"{base}^{_bracketed_if(exponent, tightness(exponent) < ATOM)}"
