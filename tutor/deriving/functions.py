"""The functions of formulas as SymPy functions; a formula stays as its author wrote it, so none evaluates itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import sympy as sp

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


def call(function: type[sp.Function], *arguments: sp.Expr) -> sp.Expr:
    """Return `function` of `arguments`, not evaluated."""
    return function(*arguments, evaluate=False)
