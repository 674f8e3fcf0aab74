"""Every question of the course × every slip × plausible wrong answers: each reason that is given is true.

The truth is decided by `oracle`, which evaluates, differentiates and breaks the rules in ways of its own.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from tests.judging.course_questions import judges
from tests.judging.oracle import Oracle
from tests.judging.plausible import plausible
from tests.judging.questions import verdict
from tutor.events import Verdict
from tutor.formulas.expression import plain
from tutor.formulas.parse import parse
from tutor.formulas.write import one_line
from tutor.judging.edits import wrong_forms

GENERAL: Final = {
    "value_at_point", "slope_at_point", "no_value_at_point", "no_slope_at_point", "too_close_to_tell", "nearly_exact",
    "another_number", "zero_everywhere", "flat_everywhere", "unused_symbol", "unrelated_symbol",
}  # fmt: skip
"""Reasons that say no more than that the answer is another one."""

WRITTEN: Final = Path(__file__).parent / "wrong_answers.json"
AIM: Final = 0.65


@cache
def oracle(question: str) -> Oracle:
    return Oracle(judges()[question].question)


def reason(question: str, text: str) -> Verdict | None:
    """The judgement of a wrong answer, after it was found true; None for one that is not wrong."""
    judge = judges()[question]
    found = verdict(judge, text)
    if not isinstance(found, Verdict) or found.kind != "wrong" or found.code == "misconception":
        return None
    typed = parse(text, judge.question.vocabulary)
    assert oracle(question).true(typed, found.code, found.arguments), (question, text, found.code, found.arguments)
    return found


def drawn(count: int) -> list[tuple[str, str]]:
    """Plausible answers, as many to each question, with the questions' names."""
    source = random.Random(5)
    made = {name: plausible(judge.question) for name, judge in judges().items()}
    return [(name, text) for name, texts in made.items() for text in source.sample(texts, min(count, len(texts)))]


def slips(question: str) -> Iterator[tuple[str, str]]:
    """The text of every formula that a slip gives here, with the slip's code."""
    asked = judges()[question].question
    yield from ((one_line(form.formula), form.code) for form in wrong_forms(asked.answer))
    yield from ((one_line(plain(wrong)), code) for code, wrong in oracle(question).broken)


def check_slips(questions: Iterable[str]) -> Counter[str]:
    """Every slip of the questions gets a specific reason, unless its result is a bare number or right."""
    codes: Counter[str] = Counter()
    for question in questions:
        for text, code in slips(question):
            found = reason(question, text)
            if found is not None:
                codes[found.code] += 1
                assert found.code not in GENERAL or _is_number(question, text), (
                    question,
                    text,
                    code,
                )
    return codes


def _is_number(question: str, text: str) -> bool:
    here = oracle(question)
    typed = parse(text, here.question.vocabulary)
    values = [here.field.at(typed, env) for env in here.field.points]
    return None in values or len({f"{float(value):.12g}" for value in values}) == 1


def test_every_slip_gets_a_true_reason() -> None:
    codes = check_slips(sorted(judges())[::4])
    assert len(codes) > 12, codes


@pytest.mark.long
def test_every_slip_of_every_question_gets_a_true_reason() -> None:
    check_slips(judges())


def test_what_is_said_of_plausible_answers_is_true() -> None:
    found = [reason(*case) for case in drawn(2)]
    assert sum(judgement is not None for judgement in found) > 100


@pytest.mark.long
def test_what_is_said_of_every_plausible_answer_is_true() -> None:
    codes = Counter(found.code for case in drawn(200) if (found := reason(*case)) is not None)
    print(codes.most_common())
    assert sum(codes.values()) > 5000


@cache
def written() -> list[Mapping[str, Any]]:
    """Wrong answers that people wrote from the questions alone, before they had seen any reason."""
    found: list[Mapping[str, Any]] = json.loads(WRITTEN.read_text(encoding="utf-8"))
    return found


def test_most_written_wrong_answers_get_a_specific_reason() -> None:
    codes: Counter[str] = Counter()
    for case in written():
        found = verdict(judges()[case["question"]], case["answer"])
        if isinstance(found, Verdict) and found.kind == "wrong":
            codes[found.code] += 1
            if found.code != "misconception":
                reason(case["question"], case["answer"])
    authors = codes.pop("misconception")
    specific = sum(count for code, count in codes.items() if code not in GENERAL)
    everything = codes.total() + authors
    print(f"authors' words: {authors}, specific: {specific} of {everything}: {(authors + specific) / everything:.0%}")
    print(f"without the authors' words {specific} of {codes.total()}: {specific / codes.total():.0%}")
    print(*(f"{count:5} {code}" for code, count in codes.most_common()), sep="\n")
    assert everything >= 150
    assert authors + specific >= AIM * everything
