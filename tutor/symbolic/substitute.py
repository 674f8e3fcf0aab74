"""Parts of a formula put in the place of others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from tutor.symbolic.expression import Binary, Call, Cases, Condition, Expression, Group, Negate


def substitute(expression: Expression, replacements: Mapping[Expression, Expression]) -> Expression:
    """Return `expression` with every part that is a key of `replacements` replaced; largest parts first, once each."""
    if expression in replacements:
        return replacements[expression]
    match expression:
        case Call(arguments=arguments):
            return replace(expression, arguments=tuple(substitute(part, replacements) for part in arguments))
        case Negate(operand=operand):
            return replace(expression, operand=substitute(operand, replacements))
        case Binary(left=left, right=right):
            return replace(expression, left=substitute(left, replacements), right=substitute(right, replacements))
        case Group(inner=inner):
            return replace(expression, inner=substitute(inner, replacements))
        case Condition():
            return _condition(expression, replacements)
        case Cases(branches=branches):
            return replace(
                expression,
                branches=tuple(
                    (substitute(value, replacements), None if test is None else _condition(test, replacements))
                    for value, test in branches
                ),
            )
        case _:
            return expression


def _condition(condition: Condition, replacements: Mapping[Expression, Expression]) -> Condition:
    return replace(
        condition,
        left=substitute(condition.left, replacements),
        right=substitute(condition.right, replacements),
    )
