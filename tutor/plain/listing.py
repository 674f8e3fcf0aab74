"""Course and lesson as lines: the lessons and the steps of one, with the learner's progress."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from tutor.figures.course_list import SIGNS
from tutor.figures.overview import step_state_words
from tutor.learner.player import Player
from tutor.learner.study import LessonEntry, Study
from tutor.lesson.format.model import Lesson, Step
from tutor.text import Cells
from tutor.wording import Voice, interface, plainly
from tutor.wording.failures import problem_line


def course_lines(study: Study, voice: Voice, cells: Cells | None = None) -> list[str]:
    """Return the lessons of the course under its parts, each with how far the learner is.

    A broken one is there with its first problem.
    """
    entries = study.entries(voice.language)
    done = sum(entry.finished for entry in entries)
    course = study.course(voice.language)
    head = f"{course.title} · {voice(interface.LESSONS_DONE, done=done, total=len(entries))}"
    parts = {part.lessons[0]: part.title for part in course.parts if part.lessons}
    return [head, *_lesson_lines(entries, parts, voice, cells or Cells())]


def _lesson_lines(
    entries: Sequence[LessonEntry], parts: Mapping[str, str], voice: Voice, cells: Cells
) -> Iterator[str]:
    """Yield the lessons, above the first of a part what that is called."""
    titles = [entry.facts.title if entry.facts else entry.id for entry in entries]
    width = max(map(cells.width, titles), default=0)
    for entry, title in zip(entries, titles, strict=True):
        if part := parts.get(entry.id):
            yield part
        if entry.standing is None:
            broken = next(problem for problem in entry.problems if problem.is_error)
            yield f"{cells.glyphs.wrong} {entry.number:>2}  {title}  {voice(interface.BROKEN_MARK)}"
            yield f"      {problem_line(broken, voice)}"
        else:
            state = entry.standing.state
            said = voice(interface.KNOWN if entry.standing.known else interface.STATE_WORDS[state])
            words = f"{entry.standing.done}/{entry.standing.total}  {said}"
            yield f"{SIGNS[state][0]} {entry.number:>2}  {cells.pad(title, width)}  {entry.id}  {words}"


def title_of(step: Step) -> str:
    """Return what a step is called."""
    return step.title or step.id


def outline_lines(lesson: Lesson, player: Player, voice: Voice) -> Iterator[str]:
    """Yield every step with its number, its kind and how far the learner is with it."""
    states = player.standing.states
    for number, present in enumerate(player.steps, 1):
        words = step_state_words(states[present.id], voice)
        notes = [voice(interface.STEP_KINDS[present.type]), *([words] if words else [])]
        notes += [voice(plainly.OUTLINE_HERE)] if present is player.step else []
        yield f"{number:>2}  {title_of(lesson.step(present.id))} · {' · '.join(notes)}"


def step_index(typed: str, player: Player) -> int | None:
    """Return the index of the step that was named by its number or id, or None."""
    name = unicodedata.normalize("NFKC", typed).strip()
    if name.isdecimal() and len(name) < 4:
        return int(name) - 1 if 1 <= int(name) <= len(player.steps) else None
    return next((index for index, step in enumerate(player.steps) if step.id == name), None)
