"""The review at the prompt: cards that are due, one after the other."""

from __future__ import annotations

import unicodedata

from tutor.activity.base import Question
from tutor.learner.today import ReviewSession, Today
from tutor.plain.commands import Order
from tutor.plain.desk import Desk
from tutor.plain.lesson import LessonWalk
from tutor.plain.lesson_commands import LessonCommands
from tutor.wording import plainly, review

UNSURE = "?"
"""At the end of an answer it says that the learner is not sure of it; no answer ends with it otherwise."""
_NOT_HERE = ("again", "know", "outline", "bookmark", "note", "report")


class ReviewWalk(LessonWalk):
    """Reads answers to cards, and how sure the learner is of them."""

    def __init__(self, today: Today, desk: Desk) -> None:
        study, cards = desk.study, today.session
        self._cards = study.review(cards, desk.language, today.new)
        super().__init__(self._cards, desk, lambda language: study.review_lesson(cards, language))
        self._page.notes = dict.fromkeys(today.new, review.CARD_NEW)
        self._commands = _ReviewCommands(self._cards, self._page, desk)

    def _answer(self, line: str, question: Question) -> None:
        answer = unicodedata.normalize("NFKC", line.rstrip())
        unsure = answer.endswith(UNSURE)
        self._cards.certainty = "unsure" if unsure else "sure"
        super()._answer(line.rstrip()[:-1] if unsure else line, question)


class KnowingWalk(LessonWalk):
    """Reads answers to the questions that show whether a lesson is known."""

    def __init__(self, session: ReviewSession, desk: Desk) -> None:
        cards, study = [step.id for step in session.player.steps], desk.study
        super().__init__(session, desk, lambda language: study.review_lesson(cards, language))
        self._commands = self._card_commands = _ReviewCommands(session, self._page, desk)

    def has_reached_end(self) -> bool:
        """Walk through the questions; return whether that was to their end."""
        self.run()
        return self._card_commands.finished


class _ReviewCommands(LessonCommands):
    """The commands of a lesson that a review has as well; after the last card the course comes back."""

    _can_be_known = False
    finished = False
    """Whether the last card was left by its end."""

    def obey(self, order: Order) -> None:
        """Do what `order` says, unless a card has no such thing."""
        if order.command in _NOT_HERE:
            self._desk.say(plainly.NOT_IN_REVIEW, command=order.typed)
        else:
            super().obey(order)

    def _finish(self) -> None:
        self._session.finish()
        self.finished = True
        self._leave()
