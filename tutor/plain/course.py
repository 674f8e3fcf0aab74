"""The prompt at which a lesson is chosen."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from tutor.errors import TutorError
from tutor.learner.study import LessonEntry
from tutor.plain.commands import Order, bare_order_of, obey_anywhere, order_of
from tutor.plain.desk import Desk
from tutor.plain.listing import course_lines
from tutor.wording import plainly, review


class CourseWalk:
    """Lists the course, and opens the lesson that the learner chooses, again and again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def run(self) -> None:
        """Never returns: `Leave` ends it."""
        self._list()
        while True:
            line = self._desk.ask()
            order = order_of(line)
            if order is None:
                self._choose(line)
            else:
                self._obey(order)

    def _obey(self, order: Order) -> None:
        if order.command == "language":
            self._desk.switch_language()
            self._list()
        elif order.command in ("course", "repeat"):
            self._list()
        elif order.command == "review":
            self._review()
        elif not obey_anywhere(order, self._desk):
            self._desk.say(plainly.NOT_HERE, command=order.typed)
        elif goal := self._desk.take_goal():
            self._enter(goal.lesson, goal.step)
        elif order.command == "quit":
            self._say_how()

    def open(self, lesson: str, step: str = "") -> None:
        """Walk through one lesson.

        Raises:
            TutorError: there is no such lesson or step, or it has errors.
        """
        # The course list is shown before anything is loaded that only lessons need.
        from tutor.plain.lesson import LessonWalk

        study, desk = self._desk.study, self._desk
        session = study.session(lesson, desk.language)
        LessonWalk(session, desk, lambda language: study.lesson(lesson, language)).run(step)
        if (goal := desk.take_goal()) and (not goal.is_known or self._know(goal.lesson)):
            self.open(goal.lesson, goal.step)

    def _know(self, lesson: str) -> bool:
        """Ask the questions that show whether a lesson is known; return whether it is to be opened all the same."""
        from tutor.plain.review import KnowingWalk

        desk = self._desk
        session = desk.study.knowing(lesson, desk.language)
        if session is None or not KnowingWalk(session, desk).has_reached_end():
            return False
        if session.is_known:
            desk.say(review.KNOWN_NOW, title=desk.study.lesson_title(lesson, desk.language))
        else:
            desk.say(review.NOT_KNOWN_YET)
        return not session.is_known

    def _list(self) -> None:
        desk = self._desk
        desk.console.rows("", *course_lines(desk.study, desk.voice, desk.console.cells))
        entries = desk.study.entries(desk.language)
        if all(entry.finished for entry in entries):
            desk.say(plainly.ALL_DONE)
        self._say_due()
        self._say_how()

    def _say_how(self) -> None:
        """Say what opens a lesson."""
        desk = self._desk
        entries = desk.study.entries(desk.language)
        title = next((entry.facts.title for entry in self._recommended(entries) if entry.facts), "")
        if title:
            desk.say(plainly.OPEN_RECOMMENDED, title=title)
        else:
            desk.say(plainly.OPEN_ANY)

    def _say_due(self) -> None:
        from tutor.figures.overview import cards_waiting

        if waiting := cards_waiting(self._desk.study.today(), self._desk.voice):
            self._desk.say(plainly.DUE, cards=self._desk.listed(waiting))

    def _recommended(self, entries: Sequence[LessonEntry]) -> list[LessonEntry]:
        wanted = self._desk.study.recommended(entries)
        return [entry for entry in entries if entry.id == wanted]

    def _choose(self, line: str) -> None:
        entries = self._desk.study.entries(self._desk.language)
        name = unicodedata.normalize("NFKC", line).strip()
        chosen = [entry for entry in entries if name in (str(entry.number), entry.id)] if name else None
        chosen = self._recommended(entries) if chosen is None else chosen
        if chosen:
            self._enter(chosen[0].id)
        elif order := bare_order_of(line):
            # Nothing is answered here, so that a command needs no colon.
            self._obey(order)
        else:
            self._desk.say(plainly.NO_SUCH_LESSON, text=line.strip(), count=len(entries))

    def _enter(self, lesson: str, step: str = "") -> None:
        """Walk through a lesson if it can be opened, then list the course again."""
        try:
            self.open(lesson, step)
        except TutorError as error:
            self._desk.say_failure(error)
            return
        self._list()

    def _review(self) -> None:
        """Go through the next few cards that are due, and say how the day's review stands."""
        from tutor.figures.overview import state_of_review
        from tutor.plain.review import ReviewWalk

        desk = self._desk
        if (today := desk.study.today()).due:
            desk.say(plainly.REVIEW_HOW, count=len(today.session))
            ReviewWalk(today, desk).run()
        desk.console.say(state_of_review(desk.study.today(), desk.voice, plainly.REVIEW_KEY))
        if goal := desk.take_goal():
            self._enter(goal.lesson, goal.step)
