"""Every file in `bad/` is well shaped (unless it says so) but means something wrong, and gives exactly its messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.check.test_remedies import MISTAKES
from tests.lesson.expectations import expected, said
from tutor.check import check_file
from tutor.wording.checks import CHECKS

HERE = Path(__file__).parent
SHIPPED = HERE.parents[1] / "lessons"
GOOD = HERE.parent / "lesson" / "good" / "small.yaml"


def _files() -> list[Path]:
    return sorted((HERE / "bad").glob("*.yaml"))


@pytest.mark.parametrize("file", _files(), ids=lambda file: file.stem)
def test_a_bad_lesson_gives_exactly_its_messages(file: Path) -> None:
    assert said(check_file(file)) == expected(file) != []


def test_nearly_every_message_of_the_check_has_a_file() -> None:
    codes = {problem.code for file in _files() for problem in check_file(file)}
    without_file = CHECKS.keys() - codes - {param.values[3] for param in MISTAKES}
    assert without_file <= {
        "not-in-course",
        "derivation-disagrees",
        "answer-key-fails",
        "wrong-answer-undecided",
        "step-not-finished",
        "cut-off-on-screen",
    }


def test_there_is_no_false_alarm() -> None:
    assert said(check_file(GOOD)) == []
