"""The commands; each imports what it needs, so that the others stay fast."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
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
    from tutor.plain import course_lines

    voice = Voice(_language(lang or above[1]))
    with _said(voice):
        study = _study(course or above[0])
        click.echo("\n".join(course_lines(study, voice)))
        study.close()


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
    from tutor.derive_text import derivation_text

    voice = Voice(_language(lang or above[1]))
    with _said(voice):
        click.echo("\n".join(derivation_text(expression, wrt, at, voice)))


@tutor.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_LANGUAGE
@click.pass_obj
def check(above: tuple[Path | None, Language | None, bool], paths: tuple[Path, ...], lang: Language | None) -> None:
    """Report every problem of lessons: file, line, column, what is wrong and what to do."""
    from tutor.check_text import report_lines

    voice = Voice(_language(lang or above[1]))
    with _said(voice):
        lines, errors = report_lines(paths or (_course_folder(above[0]),), voice)
        click.echo("\n".join(lines))
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
    from tutor.progress import export_progress, import_progress, reset_lesson
    from tutor.session import utc_now
    from tutor.wording import progress as words

    voice = Voice(_language(lang or above[1]))
    if path:
        click.echo(progress_file())
        return
    with _said(voice):
        study = _study(course or above[0])
        if export_to:
            count = export_progress(study.progress, export_to)
            click.echo(voice(words.EXPORTED, count=count, file=str(export_to)))
        elif import_from:
            imported = import_progress(study.progress, import_from)
            click.echo(voice(words.IMPORTED, added=imported.added, known=imported.known, file=str(import_from)))
        elif reset:
            study.lesson(reset, voice.language)
            reset_lesson(study.progress, study.course("en").id, reset, at=utc_now(), language=voice.language)
            click.echo(voice(words.RESET, lesson=reset))
        else:
            from tutor.plain import course_lines

            click.echo("\n".join(course_lines(study, voice)))
        study.close()


class _said:  # noqa: N801 - reads as a word in `with`
    """Says an expected failure in the learner's language and ends the command; no traceback reaches a learner."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, TutorError):
            from tutor.wording.failures import failure_sentence

            click.echo(failure_sentence(error, self._voice), err=True)
            sys.exit(1)


def main() -> None:
    """Run the command line."""
    tutor(prog_name="python -m tutor")


def _open(course: Path | None, language: Language, plain: bool, lesson: str = "", step: str = "") -> None:
    folder = _course_folder(course)
    voice = Voice(language)
    if plain or not sys.stdout.isatty():
        from tutor.plain import walk

        with _said(voice):
            walk(_study(folder), voice, lesson, step)
        return
    _open_interface(folder, language, lesson, step)


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
