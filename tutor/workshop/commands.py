"""The instructor's commands; each imports what it needs, so that the others stay fast."""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Final, Literal

import click

from tutor.command_line import COURSE, LANGUAGE, Above, LocalPath, Misused, SpokenCommand, voice_of
from tutor.errors import TutorError
from tutor.opening import course_folder, failures_said, language_of
from tutor.paths import course_around, is_installed
from tutor.wording import LANGUAGES, Language, Voice, commands

if TYPE_CHECKING:
    from tutor.lesson.format.schema import Kind
    from tutor.workshop.checking import Format

FORMATS: Final = ("text", "json", "github")
SCHEMAS: Final = ("lesson", "course", "glossary", "bank", "latex")


def _language_tag(context: click.Context, parameter: click.Parameter, text: str) -> str:
    from tutor.lesson.format.scalars import is_language

    if not is_language(text):
        raise Misused(context, commands.NO_LANGUAGE, text=text)
    return text


def _own(course: Path | None) -> Path:
    """Return the course that was named, or that we stand in, as one to write into.

    Raises TutorError `workshop.installed` for the course that comes with the program, which nobody means unnamed.
    """
    folder = course_folder(course)
    if is_installed(folder) or not (course or course_around(Path())):
        raise TutorError("workshop.installed", folder=str(folder))
    return folder


@click.command(cls=SpokenCommand)
@click.argument("paths", nargs=-1, type=LocalPath(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text")
@click.option("-x", "first_only", is_flag=True)
@click.option("--screens", is_flag=True)
@click.option("--watch", is_flag=True)
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
    from tutor.printing import LinePrinter, working
    from tutor.wording import interface, workshop

    voice = voice_of(lang, above)
    with failures_said(voice):
        with working(voice(interface.GETTING_READY)):
            # With all that lessons need, this alone may take a second.
            from tutor.workshop.checking import CheckOptions, report, report_again_and_again
        if form == "text" and not (paths or above[0] or course_around(Path())):
            LinePrinter(sys.stdout).say(voice(workshop.NO_COURSE_HERE, folder=str(Path().resolve())))
        options = CheckOptions(paths or (course_folder(above[0]),), form, first_only, screens)
        sys.exit((report_again_and_again if watch else report)(options, voice))


@click.command(cls=SpokenCommand)
@click.argument("kind", type=click.Choice(SCHEMAS), default="lesson")
@click.option("--lang", type=click.Choice(LANGUAGES), expose_value=False)  # for its help; a schema has no sentences
def schema(kind: Kind | Literal["latex"]) -> None:
    """Print the JSON Schema of lessons, courses, glossaries or banks, for editors, or the LaTeX that formulas know."""
    if kind == "latex":
        from tutor.typesetting.latex_commands import LISTED

        click.echo("\n\n".join(fill(f"{name}: {'  '.join(signs)}", 80) for name, signs in LISTED.items()))
        return
    from tutor.lesson.format.schema import schema_text

    click.echo(schema_text(kind), nl=False)


@click.command(cls=SpokenCommand)
@click.argument("lesson_id", metavar="ID")
@COURSE
@LANGUAGE
@click.pass_obj
def new(above: Above, lesson_id: str, course: Path | None, lang: Language | None) -> None:
    """Write a working lesson with one step of each kind into a course, or begin a course in an empty folder."""
    from tutor.lesson.writing.new import new_lesson
    from tutor.printing import LinePrinter
    from tutor.wording import workshop

    voice = voice_of(lang, above)
    with failures_said(voice):
        file, listed_in = new_lesson(lesson_id, _own(course or above[0] or Path()))
        LinePrinter(sys.stdout).say(voice(workshop.WROTE_LESSON, file=str(file), course=str(listed_in)))


@click.command(cls=SpokenCommand)
@click.argument("language", metavar="LANG", callback=_language_tag)
@click.option("--status", is_flag=True)
@click.option("--accept", "accepted", metavar="ID", multiple=True)
@COURSE
@LANGUAGE
@click.pass_obj
def translate(
    above: Above, language: str, status: bool, accepted: tuple[str, ...], course: Path | None, lang: Language | None
) -> None:
    """Complete a course's translation with what it lacks, or say what is missing and stale in it."""
    from tutor.printing import LinePrinter, working
    from tutor.wording import interface, workshop

    voice = voice_of(lang, above)
    with failures_said(voice), working(voice(interface.GETTING_READY)):
        from tutor.workshop.translating import accept, extend, show_status

        named = course or above[0]
        folder = _own(named) if accepted or not status else course_folder(named)
        LinePrinter(sys.stdout).write(voice(workshop.COURSE, folder=str(folder.resolve())))
        if accepted:
            accept(folder, language, accepted)
        elif not status:
            extend(folder, language, voice)
        sys.exit(1 if show_status(folder, language, voice) and status else 0)


@click.command(cls=SpokenCommand)
@click.argument("file", type=LocalPath(exists=True, dir_okay=False, path_type=Path))
@click.option("--step", default="")
@LANGUAGE
@click.pass_obj
def preview(above: Above, file: Path, step: str, lang: Language | None) -> None:
    """Open a lesson that you are writing, and show it anew whenever it is saved."""
    from tutor.lesson.format.course_model import OF_THE_COURSE
    from tutor.terminal import cells_of_this_terminal, is_interactive

    name, *tags = file.stem.split(".")
    source = file.with_name(name + file.suffix)
    language = language_of(lang or above[1] or next((tag for tag in LANGUAGES if [tag] == tags), None))
    with failures_said(Voice(language)):
        if name in OF_THE_COURSE:
            raise TutorError("preview.not-a-lesson", file=str(file))
        if not is_interactive():
            raise TutorError("preview.no-terminal", file=str(file))
        typed: list[str] = []
        cells = cells_of_this_terminal(typed.append)
        from tutor.ui.signals import run
        from tutor.workshop.preview import PreviewApp

        shown = source if source.exists() else file
        run(PreviewApp(shown, language=language, cells=cells, step=step, typed="".join(typed)))


WORKSHOP: Final = (check, schema, new, preview, translate)
