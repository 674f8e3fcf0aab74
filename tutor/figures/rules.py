"""A derivation with every rule unfolded: what each rule does, and beside it which rule it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    return list(_table(rows, cells, width))


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


def _table(rows: Sequence[tuple[str, str]], cells: Cells, width: int) -> Iterator[Line]:
    left = max(cells.width(equation) for equation, _ in rows)
    right = max(cells.width(rule) for _, rule in rows)
    for equation, rule in rows:
        if left + _GAP + right <= width:
            yield [(cells.pad(equation, left + _GAP), "maths"), (rule, "dim")]
        else:
            indent = len(equation) - len(equation.lstrip(" "))
            yield from _wrapped(equation.lstrip(" "), indent, "maths", cells, width)
            yield from _wrapped(rule, indent + 4, "dim", cells, width) if rule else ()


def _wrapped(text: str, indent: int, tag: str, cells: Cells, width: int) -> Iterator[Line]:
    for line in cells.wrap(text, max(_NARROWEST, width - indent)):
        yield [(" " * indent, ""), (line, tag)]
