"""Derivatives by the book with one rule broken at one node: as formulas, written independently of the product."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

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
    substitute,
    symbols,
)


def joined(sign: Operator, left: Expression, right: Expression) -> Expression:
    return Binary(sign, Group(left), Group(right))


def number(of: float) -> Expression:
    return Number(f"{of:g}") if of >= 0 else Group(Negate(Number(f"{-of:g}")))


ZERO, ONE = number(0), number(1)


def power(base: Expression, exponent: float) -> Expression:
    return joined("^", base, number(exponent))


def times(*factors: Expression) -> Expression:
    product = factors[0]
    for factor in factors[1:]:
        product = joined("*", product, factor)
    return product


def plus(left: Expression, right: Expression) -> Expression:
    return joined("+", left, right)


def minus(left: Expression, right: Expression) -> Expression:
    return joined("-", left, right)


SLOPES: Final[dict[str, Callable[[Expression], Expression]]] = {
    "sigmoid": lambda u: times(Call("sigmoid", (u,)), minus(ONE, Call("sigmoid", (u,)))),
    "tanh": lambda u: minus(ONE, power(Call("tanh", (u,)), 2)),
    "relu": lambda u: Call("step", (u,)),
    "exp": lambda u: Call("exp", (u,)),
    "ln": lambda u: joined("/", ONE, u),
    "sqrt": lambda u: joined("/", ONE, times(number(2), Call("sqrt", (u,)))),
    "sin": lambda u: Call("cos", (u,)),
    "cos": lambda u: Negate(Call("sin", (u,))),
    "abs": lambda u: Call("sign", (u,)),
    "softplus": lambda u: Call("sigmoid", (u,)),
    "leaky_relu": lambda u: Call("leaky_relu", (u,), 1),
}


def derivative(node: Expression, by: str) -> Expression:
    """d`node`/d`by` with all other names at rest."""
    match node:
        case Symbol(name=name):
            return ONE if name == by else ZERO
        case Negate(operand=u):
            return Negate(Group(derivative(u, by)))
        case Binary(operator="+" | "-" as sign, left=u, right=v):
            return joined(sign, derivative(u, by), derivative(v, by))
        case Binary(operator="*", left=u, right=v):
            return plus(times(derivative(u, by), v), times(u, derivative(v, by)))
        case Binary(operator="/", left=u, right=v):
            over = minus(times(derivative(u, by), v), times(u, derivative(v, by)))
            return joined("/", over, power(v, 2))
        case Binary(operator="^", left=u, right=Number(text=text)):
            return times(number(float(text)), power(u, float(text) - 1), derivative(u, by))
        case Call(function=function, arguments=(u,)):
            return times(SLOPES[function](u), derivative(u, by))
        case _:
            return ZERO


def broken(formula: Expression, by: str) -> Iterator[tuple[str, Expression]]:
    """Every derivative with one mistake, under the code of the mistake."""
    node = plain(formula)
    yield from _here(node, by)
    match node:
        case Negate(operand=u):
            yield from ((code, Negate(Group(wrong))) for code, wrong in broken(u, by))
        case Binary(operator="+" | "-" as sign, left=u, right=v):
            yield from ((code, joined(sign, wrong, derivative(v, by))) for code, wrong in broken(u, by))
            yield from ((code, joined(sign, derivative(u, by), wrong)) for code, wrong in broken(v, by))
        case Binary(operator="*", left=u, right=v):
            for code, wrong in broken(u, by):
                yield code, plus(times(wrong, v), times(u, derivative(v, by)))
            for code, wrong in broken(v, by):
                yield code, plus(times(derivative(u, by), v), times(u, wrong))
        case Binary(operator="/", left=u, right=v):
            for code, wrong in broken(u, by):
                yield code, joined("/", minus(times(wrong, v), times(u, derivative(v, by))), power(v, 2))
            for code, wrong in broken(v, by):
                yield code, joined("/", minus(times(derivative(u, by), v), times(u, wrong)), power(v, 2))
        case Binary(operator="^", left=u, right=Number(text=text)):
            for code, wrong in broken(u, by):
                yield code, times(number(float(text)), power(u, float(text) - 1), wrong)
        case Call(function=function, arguments=(u,)):
            yield from ((code, times(SLOPES[function](u), wrong)) for code, wrong in broken(u, by))
        case _:
            pass  # has no parts that are differentiated


def _here(node: Expression, by: str) -> Iterator[tuple[str, Expression]]:
    match node:
        case Binary(operator="+" | "-" as sign, left=u, right=v):
            for part, wrong in (
                (u, joined(sign, u, derivative(v, by))),
                (v, joined(sign, derivative(u, by), v)),
            ):
                if not (isinstance(part, Binary) and part.operator in "+-"):
                    yield "term_not_differentiated" if by in symbols(part) else "constant_kept", wrong
        case Binary(operator="*", left=u, right=v) if by in symbols(u) and by in symbols(v):
            du, dv = derivative(u, by), derivative(v, by)
            yield "product_rule_multiplied", times(du, dv)
            yield "product_rule_one_term", times(du, v)
            yield "product_rule_one_term", times(u, dv)
            yield "product_rule_minus", minus(times(du, v), times(u, dv))
            yield "product_rule_minus", minus(times(u, dv), times(du, v))
        case Binary(operator="/", left=u, right=v) if by in symbols(u) and by in symbols(v):
            du, dv = derivative(u, by), derivative(v, by)
            yield "quotient_rule_divided", joined("/", du, dv)
            yield "quotient_rule_plus", joined("/", plus(times(du, v), times(u, dv)), power(v, 2))
            yield "quotient_rule_square", joined("/", minus(times(du, v), times(u, dv)), v)
            yield "quotient_rule_square", minus(times(du, v), times(u, dv))
        case Binary(operator="^", left=u, right=Number(text=text)):
            n, du = float(text), derivative(u, by)
            yield "forgot_power_factor", times(power(u, n - 1), du)
            yield "exponent_kept", times(number(n), power(u, n), du)
            yield "power_not_differentiated", times(power(u, n), du)
            yield "exponent_in_wrong_place", times(number(n - 1), power(u, n), du)
            yield from _chain(lambda at: power(at, n), lambda at: times(number(n), power(at, n - 1)), u, by)
        case Call(function=function, arguments=(u,)):
            yield from _chain(lambda at: Call(function, (at,)), SLOPES[function], u, by)
            yield from ((code, times(wrong, derivative(u, by))) for code, wrong in _slopes(function, u))
            if function == "exp":
                lowered = times(u, Call("exp", (minus(u, ONE),)))
                yield "exponential_as_power", lowered
                yield "exponential_as_power", times(lowered, derivative(u, by))
        case _:
            pass  # no rule is known for it


Outer = Callable[[Expression], Expression]


def _chain(f: Outer, slope: Outer, u: Expression, by: str) -> Iterator[tuple[str, Expression]]:
    du = derivative(u, by)
    yield "forgot_inner_derivative", slope(u)
    if symbols(du):
        yield "derivative_inside", f(du)
        yield "derivative_inside", slope(du)
    yield "outer_at_wrong_place", times(slope(Symbol(by)), du)
    yield "outer_not_differentiated", times(f(u), du)


def _slopes(function: str, u: Expression) -> Iterator[tuple[str, Expression]]:
    """What is taken for the slope of a function of `u`."""
    f = Call(function, (u,))
    for code, text in _WRONG.get(function, ()):
        yield code, substitute(text, {Symbol("f"): f, Symbol("u"): u, Symbol("g"): Call(function, (f,))})


_F, _U, _G = Symbol("f"), Symbol("u"), Symbol("g")
_WRONG: Final[dict[str, list[tuple[str, Expression]]]] = {
    "sigmoid": [
        ("sigmoid_rule_only_s", _F),
        ("sigmoid_rule_only_1ms", minus(ONE, _F)),
        ("sigmoid_rule_plus", times(_F, plus(ONE, _F))),
        ("sigmoid_rule_square", minus(ONE, power(_F, 2))),
        ("sigmoid_applied_twice", times(_G, minus(ONE, _G))),
        ("used_input_not_output", times(_U, minus(ONE, _U))),
    ],
    "tanh": [
        ("tanh_itself", _F),
        ("tanh_rule_plus", plus(ONE, power(_F, 2))),
        ("tanh_rule_no_square", minus(ONE, _F)),
        ("tanh_rule_only_square", power(_F, 2)),
        ("sigmoid_rule_for_tanh", times(_F, minus(ONE, _F))),
        ("used_input_not_output", minus(ONE, power(_U, 2))),
    ],
    "relu": [
        ("relu_itself", _F),
        ("relu_reversed", minus(ONE, Call("step", (_U,)))),
    ],
}
