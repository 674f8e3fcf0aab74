"""Every code that reading and judging can give has a sentence in both languages, and what it needs to be filled in."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import pytest

import tutor
from tests.judging.questions import learner_answers, learner_judge, verdict
from tests.wording.placeholders import placeholders
from tutor.judging.codes import OF_DERIVATIVES, ReasonCode
from tutor.wording.answers import ANSWERS
from tutor.wording.reasons import REASONS
from tutor.wording.sentence import LANGUAGES

TUTOR = Path(tutor.__file__).parent
READING = sorted((TUTOR / "formulas").glob("*.py"))
JUDGING = [TUTOR / "judging" / f"{name}.py" for name in ("diagnosis",)]


def _calls(modules: list[Path], name: str) -> Iterator[ast.Call]:
    for module in modules:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield node


def _text(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _text(node.body)
        yield from _text(node.orelse)


@cache
def reading_codes() -> dict[str, set[str]]:
    """Return each code of a refusal with the arguments that come with it everywhere."""
    codes: dict[str, set[str]] = {}
    for call in _calls(READING, "FormulaError"):
        supplied = {"place", *(keyword.arg for keyword in call.keywords if keyword.arg)}
        for code in _text(call.args[0]):
            codes[code] = codes.get(code, supplied) & supplied
    return codes


def judging_codes() -> set[str]:
    """Return each code of a judgement: of the verdicts, and every reason for a wrong one."""
    codes = {code for call in _calls(JUDGING, "Verdict") for code in _text(call.args[1])}
    return codes | {code for reasons in get_args(ReasonCode) for code in get_args(reasons)}


@pytest.mark.parametrize("code", sorted(reading_codes()))
def test_a_refusal_can_be_said(code: str) -> None:
    sentence = ANSWERS[code]
    for language in LANGUAGES:
        assert placeholders(sentence.in_language(language)) <= reading_codes()[code]


@pytest.mark.parametrize("code", sorted(judging_codes()))
def test_a_judgement_has_a_sentence(code: str) -> None:
    assert code in ANSWERS


def test_no_sentence_is_said_by_nobody() -> None:
    assert set(ANSWERS) == reading_codes().keys() | judging_codes() | {"domain_undefined"}


@pytest.mark.parametrize("code", sorted(ANSWERS))
def test_both_languages_need_the_same_arguments(code: str) -> None:
    assert placeholders(ANSWERS[code].en) == placeholders(ANSWERS[code].zh)


def test_every_learner_answer_can_be_said() -> None:
    for case in learner_answers()["cases"]:
        found = verdict(learner_judge(case["q"]), case["answer"])
        for language in LANGUAGES:
            assert ANSWERS[found.code].say(language, **found.arguments)


OF_SLOPES_ONLY = re.compile(
    "deriv|slope|steep|differenti|gradient|exponent comes|chain|inner|导数|斜率|求导|陡|梯度|链|外层|内层"
)


@pytest.mark.parametrize("code", sorted(REASONS.keys() - OF_DERIVATIVES))
def test_no_word_speaks_of_a_derivative_where_nothing_is_differentiated(code: str) -> None:
    for language in LANGUAGES:
        assert not OF_SLOPES_ONLY.search(REASONS[code].in_language(language))
