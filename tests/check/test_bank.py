"""The bank as a part of its course: where its topics lead, which skills it practises, what its questions mean."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tutor.check import check
from tutor.check.course import check_file

KINDS = Path(__file__).parents[1] / "courses" / "kinds"


def _codes(folder: Path, before: str, after: str) -> list[tuple[str, int]]:
    """Code and line of what is wrong with the test course once one thing in its bank was changed."""
    shutil.copytree(KINDS, folder, dirs_exist_ok=True)
    text = (folder / "bank.yaml").read_text(encoding="utf-8")
    assert text.count(before) == 1
    (folder / "bank.yaml").write_text(text.replace(before, after), encoding="utf-8")
    line = text[: text.index(before)].count("\n") + 1
    return [(problem.code, problem.place.line - line) for problem in check([folder])]


def test_a_course_with_a_bank_is_clean() -> None:
    assert check([KINDS]) == []
    assert check_file(KINDS / "bank.yaml") == []
    assert check_file(KINDS / "bank.zh.yaml") == []


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("    lesson: match", "    lesson: macth", "unknown-lesson-misspelt"),
        ("    lesson: match", "    lesson: integrals", "unknown-lesson"),
        ("    title: Two numbers", "    skill: ading", "skill-not-taught-misspelt"),
        ("    title: Two numbers", "    skill: integrating", "skill-not-taught"),
        ("        answer: 'k'", "        answer: 'k + 1'", "wrong-answer-is-right-in"),
        ("        answer: '2*w^2'", "        answer: 'w + 2*w'", "wrong-answer-is-right"),
    ],
)
def test_what_is_wrong_in_the_bank_is_told_at_its_line(before: str, after: str, code: str, tmp_path: Path) -> None:
    assert (code, 0) in _codes(tmp_path, before, after)


def test_a_skill_that_is_taught_may_be_practised_in_the_bank(tmp_path: Path) -> None:
    found = _codes(tmp_path, "    title: Two numbers", "    title: Two numbers\n    skill: adding")
    assert [code for code, _ in found] == []
