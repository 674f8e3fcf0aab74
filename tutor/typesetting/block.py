"""A rectangle of terminal cells with tags and a baseline, and the ways to put such rectangles together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Literal, NamedTuple, TypeAlias

Alignment: TypeAlias = Literal["left", "centre", "right"]


class Run(NamedTuple):
    """Neighbouring characters of one row that carry the same tag."""

    text: str
    tag: str | None = None


Rows: TypeAlias = tuple[tuple[Run, ...], ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows of runs, each row exactly `width` cells wide; row `baseline` continues the text beside the block."""

    rows: Rows
    width: int
    baseline: int = 0

    @property
    def height(self) -> int:
        """The number of rows."""
        return len(self.rows)

    def runs(self) -> tuple[tuple[Run, ...], ...]:
        """Return the rows, full width, with as few runs as their tags allow."""
        return tuple(merged(row) for row in self.rows)

    def tagged(self, tag: str) -> Block:
        """Return the block with `tag` on every cell that has none yet, blank ones included."""
        return Block(tuple(tagged(row, tag) for row in self.rows), self.width, self.baseline)

    def padded(self, left: int = 0, right: int = 0, top: int = 0, bottom: int = 0) -> Block:
        """Return the block with blank cells around it; a negative number adds nothing."""
        left, right = max(0, left), max(0, right)
        before = (Run(" " * left),) if left else ()
        after = (Run(" " * right),) if right else ()
        width = self.width + left + right
        rows = tuple(before + row + after for row in self.rows) if left or right else self.rows
        blank = ((Run(" " * width),),)
        return Block(blank * top + rows + blank * bottom, width, self.baseline + max(0, top))

    def aligned(self, width: int, alignment: Alignment = "centre") -> Block:
        """Return the block in `width` cells; a wider block stays as it is."""
        free = width - self.width
        if free <= 0:
            return self
        match alignment:
            case "left":
                return self.padded(0, free)
            case "centre":
                return self.padded(free // 2, free - free // 2)
            case "right":
                return self.padded(free, 0)


def tagged(runs: Iterable[Run], tag: str) -> tuple[Run, ...]:
    """Return `runs` with `tag` on each that has none yet."""
    return tuple(run if run.tag is not None else Run(run.text, tag) for run in runs)


def merged(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs` with neighbours of the same tag joined and empty ones left out."""
    result: list[Run] = []
    for run in runs:
        if result and result[-1].tag == run.tag:
            result[-1] = Run(result[-1].text + run.text, run.tag)
        elif run.text:
            result.append(run)
    return tuple(result)


@lru_cache(maxsize=256)
def blank(width: int) -> Block:
    """Return one row of `width` empty cells."""
    return Block(((Run(" " * width),),), width)


def beside(blocks: Sequence[Block]) -> Block:
    """Return `blocks` side by side with their baselines on one row."""
    if len(blocks) == 1:
        return blocks[0]
    width = sum([block.width for block in blocks])
    if all(len(block.rows) == 1 for block in blocks):
        return Block((tuple([run for block in blocks for run in block.rows[0]]),), width)
    ascent = max([block.baseline for block in blocks], default=0)
    descent = max([len(block.rows) - block.baseline for block in blocks], default=1)
    columns = [_filled(block, ascent - block.baseline, ascent + descent) for block in blocks]
    return Block(tuple([tuple(chain(*row)) for row in zip(*columns, strict=True)]), width, ascent)


def _filled(block: Block, above: int, height: int) -> Rows:
    """The rows of `block` with `above` blank ones before them, `height` in all."""
    missing = height - len(block.rows)
    if not missing:
        return block.rows
    empty = ((Run(" " * block.width),),)
    return empty * above + block.rows + empty * (missing - above)


def stacked(blocks: Sequence[Block], baseline: int = 0, alignment: Alignment = "centre") -> Block:
    """Return `blocks` one above the other; `baseline` is the row of the whole."""
    width = max(block.width for block in blocks)
    rows = tuple(row for block in blocks for row in block.aligned(width, alignment).rows)
    return Block(rows, width, baseline)
