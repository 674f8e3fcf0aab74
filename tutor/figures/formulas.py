"""Formulas as lines of tagged text: in one line, laid out, and as they were typed with marks below."""

from __future__ import annotations

from tutor.figures.lines import Line, Run, end_of
from tutor.formulas.expression import Span
from tutor.text import WIDEST, Cells, without_control_characters
from tutor.typesetting.block import Block
from tutor.typesetting.formula import Formula, derivative
from tutor.typesetting.line import one_line, plain_line
from tutor.typesetting.symbols import symbol
from tutor.wording import Voice, by_hand


def runs(formula: Formula, cells: Cells, tag: str = "maths") -> list[Run]:
    """Return `formula` in one line; cells without a tag of their own get `tag`."""
    return [(run.text, run.tag or tag) for run in one_line(formula, cells)]


def symbol_text(name: str, cells: Cells) -> str:
    """Return how a quantity is written in one line: `w5` is w₅."""
    return plain_line(symbol(name), cells)


def word_text(word: str, voice: Voice, cells: Cells) -> str:
    """Return how a quantity's word is written in one line: `w5` is w₅, `dL/dw5` ∂L/∂w₅, `w5_next` w₅ next."""
    of, _, by = word.partition("/")
    if not by:
        shown = symbol_text(word.removesuffix("_next"), cells)
        return voice(by_hand.NEXT, of=shown) if word.endswith("_next") else shown
    return plain_line(derivative(symbol(of.removeprefix("d")), symbol(by.removeprefix("d")), partial=True), cells)


def block_lines(block: Block, indent: int = 0) -> list[Line]:
    """Return a laid-out formula, shifted by `indent` cells."""
    return [[(" " * indent, ""), *((run.text, run.tag or "maths") for run in row)] for row in block.runs()]


def place_lines(text: str, span: Span, cells: Cells, width: int = WIDEST) -> list[str]:
    """Return `text` and below it marks under the characters of `span`, one behind the end where the rest is missing.

    Of a text that does not fit, what stands around the beginning of `span`.
    """
    shown, room = without_control_characters(text).replace("\t", " ").replace("\n", " "), width - 2
    before, rest = shown[: span.start], shown[span.start :]
    marked = cells.width(shown[span.start : span.end])
    if cells.width(shown) > room:
        before = end_of(before, room // 2, cells)
        rest = cells.truncate(rest[: room + 1], room - cells.width(before))
        marked = min(marked, cells.width(rest))
    return ["  " + before + rest, "  " + " " * cells.width(before) + "^" * max(1, marked)]
