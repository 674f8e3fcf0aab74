"""Opens the course for a learner, at a terminal or at a prompt; nothing here reads options, which would take time."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tutor.errors import TutorError, cause_of
from tutor.output import OutputError, output_kept
from tutor.settings import own_settings
from tutor.wording import LANGUAGES, Language, Voice

if TYPE_CHECKING:
    from tutor.learner.study import Study
    from tutor.progress import Notice
    from tutor.wording.failures import Failure


FRAMES_HERE: Final = 30
FRAMES_AFAR: Final = 10
"""Frames a second; over SSH a moving diagram would send up to a megabyte a second at the full rate."""

_INTERRUPTED: Final = 130
"""The exit status that shells give a process which Ctrl+C has ended."""


@dataclass(frozen=True, slots=True)
class Motion:
    """How pictures move: `frames` a second, 0 for as many as suit the connection; `reduced` shows results at once."""

    frames: int = 0
    reduced: bool = False


def open_course(
    course: Path | None,
    language: Language,
    *,
    plain: bool,
    lesson: str | None = "",
    step: str = "",
    motion: Motion = Motion(),
) -> None:
    """Let the learner in: to the interface, or to the prompt where that is asked for or there is no terminal.

    Opens at `lesson` and its `step` if they are named; at None, where the learner left off. Ends the program with 1
    after saying an expected failure.
    """
    from tutor.terminal import is_interactive, places_cursor

    with failures_said(Voice(language)):
        if plain or not is_interactive() or not places_cursor():
            _open_prompt(course, Voice(language), lesson, step)
        else:
            _open_interface(course_folder(course), language, lesson, step, motion)


def _open_prompt(course: Path | None, voice: Voice, lesson: str | None, step: str) -> None:
    from tutor.plain.signals import held_back
    from tutor.plain.walk import walk
    from tutor.printing import working
    from tutor.wording import interface

    with held_back(), working(voice(interface.GETTING_READY), passing=False):
        walk(study_of(course, partial(say_wait, voice=voice)), voice, lesson, step)


def _open_interface(folder: Path, language: Language, lesson: str | None, step: str, motion: Motion) -> None:
    from tutor.terminal import cells_of_this_terminal

    # What is loaded for the first frame stays: to look through it for garbage would hold that up. See `Bench`.
    gc.disable()
    typed: list[str] = []
    cells = cells_of_this_terminal(typed.append)
    from tutor.ui.app import TutorApp
    from tutor.ui.signals import run

    waits: list[Notice] = []
    app = TutorApp(
        # The course is imported after the first frame: lessons need pydantic, YAML and Markdown.
        lambda: study_of(folder, waits.append, tries_disk=False),
        waits=waits,
        language=language,
        cells=cells,
        lesson=lesson,
        step=step,
        frames_per_second=motion.frames or (FRAMES_AFAR if os.environ.get("SSH_CONNECTION") else FRAMES_HERE),
        reduced_motion=motion.reduced,
        typed="".join(typed),
        settings=own_settings(),
    )

    def farewell() -> None:
        """Let go of the progress file, then say what is left to say where the program was started."""
        app.let_go()
        say(*app.news.last_words)

    run(app, farewell)
    sys.exit(1 if app.news.lost else app.return_code or 0)


def study_of(course: Path | None, tell: Callable[[Notice], object], *, tries_disk: bool = True) -> Study:
    """Return the course that was named, or that we stand in, else the shipped one, with this learner's progress.

    `tell` is told where another program is waited for; for `tries_disk` see `open_progress`. Raises TutorError if the
    course or the progress can't be opened.
    """
    from tutor.learner.study import Study
    from tutor.paths import progress_file
    from tutor.progress import open_progress

    return Study.open(course_folder(course), progress_file(), partial(open_progress, tell=tell, tries_disk=tries_disk))


def course_folder(course: Path | None) -> Path:
    """Return the folder of the course that was named, else of the one we stand in, else of the shipped one."""
    from tutor.paths import course_around, shipped_course

    return course or course_around(Path()) or shipped_course()


def language_of(chosen: Language | None = None) -> Language:
    """Return the language that was asked for, else the one that was chosen last, the environment's, or English."""
    kept = "" if chosen else own_settings().get("language")
    if language := chosen or next((one for one in LANGUAGES if one == kept), None):
        return language
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if locale.lower().startswith("zh") else "en"


@contextmanager
def failures_said(voice: Voice) -> Iterator[None]:
    """Say an expected failure in the learner's language and end the command with 1; no traceback reaches a learner."""
    try:
        with output_kept():
            yield
    except OutputError as error:
        if not error.is_unread:
            say_failure(TutorError("output.lost", detail=cause_of(error.error)), voice)
        sys.exit(1)
    except TutorError as error:
        say_failure(error, voice)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)


def say_failure(failure: Failure, voice: Voice) -> None:
    """Say on standard error what went wrong."""
    from tutor.wording.failures import failure_sentence

    say(failure_sentence(failure, voice))


def say_wait(notice: Notice, voice: Voice) -> None:
    """Say on standard error what is waited for; no other sign comes beside it."""
    from tutor.printing import Sign

    say_failure(notice, voice)
    Sign.rest()


def say(*sentences: str) -> None:
    """Say `sentences` on standard error."""
    from tutor.printing import LinePrinter

    with suppress(OSError):  # Where this cannot be written either, the exit status has to say it.
        for sentence in sentences:
            LinePrinter(sys.stderr).say(sentence)
