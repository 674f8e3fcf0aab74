"""Lines that begin with a colon: what they mean, and those that work in the course list and inside a lesson alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from tutor.errors import TutorError
from tutor.lesson.files.spelling import nearest
from tutor.plain.console import Leave
from tutor.plain.desk import Desk
from tutor.plain.lookup import find, tell_term
from tutor.text import Cells, half_width
from tutor.wording import LANGUAGES, Voice, interface, plainly
from tutor.wording.failures import held_sentence
from tutor.wording.plainly import COMMANDS

_SIGN: Final = ":"
_ORDER: Final = re.compile(r":\s*([^\W\d]+|[^\w\s]|)(.*)", re.DOTALL)
_BARE: Final = {"?": "help"}
"""What is a command without a colon as well, because it can be no answer."""


@dataclass(frozen=True, slots=True)
class Order:
    """A command that was typed; `command` is its id, or empty for one that does not exist."""

    command: str
    typed: str
    argument: str = ""


def order_of(line: str) -> Order | None:
    """Return the command in `line`, or None for an answer. Full-width signs count, letters may be large or small."""
    text = unicodedata.normalize("NFKC", line).strip()
    if text in _BARE:
        return Order(_BARE[text], text)
    match = _ORDER.fullmatch(text)
    if match is None:
        return None
    word, argument = match.groups()
    return Order(_command(half_width(word)), f"{_SIGN}{word}", argument.strip())


def bare_order_of(line: str) -> Order | None:
    """Return the command that stands alone in `line` without its colon; None where there is none."""
    order = order_of(_SIGN + line)
    return order if order and order.command and not order.argument else None


def _command(word: str) -> str:
    for command, wording in COMMANDS.items():
        if word.lower() in (wording.letter, wording.name.en, wording.name.zh):
            return command
    return ""


def _meant(typed: str) -> str:
    """The command that was misspelt as `typed`, as it is to be typed; an empty text where none is like it."""
    names = [wording.name.in_language(language) for wording in COMMANDS.values() for language in LANGUAGES]
    near = nearest(half_width(typed).removeprefix(_SIGN), names)
    return f"{_SIGN}{near}" if near else ""


def help_lines(voice: Voice, cells: Cells, width: int) -> Iterator[str]:
    """Yield the commands with what they do."""
    brackets = [voice(interface.BRACKETED, remark=voice(wording.name)) for wording in COMMANDS.values()]
    names = [f"{_SIGN}{wording.letter}{name}" for wording, name in zip(COMMANDS.values(), brackets, strict=True)]
    indent = max(map(cells.width, names)) + 2
    for name, wording in zip(names, COMMANDS.values(), strict=True):
        first, *more = cells.wrap(voice(wording.help), max(20, width - indent - 2))
        yield f"  {cells.pad(name, indent)}{first}"
        yield from (" " * (indent + 2) + line for line in more)


def obey_anywhere(order: Order, desk: Desk) -> bool:
    """Do what `order` says if it works everywhere, or say that there is no such command; return whether it was so.

    Raises:
        Leave: the learner wants to go.
    """
    match order.command:
        case "glossary":
            tell_term(desk, order.argument)
        case "search":
            find(desk, order.argument)
        case "progress":
            from tutor.plain.progress import progress_lines

            console = desk.console
            console.write(*progress_lines(desk.study, desk.voice, console.cells, console.width))
        case "help":
            desk.console.write(*help_lines(desk.voice, desk.console.cells, desk.console.width))
        case "quit":
            _leave(desk)
        case "":
            if near := _meant(order.typed):
                desk.say(plainly.MISSPELT_COMMAND, command=order.typed, near=near)
            else:
                desk.say(plainly.UNKNOWN_COMMAND, command=order.typed)
        case _:
            return False
    return True


def _leave(desk: Desk) -> None:
    """Raise `Leave`, unless something can't be saved and the learner stays for that."""
    progress = desk.study.progress
    while True:
        try:
            progress.save()
        except TutorError as lost:
            desk.say(plainly.LEAVE_UNSAVED, held=held_sentence(lost, progress.trouble or lost, desk.voice))
            answer = desk.console.ask().strip().lstrip(":：")
            order = order_of(_SIGN + answer)
            if answer and not (order and order.command == "quit"):
                return
            if not answer:
                continue
        raise Leave
