"""Formula -> block of terminal cells: what stands above, below and beside what."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from tutor.formulas.notation import COMBINING, Mark, lowered, raised
from tutor.spelling import in_ascii
from tutor.text import Cells
from tutor.typesetting import formula as fm
from tutor.typesetting import shapes
from tutor.typesetting.block import Alignment, Block, beside, blank, stacked
from tutor.typesetting.formula import Atom, Formula, Kind, Row, Script, Text
from tutor.typesetting.spacing import Neighbour, flattened, gaps, has_bar, is_word, kinds
from tutor.typesetting.symbols import script_text, vulgar_fraction

_MARKS: Final[dict[Mark, str]] = {"hat": "^", "bar": "─", "tilde": "~", "vec": "→", "dot": "˙", "ddot": "¨"}
_ROOTS: Final = {"3": "∛", "4": "∜"}
_COLUMN_GAP: Final = 2


def lay_out(formula: Formula, cells: Cells) -> Block:
    """Return `formula` drawn in two dimensions, as wide as it is."""
    return _Layout(cells).block(formula)


class Piece(NamedTuple):
    """One part of a row as it is drawn, and the empty cells before it."""

    part: Formula
    kind: Kind
    block: Block
    gap: int


def pieces(formula: Formula, cells: Cells, *, even: bool = True) -> list[Piece]:
    """Return the parts of the row that `formula` is; `even` gives all braced factors the same width."""
    return _Layout(cells).pieces(flattened(formula), even=even)


class _Layout:
    """Draws formulas for one kind of terminal; `tight` rows, those in scripts, have no space around operators."""

    def __init__(self, cells: Cells, *, tight: bool = False) -> None:
        self._cells = cells
        self._unicode = cells.glyphs.unicode
        self._tight = tight

    def block(self, formula: Formula) -> Block:
        """Draw `formula` in two dimensions."""
        match formula:
            case Atom(text=text) | Text(text=text):
                return self._text(text)
            case Row():
                return self._row(flattened(formula))
            case Script():
                return self._script(formula)
            case fm.Fraction():
                return self._fraction(formula)
            case fm.Tagged(body=body, tag=tag):
                return self.block(body).tagged(tag)
            case fm.Delimited(left=left, body=body, right=right):
                return shapes.enclosed(left, self.block(body), right, self._cells)
            case fm.Brace(body=body, captions=captions, over=over, room=room, bare=bare):
                drawn = [self.block(line) for line in captions]
                if bare:
                    return stacked([self.block(body), *drawn], self.block(body).baseline).aligned(room)
                return shapes.braced(self.block(body), drawn, self._cells, over=over, room=room)
            case fm.Space(cells=width):
                return blank(width)
            case fm.Limits():
                return self._limits(formula)
            case fm.Root():
                return self._root(formula)
            case fm.Accent():
                return self._accent(formula)
            case fm.Matrix(rows=rows, left=left, right=right):
                entries = self._grid(rows, ["centre"], [_COLUMN_GAP], airy=True)
                return shapes.enclosed(left, entries, right, self._cells)
            case fm.Cases(branches=branches):
                entries = self._grid(branches, ["left"], [_COLUMN_GAP + 1], airy=True)
                return shapes.enclosed("{", entries.padded(left=1), "", self._cells)
            case fm.Aligned(rows=rows):
                return self._grid(rows, ["right", "left"], [1, _COLUMN_GAP], airy=False)
            case fm.Boxed(body=body):
                return shapes.framed(self.block(body), self._cells)

    def pieces(self, parts: Sequence[Formula], *, even: bool) -> list[Piece]:
        """Draw each of `parts` with its role in the row and the gap before it."""
        blocks = [self.block(part) for part in parts]
        if even:
            blocks = _evened(parts, blocks)
        roles = kinds(parts)
        widths = gaps(list(map(self._neighbour, parts, roles, blocks)), tight=self._tight)
        return list(map(Piece, parts, roles, blocks, widths))

    def _row(self, parts: Sequence[Formula]) -> Block:
        drawn: list[Block] = []
        for piece in self.pieces(parts, even=True):
            if piece.gap:
                drawn.append(blank(piece.gap))
            drawn.append(piece.block)
        return beside(drawn) if drawn else blank(0)

    def _neighbour(self, part: Formula, kind: Kind, block: Block) -> Neighbour | None:
        if isinstance(part, fm.Space):
            return None
        edges = block.rows[block.baseline]
        text = edges[0].text if len(edges) == 1 else "".join([run.text for run in edges])
        tall = len(block.rows) > 1
        return Neighbour(kind, text, is_word(part, self._cells), tall, tall and has_bar(part))

    def _text(self, text: str) -> Block:
        return shapes.text_block(self._cells.shown(text), self._cells)

    def _small(self, formula: Formula | None) -> Block | None:
        small = self if self._tight else _Layout(self._cells, tight=True)
        return None if formula is None else small.block(formula)

    def _fraction(self, formula: fm.Fraction) -> Block:
        if self._unicode and (character := vulgar_fraction(formula)):
            return self._text(character)
        numerator, denominator = self.block(formula.numerator), self.block(formula.denominator)
        nested = any(
            has_bar(part) and block.height > 1
            for part, block in ((formula.numerator, numerator), (formula.denominator, denominator))
        )
        return shapes.fraction(numerator, denominator, self._cells, overhang=int(nested))

    def _script(self, formula: Script) -> Block:
        base = self.block(formula.base)
        low, high = self._inline(formula.low, low=True), self._inline(formula.high, low=False)
        flat = base.height == 1
        if flat:
            order = (high, low) if formula.high_first else (low, high)
            base = beside([base, *(part for part in order if part is not None)])
        under, over = self._standing(formula.low, low, flat=flat), self._standing(formula.high, high, flat=flat)
        return shapes.scripted(base, under, over) if under or over else base

    def _standing(self, script: Formula | None, inline: Block | None, *, flat: bool) -> Block | None:
        """A script that stands above or below the line of its base; None if it stands in the line already."""
        if script is None or (flat and inline is not None):
            return None
        return inline or self._small(script)

    def _inline(self, script: Formula | None, *, low: bool) -> Block | None:
        """A script in small characters on the line of its base, where they exist."""
        if isinstance(script, fm.Tagged):
            block = self._inline(script.body, low=low)
            return block.tagged(script.tag) if block else None
        text = script_text(script)
        if text is None:
            return None
        if not self._unicode:
            return self._inline_ascii(in_ascii(text), low=low)
        small = lowered(text) if low else raised(text)
        if small is None and low and text.isalnum():
            small = f"_{text}"
        return None if small is None else shapes.text_block(small, self._cells)

    def _inline_ascii(self, text: str, *, low: bool) -> Block | None:
        if not low and text.strip("'") == "":
            return shapes.text_block(text, self._cells)
        return shapes.text_block(("_" if low else "^") + text, self._cells) if text.isalnum() else None

    def _limits(self, formula: fm.Limits) -> Block:
        operator = self.block(formula.operator)
        if formula.above is None:
            low = self._inline(formula.below, low=True)
            if formula.below is None or (low and operator.height == 1):
                return beside([operator, low]) if low else operator
        return shapes.limited(operator, self._small(formula.below), self._small(formula.above))

    def _root(self, formula: fm.Root) -> Block:
        radicand = self.block(formula.radicand)
        index = self._small(formula.index)
        if self._unicode and radicand.height > 1:
            return shapes.rooted(radicand, index, self._cells)
        plain = self._unicode and script_text(formula.radicand) is not None and radicand.width == 1
        body = radicand if plain else shapes.enclosed("(", radicand, ")", self._cells)
        return beside([self._root_sign(formula, index), body])

    def _root_sign(self, formula: fm.Root, index: Block | None) -> Block:
        if not self._unicode:
            sign = shapes.text_block("root" if index else "sqrt", self._cells)
            return beside([sign, shapes.enclosed("[", index, "]", self._cells)]) if index else sign
        text = script_text(formula.index)
        if text in _ROOTS:
            return self._text(_ROOTS[text])
        sign = self._text("√")
        return beside([Block(index.rows, index.width, index.height), sign]) if index else sign

    def _accent(self, formula: fm.Accent) -> Block:
        body = self.block(formula.body)
        text = script_text(formula.body)
        if not self._unicode:
            return beside([body, self._text(formula.mark)])
        if text is not None and len(text) == 1:
            return self._text(unicodedata.normalize("NFC", text + COMBINING[formula.mark]))
        wide = formula.mark == "bar"
        mark = shapes.rule(body.width, self._cells) if wide else self._text(_MARKS[formula.mark])
        return stacked([mark, body], body.baseline + 1)

    def _grid(
        self, rows: Sequence[Sequence[Formula]], alignments: Sequence[Alignment], gaps: Sequence[int], *, airy: bool
    ) -> Block:
        """Entries in columns; tall ones stand apart, and two rows too if `airy`, so that there is a middle line."""
        entries = [[self.block(entry) for entry in line] for line in rows]
        tall = any(entry.height > 1 for line in entries for entry in line)
        return shapes.grid(entries, alignments, gaps, apart=int(tall or (airy and len(rows) == 2)))


def _evened(parts: Sequence[Formula], blocks: list[Block]) -> list[Block]:
    """Braced factors beside each other take the same width, so that they stand evenly spaced."""
    braced = [index for index, part in enumerate(parts) if _is_braced(part)]
    width = max((blocks[index].width for index in braced), default=0)
    for index in braced:
        blocks[index] = blocks[index].aligned(width)
    return blocks


def _is_braced(part: Formula) -> bool:
    return isinstance(part.body if isinstance(part, fm.Tagged) else part, fm.Brace)
