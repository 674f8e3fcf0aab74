"""Pictures of screens as text: what stands there and how it is coloured, kept in files and compared.

`UPDATE_GOLDEN=1 pytest tests/ui` writes them anew; look at the difference before you keep it.
"""

from __future__ import annotations

import os
from pathlib import Path

from rich.segment import Segment
from rich.style import Style
from textual.app import App

from tests.ui.strips import strips_of

FOLDER = Path(__file__).parent / "golden"


def painted(app: App[None]) -> str:
    """Return the screen line by line; below each line, where it has colours, the columns of each style."""
    lines: list[str] = []
    for strip in strips_of(app):
        segments = [segment for segment in strip if segment.text]
        lines.append("".join(segment.text for segment in segments).rstrip())
        lines += _styles(segments, _ground(app))
    return "\n".join(lines).rstrip() + "\n"


def assert_like_golden(name: str, picture: str) -> None:
    """Compare `picture` with the file of that name, or write it where the environment says so."""
    file = FOLDER / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        file.write_text(picture, encoding="utf-8")
    assert picture == file.read_text(encoding="utf-8"), f"{file.name} has changed"


def _ground(app: App[None]) -> str:
    return str(app.screen.styles.background.hex.lower())


def _styles(segments: list[Segment], ground: str) -> list[str]:
    notes, column = [], 0
    for segment in segments:
        width = segment.cell_length
        words = _words(segment.style, ground)
        if words and segment.text.strip():
            notes.append(f"{column}-{column + width} {words}")
        column += width
    return ["        | " + "; ".join(notes)] if notes else []


def _words(style: Style | None, ground: str) -> str:
    if style is None:
        return ""
    words = [word for word in ("bold", "italic", "underline", "reverse") if getattr(style, word)]
    if style.color is not None and style.color.triplet is not None:
        words.append(style.color.triplet.hex)
    if style.bgcolor is not None and style.bgcolor.triplet is not None and style.bgcolor.triplet.hex != ground:
        words.append("on " + style.bgcolor.triplet.hex)
    return " ".join(words)
