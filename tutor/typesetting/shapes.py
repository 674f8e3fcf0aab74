"""How blocks combine into the shapes of mathematics; nothing here knows formulas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from tutor.text import Cells
from tutor.typesetting.block import Alignment, Block, Run, beside, blank, stacked

_LEAST_BRACE: Final = 3
# top, repeated, bottom; a fourth character is the middle, at the baseline
_UNICODE: Final[Mapping[str, str]] = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "{": "⎧⎪⎩⎨", "}": "⎫⎪⎭⎬", "|": "│││", "‖": "‖‖‖",
    "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥",
}  # fmt: skip
_ASCII: Final[Mapping[str, str]] = {
    "(": "/|\\", ")": "\\|/", "[": "[[[", "]": "]]]", "{": "/|\\<", "}": "\\|/>", "|": "|||",
}  # fmt: skip
_LEAST_WITH_MIDDLE: Final = 3


def text_block(text: str, cells: Cells) -> Block:
    """Return one row of `text`."""
    return _text_block(text, cells.ambiguous_width)


@lru_cache(maxsize=2048)
def _text_block(text: str, ambiguous_width: int) -> Block:
    return Block(((Run(text),),), Cells(ambiguous_width).width(text))


def rule(width: int, cells: Cells) -> Block:
    """Return a horizontal line of exactly `width` cells, as far as the glyph's own width allows."""
    bar = cells.glyphs.bar
    count, rest = divmod(width, cells.width(bar))
    return Block(((Run(bar * count + " " * rest),),), width)


def fraction(numerator: Block, denominator: Block, cells: Cells, *, overhang: int = 0) -> Block:
    """Return one block over another; a bar that must outgrow bars inside has an `overhang` on both sides."""
    width = max(numerator.width, denominator.width) + 2 * overhang
    return stacked([numerator, rule(width, cells), denominator], baseline=numerator.height)


def scripted(base: Block, low: Block | None, high: Block | None) -> Block:
    """Return `base` with `low` hanging below and `high` standing above its right edge.

    Beside a tall base they stay within its height as far as they can.
    """
    overlap = min(1, base.height - 1)
    top = high.height - overlap if high else 0
    bottom = low.height - overlap if low else 0
    width = max(high.width if high else 0, low.width if low else 0)
    rows: list[tuple[Run, ...]] = [(Run(" " * width),)] * (top + base.height + bottom)
    if high:
        rows[: high.height] = high.aligned(width, "left").rows
    if low:
        rows[len(rows) - low.height :] = low.aligned(width, "left").rows
    return beside([base, Block(tuple(rows), width, top + base.baseline)])


def limited(operator: Block, below: Block | None, above: Block | None) -> Block:
    """Return `operator` with its limits centred below and above it."""
    parts = [part for part in (above, operator, below) if part is not None]
    return stacked(parts, baseline=(above.height if above else 0) + operator.baseline)


def rooted(radicand: Block, index: Block | None, cells: Cells) -> Block:
    """Return a tall `radicand` under a root sign."""
    column = cells.glyphs.column
    left = max(cells.width(cells.glyphs.root), cells.width(column), cells.width("┌"))
    rows = [Run("┌"), *[Run(column)] * (radicand.height - 1), Run(cells.glyphs.root)]
    hook = Block(tuple((Run(cells.pad(run.text, left)),) for run in rows), left, radicand.baseline + 1)
    body = stacked([rule(radicand.width + 1, cells), radicand.padded(right=1)], baseline=radicand.baseline + 1)
    root = beside([hook, body])
    if index is None:
        return root
    return beside([Block(index.rows, index.width, root.baseline - root.height + 1 + index.height), root])


