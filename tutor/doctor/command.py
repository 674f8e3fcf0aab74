"""The command `doctor`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from tutor.command_line import COURSE, LANGUAGE, Above, SpokenCommand, voice_of
from tutor.opening import course_folder, failures_said
from tutor.wording import Language, interface


@click.command(cls=SpokenCommand)
@COURSE
@LANGUAGE
@click.pass_obj
def doctor(above: Above, course: Path | None, lang: Language | None) -> None:
    """Look at terminal, characters and folders: what works, and what to do about the rest."""
    from datetime import UTC, datetime

    from tutor.paths import progress_file
    from tutor.printing import LinePrinter, working

    voice = voice_of(lang, above)
    with failures_said(voice), working(voice(interface.GETTING_READY)):
        from tutor.doctor import findings  # With all that a course needs, this alone may take a second.
        from tutor.doctor.report import report_lines

        folder = course_folder(course or above[0])
        folders = [
            *findings.course_findings(folder),
            *findings.progress_findings(progress_file(), datetime.now(UTC)),
        ]
    around, printer = findings.these_surroundings(), LinePrinter(sys.stdout)
    folders += findings.day_findings(around.environment)
    groups = {
        "terminal": list(findings.terminal_findings(around)),
        "text": list(findings.character_findings(around)),
        "folders": folders,
        "program": list(findings.program_findings()),
    }
    printer.draw(*report_lines(groups, voice, printer.cells, printer.width))
    sys.exit(any(one.severity == "problem" for found in groups.values() for one in found))
