"""The command `doctor`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor.command_line import COURSE, LANGUAGE, Above
from tutor.opening import course_folder, language_of
from tutor.wording import Language, Voice


@click.command()
@COURSE
@LANGUAGE
@click.pass_obj
def doctor(above: Above, course: Path | None, lang: Language | None) -> None:
    """Look at terminal, characters and folders: what works, and what to do about the rest."""
    from datetime import UTC, datetime

    from tutor.doctor.folders import course_findings, progress_findings
    from tutor.doctor.program import program_findings
    from tutor.doctor.report import report_lines
    from tutor.doctor.terminal import character_findings, terminal_findings, these_surroundings
    from tutor.paths import progress_file
    from tutor.printing import LinePrinter

    around, printer = these_surroundings(), LinePrinter(sys.stdout)
    folders = [
        *course_findings(course_folder(course or above[0])),
        *progress_findings(progress_file(), datetime.now(UTC)),
    ]
    groups = {
        "terminal": list(terminal_findings(around)),
        "text": list(character_findings(around)),
        "folders": folders,
        "program": list(program_findings()),
    }
    voice = Voice(language_of(lang or above[1]))
    printer.draw(*report_lines(groups, voice, printer.cells, printer.width))
    sys.exit(any(finding.severity == "problem" for findings in groups.values() for finding in findings))
