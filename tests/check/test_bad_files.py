"""Every file in `bad/` is well shaped (unless it says so) but means something wrong, and gives exactly its messages."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from tests.check.test_remedies import MISTAKES
from tests.lesson.expectations import expected, said
from tutor.check import check_file
from tutor.lesson.files.source import read_document
from tutor.lesson.format import model
from tutor.lesson.format.bank import BankQuiz
from tutor.wording.checks import CHECKS

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "lessons"
GOOD = HERE.parent / "lesson" / "good" / "small.yaml"


def _files() -> list[Path]:
    return sorted((HERE / "bad").glob("*.yaml"))


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.stem)
def test_a_bad_lesson_gives_exactly_its_messages(file: Path) -> None:
    assert said(check_file(file)) == expected(file) != []


def _kind_at(file: Path, line: int) -> tuple[str, str]:
    """The type of the step at a line, and its kind if it is a question."""
    document = read_document(file, file.parent)
    steps = [(document.value_place(("steps", index)).line, step) for index, step in enumerate(document.data["steps"])]
    for start, step in reversed(steps):
        if start <= line:
            return step["type"], step.get("kind", "")
    return "", ""


def _every_kind() -> set[tuple[str, str]]:
    """The type of every sort of step, and the kind of every sort of question."""
    fields = [kind.model_fields for kind in get_args(model.Step) if kind is not BankQuiz]
    words = [[get_args(one[key].annotation) if key in one else ("",) for key in ("type", "kind")] for one in fields]
    return {(step_type, kind) for (step_type,), (kind,) in words}


def test_nearly_every_message_of_the_check_and_every_kind_of_step_has_a_file() -> None:
    found = [(file, problem) for file in _files() for problem in check_file(file)]
    codes = {problem.code for _, problem in found}
    without_file = CHECKS.keys() - codes - {param.values[3] for param in MISTAKES}
    assert without_file <= {
        "not-in-course",
        "derivation-disagrees",
        "answer-key-fails",
        "wrong-answer-undecided",
        "step-not-finished",
        "cut-off-on-screen",
        "question-scrolls",
        "verdict-scrolls",
        "hint-scrolls",
        "explanation-scrolls",
    }
    assert _every_kind() - {_kind_at(file, problem.place.line) for file, problem in found} == set()


def test_there_is_no_false_alarm() -> None:
    assert said(check_file(GOOD)) == []
