"""What the first lines of a bad file say that the loader must say about it, in both languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tutor.errors import Problem
from tutor.wording.problems import PROBLEMS
from tutor.wording.sentence import LANGUAGES

_EXPECTED = re.compile(r"# expected (en|zh): (.*)\n")


def expected(file: Path) -> list[tuple[str, str]]:
    """Return the messages that `file` announces at its top, each with its language."""
    return _EXPECTED.findall(file.read_text(encoding="utf-8"))


def said(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Return `problems` as an instructor reads them, each in every language."""
    return [
        (
            language,
            f"{problem.place.line}:{problem.place.column} {PROBLEMS[problem.code].say(language, **problem.arguments)}",
        )
        for problem in problems
        for language in LANGUAGES
    ]
