"""The parts of the READMEs, that of lessons too, that come from the program; `python -m tests.readme` writes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tutor.typesetting.latex_commands import LISTED
from tutor.ui.keys import KEYS
from tutor.wording import Language, Sentence, Voice
from tutor.wording.interface import PLACES

_ROOT: Final = Path(__file__).parents[1]
READMES: Final[Mapping[Language, Path]] = {"en": _ROOT / "README.md", "zh": _ROOT / "README.zh.md"}
_HEAD: Final = Sentence("| where | key | name | does |", "| 位置 | 按键 | 名称 | 作用 |")
_KEYS: Final = re.compile(r"(<!-- keys:[^\n]*-->\n).*?(<!-- end of keys -->)", re.DOTALL)
_LATEX: Final = re.compile(r"(<!-- latex:[^\n]*-->\n).*?(<!-- end of latex -->)", re.DOTALL)
FORMAT: Final = _ROOT / "lessons" / "README.md"
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


def latex_lists() -> str:
    """Return every LaTeX command of formulas, by what it is for."""
    titles = {
        "signs": "Letters and signs",
        "with-limits": "With limits",
        "functions": "Functions",
        "accents": "Over a letter",
        "structures": "Fractions, roots, brackets, stacks",
        "words": "Words",
        "alphabets": "Alphabets",
        "spaces": "Spaces",
        "ignored": "Read and passed over",
        "delimiters": "Behind `\\left` and `\\right`",
        "environments": "Within `\\begin{…}`",
    }
    signs = {name: " ".join(f"`{sign}`" for sign in signs) for name, signs in LISTED.items()}
    return "".join(f"- {titles[name]}: {listed}\n" for name, listed in signs.items())


def with_latex(text: str) -> str:
    """Return `text` with the lists of LaTeX commands as they should be."""
    return _LATEX.sub(lambda match: match[1] + "\n" + latex_lists() + "\n" + match[2], text)


def lesson_example(text: str) -> str:
    """Return the lesson that the README shows."""
    match = _LESSON.search(text)
    assert match, "the README shows no lesson"
    return match[1]


if __name__ == "__main__":
    for language, file in READMES.items():
        file.write_text(with_keys(file.read_text(encoding="utf-8"), language), encoding="utf-8")
    FORMAT.write_text(with_latex(FORMAT.read_text(encoding="utf-8")), encoding="utf-8")
