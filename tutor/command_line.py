"""What all commands share: their common options, the learner's language, and how an expected failure ends one."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeAlias

import click

from tutor.errors import TutorError
from tutor.wording import LANGUAGES, Language, Voice, commands

Above: TypeAlias = tuple[Path | None, Language | None, bool]
"""The options that stand before a command's name: course, language, plain."""

COURSE: Final = click.option("--course", type=click.Path(file_okay=False, path_type=Path), help=commands.COURSE.en)
LANGUAGE: Final = click.option("--lang", type=click.Choice(LANGUAGES), help=commands.LANGUAGE.en)


@contextmanager
def failures_said(voice: Voice) -> Iterator[None]:
    """Say an expected failure in the learner's language and end the command with 1; no traceback reaches a learner."""
    try:
        yield
    except TutorError as error:
        from tutor.printing import LinePrinter
        from tutor.wording.failures import failure_sentence

        LinePrinter(sys.stderr).say(failure_sentence(error, voice))
        sys.exit(1)


def course_folder(course: Path | None) -> Path:
    """Return the folder of the course that was named, else of the one that comes with the program."""
    from tutor.paths import shipped_course

    return course or shipped_course()


def language_of(chosen: Language | None) -> Language:
    """Return the language that was asked for, else the environment's, else English."""
    if chosen:
        return chosen
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"
