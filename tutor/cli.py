"""The commands; each imports what it needs, so that the others stay fast."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tutor import __version__
from tutor.command_line import (
    COURSE,
    LANGUAGE,
    Above,
    FormulaCommand,
    LocalPath,
    Misused,
    SpokenGroup,
    motion_of,
    moving,
    run_commands,
    voice_of,
)
from tutor.doctor.command import doctor
from tutor.errors import TutorError
from tutor.opening import failures_said, language_of, open_course, say, say_failure, say_wait, study_of
from tutor.wording import Language, Voice, commands, interface
from tutor.wording.sentence import program
from tutor.workshop.commands import WORKSHOP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tutor.learner.study import Study
    from tutor.printing import LinePrinter
    from tutor.wording.failures import Failure

FRAMEWORKS: Final = ("numpy", "pytorch", "keras", "sklearn")
"""Whose scripts `export` writes; each is a module of `tutor.export`."""

MOST_DERIVATIVES: Final = 2
"""The highest derivative that `derive` takes."""

_STANDARD_OUTPUT: Final = Path("-")

_PLAIN: Final = click.option("--plain", is_flag=True)


@click.group(cls=SpokenGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="backprop-tutor", message="%(prog)s, version %(version)s")
@COURSE
@LANGUAGE
@_PLAIN
@moving
@click.pass_context
def tutor(context: click.Context, course: Path | None, lang: Language | None, plain: bool) -> None:
    """An interactive explanation of backpropagation for the terminal."""
    context.obj = (course, lang, plain)
    if context.invoked_subcommand is None:
        open_course(course, language_of(lang), plain=plain, motion=motion_of(context))


@tutor.command()
@click.argument("lesson", required=False)
@click.option("--step", default="")
@COURSE
@LANGUAGE
@_PLAIN
@moving
@click.pass_context
def play(
    context: click.Context,
    lesson: str | None,
    step: str,
    course: Path | None,
    lang: Language | None,
    plain: bool,
) -> None:
    """Open a lesson, at a step if one is named; without a name, go on where you left off."""
    above: Above = context.obj
    open_course(
        course or above[0],
        language_of(lang or above[1]),
        plain=plain or above[2],
        lesson=lesson,
        step=step,
        motion=motion_of(context),
    )


@tutor.command(name="list")
@COURSE
@LANGUAGE
@click.pass_obj
def list_lessons(above: Above, course: Path | None, lang: Language | None) -> None:
    """List the lessons with your progress, as text."""
    voice = voice_of(lang, above)
    with _own_study(course or above[0], voice) as study:
        _print_course(study, voice)


@tutor.command(cls=FormulaCommand)
@click.argument("expression")
@click.option("--wrt", required=True)
@click.option("--at", default="")
@click.option("--order", default=1, type=click.IntRange(1, MOST_DERIVATIVES))
@LANGUAGE
@click.pass_obj
def derive(above: Above, expression: str, wrt: str, at: str, order: int, lang: Language | None) -> None:
    """Print a derivation line by line, with its value and the central difference."""
    from tutor.formulas.limits import FormulaError
    from tutor.printing import LinePrinter, working

    voice, printer = voice_of(lang, above), LinePrinter(sys.stdout)
    with failures_said(voice), working(voice(interface.GETTING_READY)):
        from tutor.derive_text import derivation_text, unreadable_text  # SymPy alone may take a second.

        try:
            printer.write(*derivation_text(expression, wrt, at, voice, printer.cells, printer.width, order))
        except FormulaError as error:
            LinePrinter(sys.stderr).write(*unreadable_text(error, expression, voice, printer.cells, printer.width))
            sys.exit(1)


@tutor.command()
@click.option("--export", "export_to", type=LocalPath(path_type=Path))
@click.option("--import", "import_from", type=LocalPath(path_type=Path, exists=True))
@click.option("--reset", metavar="LESSON")
@click.option("--restore", is_flag=True)
@click.option("--repair", is_flag=True)
@click.option("--path", is_flag=True)
@COURSE
@LANGUAGE
@click.pass_context
def progress(
    context: click.Context,
    export_to: Path | None,
    import_from: Path | None,
    reset: str | None,
    restore: bool,
    repair: bool,
    path: bool,
    course: Path | None,
    lang: Language | None,
) -> None:
    """Show, export, import, restore, repair or reset your own progress."""
    from tutor.paths import progress_file
    from tutor.printing import LinePrinter

    above: Above = context.obj
    wanted = {"export": export_to, "import": import_from, "reset": reset, "restore": restore, "repair": repair}
    named = [f"--{name}" for name, value in {**wanted, "path": path}.items() if value]
    if len(named) > 1:
        raise Misused(context, commands.ONE_OF, names=" ".join(named))
    voice, printer = voice_of(lang, above), LinePrinter(sys.stdout)
    if path:
        printer.write(str(progress_file()))
        return
    with _own_study(course or above[0], voice) as study:
        if not named:
            _print_course(study, voice)
            _print_overview(study, voice, printer)
        elif export_to:
            _export(study, export_to, voice, printer)
        elif import_from:
            _import(study, import_from, voice, printer)
        elif reset:
            _reset(study, reset, voice, printer)
        else:
            _bring_back(study, voice, printer, is_repair=repair)


def _print_overview(study: Study, voice: Voice, printer: LinePrinter) -> None:
    from tutor.plain.progress import progress_lines

    printer.write(*progress_lines(study, voice, printer.cells, printer.width))


def _export(study: Study, file: Path, voice: Voice, printer: LinePrinter) -> None:
    from tutor.paths import progress_file
    from tutor.printing import Sign
    from tutor.progress.transfer import export_progress, export_text
    from tutor.wording import progress as words

    for said in _said_first(study):
        say_failure(said, voice)
    text = export_text(study.progress.history())
    _refuse_recalled(study)
    if file == _STANDARD_OUTPUT:
        Sign.take_away()
        sys.stdout.buffer.write(text.encode("utf-8"))
    else:
        count = export_progress(study.progress, file, progress_file())
        printer.say(voice(words.EXPORTED, count=count, file=str(file)))


def _import(study: Study, file: Path, voice: Voice, printer: LinePrinter) -> None:
    from tutor.progress.transfer import import_progress
    from tutor.wording import progress as words

    _say_before_a_change(study, voice)
    imported = import_progress(study.progress, file)
    printer.say(voice(words.IMPORTED, added=imported.added, known=imported.known, file=str(file)))


def _reset(study: Study, lesson: str, voice: Voice, printer: LinePrinter) -> None:
    from tutor.wording import progress as words

    _say_before_a_change(study, voice)
    study.reset(lesson, voice.language)
    with suppress(TutorError):
        study.close()
    if study.progress.trouble is not None:
        say(voice(words.NOT_RESET, lesson=lesson))
        raise study.progress.trouble
    printer.say(voice(words.RESET, lesson=lesson))


def _bring_back(study: Study, voice: Voice, printer: LinePrinter, *, is_repair: bool) -> None:
    from tutor.paths import progress_file
    from tutor.progress import backup
    from tutor.wording import progress as words

    _say_before_a_change(study, voice, but=backup.IN_BACKUP)
    found = (backup.repair if is_repair else backup.restore)(study.progress, progress_file())
    if not is_repair and not found.files:
        raise TutorError("progress.no-backups", folder=str(progress_file().parent))
    for failure in found.failures:
        say_failure(failure, voice)
    if is_repair and not found.files:
        printer.say(voice(words.NOTHING_DAMAGED, count=len(study.progress.history())))
    elif found.added or found.known:
        named = {"files": len(found.files), "added": found.added, "known": found.known}
        printer.say(voice(words.REPAIRED if is_repair else words.RESTORED, **named))
        printer.write(*map(str, found.files))
    if is_repair and (more := backup.lacking(study.progress, progress_file())):
        say_failure(more, voice)
    if found.failures:
        sys.exit(1)


@tutor.command()
@click.argument("where", metavar="LESSON/STEP")
@click.option("--to", "framework", type=click.Choice(FRAMEWORKS), default="numpy")
@click.option("--run", type=click.IntRange(1))
@click.option("--steps", default=100, show_default=True, type=click.IntRange(1, 100_000))
@COURSE
@LANGUAGE
@click.pass_obj
def export(
    above: Above,
    where: str,
    framework: str,
    run: int | None,
    steps: int,
    course: Path | None,
    lang: Language | None,
) -> None:
    """Print a script that trains a step's network from the same weights on the same data."""
    from importlib import import_module

    from tutor.printing import LinePrinter, Sign

    voice = voice_of(lang, above)
    with _own_study(course or above[0], voice) as study:
        spec = study.network(*where.partition("/")[::2], run or 0)
        if not (course or above[0]):
            LinePrinter(sys.stderr).say(voice(commands.COURSE_USED, title=study.course(voice.language).title))
        script: str = import_module(f"tutor.export.{framework}").script(spec, steps, voice)
        if sys.stdout.isatty():
            LinePrinter(sys.stdout).write(*script.splitlines())
        else:
            Sign.take_away()
            # Python reads a file as UTF-8, whatever encoding the system has.
            sys.stdout.buffer.write(script.encode("utf-8"))


