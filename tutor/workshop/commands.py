"""The instructor's commands; each imports what it needs, so that the others stay fast."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tutor.command_line import COURSE, LANGUAGE, Above, course_folder, failures_said, language_of
from tutor.wording import Language, Voice, commands

if TYPE_CHECKING:
    from tutor.lesson.schema import Kind
    from tutor.workshop.report import Format

FORMATS: Final = ("text", "json", "github")
SCHEMAS: Final = ("lesson", "course", "glossary")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help=commands.FORMAT.en)
@click.option("-x", "first_only", is_flag=True, help=commands.FIRST_ONLY.en)
@click.option("--screens", is_flag=True, help=commands.SCREENS.en)
@click.option("--watch", is_flag=True, help=commands.WATCH.en)
@LANGUAGE
@click.pass_obj
def check(
    above: Above,
    paths: tuple[Path, ...],
    form: Format,
    first_only: bool,
    screens: bool,
    watch: bool,
    lang: Language | None,
) -> None:
    """Report every problem of lessons: file, line, column, what is wrong and what to do."""
    from tutor.workshop.checking import CheckOptions, report, report_again_and_again

    voice = Voice(language_of(lang or above[1]))
    with failures_said(voice):
        options = CheckOptions(paths or (course_folder(above[0]),), form, first_only, screens)
        sys.exit((report_again_and_again if watch else report)(options, voice))


@click.command()
@click.argument("kind", type=click.Choice(SCHEMAS), default="lesson")
def schema(kind: Kind) -> None:
    """Print the JSON Schema of lessons, courses or glossaries, for editors."""
    from tutor.lesson.schema import schema_text

    click.echo(schema_text(kind), nl=False)


@click.command()
@click.argument("lesson_id", metavar="ID")
@COURSE
@LANGUAGE
@click.pass_obj
def new(above: Above, lesson_id: str, course: Path | None, lang: Language | None) -> None:
    """Write a working lesson with one step of each kind into a course, or begin a course in an empty folder."""
    from tutor.lesson.new import new_lesson
    from tutor.printing import LinePrinter
    from tutor.wording import workshop

    voice = Voice(language_of(lang or above[1]))
    with failures_said(voice):
        file, listed_in = new_lesson(lesson_id, course or above[0] or Path())
        LinePrinter(sys.stdout).write(voice(workshop.WROTE_LESSON, file=str(file), course=str(listed_in)))


WORKSHOP: Final = (check, schema, new)
