"""The rules of differentiation by name."""

from __future__ import annotations

from typing import Literal, TypeAlias

RuleCode: TypeAlias = Literal[
    "constant",
    "variable",
    "sum",
    "constant-multiple",
    "product",
    "quotient",
    "power",
    "general-power",
    "exponential",
    "general-exponential",
    "logarithm",
    "root",
    "sine",
    "cosine",
    "tangent",
    "hyperbolic-sine",
    "hyperbolic-cosine",
    "hyperbolic-tangent",
    "hyperbolic-secant",
    "sigmoid",
    "softplus",
    "relu",
    "leaky-relu",
    "step",
    "abs",
    "sign",
    "max",
    "min",
    "piecewise",
    "chain",
]
"""`wording.derivations` has a name, a formula and a sentence for each."""
