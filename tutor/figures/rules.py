"""A derivation with every rule unfolded: what each rule does, and beside it which rule it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tutor.deriving.derive import Derivation
from tutor.figures.formulas import symbol_text
from tutor.figures.lines import Line
from tutor.formulas.expression import Expression
from tutor.text import Cells
from tutor.typesetting.line import plain_line
from tutor.typesetting.typeset import from_expression
from tutor.wording import Voice, interface
from tutor.wording.derivations import RULES

_GAP: Final = 2
_NARROWEST: Final = 20


def unfolded_lines(
    derivation: Derivation, voice: Voice, cells: Cells, width: int, *, partial: bool = False
) -> list[Line]:
    """Return `derivation` with every rule on a line; rules stand beside the equations, or below where it is narrow."""
    sign = cells.glyphs.partial if partial else "d"
    rows = [row for depth, step in derivation.lines() for row in _rows(step, depth, sign, voice, cells)]
    left, right = (max(map(cells.width, column)) for column in zip(*rows, strict=True))
    if left + _GAP + right <= width:
        return [[(cells.pad(equation, left + _GAP), "maths"), (rule, "dim")] for equation, rule in rows]
    lines: list[Line] = []
    for equation, rule in rows:
        formula = equation.lstrip(" ")
        indent = len(equation) - len(formula)
        for text, start, tag in ((formula, indent, "maths"), (rule, indent + 4, "dim")):
            told = cells.wrap(text, max(_NARROWEST, width - start)) if text else []
            lines += [[(" " * start, ""), (line, tag)] for line in told]
    return lines


def shown(expression: Expression, voice: Voice, cells: Cells) -> str:
    """Return a formula in one line."""
    return plain_line(from_expression(expression, otherwise=voice(interface.OTHERWISE)), cells)


def _rows(derivation: Derivation, depth: int, sign: str, voice: Voice, cells: Cells) -> Iterator[tuple[str, str]]:
    """What one rule does and which rule it is; after the chain rule, the inner function and its name."""
    rule, indent = RULES[derivation.rule], "  " * depth
    variable = symbol_text(derivation.wrt, cells)
    equation = f"{sign}/{sign}{variable} [{shown(derivation.of, voice, cells)}]"
    equation += f" = {shown(derivation.result, voice, cells)}"
    yield indent + equation, voice(interface.LABELLED, label=voice(rule.name)) + rule.formula
    if derivation.rule == "chain":
        outer, inner = derivation.steps
        yield f"{indent}  {symbol_text(outer.wrt, cells)} = {shown(inner.of, voice, cells)}", ""
