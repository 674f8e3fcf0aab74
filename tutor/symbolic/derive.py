"""From a formula to the derivation of its derivative; all of it stays on one thread, as SymPy's settings do."""

from __future__ import annotations

from tutor.symbolic.convert import symbol, to_sympy
from tutor.symbolic.derivation import Derivation
from tutor.symbolic.expression import Expression
from tutor.symbolic.rules import differentiate


def derive(expression: Expression, wrt: str) -> Derivation:
    """Return the derivation of `expression` with respect to the quantity `wrt`, all other quantities held fixed.

    Errors: `derivation.no-rule` (`DontKnow`) and `derivation.unknown-function`.
    """
    return differentiate(to_sympy(expression), symbol(wrt))
