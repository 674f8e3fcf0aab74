"""The prompt at which a lesson is chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tutor.errors import TutorError
from tutor.plain.anywhere import obey_anywhere
from tutor.plain.commands import order_of
from tutor.plain.desk import Desk
from tutor.plain.listing import course_lines
from tutor.study import LessonEntry
from tutor.wording import plainly


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
        # The course list is shown before anything is loaded that only lessons need.
        from tutor.plain.lesson import LessonWalk

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
