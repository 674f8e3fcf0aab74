"""The parts of README.md that come from the program; `python -m tests.readme` writes them anew."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from tutor.ui.keys import KEYS
from tutor.wording.interface import PLACES

README: Final = Path(__file__).parents[1] / "README.md"
_KEYS: Final = re.compile(r"(<!-- keys:[^\n]*-->\n).*?(<!-- end of keys -->)", re.DOTALL)
_LESSON: Final = re.compile(r"```yaml\n(format: 1\n.*?)```", re.DOTALL)


def keys_table() -> str:
    """Return the table of all keys, grouped by where they are live."""
    # Keys that work only while one types stand with those that always work there.
    places = {"typing": PLACES["field"], **PLACES}
    ordered = sorted(KEYS, key=lambda key: list(PLACES.values()).index(places[key.place]))
    rows = [f"| {places[key.place].en} | `{key.printed}` | {key.label.en} | {key.help.en} |" for key in ordered]
    return "\n".join(["| where | key | name | does |", "|---|---|---|---|", *rows, ""])


def with_keys(text: str) -> str:
    """Return `text` with the table of keys as it should be."""
    return _KEYS.sub(lambda match: match[1] + "\n" + keys_table() + "\n" + match[2], text)


def lesson_example(text: str) -> str:
    """Return the lesson that the README shows."""
    match = _LESSON.search(text)
    assert match, "the README shows no lesson"
    return match[1]


if __name__ == "__main__":
    README.write_text(with_keys(README.read_text(encoding="utf-8")), encoding="utf-8")
