"""Commands that work in the course list and inside a lesson alike."""

from __future__ import annotations

from tutor.plain.commands import Order, help_lines
from tutor.plain.console import Leave
from tutor.plain.desk import Desk
from tutor.plain.glossary import tell_term
from tutor.wording import plainly


def obey_anywhere(order: Order, desk: Desk) -> bool:
    """Do what `order` says if it works everywhere, or say that there is no such command; return whether it was so.

    Raises:
        Leave: the learner wants to go.
    """
    match order.command:
        case "glossary":
            tell_term(desk, order.argument)
        case "search":
            from tutor.plain.finding import find

            find(desk, order.argument)
        case "progress":
            from tutor.plain.progress import progress_lines

            console = desk.console
            console.write(*progress_lines(desk.study, desk.voice, console.cells, console.width))
        case "help":
            desk.console.write(*help_lines(desk.voice, desk.console.cells, desk.console.width))
        case "quit":
            raise Leave
        case "":
            desk.say(plainly.UNKNOWN_COMMAND, command=order.typed)
        case _:
            return False
    return True
