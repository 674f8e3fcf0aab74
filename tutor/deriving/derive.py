"""From a formula to the derivation of its derivative; all of it stays on one thread, as SymPy's settings do."""

from __future__ import annotations

from itertools import islice
from typing import Final

import sympy as sp

from tutor.deriving.convert import symbol, to_sympy
from tutor.deriving.derivation import Derivation
from tutor.deriving.rules import differentiate
from tutor.errors import TutorError
from tutor.formulas.expression import Expression

MOST_NODES: Final = 5_000
"""Numbers, names and operations in all lines of a derivation: some hundred lines, written in half a second."""


def derive(expression: Expression, wrt: str) -> Derivation:
    """Return the derivation of `expression` with respect to the quantity `wrt`, all other quantities held fixed.

    Errors: `derivation.no-rule` (`DontKnow`), `derivation.unknown-function`, and `derivation.too-long` for one that
    nobody would read.
    """
    derivation = differentiate(to_sympy(expression), symbol(wrt))
    nodes = (
        node
        for step in derivation.walk()
        for tree in (step.tree, step.derivative)
        for node in sp.preorder_traversal(tree)
    )
    if next(islice(nodes, MOST_NODES, None), None) is not None:
        raise TutorError("derivation.too-long", most=MOST_NODES)
    return derivation