@contextmanager
def _own_study(course: Path | None, voice: Voice) -> Iterator[Study]:
    """The course with the learner's progress, for a command that prints something of it and ends."""
    from tutor.printing import working

    told = partial(say_wait, voice=voice)
    with failures_said(voice), working(voice(interface.GETTING_READY)), closing(study_of(course, told)) as study:
        yield study
        _refuse_recalled(study)


def _refuse_recalled(study: Study) -> None:
    """Raise TutorError where not all of the progress could be read: what was said of it is not the whole."""
    from tutor.progress import RECALLED

    for said in study.progress.news():
        if said.code == RECALLED:
            raise TutorError("progress.unreadable", **said.arguments)


def _said_first(study: Study) -> Sequence[Failure]:
    """What a command that ends at once says of the progress: nobody is at work whose doings could be saved yet.

    Raises TutorError (`progress.not-looked-at.…`) where there is progress that can't be read: all would seem new.
    """
    from tutor.progress import UNREAD

    notice, trouble = study.notice, study.progress.trouble
    if notice is not None and notice.code.startswith(UNREAD):
        raise TutorError(notice.code.replace(UNREAD, "progress.not-looked-at"), **notice.arguments)
    first: Failure | None = trouble or notice
    return [*([first] if first else []), *study.progress.news()]


def _say_before_a_change(study: Study, voice: Voice, but: str = "") -> None:
    """Say what is to be said first, except for the code `but`; what can't be written now is refused, for that cause."""
    for said in _said_first(study):
        if study.progress.saves and said.code != but:
            say_failure(said, voice)


def _print_course(study: Study, voice: Voice) -> None:
    from tutor.plain.listing import course_lines
    from tutor.printing import LinePrinter
    from tutor.wording.failures import failure_sentence

    printer = LinePrinter(sys.stdout)
    for said in _said_first(study):
        printer.say(failure_sentence(said, voice))
    printer.rows(*course_lines(study, voice, printer.cells))


def main() -> None:
    """Run the command line."""
    run_commands(tutor, program())


for _command in (*WORKSHOP, doctor):
    tutor.add_command(_command)
