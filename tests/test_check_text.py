"""The report of `check`: grouped by file, counted, in the language that is spoken."""

from __future__ import annotations

from pathlib import Path

from tutor.check_text import report_lines
from tutor.wording import Voice

TESTS = Path(__file__).parent
STARS = TESTS / "check/bad/stars-left.yaml"
SEVERAL = TESTS / "lesson/bad/several-mistakes.yaml"


def test_problems_are_grouped_by_file_and_counted() -> None:
    lines, errors = report_lines([SEVERAL, STARS], Voice("en"))
    assert errors == 4
    assert [line for line in lines if line.endswith(".yaml")] == [str(STARS), str(SEVERAL)]
    assert lines[1].startswith("  15:11    warning: the ** in this text")
    assert lines[-1] == "4 errors, 1 warning."


def test_the_report_speaks_chinese() -> None:
    lines, _ = report_lines([STARS], Voice("zh"))
    assert lines[1].startswith("  15:11    警告：")
    assert lines[-1] == "0 个错误，1 个警告。"


def test_a_missing_file_has_no_line() -> None:
    lines, errors = report_lines([TESTS / "nowhere.yaml"], Voice("en"))
    assert errors == 1
    assert lines[1] == "  -        there is no such file"


def test_nothing_wrong_is_said() -> None:
    assert report_lines([TESTS / "lesson/good/small.yaml"], Voice("en")) == (["No problems."], 0)
