"""Between formulas as they were written and SymPy trees, without losing order.

No text reaches a SymPy function that could read it as a program: names become `Symbol` objects, numbers are numbers.
A formula stays as its author wrote it, so no function evaluates itself. Functions given in pieces and comparisons worth
1 or 0 are classes of our own: SymPy's `Piecewise` and relations solve, sort and sometimes refuse their conditions as
soon as they are built.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from math import gcd
from types import MappingProxyType
from typing import Final

import sympy as sp

from tutor.deriving.arithmetic import raw_power, raw_product, raw_sum
from tutor.errors import TutorError
from tutor.formulas import expression as ex
from tutor.formulas.evaluate import ARGUMENT, slope_of
from tutor.formulas.expression import Binary, Call, Expression, Group, Negate, Number, Operator, Relation, Symbol
from tutor.formulas.functions import ELEMENTARY, FUNCTIONS

_OF_SYMPY: Final = {
    **{name: getattr(sp, theirs) for name, theirs in ELEMENTARY.items()},
    **{name: getattr(sp, name) for name in ("cot", "sec", "csc", "sech", "sign")},
    "abs": sp.Abs,
}
"""Those that SymPy has. Its `Max` and `Min` sort their arguments, and its square root is a power."""

CLASSES: Final[Mapping[str, type[sp.Function]]] = {
    name: _OF_SYMPY.get(name) or type(name, (sp.Function,), {"nargs": record.arity})
    for name, record in FUNCTIONS.items()
    if name != "sqrt"
}
"""Functions of a formula and their SymPy classes."""

NAMES: Final[Mapping[type[sp.Function], str]] = {made: name for name, made in CLASSES.items()}
"""And back."""

_TOTAL, _PARTIAL = "/", "//"
_CONSTANTS: Final = {"e": sp.E, "pi": sp.pi}


def call(function: type[sp.Function], *arguments: sp.Expr) -> sp.Expr:
    """Return `function` of `arguments`, not evaluated."""
    return function(*arguments, evaluate=False)


class Comparison(sp.Function):
    """1 where the first argument stands in a relation to the second, 0 elsewhere."""

    nargs = 2
    relation: Relation


COMPARISONS: Final[Mapping[Relation, type[Comparison]]] = {
    "<": type("Less", (Comparison,), {"relation": "<"}),
    "<=": type("AtMost", (Comparison,), {"relation": "<="}),
    ">": type("Greater", (Comparison,), {"relation": ">"}),
    ">=": type("AtLeast", (Comparison,), {"relation": ">="}),
    "==": type("Equal", (Comparison,), {"relation": "=="}),
}


class Pieces(sp.Function):
    """The value of the first branch whose comparison holds: arguments are value, comparison, …, and an optional last
    value for "otherwise"."""

    @property
    def values(self) -> tuple[sp.Expr, ...]:
        """The value of every branch."""
        return tuple(self.args[::2])

    @property
    def tests(self) -> tuple[sp.Expr | None, ...]:
        """The comparison of every branch; None is "otherwise"."""
        return (*self.args[1::2], None)[: len(self.values)]

    def with_values(self, values: list[sp.Expr]) -> sp.Expr:
        """Return the same branches with other values."""
        return pieces(*zip(values, self.tests, strict=True))


def pieces(*branches: tuple[sp.Expr, sp.Expr | None]) -> sp.Expr:
    """Return a function given in pieces, each value with its comparison; None is "otherwise" and ends the list."""
    arguments: list[sp.Expr] = []
    for value, test in branches:
        arguments.append(value)
        if test is None:
            break
        arguments.append(test)
    return Pieces(*arguments, evaluate=False)


def compare(relation: Relation, left: sp.Expr, right: sp.Expr) -> sp.Expr:
    """Return the comparison of `left` and `right` as a value, 1 or 0."""
    return COMPARISONS[relation](left, right, evaluate=False)


def symbol(name: str) -> sp.Symbol:
    """Return the SymPy symbol of the quantity `name`."""
    return sp.Symbol(name, real=True)


def to_sympy(expression: Expression, trees: Mapping[str, sp.Expr] = MappingProxyType({})) -> sp.Expr:
    """Return `expression` as an unevaluated SymPy tree in the same order; brackets show only in its shape.

    Symbols that `trees` names become those trees, and σ′(z) the slope that it stands for. Errors:
    `derivation.unknown-function` for a function without a record, for a second stroke, and for one on two arguments.
    """
    match expression:
        case Number(text=text):
            return sp.Float(float(text)) if "." in text else sp.Integer(int(text))
        case ex.Constant(name=name):
            return _CONSTANTS[name]
        case Symbol(name=name):
            return trees[name] if name in trees else symbol(name)
        case ex.Leibniz(of=of, by=by, partial=partial):
            return symbol(f"{of}{_PARTIAL if partial else _TOTAL}{by}")
        case Group(inner=inner):
            return to_sympy(inner, trees)
        case Negate(operand=operand):
            return _negative(to_sympy(operand, trees))
        case Binary():
            return _binary_to_sympy(expression, trees)
        case Call():
            return _call_to_sympy(expression, trees)
        case ex.Condition():
            return _comparison(expression, trees)
        case ex.Cases(branches=branches):
            return pieces(*((to_sympy(value, trees), test and _comparison(test, trees)) for value, test in branches))


def to_expression(tree: sp.Expr) -> Expression:
    """Return a SymPy tree as a formula: in its order, with fractions for negative powers and minus signs for −1·x."""
    if tree.is_Number:
        return _number(tree)
    if tree.is_Symbol:
        return _named(tree.name)
    if tree is sp.E or tree is sp.pi:
        return ex.Constant("e" if tree is sp.E else "pi")
    if tree.is_Add:
        return _sum(tree)
    if tree.is_Mul:
        return _product(tree)
    if tree.is_Pow and type(tree) is sp.Pow:
        return _power(tree)
    if isinstance(tree, Pieces):
        return _cases(tree)
    if isinstance(tree, Comparison):
        return _condition(tree)
    return Call(NAMES[tree.func], tuple(map(to_expression, tree.args)))


# ---------------------------------------------------------------- formula -> SymPy


def _binary_to_sympy(node: Binary, trees: Mapping[str, sp.Expr]) -> sp.Expr:
    left, right = to_sympy(node.left, trees), to_sympy(node.right, trees)
    match node.operator:
        case "+":
            return raw_sum(*_opened(left, node.left, sp.Add), right)
        case "-":
            return raw_sum(*_opened(left, node.left, sp.Add), _negative(right))
        case "*":
            return raw_product(*_opened(left, node.left, sp.Mul), *_opened(right, node.right, sp.Mul))
        case "/" if left.is_Integer and right.is_Integer and right > 1 and gcd(int(left), int(right)) == 1:
            return sp.Rational(int(left), int(right))
        case "/" if left == 1:
            return _divisor(right)
        case "/":
            return raw_product(*_opened(left, node.left, sp.Mul), _divisor(right))
        case "^" if right == sp.S.Half:
            # Not the exponent ½ of a square root: x^(1/2) is shown and differentiated as the power that it is.
            return raw_power(left, _divisor(sp.Integer(2)))
        case "^":
            return raw_power(left, right)


def _opened(tree: sp.Expr, written: Expression, kind: type[sp.Expr]) -> tuple[sp.Expr, ...]:
    """The operands of `tree` where it is of `kind` and no brackets were written around it."""
    return tree.args if isinstance(tree, kind) and not isinstance(written, Group) else (tree,)


def _divisor(tree: sp.Expr) -> sp.Expr:
    """One over `tree`; one over x² is x to the −2, as the power rule wants it."""
    if type(tree) is sp.Pow and tree.exp.is_Integer and tree.exp.is_positive:
        return raw_power(tree.base, -tree.exp)
    return raw_power(tree, sp.S.NegativeOne)


def _negative(tree: sp.Expr) -> sp.Expr:
    if tree.is_Number:
        return -tree
    return raw_product(sp.S.NegativeOne, *(tree.args if tree.is_Mul else (tree,)))


def _call_to_sympy(node: Call, trees: Mapping[str, sp.Expr]) -> sp.Expr:
    arguments = [to_sympy(argument, trees) for argument in node.arguments]
    if node.function not in FUNCTIONS or node.primes > 1 or (node.primes and len(arguments) > 1):
        raise TutorError("derivation.unknown-function", name=node.function + "'" * node.primes)
    if node.primes:
        return slope_at(node.function, arguments[0])
    if node.function == "sqrt":
        return raw_power(arguments[0], sp.S.Half)
    return call(CLASSES[node.function], *arguments)


def slope_at(function: str, tree: sp.Expr) -> sp.Expr:
    """Return the derivative of a function of one argument at `tree`, as the table of its records has it."""
    return to_sympy(slope_of(function), {ARGUMENT: tree})


def _comparison(condition: ex.Condition, trees: Mapping[str, sp.Expr]) -> sp.Expr:
    return compare(condition.relation, to_sympy(condition.left, trees), to_sympy(condition.right, trees))


# ---------------------------------------------------------------- SymPy -> formula


def _named(name: str) -> Expression:
    """A symbol, or the derivative that a symbol stands for, by the sign in its name that no symbol can have."""
    of, _, by = name.partition(_TOTAL)
    if not by:
        return Symbol(name)
    return ex.Leibniz(of, by.removeprefix(_TOTAL), partial=by.startswith(_TOTAL))


def _number(number: sp.Expr) -> Expression:
    if number.is_negative:
        return Negate(_number(-number))
    if number.is_Float:
        return Number(format(Decimal(repr(float(number))), "f").removesuffix(".0"))
    numerator = Number(str(int(number.p)))
    return numerator if number.q == 1 else Binary("/", numerator, Number(str(int(number.q))))


def _sum(tree: sp.Add) -> Expression:
    first, *rest = tree.args
    result = to_expression(first)
    for term in rest:
        if isinstance(written := to_expression(term), Negate):
            result = Binary("-", result, written.operand)
        else:
            result = Binary("+", result, written)
    return result


def _product(tree: sp.Mul) -> Expression:
    sign, factors = _signed(list(tree.args))
    above = [factor for factor in factors if not _belongs_below(factor)]
    below = [raw_power(factor.base, -factor.exp) for factor in factors if _belongs_below(factor)]
    if below and above and above[0].is_Rational and above[0].q != 1:
        below.insert(0, sp.Integer(above[0].q))
        above[0] = sp.Integer(above[0].p)
    if len(above) > 1 and above[0] == 1:
        above.pop(0)
    written = _joined("*", above)
    if below:
        written = Binary("/", written, _joined("*", below))
    return Negate(written) if sign < 0 else written


def _signed(factors: list[sp.Expr]) -> tuple[int, list[sp.Expr]]:
    """The sign of the number in front, and the factors without it."""
    first = factors[0]
    if not (first.is_Number and first.is_negative):
        return 1, factors
    return -1, factors[1:] if first == -1 and len(factors) > 1 else [-first, *factors[1:]]


def _belongs_below(factor: sp.Expr) -> bool:
    return type(factor) is sp.Pow and factor.base is not sp.E and factor.exp.is_Number and bool(factor.exp.is_negative)


def _joined(operator: Operator, factors: list[sp.Expr]) -> Expression:
    written = [to_expression(factor) for factor in factors] or [Number("1")]
    return reduce(lambda left, right: Binary(operator, left, right), written)


def _power(tree: sp.Pow) -> Expression:
    if _belongs_below(tree):
        return Binary("/", Number("1"), to_expression(raw_power(tree.base, -tree.exp)))
    if tree.exp == 1:
        return to_expression(tree.base)
    if tree.exp == sp.S.Half:
        return Call("sqrt", (to_expression(tree.base),))
    return Binary("^", to_expression(tree.base), to_expression(tree.exp))


def _cases(tree: Pieces) -> Expression:
    tests = [None if test is None else _condition(test) for test in tree.tests]
    return ex.Cases(tuple(zip(map(to_expression, tree.values), tests, strict=True)))


def _condition(test: Comparison) -> ex.Condition:
    left, right = test.args
    return ex.Condition(test.relation, to_expression(left), to_expression(right))
