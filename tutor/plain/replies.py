"""What is written when a learner has done something: how it was read, the verdict, what stands now."""

from __future__ import annotations

from tutor.activity.base import Hint, Understood, Unreadable, Verdict
from tutor.figures.answers import echo_line, hint_words, verdict_words
from tutor.figures.place import place_lines
from tutor.lesson.format.model import Step
from tutor.plain.desk import Desk
from tutor.player import Player
from tutor.wording import interface
from tutor.wording.replies import SAID


def tell_unreadable(reading: Unreadable, text: str, desk: Desk) -> None:
    """Write that `text` could not be read, where, why, and that it costs nothing."""
    console, voice = desk.console, desk.voice
    console.write(*place_lines(text, reading.span, console.cells))
    console.say(voice(SAID[reading.code], **reading.arguments))
    console.say(voice(interface.COSTS_NOTHING))


def tell_reading(reading: Understood, desk: Desk) -> None:
    """Write how a formula or a number was read."""
    if line := echo_line(reading, desk.voice, desk.console.cells):
        desk.console.draw([line])


def tell_verdict(verdict: Verdict, step: Step, player: Player, desk: Desk) -> None:
    """Write the verdict with its feedback."""
    console = desk.console
    drawn = player.activity.drawn
    console.draw(verdict_words(verdict, step, drawn, desk.voice, console.cells, console.width, in_lines=True))


def tell_hint(hint: Hint, step: Step, player: Player, desk: Desk) -> None:
    """Write a hint on the open question."""
    console, activity = desk.console, player.activity
    part = activity.question.part if activity.question else ""
    words = hint_words(hint, step, part, activity.drawn, desk.voice, console.cells, console.width, in_lines=True)
    console.draw(words)
