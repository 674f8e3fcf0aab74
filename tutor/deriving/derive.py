"""From a formula to the derivation of its derivative; all of it stays on one thread, as SymPy's settings do."""

from __future__ import annotations

from tutor.deriving.convert import symbol, to_sympy
from tutor.deriving.derivation import Derivation
from tutor.deriving.rules import differentiate
from tutor.formulas.expression import Expression


def derive(expression: Expression, wrt: str) -> Derivation:
    """Return the derivation of `expression` with respect to the quantity `wrt`, all other quantities held fixed.

    Errors: `derivation.no-rule` (`DontKnow`) and `derivation.unknown-function`.
    """
    return differentiate(to_sympy(expression), symbol(wrt))
