"""Parts of a formula put in the place of others."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.formulas.expression import Expression, children, with_children


def substitute(expression: Expression, replacements: Mapping[Expression, Expression]) -> Expression:
    """Return `expression` with every part that is a key of `replacements` replaced, larger parts first, once each."""
    if expression in replacements:
        return replacements[expression]
    return with_children(expression, [substitute(child, replacements) for child in children(expression)])
