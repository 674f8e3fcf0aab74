"""Formulas in SymPy's own functions, so that its `diff` and its numbers are a second oracle that knows none of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import sympy as sp

from tutor.deriving.convert import CLASSES, COMPARISONS, Comparison, Pieces
from tutor.formulas.expression import Relation

DEFINITIONS: Final[Mapping[str, Callable[..., Any]]] = {
    "sigmoid": lambda z: 1 / (1 + sp.exp(-z)),
    "softplus": lambda z: sp.log(1 + sp.exp(z)),
    "softsign": lambda z: z / (1 + sp.Abs(z)),
    "elu": lambda z: sp.Piecewise((z, z > 0), (sp.exp(z) - 1, True)),
    "silu": lambda z: z / (1 + sp.exp(-z)),
    "gelu": lambda z: z * (1 + sp.erf(z / sp.sqrt(2))) / 2,
    "relu": lambda z: sp.Piecewise((z, z > 0), (0, True)),
    "leaky_relu": lambda z: sp.Piecewise((z, z > 0), (sp.Rational(1, 100) * z, True)),
    "step": lambda z: sp.Piecewise((1, z > 0), (0, True)),
    "max": sp.Max,
    "min": sp.Min,
}
"""What the functions are that SymPy does not have, or not in the order in which they were written."""

_RELATIONS: Final[Mapping[Relation, Any]] = {"<": sp.Lt, "<=": sp.Le, ">": sp.Gt, ">=": sp.Ge, "==": sp.Eq}
_OURS: Final = {CLASSES[name]: definition for name, definition in DEFINITIONS.items()}
_TESTS: Final = {made: _RELATIONS[relation] for relation, made in COMPARISONS.items()}


def in_sympy(tree: Any) -> Any:
    """Return `tree` with SymPy's functions in the place of ours."""
    parts = [in_sympy(part) for part in tree.args]
    if isinstance(tree, Comparison):
        return sp.Piecewise((1, _TESTS[type(tree)](*parts)), (0, True))
    if isinstance(tree, Pieces):
        tests = [True if test is None else _TESTS[type(test)](*map(in_sympy, test.args)) for test in tree.tests]
        return sp.Piecewise(*zip(map(in_sympy, tree.values), tests, strict=True))
    if tree.func in _OURS:
        return _OURS[tree.func](*parts)
    return tree.func(*parts) if parts else tree
