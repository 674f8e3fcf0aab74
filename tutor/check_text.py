"""What `python -m tutor check` prints: problems grouped by file, each with its place and remedy, and a count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from tutor.check import check
from tutor.errors import Problem
from tutor.wording import Voice, checks
from tutor.wording.problems import PROBLEMS


def report_lines(paths: Sequence[Path], voice: Voice) -> tuple[list[str], int]:
    """Return the report on courses (folders) and lessons (files), and how many errors there are."""
    problems = check(paths)
    errors = sum(problem.severity == "error" for problem in problems)
    lines = [line for file, group in groupby(problems, _file) for line in _group(file, list(group), voice)]
    count = voice(checks.PROBLEM_COUNT, errors=errors, warnings=len(problems) - errors)
    return [*lines, count if problems else voice(checks.NO_PROBLEMS)], errors


def problem_line(problem: Problem, voice: Voice) -> str:
    """Return one problem as a line: place, what is wrong, what to do."""
    place = f"{problem.place.line}:{problem.place.column}"
    said = voice(PROBLEMS[problem.code], **problem.arguments)
    warning = voice(checks.WARNING) if problem.severity == "warning" else ""
    return f"  {place if problem.place.line else '-':<8} {warning}{said}"


def _file(problem: Problem) -> Path:
    return problem.place.file


def _group(file: Path, problems: Sequence[Problem], voice: Voice) -> Iterator[str]:
    yield str(file)
    yield from (problem_line(problem, voice) for problem in problems)
    yield ""
