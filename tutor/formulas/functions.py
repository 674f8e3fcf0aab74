"""The functions of numbers that formulas know: one record for each, from which every room takes what it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

PIECEWISE: Final = "cases"
"""Written `cases(value, condition, …, otherwise)`; it is no function of numbers."""

ROOT: Final = "root"
"""Written `root(n, x)` and read as the power `x^(1/n)`."""


@dataclass(frozen=True, slots=True)
class Function:
    """A function of numbers as mathematics has it; in its formulas u is the argument.

    At a kink the slope is that of the left side, at a jump 0, as the frameworks have it: relu′(0) = 0.
    """

    name: str
    rule: str
    """The code of its rule of differentiation; its words are `wording.derivations.RULES`."""
    slope: str = ""
    """The derivative as a table of derivatives has it; empty for functions of two arguments."""
    value: str = ""
    """What it is in terms of other functions, in a form that neither overflows nor loses digits far from zero; empty
    for the elementary ones, which every arithmetic knows by itself."""
    stable_slope: str = ""
    """The derivative in a form that keeps its digits where it is tiny; empty where `slope` does so."""
    arity: int = 1
    kinked: bool = False
    """Whether it has a kink or a jump at 0, or where its two arguments are equal."""
    aliases: tuple[str, ...] = ()
    """Other names under which it is typed."""
    associative: bool = False
    """Whether, of two arguments, it is also written with more: max(a, b, c) is max(max(a, b), c)."""
    shown: str = ""
    """How it is drawn in formulas, where that is not its name."""

    @property
    def letter(self) -> str:
        """What it is called in a drawn formula."""
        return self.shown or self.name


_RECORDS: Final = (
    Function(
        "sigmoid",
        "sigmoid",
        "sigmoid(u)*(1 - sigmoid(u))",
        "exp(min(u, 0))/(1 + exp(-abs(u)))",
        "sigmoid(u)*sigmoid(-u)",
        aliases=("sigma", "logistic"),
        shown="σ",
    ),
    Function("tanh", "hyperbolic-tangent", "1 - tanh(u)^2", stable_slope="sech(u)^2"),
    Function("relu", "relu", "step(u)", "cases(u, u > 0, 0)", kinked=True, shown="ReLU"),
    Function(
        "leaky_relu",
        "leaky-relu",
        "cases(1, u > 0, 0.01)",
        "cases(u, u > 0, 0.01*u)",
        kinked=True,
        aliases=("leakyrelu",),
        shown="LeakyReLU",
    ),
    # With t = e^−|u|, t·ln(1 + t)/((1 + t) − 1) errs in both in the same way, and keeps the digits of a tiny ln(1 + t).
    Function(
        "softplus",
        "softplus",
        "sigmoid(u)",
        "cases(u, u > 0, 0)"
        " + exp(-abs(u))*cases(1, 1 + exp(-abs(u)) == 1, ln(1 + exp(-abs(u)))/(1 + exp(-abs(u)) - 1))",
    ),
    Function("softsign", "softsign", "1/(1 + abs(u))^2", "u/(1 + abs(u))"),
    # With α = 1; e^u − 1 as a product, which keeps its digits near 0.
    Function("elu", "elu", "cases(1, u > 0, exp(u))", "cases(u, u > 0, tanh(u/2)*(1 + exp(u)))", shown="ELU"),
    Function(
        "silu",
        "silu",
        "sigmoid(u)*(1 + u*(1 - sigmoid(u)))",
        "u*sigmoid(u)",
        "sigmoid(u)*(1 + u*sigmoid(-u))",
        aliases=("swish",),
        shown="SiLU",
    ),
    # Hendrycks and Gimpel 2016, exact: u·Φ(u) with Φ(u) = ½·(1 + erf(u/√2)) = ½·erfc(−u/√2).
    Function(
        "gelu",
        "gelu",
        "1/2*(1 + erf(u/sqrt(2))) + u*exp(-u^2/2)/sqrt(2*pi)",
        "u*erfc(-u/sqrt(2))/2",
        "erfc(-u/sqrt(2))/2 + u*exp(-u^2/2)/sqrt(2*pi)",
        shown="GELU",
    ),
    Function("step", "step", "0", "cases(1, u > 0, 0)", kinked=True, aliases=("heaviside",)),
    Function("exp", "exponential", "exp(u)"),
    Function("ln", "logarithm", "1/u", aliases=("log",)),
    Function("sqrt", "root", "1/(2*sqrt(u))"),
    Function("sin", "sine", "cos(u)"),
    Function("cos", "cosine", "-sin(u)"),
    Function("tan", "tangent", "1 + tan(u)^2"),
    Function("cot", "cotangent", "-1 - cot(u)^2", "cos(u)/sin(u)", aliases=("cotan",)),
    Function("sec", "secant", "sec(u)*tan(u)", "1/cos(u)"),
    Function("csc", "cosecant", "-csc(u)*cot(u)", "1/sin(u)", aliases=("cosec",)),
    Function("arcsin", "arcsine", "1/sqrt(1 - u^2)", aliases=("asin",)),
    Function("arccos", "arccosine", "-1/sqrt(1 - u^2)", aliases=("acos",)),
    Function("arctan", "arctangent", "1/(1 + u^2)", aliases=("atan", "arctg")),
    Function("sinh", "hyperbolic-sine", "cosh(u)"),
    Function("cosh", "hyperbolic-cosine", "sinh(u)"),
    Function("sech", "hyperbolic-secant", "-sech(u)*tanh(u)", "2*exp(-abs(u))/(1 + exp(-2*abs(u)))"),
    Function("erf", "error-function", "2*exp(-u^2)/sqrt(pi)"),
    Function("erfc", "complementary-error-function", "-2*exp(-u^2)/sqrt(pi)"),
    Function("abs", "abs", "sign(u)", kinked=True),
    Function("sign", "sign", "0", kinked=True),
    Function("max", "max", arity=2, kinked=True, associative=True),
    Function("min", "min", arity=2, kinked=True, associative=True),
)

FUNCTIONS: Final[Mapping[str, Function]] = {record.name: record for record in _RECORDS}
"""Every function by its name."""

ELEMENTARY: Final[Mapping[str, str]] = {
    record.name: {"ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan"}.get(record.name, record.name)
    for record in _RECORDS
    if not (record.value or record.kinked)
}
"""Those that every arithmetic knows by itself, with the names that they have in Python's libraries."""
