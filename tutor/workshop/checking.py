"""What `check` does: finds problems, reports them, and begins again when a file was saved."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tutor.check import check, problems_by_file
from tutor.errors import Problem
from tutor.lesson.loading.file import in_order
from tutor.printing import LinePrinter
from tutor.wording import Voice, checks
from tutor.workshop.report import REPORTS, Format, count_errors, up_to_first_error
from tutor.workshop.watch import Watch, course_files

_PAUSE: Final = 0.1
"""Seconds between two looks at the files."""


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What was asked of a check. `first_only` stops at the first error; `screens` walks through the interface too."""

    paths: Sequence[Path]
    form: Format = "text"
    first_only: bool = False
    screens: bool = False


def found_problems(options: CheckOptions) -> list[Problem]:
    """Return the problems of the courses and lessons in question, by file and place."""
    if options.first_only:
        return _up_to_the_first_file_with_an_error(options)
    problems = check(options.paths)
    return in_order([*problems, *_on_screen(options)]) if not count_errors(problems) else problems


def _up_to_the_first_file_with_an_error(options: CheckOptions) -> list[Problem]:
    problems: list[Problem] = []
    for found in problems_by_file(options.paths):
        problems += up_to_first_error(found)
        if count_errors(found):
            return problems
    return [*problems, *up_to_first_error(_on_screen(options))]


def _on_screen(options: CheckOptions) -> list[Problem]:
    if not options.screens:
        return []
    from tutor.workshop.screens import screen_problems

    return [problem for path in options.paths for problem in screen_problems(path)]


def report(options: CheckOptions, voice: Voice) -> int:
    """Print the problems; return the exit code, 1 where there is an error."""
    problems = found_problems(options)
    LinePrinter(sys.stdout).draw(*REPORTS[options.form](problems, voice))
    return 1 if count_errors(problems) else 0


def report_again_and_again(
    options: CheckOptions,
    voice: Voice,
    *,
    watch: Watch | None = None,
    pause: Callable[[], None] = lambda: time.sleep(_PAUSE),
) -> int:
    """Print the problems now and whenever a file was saved, until Ctrl+C; return the last exit code."""
    watch = watch or Watch(lambda: course_files(options.paths))
    printer = LinePrinter(sys.stdout)
    code = report(options, voice)
    try:
        while True:
            printer.draw([(voice(checks.WATCHING), "dim")])
            while not watch.changed():
                pause()
            code = report(options, voice)
    except KeyboardInterrupt:
        return code
