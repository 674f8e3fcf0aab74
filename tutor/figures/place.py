"""Where reading a text stopped: the text, and a mark below the place, for front ends without colour."""

from __future__ import annotations

from typing import Final

from tutor.formulas.expression import Span
from tutor.text import Cells, without_control_characters

_INDENT: Final = "  "
_MARK: Final = "^"


def place_lines(text: str, span: Span, cells: Cells) -> list[str]:
    """Return `text` and below it marks under the characters of `span`, one behind the end where the rest is missing."""
    shown = without_control_characters(text).replace("\t", " ").replace("\n", " ")
    before = cells.width(shown[: span.start])
    marks = max(1, cells.width(shown[span.start : span.end]))
    return [_INDENT + shown, _INDENT + " " * before + _MARK * marks]
