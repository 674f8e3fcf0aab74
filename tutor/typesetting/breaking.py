"""Formula -> block that fits a width: lines break before operators, the outermost first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from tutor.text import Cells, with_bound_operators
from tutor.typesetting.block import Block, Run, beside, blank, merged, stacked
from tutor.typesetting.formula import Aligned, Formula, Kind, Row, Tagged
from tutor.typesetting.layout import Piece, lay_out, pieces
from tutor.typesetting.line import one_line
from tutor.typesetting.spacing import flattened

_LEVELS: Final[tuple[frozenset[Kind], ...]] = (
    frozenset({"relation"}),
    frozenset({"relation", "binary", "punctuation"}),
    frozenset({"relation", "binary", "punctuation", "product"}),
)
"""The operators at which a line may break: as few kinds as will do."""
_INDENT: Final = 2
_LEAST_WITH_BOUND_OPERATORS: Final = 16


def in_width(formula: Formula, cells: Cells, width: int) -> Block:
    """Return `formula` drawn in two dimensions within `width` cells.

    A formula that is too wide continues on further lines, each beginning with its operator; a part that is too wide
    by itself is written in one line and broken where it must. Only a width of less than two cells can be exceeded.
    """
    whole = lay_out(formula, cells)
    if whole.width <= width:
        return whole
    if isinstance(formula, Aligned):
        return _above_each_other([in_width(Row(entries), cells, width) for entries in formula.rows])
    parts = Row(tuple(_opened(formula)))
    even, close = (_Lines(cells, width, pieces(parts, cells, even=even)) for even in (True, False))
    block = (even if even.count <= close.count else close).block()
    return block if block.width <= width else _above_each_other(_wrapped(one_line(formula, cells), cells, width))


def _opened(formula: Formula) -> Iterator[Formula]:
    """The parts of the row that `formula` is; a tag around several of them goes to each."""
    for part in flattened(formula):
        if isinstance(part, Tagged) and isinstance(part.body, Row):
            yield from (Tagged(inner, part.tag) for inner in _opened(part.body))
        else:
            yield part


class _Lines:
    """The lines that the pieces of one row fill."""

    def __init__(self, cells: Cells, width: int, drawn: Sequence[Piece]) -> None:
        self._cells = cells
        self._width = width
        self._relation, self._operand = _columns(drawn, width)
        self._lines: list[list[Block]] = [[]]
        self._used = 0
        self._at_start = True
        self._fill(drawn, 0)

    @property
    def count(self) -> int:
        """The number of lines."""
        return len(self._lines)

    def block(self) -> Block:
        """All lines, one above the other."""
        return _above_each_other([beside(line) for line in self._lines if line])

    def _fill(self, drawn: Sequence[Piece], level: int) -> None:
        broken = False
        for chunk in _chunks(drawn, _LEVELS[level]):
            indent = self._relation if chunk[0].kind == "relation" else self._operand
            own = _width(chunk) - chunk[0].gap
            if self._used + _width(chunk) <= self._width and not broken:
                self._add(chunk)
                continue
            fits = indent + own <= self._width
            if fits or broken:
                self._start_line(indent)
            # After a part that took several lines the next one begins on its own: the outermost operators stand out.
            broken = not fits
            if fits:
                self._add(chunk)
            elif level + 1 < len(_LEVELS):
                self._fill(chunk, level + 1)
            else:
                self._add_as_text(chunk, indent)

    def _add(self, chunk: Sequence[Piece]) -> None:
        for piece in chunk:
            if piece.gap and not self._at_start:
                self._append(blank(piece.gap))
            self._append(piece.block)
            self._at_start = False

    def _append(self, block: Block) -> None:
        self._lines[-1].append(block)
        self._used += block.width

    def _start_line(self, indent: int) -> None:
        if self._used:
            self._lines.append([])
            self._used = 0
            self._append(blank(indent))
            self._at_start = True

    def _add_as_text(self, chunk: Sequence[Piece], indent: int) -> None:
        """What no operator breaks, in one line of text that breaks anywhere it must."""
        if self._used + chunk[0].gap > indent:
            self._start_line(indent)
        if chunk[0].kind in _LEVELS[-1] and len(chunk) > 1:
            self._add(chunk[:1])
            self._append(blank(chunk[1].gap))
            chunk = chunk[1:]
        runs = one_line(Row(tuple(piece.part for piece in chunk)), self._cells)
        room = max(1, self._width - max(self._used, self._operand))
        for index, line in enumerate(_wrapped(runs, self._cells, room)):
            if index:
                self._start_line(self._operand)
            self._append(line)
        self._at_start = False


def _columns(drawn: Sequence[Piece], width: int) -> tuple[int, int]:
    """Where relations of further lines stand and where other lines begin: under the first relation if there is room."""
    column = 0
    for piece in drawn:
        if piece.kind == "relation" and column:
            if column + piece.gap + piece.block.width + 1 <= width // 2:
                return column + piece.gap, column + piece.gap + piece.block.width + 1
            break
        column += piece.gap + piece.block.width
    indent = _INDENT if width > 4 * _INDENT else 0
    return indent, indent


def _chunks(drawn: Sequence[Piece], operators: frozenset[Kind]) -> Iterator[Sequence[Piece]]:
    """The pieces between break opportunities: before an operator, after punctuation."""
    start = 0
    for index in range(1, len(drawn)):
        after_comma = drawn[index - 1].kind == "punctuation" and "punctuation" in operators
        if after_comma or (drawn[index].kind in operators and drawn[index].kind != "punctuation"):
            yield drawn[start:index]
            start = index
    yield drawn[start:]


def _width(chunk: Sequence[Piece]) -> int:
    return sum(piece.gap + piece.block.width for piece in chunk)


def _wrapped(runs: Sequence[Run], cells: Cells, width: int) -> list[Block]:
    """Lines of `runs` at `width` cells; an operator stays with what follows it where there is room."""
    text = "".join(run.text for run in runs)
    kept = with_bound_operators(text) if width >= _LEAST_WITH_BOUND_OPERATORS else text
    edges = [0, *cells.breaks(kept, width), len(text)]
    characters = [Run(character, run.tag) for run in runs for character in run.text]
    lines: list[Block] = []
    for start, end in pairwise(edges):
        while end > start and text[end - 1] == " ":
            end -= 1
        line = merged(characters[start:end])
        lines.append(Block((line,), sum(cells.width(run.text) for run in line)))
    return lines


def _above_each_other(lines: Sequence[Block]) -> Block:
    """Lines flush left; tall ones stand apart."""
    blocks: list[Block] = []
    for line in lines:
        if blocks and (line.height > 1 or blocks[-1].height > 1):
            blocks.append(blank(0))
        blocks.append(line)
    return stacked(blocks, lines[0].baseline, "left")
