"""Every problem of a file has a sentence in both languages, and every sentence is said by somebody."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.wording.placeholders import placeholders
from tutor.wording.problems import PROBLEMS

TUTOR = Path(__file__).parents[2] / "tutor"
CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
NOT_CODES = frozenset(
    {"bank-quiz", "categorical-cross-entropy", "gradient-norm-by-layer", "my-lesson", "my-course", "too-steep", "utf-8"}
)


def _literals(room: str) -> Iterator[str]:
    """Texts in the source of a room that look like codes, documentation and imports left out."""
    for file in sorted((TUTOR / room).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and CODE.fullmatch(node.value):
                yield node.value


def _built_codes() -> set[str]:
    """Codes that are put together where they are raised."""
    named = {
        f"unknown-{what}"
        for what in (
            "skill",
            "network",
            "figure",
            "knob",
            "item",
            "target",
            "choice",
            "term",
            "lesson",
            "topic",
            "bank-question",
            "symbol",
            "mistake",
        )
    }
    kinds = {f"translation-{kind}" for kind in ("formulas", "parameters", "terms", "code")}
    return {f"{code}-misspelt" for code in (*named, "skill-not-taught")} | kinds


@pytest.mark.parametrize("room", ["lesson", "check"])
def test_every_code_of_the_room_has_a_sentence(room: str) -> None:
    assert set(_literals(room)) - NOT_CODES <= PROBLEMS.keys()


def test_every_sentence_is_said_by_somebody() -> None:
    """Codes with a dot belong to the engines, whose own tests look after them."""
    said = {*_literals("lesson"), *_literals("check"), *_literals("quiz"), *_literals("workshop"), *_built_codes()}
    assert {code for code in PROBLEMS if "." not in code} <= said


@pytest.mark.parametrize("code", sorted(PROBLEMS))
def test_both_languages_say_the_same_things(code: str) -> None:
    assert placeholders(PROBLEMS[code].en) == placeholders(PROBLEMS[code].zh)