def braced(body: Block, captions: Sequence[Block], cells: Cells, *, over: bool = False, room: int = 0) -> Block:
    """Return `body` with a brace under it (or over it) and `captions` centred at the tip of the brace."""
    if not captions:
        return body.aligned(room)
    width = body.width if body.width >= _LEAST_BRACE else body.width + 2
    brace, tip = _brace(width, cells, over=over)
    # As much room on the left as on the right of the body, so that what stands beside it is equally far away.
    margin = max(
        0, *(max((caption.width - 1) // 2 - tip, caption.width // 2 - (width - 1 - tip)) for caption in captions)
    )
    drawn = [caption.padded(left=margin + tip - (caption.width - 1) // 2) for caption in captions]
    parts = [body.aligned(width).padded(left=margin), brace.padded(left=margin)]
    parts = [*drawn, *reversed(parts)] if over else [*parts, *drawn]
    baseline = body.baseline + (sum(part.height for part in parts[:-1]) if over else 0)
    return stacked([part.aligned(width + 2 * margin, "left") for part in parts], baseline).aligned(room)


def _brace(width: int, cells: Cells, *, over: bool) -> tuple[Block, int]:
    """A brace of `width` cells and the column of its tip."""
    glyphs = cells.glyphs
    left, middle, right = glyphs.brace_left, glyphs.brace_middle, glyphs.brace_right
    if over:
        left, middle, right = ("╭", "┴", "╮") if glyphs.unicode else ("/", "+", "\\")
    size = cells.width(middle)
    tip = (width - 1) // 2
    before = rule(max(0, tip - cells.width(left)), cells)
    after = rule(max(0, width - tip - size - cells.width(right)), cells)
    brace = beside([text_block(left, cells), before, text_block(middle, cells), after, text_block(right, cells)])
    return brace.aligned(width), tip


def grid(entries: Sequence[Sequence[Block]], alignments: Sequence[Alignment], gaps: Sequence[int], apart: int) -> Block:
    """Return `entries` in columns, baselines of a row on one line, `apart` empty lines between rows.

    `alignments` and `gaps` (the cells before the second, third … column) repeat where there are more columns.
    """
    columns = list(zip_longest(*entries, fillvalue=blank(0)))
    widths = [max(entry.width for entry in column) for column in columns]
    lines: list[Block] = []
    for row in zip(*columns, strict=True):
        parts: list[Block] = []
        for column, (entry, width) in enumerate(zip(row, widths, strict=True)):
            if column:
                parts.append(blank(gaps[(column - 1) % len(gaps)]))
            parts.append(entry.aligned(width, alignments[column % len(alignments)]))
        lines += [*([blank(0)] * apart if lines else []), beside(parts)]
    # The baseline of the whole is that of the middle line where there is one.
    middle = (len(lines) - 1) // 2
    return stacked(lines, sum(line.height for line in lines[:middle]) + lines[middle].baseline, "left")


def framed(body: Block, cells: Cells) -> Block:
    """Return `body` in a frame."""
    corners = "┌┐└┘" if cells.glyphs.unicode else "++++"
    column = cells.glyphs.column
    side = cells.width(column)
    line = rule(body.width + 2, cells)
    sides = Block(((Run(column),),) * body.height, side, body.baseline)
    top = beside([text_block(corners[0], cells), line, text_block(corners[1], cells)])
    bottom = beside([text_block(corners[2], cells), line, text_block(corners[3], cells)])
    return stacked([top, beside([sides, body.padded(left=1, right=1), sides]), bottom], body.baseline + 1)


def enclosed(left: str, body: Block, right: str, cells: Cells) -> Block:
    """Return `body` between brackets as tall as it is; an empty string draws nothing on its side."""
    if left in ("{", "") and right in ("}", "") and body.height == _LEAST_WITH_MIDDLE - 1:
        body = body.padded(bottom=1) if body.baseline else body.padded(top=1)
    parts = [body]
    if left:
        parts.insert(0, _grown(left, body, cells))
    if right:
        parts.append(_grown(right, body, cells))
    return beside(parts)


def _grown(delimiter: str, body: Block, cells: Cells) -> Block:
    shapes = _UNICODE if cells.glyphs.unicode else _ASCII
    shape = shapes.get(delimiter)
    if body.height == 1 or shape is None:
        return text_block(cells.shown(delimiter), cells)
    top, repeated, bottom, *middle = list(shape)
    column = [top, *[repeated] * (body.height - 2), bottom]
    if middle:
        column[min(max(body.baseline, 1), body.height - 2)] = middle[0]
    return Block(tuple((Run(character),) for character in column), cells.width(top), body.baseline)
