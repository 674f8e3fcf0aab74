"""Formulas on lines of their own, turned into lines of text: for readers who hear a text instead of seeing it."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.lesson.format.markup import (
    Block,
    CodeBlock,
    DisplayMaths,
    Heading,
    List,
    Maths,
    Paragraph,
    Quote,
    Rule,
    Table,
)


def linear(document: Sequence[Block]) -> tuple[Block, ...]:
    """Return `document` with every two-dimensional formula as a paragraph of one line."""
    return tuple(map(_linear, document))


def _linear(block: Block) -> Block:
    match block:
        case DisplayMaths(latex=latex):
            return Paragraph((Maths(latex),))
        case List(items=items, start=start):
            return List(tuple(map(linear, items)), start)
        case Quote(blocks=blocks):
            return Quote(linear(blocks))
        case Paragraph() | Heading() | CodeBlock() | Table() | Rule():
            return block
