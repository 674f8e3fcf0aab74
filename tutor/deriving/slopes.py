"""The elementary functions of one argument with their slopes, as in a table of derivatives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final, TypeAlias

import sympy as sp

from tutor.deriving.arithmetic import add, negate, raw_product, reciprocal, square, subtract
from tutor.deriving.functions import LEAKY_SLOPE, LeakyRelu, Relu, Sigmoid, Softplus, Step
from tutor.deriving.pieces import compare, pieces
from tutor.deriving.rule_codes import RuleCode

Slope: TypeAlias = Callable[[sp.Expr], sp.Expr]


def call(function: type[sp.Function], *arguments: sp.Expr) -> sp.Expr:
    """Return `function` of `arguments`, not evaluated."""
    return function(*arguments, evaluate=False)


def _sigmoid_slope(z: sp.Expr) -> sp.Expr:
    sigmoid = call(Sigmoid, z)
    return raw_product(sigmoid, subtract(sp.S.One, sigmoid))


SLOPES: Final[Mapping[type[sp.Function], tuple[RuleCode, Slope]]] = {
    sp.exp: ("exponential", lambda u: call(sp.exp, u)),
    sp.log: ("logarithm", reciprocal),
    sp.sin: ("sine", lambda u: call(sp.cos, u)),
    sp.cos: ("cosine", lambda u: negate(call(sp.sin, u))),
    sp.tan: ("tangent", lambda u: add(sp.S.One, square(call(sp.tan, u)))),
    sp.sinh: ("hyperbolic-sine", lambda u: call(sp.cosh, u)),
    sp.cosh: ("hyperbolic-cosine", lambda u: call(sp.sinh, u)),
    sp.tanh: ("hyperbolic-tangent", lambda u: subtract(sp.S.One, square(call(sp.tanh, u)))),
    sp.sech: ("hyperbolic-secant", lambda u: negate(raw_product(call(sp.sech, u), call(sp.tanh, u)))),
    sp.Abs: ("abs", lambda u: call(sp.sign, u)),
    sp.sign: ("sign", lambda u: sp.S.Zero),
    Sigmoid: ("sigmoid", _sigmoid_slope),
    Softplus: ("softplus", lambda u: call(Sigmoid, u)),
    Relu: ("relu", lambda u: call(Step, u)),
    LeakyRelu: ("leaky-relu", lambda u: pieces((sp.S.One, compare(">", u, sp.S.Zero)), (LEAKY_SLOPE, None))),
    Step: ("step", lambda u: sp.S.Zero),
}
"""Functions of one argument: rule and slope."""
