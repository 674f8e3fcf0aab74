"""The two ways in which people read `1/2x`."""

from __future__ import annotations

from tutor.formulas.expression import Binary, Expression, Group, children, with_children


def other_reading(expression: Expression) -> Expression | None:
    """Return what `1/2x` means to those who read it as `1/(2x)`, or None where there is no such place."""
    tightened = _tightened(expression)
    return None if tightened == expression else tightened


def _tightened(node: Expression) -> Expression:
    """`node` with implicit products binding tighter than the division on their left."""
    node = with_children(node, [_tightened(child) for child in children(node)])
    if not (isinstance(node, Binary) and node.operator == "*" and node.implicit):
        return node
    quotient = node.left
    if not (isinstance(quotient, Binary) and quotient.operator == "/"):
        return node
    below = quotient.right
    product = Binary("*", below, node.right, implicit=True)
    return Binary("/", quotient.left, Group(product))
