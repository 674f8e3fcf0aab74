"""The commands; each imports what it needs, so that the others stay fast."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from tutor import __version__
from tutor.errors import TutorError
from tutor.wording import LANGUAGES, Language, Voice, commands

if TYPE_CHECKING:
    from tutor.study import Study

_COURSE: Final = click.option("--course", type=click.Path(file_okay=False, path_type=Path), help=commands.COURSE.en)
_LANGUAGE: Final = click.option("--lang", type=click.Choice(LANGUAGES), help=commands.LANGUAGE.en)
FRAMEWORKS: Final = ("numpy", "pytorch", "keras", "sklearn")
"""Whose scripts `export` writes; each is a module of `tutor.export`."""

_PLAIN: Final = click.option("--plain", is_flag=True, help=commands.PLAIN.en)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="backprop-tutor")
@_COURSE
@_LANGUAGE
@_PLAIN
@click.pass_context
def tutor(context: click.Context, course: Path | None, lang: Language | None, plain: bool) -> None:
    """An interactive explanation of backpropagation for the terminal."""
    context.obj = (course, lang, plain)
    if context.invoked_subcommand is None:
        _open(course, _language(lang), plain)


@tutor.command()
@click.argument("lesson")
@click.option("--step", default="", help=commands.STEP.en)
@_COURSE
@_LANGUAGE
@_PLAIN
@click.pass_obj
def play(
    above: tuple[Path | None, Language | None, bool],
    lesson: str,
    step: str,
    course: Path | None,
    lang: Language | None,
    plain: bool,
) -> None:
    """Open a lesson, at a step if one is named."""
    _open(course or above[0], _language(lang or above[1]), plain or above[2], lesson, step)


@tutor.command(name="list")
@_COURSE
@_LANGUAGE
@click.pass_obj
def list_lessons(above: tuple[Path | None, Language | None, bool], course: Path | None, lang: Language | None) -> None:
    """List the lessons with your progress, as text."""
    voice = Voice(_language(lang or above[1]))
    with _said(voice), closing(_study(course or above[0])) as study:
        _print_course(study, voice)


@tutor.command()
@click.argument("expression")
@click.option("--wrt", required=True, help=commands.WRT.en)
@click.option("--at", default="", help=commands.AT.en)
@_LANGUAGE
@click.pass_obj
def derive(
    above: tuple[Path | None, Language | None, bool], expression: str, wrt: str, at: str, lang: Language | None
) -> None:
    """Print a derivation line by line, with its value and the central difference."""
    from tutor.derive_text import derivation_text, unreadable_text
    from tutor.printing import LinePrinter
    from tutor.symbolic.limits import FormulaError

    voice, printer = Voice(_language(lang or above[1])), LinePrinter(sys.stdout)
    with _said(voice):
        try:
            printer.write(*derivation_text(expression, wrt, at, voice, printer.cells, printer.width))
        except FormulaError as error:
            LinePrinter(sys.stderr).write(*unreadable_text(error, expression, voice, printer.cells))
            sys.exit(1)


@tutor.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_LANGUAGE
@click.pass_obj
def check(above: tuple[Path | None, Language | None, bool], paths: tuple[Path, ...], lang: Language | None) -> None:
    """Report every problem of lessons: file, line, column, what is wrong and what to do."""
    from tutor.check_text import report_lines
    from tutor.printing import LinePrinter

    voice = Voice(_language(lang or above[1]))
    with _said(voice):
        lines, errors = report_lines(paths or (_course_folder(above[0]),), voice)
        LinePrinter(sys.stdout).write(*lines)
        sys.exit(1 if errors else 0)


@tutor.command()
@click.option("--export", "export_to", type=click.Path(path_type=Path), help=commands.EXPORT.en)
@click.option("--import", "import_from", type=click.Path(path_type=Path, exists=True), help=commands.IMPORT.en)
@click.option("--reset", metavar="LESSON", help=commands.RESET.en)
@click.option("--path", is_flag=True, help=commands.PATH.en)
@_COURSE
@_LANGUAGE
@click.pass_obj
def progress(
    above: tuple[Path | None, Language | None, bool],
    export_to: Path | None,
    import_from: Path | None,
    reset: str | None,
    path: bool,
    course: Path | None,
    lang: Language | None,
) -> None:
    """Show, export, import or reset your own progress."""
    from tutor.paths import progress_file
    from tutor.printing import LinePrinter
    from tutor.progress import export_progress, import_progress
    from tutor.wording import progress as words

    voice, printer = Voice(_language(lang or above[1])), LinePrinter(sys.stdout)
    if path:
        printer.write(str(progress_file()))
        return
    with _said(voice), closing(_study(course or above[0])) as study:
        if export_to:
            count = export_progress(study.progress, export_to)
            printer.write(voice(words.EXPORTED, count=count, file=str(export_to)))
        elif import_from:
            imported = import_progress(study.progress, import_from)
            printer.write(voice(words.IMPORTED, added=imported.added, known=imported.known, file=str(import_from)))
        elif reset:
            study.reset(reset, voice.language)
            printer.write(voice(words.RESET, lesson=reset))
        else:
            _print_course(study, voice)


@tutor.command()
@click.argument("where", metavar="LESSON/STEP")
@click.option("--to", "framework", type=click.Choice(FRAMEWORKS), default="numpy", help=commands.FRAMEWORK.en)
@click.option("--steps", default=100, show_default=True, type=click.IntRange(1, 100_000), help=commands.STEPS.en)
@_COURSE
@_LANGUAGE
@click.pass_obj
def export(
    above: tuple[Path | None, Language | None, bool],
    where: str,
    framework: str,
    steps: int,
    course: Path | None,
    lang: Language | None,
) -> None:
    """Print a script that trains a step's network from the same weights on the same data."""
    from importlib import import_module

    from tutor.printing import LinePrinter

    voice = Voice(_language(lang or above[1]))
    with _said(voice), closing(_study(course or above[0])) as study:
        spec = study.network(*where.partition("/")[::2])
        LinePrinter(sys.stdout).write(*import_module(f"tutor.export.{framework}").script(spec, steps).splitlines())


