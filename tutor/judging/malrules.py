"""Wrong local derivatives that learners write: each is the right one with one place of its tree gone wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from tutor.formulas.expression import (
    Binary,
    Call,
    Condition,
    Expression,
    Negate,
    Number,
    Operator,
    Symbol,
    children,
    plain,
    with_children,
)

Definitions: TypeAlias = Mapping[str, Expression | None]
Slip: TypeAlias = tuple[str, Expression]
"""A code and what a learner who makes this mistake writes in the place."""

_ONE: Final = Number("1")


def wrong_forms(derivative: Expression, definitions: Definitions) -> Iterator[Slip]:
    """Yield `derivative` with one mistake in one place, under the code of the mistake, for every place and mistake.

    `definitions` tell which symbols stand for an activation.
    """
    yield from _everywhere(plain(derivative), definitions)


def _everywhere(node: Expression, definitions: Definitions) -> Iterator[Slip]:
    for rule in _RULES:
        yield from rule(node, definitions)
    if _activation_slope(node, definitions):
        return
    parts = children(node)
    for index, part in enumerate(parts):
        for code, wrong in _everywhere(part, definitions):
            yield code, with_children(node, [*parts[:index], wrong, *parts[index + 1 :]])


def _binary(operator: Operator, left: Expression, right: Expression) -> Binary:
    return Binary(operator, left, right)


def _times(left: Expression, right: Expression) -> Binary:
    return _binary("*", left, right)


def _minus(left: Expression, right: Expression) -> Binary:
    return _binary("-", left, right)


def _power(base: Expression, exponent: int) -> Expression:
    return base if exponent == 1 else _binary("^", base, Number(str(exponent)))


def _activation_slope(node: Expression, definitions: Definitions) -> tuple[str, Expression] | None:
    """The activation whose slope `node` is, with its output: sigmoid and s for `s(1 − s)`, tanh and a for `1 − a²`."""
    match node:
        case Call(function=function, arguments=arguments, primes=1):
            return function, Call(function, arguments)
        case Binary(operator="*", left=s, right=Binary(operator="-", left=Number("1"), right=again)) if s == again:
            found = s
        case Binary(operator="*", left=Binary(operator="-", left=Number("1"), right=again), right=s) if s == again:
            found = s
        case Binary(operator="-", left=Number("1"), right=Binary(operator="^", left=a, right=Number("2"))):
            return ("tanh", a) if _activation(a, definitions) == "tanh" else None
        case Call(function="step", arguments=(inner,)):
            return "relu", Call("relu", (inner,))
        case Condition(relation=">" | ">=", left=inner, right=Number("0")):
            return "relu", Call("relu", (inner,))
        case _:
            return None
    return ("sigmoid", found) if _activation(found, definitions) == "sigmoid" else None


def _call(node: Expression, definitions: Definitions) -> Call | None:
    """The function call that `node` is or stands for."""
    if isinstance(node, Symbol):
        definition = definitions.get(node.name)
        node = plain(definition) if definition is not None else node
    return node if isinstance(node, Call) else None


def _activation(node: Expression, definitions: Definitions) -> str | None:
    call = _call(node, definitions)
    return call.function if call else None


def _sigmoid_rules(node: Expression, definitions: Definitions) -> Iterator[Slip]:
    slope = _activation_slope(node, definitions)
    if slope is None or slope[0] != "sigmoid":
        return
    s = slope[1]
    again = Call("sigmoid", (s,))
    yield "sigmoid_rule_only_s", s
    yield "sigmoid_rule_only_1ms", _minus(_ONE, s)
    yield "sigmoid_rule_plus", _times(s, _binary("+", _ONE, s))
    yield "sigmoid_rule_square", _minus(_ONE, _power(s, 2))
    yield "sigmoid_rule_square", _times(_power(s, 2), _minus(_ONE, s))
    yield "sigmoid_rule_sign", _times(s, _minus(s, _ONE))
    yield "sigmoid_applied_twice", _times(again, _minus(_ONE, again))
    call = _call(s, definitions)
    if call:
        z = call.arguments[0]
        yield "used_input_not_output", _times(z, _minus(_ONE, z))


def _tanh_rules(node: Expression, definitions: Definitions) -> Iterator[Slip]:
    slope = _activation_slope(node, definitions)
    if slope is None or slope[0] != "tanh":
        return
    a = slope[1]
    yield "tanh_itself", a
    yield "tanh_rule_plus", _binary("+", _ONE, _power(a, 2))
    yield "tanh_rule_no_square", _minus(_ONE, a)
    yield "tanh_rule_only_square", _power(a, 2)
    yield "sigmoid_rule_for_tanh", _times(a, _minus(_ONE, a))
    yield "tanh_rule_sign", _minus(_power(a, 2), _ONE)
    call = _call(a, definitions)
    if call:
        yield "used_input_not_output", _minus(_ONE, _power(call.arguments[0], 2))


def _relu_rules(node: Expression, definitions: Definitions) -> Iterator[Slip]:
    slope = _activation_slope(node, definitions)
    if slope is None or slope[0] != "relu":
        return
    yield "relu_itself", slope[1]
    yield "relu_reversed", _minus(_ONE, node)


def _power_rules(node: Expression, _: Definitions) -> Iterator[Slip]:
    """Mistakes with `n·uⁿ⁻¹`."""
    match node:
        case Binary(operator="*", left=Number(text=text), right=right) if text.isdigit() and int(text) > 1:
            n = int(text)
            base, exponent = _base_and_exponent(right)
            if exponent == n - 1:
                yield "forgot_power_factor", right
                yield "exponent_kept", _times(node.left, _power(base, n))
                yield "square_not_differentiated" if n == 2 else "power_not_differentiated", _power(base, n)
                yield "exponent_in_wrong_place", _times(Number(str(n - 1)), _power(base, n))
                if n > 2:
                    yield "exponent_lowered_twice", _times(node.left, _power(base, n - 2))
        case Binary(operator="^", left=base, right=Number(text=text)) if text.isdigit():
            yield "exponent_kept", _power(base, int(text) + 1)
            if int(text) > 1:
                yield "exponent_lowered_twice", _power(base, int(text) - 1)


def _base_and_exponent(node: Expression) -> tuple[Expression, int]:
    match node:
        case Binary(operator="^", left=base, right=Number(text=text)) if text.isdigit():
            return base, int(text)
        case _:
            return node, 1


def _sum_rules(node: Expression, definitions: Definitions) -> Iterator[Slip]:
    if not isinstance(node, Binary) or node.operator not in ("+", "-"):
        return
    if _activation_slope(node, definitions):
        return
    if node.operator == "-":
        yield "sum_for_difference", _binary("+", node.left, node.right)
        yield "difference_reversed", _minus(node.right, node.left)
        yield "forgot_term", Negate(node.right)
    else:
        yield "difference_for_sum", _minus(node.left, node.right)
        yield "forgot_term", node.right
    yield "forgot_term", node.left


def _other_rules(node: Expression, _: Definitions) -> Iterator[Slip]:
    match node:
        case Binary(operator="/", left=left, right=right):
            yield "fraction_inverted", _binary("/", right, left)
            yield "forgot_denominator", left
        case Negate(operand=operand):
            yield "lost_minus", operand
        case Call(function=function, arguments=arguments, primes=0) if function in _SLOPE_TAKEN_FOR:
            yield "function_for_slope", Call(_SLOPE_TAKEN_FOR[function], arguments)


_SLOPE_TAKEN_FOR: Final = {"sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh"}
_RULES: Final[tuple[Callable[[Expression, Definitions], Iterator[Slip]], ...]] = (
    _sigmoid_rules,
    _tanh_rules,
    _relu_rules,
    _power_rules,
    _sum_rules,
    _other_rules,
)
