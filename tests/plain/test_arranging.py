"""Orders and pairs at the prompt: `3 1 2` and `1b 2a 3c` in the many ways in which they are typed."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.plain.learner import typed
from tutor.activity.base import Question
from tutor.activity.quiz import quiz_activity
from tutor.learner.study import Study
from tutor.lesson.loading.course import load_course
from tutor.progress import MemoryProgress
from tutor.wording import LANGUAGES, Language, Voice, plainly

KINDS = load_course(Path(__file__).parents[1] / "courses" / "kinds")
SEED = 3


def study() -> Study:
    """The test course, with seeds that repeat."""
    return Study(KINDS, MemoryProgress(), seeds=random.Random(SEED))


def asked(lesson: str, step: str) -> Question:
    """The question as it will be shuffled in `study()`."""
    found = study().lesson(lesson, "en").step(step)
    question = quiz_activity(found, random.Random(SEED).randrange(2**31)).question  # type: ignore[arg-type]
    assert question is not None
    return question


def right_order() -> list[int]:
    """The numbers of the items, in the right order."""
    options = asked("order", "parts").options
    return [options.index(item) + 1 for item in ("forward", "loss", "backward", "update")]


def right_pairs() -> list[str]:
    """The numbers with the letters of their partners."""
    question = asked("match", "slopes")
    return [f"{n}{'abcd'[question.partners.index(left)]}" for n, left in enumerate(question.options, 1)]


@pytest.mark.parametrize("between", [" ", ",", ", ", "、", "", "．"])
def test_an_order_is_typed_in_many_ways(between: str) -> None:
    assert "✓ Right" in typed(study(), [between.join(map(str, right_order()))], "order")


@pytest.mark.parametrize("between", [" ", ",", "", "；", " , "])
@pytest.mark.parametrize("written", [str, str.upper, "-".join, " = ".join])
def test_pairs_are_typed_in_many_ways(between: str, written: object) -> None:
    line = between.join(written(pair) for pair in right_pairs())  # type: ignore[operator]
    assert "✓ Right" in typed(study(), [line], "match")


@pytest.mark.parametrize("line", ["9 1 2 3", "x", "1 2 3 four", "-1"])
def test_what_is_no_order_says_how_it_is_typed(line: str) -> None:
    output = typed(study(), [line], "order")
    assert f"“{line}” cannot be used here. Type all numbers in the right order, such as 4 3 2 1." in output


@pytest.mark.parametrize("line", ["1 2 3", "1 1 2 3"])
def test_an_order_with_something_missing_costs_nothing(line: str) -> None:
    output = typed(study(), [line], "order")
    assert "Every item is needed, each once." in output
    assert "Not yet" not in output


@pytest.mark.parametrize("line", ["1e", "ab", "1", "1b 2"])
def test_what_is_no_pairs_says_how_they_are_typed(line: str) -> None:
    assert f"“{line}” cannot be used here. Type each number" in typed(study(), [line], "match")


@pytest.mark.parametrize("twice", ["1a 1b 2c 3d 4a", "1a 2b 3c 4d 4d"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_number_with_two_letters_is_refused_with_a_word(twice: str, language: Language) -> None:
    output = typed(study(), [twice], "match", language=language)
    said = Voice(language)(plainly.TWO_PARTNERS, text=twice, how="")
    assert "".join(said.split()) in "".join(output.split())


def test_a_wrong_pair_hears_why_and_the_solution_is_said_in_words() -> None:
    first, second, *others = right_pairs()
    swapped = [first[0] + second[1], second[0] + first[1], *others]
    output = typed(study(), [" ".join(swapped), ":h", ":h", ":h"], "match")
    assert "The slope of σ is greatest in the middle" in output
    assert "tanh runs from −1 to 1" in output
    assert "The answer: a = σ(z) – a(1 - a) · a = tanh z – 1 − a²" in output.replace("(1 − a)", "(1 - a)")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_lessons_can_be_finished(language: Language) -> None:
    order = " ".join(map(str, right_order()))
    assert "✓" in typed(study(), [order], "order", language=language)
    assert "✓" in typed(study(), [" ".join(right_pairs())], "match", language=language)
