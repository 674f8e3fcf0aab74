"""What `check` does: finds problems, reports them, and begins again when a file was saved."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tutor.check import Checked, Look, check_each, unseen
from tutor.printing import LinePrinter, working
from tutor.wording import Voice, checks, interface
from tutor.workshop.report import REPORTS, Findings, Format, count_errors, up_to_first_error
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


def found(options: CheckOptions, look: Look = unseen) -> Findings:
    """Return what is wrong with the courses and lessons in question, and what was looked at to say so."""
    checked: list[Checked] = []
    for one in check_each(options.paths, look):
        checked.append(replace(one, problems=up_to_first_error(one.problems)) if options.first_only else one)
        if options.first_only and count_errors(one.problems):
            break
    findings = Findings(checked)
    if not options.screens or count_errors(findings.problems):
        return findings
    from tutor.workshop.screens import walk_screens

    walks = [walk for path in options.paths for walk in walk_screens(path, look=look)]
    problems = [problem for walk in walks for problem in walk.problems]
    languages = list(dict.fromkeys(walk.language for walk in walks))
    return Findings(checked, up_to_first_error(problems) if options.first_only else problems, languages)


def report(options: CheckOptions, voice: Voice) -> int:
    """Print the problems; return the exit code, 1 where there is an error."""
    with working(voice(interface.GETTING_READY)) as sign:

        def look(title: str, number: int, total: int) -> None:
            words = checks.LOOKING_AT_LESSON if total else checks.LOOKING_AT
            sign.tell(voice(words, title=title, number=number, total=total))

        findings = found(options, look)
    LinePrinter(sys.stdout).draw(*REPORTS[options.form](findings, voice))
    return 1 if count_errors(findings.problems) else 0


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
