"""Words for every member of a closed set, kinds that can be written wherever they are asked, and no kind told apart
where mypy does not see who was forgotten."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, get_args

import pytest

import tutor
from tutor.activity.base import Form
from tutor.activity.quiz import ACTIVITIES
from tutor.lesson.format import bank, model, network_steps, part, questions
from tutor.lesson.format.bank import BankQuestion
from tutor.lesson.format.questions import QuestionKind
from tutor.network.variation import Plot

ROOT: Final = Path(tutor.__file__).parent


def classes(union: Any) -> list[type]:
    """The classes of a union, whatever stands around each of them."""
    inner = [part for argument in get_args(union) for part in classes(argument)]
    return [union] if isinstance(union, type) else inner


def tags(kind: type, key: str) -> tuple[str, ...]:
    """What `key` may say in a step or question of this kind."""
    assert issubclass(kind, part.StepPart)
    return (kind.step_kind,) if key == "step_kind" else get_args(kind.model_fields[key].annotation)


STEPS: Final = classes(model.Step)
QUESTIONS: Final = classes(questions.Question)
KINDS: Final = {kind.__name__ for kind in (*STEPS, *classes(model.WrittenStep), *classes(BankQuestion))} | {
    "QuizPart",
    "NetworkPart",
    "QuestionlessStep",
    "WholeStep",
    "LessonStep",
    "StepPart",
}
STEP_WORDS: Final = {
    key: {tag for step in (*STEPS, *classes(model.WrittenStep)) for tag in tags(step, key)}
    for key in ("type", "step_kind")
}


def test_every_question_can_be_written_in_a_lesson_and_in_the_bank() -> None:
    assert {tag for question in QUESTIONS for tag in tags(question, "kind")} == set(get_args(QuestionKind))
    assert set(classes(model.WrittenStep)) >= set(QUESTIONS)
    assert [bank.__mro__[2] for bank in classes(BankQuestion)] == QUESTIONS


@pytest.mark.parametrize("step", [*STEPS, *classes(BankQuestion)])
def test_every_step_says_all_that_is_asked_of_it(step: type) -> None:
    assert not inspect.isabstract(step)


def naming(word: str) -> set[str]:
    """The files of the program in which `word` stands."""
    said = re.compile(rf"\b{word}\b")
    return {
        file.relative_to(ROOT).as_posix()
        for file in ROOT.rglob("*.py")
        if said.search(file.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_question_stands_in_few_files(question: type) -> None:
    """Where it is declared, with its twin in the bank, where it is asked and judged, and where lessons are checked."""
    assert len(naming(question.__name__)) <= 5


@pytest.mark.parametrize("step", sorted({*STEPS, *classes(model.WrittenStep)} - {*QUESTIONS}, key=str))
def test_a_step_stands_in_few_files(step: type) -> None:
    """Where it is declared, done, drawn, shown by each front end, and where lessons are checked."""
    assert len(naming(step.__name__)) <= 6


def test_kinds_of_steps_have_one_registry_in_a_room() -> None:
    in_words = {file for file in naming("step_kind") if not file.startswith("lesson/format/")}
    assert in_words == {
        "activity/__init__.py",
        "check/lesson.py",
        "lesson/references/lesson.py",
        "plain/page.py",
        "ui/steps/__init__.py",
    }


@pytest.mark.parametrize("kind", ACTIVITIES)
def test_every_question_can_be_answered(kind: QuestionKind) -> None:
    assert not inspect.isabstract(ACTIVITIES[kind])
    assert ACTIVITIES[kind].form in get_args(Form)


def test_every_step_can_be_written() -> None:
    assert {*STEPS, bank.UseStep, bank.SelectStep} - {bank.BankQuiz} == set(classes(model.WrittenStep))


def test_every_plot_can_be_written() -> None:
    assert set(tags(network_steps.ExperimentStep, "plot")) == set(get_args(Plot))


SELECTED: Final[Mapping[str, str]] = {
    "check/choices.py": "speaks of all single choices of a lesson together, and of nothing else",
}
"""Where one kind is picked out from among all steps, and why a new one has nothing to do there."""


def told_apart(tree: ast.Module) -> Iterator[int]:
    """The lines where a kind of step is asked for outside a `match`, an `assert` aside, which mypy holds to."""
    asserted = {id(node) for outer in ast.walk(tree) if isinstance(outer, ast.Assert) for node in ast.walk(outer.test)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id="isinstance"), args=[_, kinds]):
                names = {getattr(part, "id", getattr(part, "attr", "")) for part in ast.walk(kinds)}
                if names & KINDS and id(node) not in asserted:
                    yield node.lineno
            case ast.Compare(left=ast.Attribute(attr="type" | "step_kind" | "kind" as key), comparators=[against]):
                known = STEP_WORDS.get(key, set(get_args(QuestionKind)))
                if known & {part.value for part in ast.walk(against) if isinstance(part, ast.Constant)}:
                    yield node.lineno
            case _:
                pass


@pytest.mark.parametrize("file", sorted(file.relative_to(ROOT).as_posix() for file in ROOT.rglob("*.py")))
def test_kinds_are_told_apart_where_none_can_be_forgotten(file: str) -> None:
    found = list(told_apart(ast.parse((ROOT / file).read_text(encoding="utf-8"))))
    assert bool(found) == (file in SELECTED), found
