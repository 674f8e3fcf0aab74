"""The steps of a lesson as lines."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from tutor.lesson.format.model import Lesson, Step
from tutor.plain.desk import Desk
from tutor.player import Player
from tutor.wording import interface, plainly


def title_of(step: Step) -> str:
    """Return what a step is called."""
    return step.title or step.id


def outline_lines(lesson: Lesson, player: Player, desk: Desk) -> Iterator[str]:
    """Yield every step with its number, its kind and how far the learner is with it."""
    states, voice = player.standing.states, desk.voice
    for number, present in enumerate(player.steps, 1):
        state = states[present.id]
        notes = [voice(interface.STEP_KINDS[present.type])]
        notes += [voice(interface.STATE_WORDS[state])] if state != "new" else []
        notes += [voice(plainly.OUTLINE_HERE)] if present is player.step else []
        yield f"{number:>2}  {title_of(lesson.step(present.id))} · {' · '.join(notes)}"


def step_index(typed: str, player: Player) -> int | None:
    """Return the index of the step that was named by its number or id, or None."""
    name = unicodedata.normalize("NFKC", typed).strip()
    if name.isdecimal() and len(name) < 4:
        return int(name) - 1 if 1 <= int(name) <= len(player.steps) else None
    return next((index for index, step in enumerate(player.steps) if step.id == name), None)
