"""The course as lines: its lessons with the learner's progress, and the prompt at which one is chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from tutor.errors import TutorError
from tutor.plain.anywhere import obey_anywhere
from tutor.plain.commands import order_of
from tutor.plain.desk import Desk
from tutor.plain.lesson import LessonWalk
from tutor.study import LessonEntry, Study
from tutor.text import Cells
from tutor.wording import Voice, interface, plainly
from tutor.wording.failures import problem_line


def course_lines(study: Study, voice: Voice, cells: Cells | None = None) -> list[str]:
    """Return the lessons of the course, each with how far the learner is; a broken one with its first problem."""
    entries = study.entries(voice.language)
    done = sum(entry.standing is not None and entry.standing.state == "done" for entry in entries)
    title = study.course(voice.language).title
    head = f"{title} · {voice(interface.LESSONS_DONE, done=done, total=len(entries))}"
    return [head, *_lesson_lines(entries, voice, cells or Cells())]


def _lesson_lines(entries: Sequence[LessonEntry], voice: Voice, cells: Cells) -> Iterator[str]:
    titles = [entry.lesson.title if entry.lesson else entry.id for entry in entries]
    width = max(map(cells.width, titles), default=0)
    marks = {
        "done": cells.glyphs.done, "open": cells.glyphs.current, "skipped": cells.glyphs.skipped,
        "new": cells.glyphs.todo,
    }  # fmt: skip
    for entry, title in zip(entries, titles, strict=True):
        if entry.standing is None:
            broken = next(problem for problem in entry.problems if problem.severity == "error")
            yield f"{cells.glyphs.wrong} {entry.number:>2}  {title}  {voice(interface.BROKEN_MARK)}"
            yield f"      {problem_line(broken, voice)}"
        else:
            state = entry.standing.state
            words = f"{entry.standing.done}/{entry.standing.total}  {voice(interface.STATE_WORDS[state])}"
            yield f"{marks[state]} {entry.number:>2}  {cells.pad(title, width)}  {entry.id}  {words}"


class CourseWalk:
    """Lists the course, and opens the lesson that the learner chooses, again and again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def run(self) -> None:
        """Never returns: `Leave` ends it."""
        self._list()
        while True:
            line = self._desk.console.ask()
            order = order_of(line)
            if order is None:
                self._choose(line)
            elif order.command == "language":
                self._desk.switch_language()
                self._list()
            elif order.command in ("course", "repeat"):
                self._list()
            elif not obey_anywhere(order, self._desk):
                self._desk.say(plainly.NOT_HERE, command=order.typed)

    def open(self, lesson: str, step: str = "") -> None:
        """Walk through one lesson.

        Raises:
            TutorError: there is no such lesson or step, or it has errors, or the visit could not be kept.
        """
        LessonWalk(self._desk.study.session(lesson, self._desk.language), self._desk).run(step)

    def _list(self) -> None:
        desk = self._desk
        desk.console.write("", *course_lines(desk.study, desk.voice, desk.console.cells))
        entries = desk.study.entries(desk.language)
        if all(entry.standing is not None and entry.standing.state == "done" for entry in entries):
            desk.say(plainly.ALL_DONE)
        title = next((entry.lesson.title for entry in self._recommended(entries) if entry.lesson), "")
        if title:
            desk.say(plainly.OPEN_RECOMMENDED, title=title)
        else:
            desk.say(plainly.OPEN_ANY)

    def _recommended(self, entries: Sequence[LessonEntry]) -> list[LessonEntry]:
        wanted = self._desk.study.recommended(entries)
        return [entry for entry in entries if entry.id == wanted]

    def _choose(self, line: str) -> None:
        entries = self._desk.study.entries(self._desk.language)
        name = unicodedata.normalize("NFKC", line).strip()
        chosen = [entry for entry in entries if name in (str(entry.number), entry.id)] if name else None
        chosen = self._recommended(entries) if chosen is None else chosen
        if not chosen:
            self._desk.say(plainly.NO_SUCH_LESSON, text=line.strip(), count=len(entries))
            return
        try:
            self.open(chosen[0].id)
        except TutorError as error:
            self._desk.say_failure(error)
            return
        self._list()
