"""The report of `check`: grouped by file, counted, in the language that is spoken, for programs as well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.check import Checked, check, check_each
from tutor.errors import Place, Problem
from tutor.figures.lines import plain
from tutor.wording import Language, Voice
from tutor.workshop.checking import Findings, count_errors, github_report, json_report, text_report, up_to_first_error

NOWHERE = "there is no such file or folder; compare its name with what is there"
TESTS = Path(__file__).parents[1]
STARS = TESTS / "check/bad/stars-left.yaml"
SEVERAL = TESTS / "lesson/bad/several-mistakes.yaml"


def _findings(*paths: Path) -> Findings:
    return Findings(list(check_each(paths)))


def _text(*paths: Path, language: Language = "en") -> list[str]:
    return [plain(line) for line in text_report(_findings(*paths), Voice(language))]


def test_problems_are_grouped_by_file_and_counted() -> None:
    lines = _text(SEVERAL, STARS)
    assert [line for line in lines if line.startswith("/")] == [str(STARS), str(SEVERAL)]
    assert lines[1].startswith("  15:11    warning: the ** in this text")
    assert "4 errors, 1 warning." in lines


def test_the_report_speaks_chinese() -> None:
    lines = _text(STARS, language="zh")
    assert lines[1].startswith("  15:11    警告：")
    assert "0 个错误，1 个警告。" in lines


def test_a_missing_file_has_no_line() -> None:
    assert _text(TESTS / "nowhere.yaml")[1] == f"  -        {NOWHERE}"


def test_nothing_wrong_is_said() -> None:
    file = TESTS / "lesson/good/small.yaml"
    assert _text(file) == [
        "No problems.",
        f"Checked: {file}, 1 lesson, 7 steps, en, zh, 18 texts of zh not translated",
        "Not walked on the screen; --screens does that.",
    ]


def test_what_could_not_be_looked_into_is_not_said_to_be_checked() -> None:
    assert f"Not looked into before these errors are mended: {SEVERAL}" in _text(SEVERAL)


def test_a_course_is_named_and_counted_in_every_language_it_has() -> None:
    course = TESTS / "courses/kinds"
    assert _text(course)[-2] == (
        f"Checked: “Kinds of steps” in {course}, 4 lessons, 8 steps, 7 questions of the bank, en, zh (in 6 of 7 files)"
    )


@pytest.mark.parametrize(("paths", "tag"), [((SEVERAL, STARS), "wrong"), ((STARS,), "hint"), ((), "right")])
def test_the_count_has_the_colour_of_the_worst(paths: tuple[Path, ...], tag: str) -> None:
    counted = [line[0][1] for line in text_report(_findings(*paths), Voice("en")) if plain(line).endswith(("s.", "g."))]
    assert counted == [tag]


def test_programs_read_the_same_problems_as_json() -> None:
    findings = _findings(SEVERAL, STARS)
    report = json.loads("\n".join(plain(line) for line in json_report(findings, Voice("zh"))))
    assert (report["errors"], report["warnings"]) == (4, 1)
    assert [(one["file"], one["line"], one["column"], one["code"]) for one in report["problems"]] == [
        (str(problem.place.file), problem.place.line, problem.place.column, problem.code)
        for problem in findings.problems
    ]
    assert report["problems"][0]["severity"] == "warning"
    assert "**" in report["problems"][0]["message"]


def test_a_code_host_is_told_in_one_line_for_each_problem() -> None:
    place = Place(Path("a,b: 100%.yaml"), 3, 4)
    problems = [
        Problem("misspelt-key", place, {"key": "50%\n", "suggestion": "b"}),
        Problem("no-such-file", Place(Path("x"))),
    ]
    lines = [plain(line) for line in github_report(Findings([Checked(Path("x"), problems)]), Voice("en"))]
    command, message = lines[0].rsplit("::", 1)
    assert command == "::error file=a%2Cb%3A 100%25.yaml,line=3,col=4,title=misspelt-key"
    assert message.startswith("unknown key '50%25%0A'")
    assert lines[1] == f"::error file=x,title=no-such-file::{NOWHERE}"


def test_stopping_at_the_first_error_keeps_the_warnings_before_it() -> None:
    problems = check([SEVERAL, STARS])
    kept = up_to_first_error(problems)
    assert (len(kept), count_errors(kept)) == (2, 1)
    assert up_to_first_error(check([STARS])) == check([STARS])
