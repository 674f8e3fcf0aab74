"""The problems that `check` found, as an instructor, a program or a code host reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final, Literal, TypeAlias

from tutor.errors import Place, Problem
from tutor.figures.lines import Line
from tutor.wording import Voice, checks
from tutor.wording.failures import problem_sentence

Format: TypeAlias = Literal["text", "json", "github"]

_PLACE_WIDTH: Final = 8
_ESCAPED: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_ESCAPED_IN_PROPERTIES: Final = {**_ESCAPED, ":": "%3A", ",": "%2C"}


def count_errors(problems: Sequence[Problem]) -> int:
    """Return how many of `problems` keep a lesson shut; the others are warnings."""
    return sum(problem.is_error for problem in problems)


def text_report(problems: Sequence[Problem], voice: Voice) -> Iterator[Line]:
    """Yield the problems grouped by file, each with its place and remedy, and their count at the end."""
    for file, group in groupby(problems, _file):
        yield [(str(file), "heading")]
        yield from (_line(problem, voice) for problem in group)
        yield []
    errors = count_errors(problems)
    words = voice(checks.PROBLEM_COUNT, errors=errors, warnings=len(problems) - errors)
    tag = "wrong" if errors else "hint" if problems else "right"
    yield [(words if problems else voice(checks.NO_PROBLEMS), tag)]


def json_report(problems: Sequence[Problem], voice: Voice) -> Iterator[Line]:
    """Yield one JSON object: the counts, and a list of problems in the order of files and places."""
    errors = count_errors(problems)
    listed = [
        {
            "file": str(problem.place.file),
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "code": problem.code,
            "arguments": dict(problem.arguments),
            "message": problem_sentence(problem, voice),
        }
        for problem in problems
    ]
    report = {"errors": errors, "warnings": len(problems) - errors, "problems": listed}
    yield from ([(line, "")] for line in json.dumps(report, indent=2).splitlines())


def problems_of(report: str) -> list[Problem]:
    """Return the problems that stand in a JSON report; raises json.JSONDecodeError where `report` is none."""
    return [
        Problem(
            found["code"],
            Place(Path(found["file"]), found["line"], found["column"]),
            found["arguments"],
            found["severity"],
        )
        for found in json.loads(report)["problems"]
    ]


def github_report(problems: Sequence[Problem], voice: Voice) -> Iterator[Line]:
    """Yield a workflow command for each problem, which GitHub shows beside the line in question."""
    for problem in problems:
        place = problem.place
        at = f",line={place.line},col={place.column}" if place.line else ""
        file = _escaped(str(place.file), _ESCAPED_IN_PROPERTIES)
        message = _escaped(problem_sentence(problem, voice), _ESCAPED)
        yield [(f"::{problem.severity} file={file}{at},title={problem.code}::{message}", "")]


REPORTS: Final[Mapping[Format, Callable[[Sequence[Problem], Voice], Iterator[Line]]]] = {
    "text": text_report,
    "json": json_report,
    "github": github_report,
}


def up_to_first_error(problems: Sequence[Problem]) -> list[Problem]:
    """Return `problems` without what comes after the first error."""
    first = next((index for index, problem in enumerate(problems) if problem.is_error), len(problems))
    return list(problems[: first + 1])


def _line(problem: Problem, voice: Voice) -> Line:
    place = f"{problem.place.line}:{problem.place.column}" if problem.place.line else "-"
    warning = "" if problem.is_error else voice(checks.WARNING)
    message = problem_sentence(problem, voice)
    return [(f"  {place:<{_PLACE_WIDTH}} ", "hint" if warning else "wrong"), (warning, "hint"), (message, "")]


def _file(problem: Problem) -> Path:
    return problem.place.file


def _escaped(text: str, signs: Mapping[str, str]) -> str:
    return "".join(signs.get(character, character) for character in text)
