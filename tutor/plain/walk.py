"""The whole walk at the prompt, from the first notice to the goodbye."""

from __future__ import annotations

import sys
from contextlib import closing, suppress
from typing import TextIO

from tutor.errors import TutorError
from tutor.learner.study import Study
from tutor.plain.console import Console, Leave
from tutor.plain.course import CourseWalk
from tutor.plain.desk import Desk
from tutor.plain.signals import heed
from tutor.printing import LinePrinter
from tutor.wording import Voice, plainly
from tutor.wording.failures import failure_sentence


def walk(
    study: Study,
    voice: Voice,
    lesson: str | None = "",
    step: str = "",
    source: TextIO | None = None,
    sink: TextIO | None = None,
) -> None:
    """Let the learner walk through the course in lines of text, from `lesson` and `step` if they are named.

    Where `lesson` is None, the walk goes on where it was left.
    Lines come from `source` and go to `sink`, by default the standard streams; the end of the input ends the walk.

    Raises:
        TutorError: there is no such lesson or step, or it cannot be opened; `progress.lost.…` at the end.
        BrokenPipeError: nobody reads any more.
    """
    desk = Desk(study, Console(source, sink), voice)
    heed(lambda: _save(desk))
    with closing(study):
        try:
            _walk(desk, lesson, step)
        except KeyboardInterrupt:
            desk.console.write("")
        except Leave:
            pass
        _say_goodbye(desk)


def _walk(desk: Desk, lesson: str | None, step: str) -> None:
    study, voice = desk.study, desk.voice
    if study.notice is not None:
        desk.console.say(failure_sentence(study.notice, voice))
    if lesson is None:
        lesson = study.recommended(study.entries(voice.language))
    if lesson:
        # Nobody is welcomed to what can't be opened: this raises, and keeps nothing.
        player = study.session(lesson, voice.language).player
        player.visit(step or player.step.id, 0)
    desk.say(plainly.WELCOME)
    if study.progress.saves:
        desk.say(plainly.SAVED_AS_YOU_GO)
    course = CourseWalk(desk)
    if lesson:
        course.open(lesson, step)
    course.run()


def _save(desk: Desk) -> None:
    """Save what is not saved, or say on standard error what is lost; no input is waited for."""
    try:
        desk.study.progress.save()
    except TutorError as error:
        with suppress(OSError):  # The terminal may be gone.
            LinePrinter(sys.stderr).say(failure_sentence(error, desk.voice))


def _say_goodbye(desk: Desk) -> None:
    """Say that everything is saved when it is, else raise TutorError `progress.lost.…`."""
    try:
        desk.study.close()
    finally:
        desk.say_news()
        desk.say(plainly.GOODBYE if desk.study.progress.saves else plainly.GOODBYE_UNKEPT)