def _print_course(study: Study, voice: Voice) -> None:
    from tutor.plain import course_lines
    from tutor.printing import LinePrinter
    from tutor.wording.failures import failure_sentence

    printer = LinePrinter(sys.stdout)
    if study.notice is not None:
        printer.say(failure_sentence(study.notice, voice))
    printer.write(*course_lines(study, voice, printer.cells))


class _said:  # noqa: N801 - reads as a word in `with`
    """Says an expected failure in the learner's language and ends the command; no traceback reaches a learner."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, TutorError):
            from tutor.printing import LinePrinter
            from tutor.wording.failures import failure_sentence

            LinePrinter(sys.stderr).say(failure_sentence(error, self._voice))
            sys.exit(1)


def main() -> None:
    """Run the command line."""
    tutor(prog_name="python -m tutor")


def _open(course: Path | None, language: Language, plain: bool, lesson: str = "", step: str = "") -> None:
    voice = Voice(language)
    with _said(voice):
        if plain or not sys.stdout.isatty():
            from tutor.plain import walk

            walk(_study(course), voice, lesson, step)
        else:
            _open_interface(_course_folder(course), language, lesson, step)


def _open_interface(folder: Path, language: Language, lesson: str, step: str) -> None:
    from tutor.paths import progress_file
    from tutor.terminal import cells_of_this_terminal

    cells = cells_of_this_terminal()
    from tutor.ui.app import TutorApp, course_opener

    app = TutorApp(course_opener(folder, progress_file()), language=language, cells=cells, lesson=lesson, step=step)
    app.run()
    sys.exit(app.return_code or 0)


def _study(course: Path | None) -> Study:
    from tutor.paths import progress_file
    from tutor.study import Study

    return Study.open(_course_folder(course), progress_file())


def _course_folder(course: Path | None) -> Path:
    from tutor.paths import shipped_course

    return course or shipped_course()


def _language(chosen: Language | None) -> Language:
    """The language that was asked for, else the environment's, else English."""
    if chosen:
        return chosen
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"
