"""The parts of README.md and README.zh.md that come from the program; `python -m tests.readme` writes them anew."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tutor.ui.keys import KEYS
from tutor.wording import Language, Sentence, Voice
from tutor.wording.interface import PLACES

_ROOT: Final = Path(__file__).parents[1]
READMES: Final[Mapping[Language, Path]] = {"en": _ROOT / "README.md", "zh": _ROOT / "README.zh.md"}
_HEAD: Final = Sentence("| where | key | name | does |", "| 位置 | 按键 | 名称 | 作用 |")
_KEYS: Final = re.compile(r"(<!-- keys:[^\n]*-->\n).*?(<!-- end of keys -->)", re.DOTALL)
_LESSON: Final = re.compile(r"```yaml\n(format: 1\n.*?)```", re.DOTALL)


def keys_table(language: Language) -> str:
    """Return the table of all keys in `language`, grouped by where they are live."""
    say = Voice(language)
    # Keys that work only while one types stand with those that always work there.
    places = {"typing": PLACES["field"], **PLACES}
    ordered = sorted(KEYS, key=lambda key: list(PLACES.values()).index(places[key.place]))
    rows = [f"| {say(places[key.place])} | `{key.printed}` | {say(key.label)} | {say(key.help)} |" for key in ordered]
    return "\n".join([say(_HEAD), "|---|---|---|---|", *rows, ""])


def with_keys(text: str, language: Language) -> str:
    """Return `text` with the table of keys as it should be."""
    return _KEYS.sub(lambda match: match[1] + "\n" + keys_table(language) + "\n" + match[2], text)


def lesson_example(text: str) -> str:
    """Return the lesson that the README shows."""
    match = _LESSON.search(text)
    assert match, "the README shows no lesson"
    return match[1]


if __name__ == "__main__":
    for language, file in READMES.items():
        file.write_text(with_keys(file.read_text(encoding="utf-8"), language), encoding="utf-8")
