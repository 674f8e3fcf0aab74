"""Brackets and bars that grow with what they enclose."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tutor.spelling import in_ascii
from tutor.text import Cells
from tutor.typesetting.block import Block, Run, beside

# top, repeated, bottom; a fourth character is the middle, at the baseline
_UNICODE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "{": "⎧⎪⎩⎨", "}": "⎫⎪⎭⎬", "|": "│││", "‖": "‖‖‖",
        "⌊": "⎢⎢⎣", "⌋": "⎥⎥⎦", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥",
    }
)  # fmt: skip
_ASCII: Final[Mapping[str, str]] = MappingProxyType(
    {"(": "/|\\", ")": "\\|/", "[": "[[[", "]": "]]]", "{": "/|\\<", "}": "\\|/>", "|": "|||"}
)
_LEAST_WITH_MIDDLE: Final = 3


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
    small = delimiter if cells.glyphs.unicode else in_ascii(delimiter)
    shape = shapes.get(delimiter)
    if body.height == 1 or shape is None:
        return Block(((Run(small),),), cells.width(small))
    top, repeated, bottom, *middle = list(shape)
    column = [top, *[repeated] * (body.height - 2), bottom]
    if middle:
        column[min(max(body.baseline, 1), body.height - 2)] = middle[0]
    return Block(tuple((Run(character),) for character in column), cells.width(top), body.baseline)
