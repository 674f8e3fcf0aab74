"""Everything that the shipped course, the program and its README say in a language."""

from __future__ import annotations

import re
from functools import cache

from tests.lessons.shipped import course, lesson, lesson_ids
from tests.readme import READMES
from tests.test_house import sentences
from tutor.lesson.format.fields import texts
from tutor.wording.sentence import Language


@cache
def course_texts(language: Language) -> dict[str, str]:
    """Every text of the course by the place that finds it, except the other names of terms."""
    loaded = course()
    assert loaded.shelf.bank is not None
    wholes = {
        "course": loaded.course.in_language(language),
        "glossary": loaded.glossary.in_language(language),
        "bank": loaded.shelf.bank.in_language(language),
        **{one: lesson(one, language) for one in lesson_ids()},
    }
    return {
        f"{name}/{'/'.join(map(str, path))}": text
        for name, whole in wholes.items()
        for path, text in texts(whole)
        if "aliases" not in path
    }


@cache
def program_texts(language: Language) -> dict[str, str]:
    """Every sentence of the program by its name."""
    return {name: one.in_language(language) for name, one in sentences()}


@cache
def readme_texts(language: Language) -> dict[str, str]:
    """Every paragraph, list item and cell of the README, without blocks of code, addresses and comments."""
    text = READMES[language].read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```|\]\([^)]*\)|<!--.*?-->", "", text, flags=re.DOTALL)
    pieces = [piece for piece in re.split(r"\s*(?:\||\n|!?\[)\s*", prose) if piece]
    return {f"README/{number}": piece for number, piece in enumerate(pieces)}
