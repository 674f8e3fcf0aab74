"""The rules of differentiation by name: those of how a formula is built, and one for each function."""

from __future__ import annotations

from typing import Final, Literal, TypeAlias, get_args

from tutor.formulas.functions import FUNCTIONS

StructuralRule: TypeAlias = Literal[
    "constant",
    "variable",
    "sum",
    "constant-multiple",
    "product",
    "quotient",
    "power",
    "general-power",
    "general-exponential",
    "piecewise",
    "chain",
]

RuleCode: TypeAlias = str
"""A structural rule, or the rule of a function's record."""

RULE_CODES: Final[frozenset[RuleCode]] = frozenset(get_args(StructuralRule)) | {
    record.rule for record in FUNCTIONS.values()
}
"""`wording.derivations` has a name, a formula and a sentence for each."""
