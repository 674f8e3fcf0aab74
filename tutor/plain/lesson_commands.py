"""The commands that work inside a lesson: ways on and back, hints, outline, language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from tutor.events import BOOKMARK, Annotation
from tutor.figures.overview import kept_words
from tutor.learner.knowing import makes_offer
from tutor.learner.session import Session
from tutor.plain.commands import Order, help_lines, obey_anywhere
from tutor.plain.desk import Desk, Goal
from tutor.plain.ending import tell_end
from tutor.plain.listing import outline_lines, step_index
from tutor.plain.page import StepPage, tell_hint
from tutor.wording import interface, plainly, review

_HINT: Final = ":h"
_AWAY: Final = "-"
"""Typed for a note, it takes the note away."""


class LessonCommands:
    """Does what commands say; `left` tells that the learner has gone back to the course."""

    def __init__(self, session: Session, page: StepPage, desk: Desk) -> None:
        self._session, self._page, self._desk = session, page, desk
        self.left = False
        self._acts: Mapping[str, Callable[[str], None]] = {
            "next": lambda _: self.next(),
            "skip": lambda _: self._skip(),
            "previous": lambda _: self._previous(),
            "hint": lambda _: self._hint(),
            "again": lambda _: self._open(self._session.restart),
            "help": lambda _: self._help(),
            "repeat": lambda _: self._page.write(),
            "rules": lambda _: self._rules(),
            "know": lambda _: self._know(),
            "outline": self._outline,
            "language": lambda _: self._switch_language(),
            "course": lambda _: self._leave(),
            "bookmark": lambda _: self._bookmark(),
            "note": lambda text: self._annotate("noted", text),
            "report": lambda text: self._annotate("reported", text),
        }

    def obey(self, order: Order) -> None:
        """Do what `order` says. Raises `Leave` where the learner quits."""
        if act := self._acts.get(order.command):
            act(order.argument)
        elif not obey_anywhere(order, self._desk):
            self._desk.say(plainly.NOT_IN_LESSON, command=order.typed)
        elif goal := self._desk.goal:
            self._go_to(goal)
        elif order.command == "quit":
            self._page.remind()

    def open(self, step: str) -> None:
        """Open a step by its id, or where the learner was. Raises TutorError `study.unknown-step`."""
        is_new = self._session.player.standing.untouched
        self._open(lambda: self._session.open(step or None))
        if is_new and self._can_be_known:
            self._desk.say(plainly.KNOW_HOW)

    def next(self) -> None:
        """Go to the next step, or finish the lesson."""
        following = self._session.player.position + 1
        if following < len(self._session.player.steps):
            self._open(lambda: self._session.go(following))
        else:
            self._finish()

    def _finish(self) -> None:
        """Leave the last step, and say what the lesson has given."""
        self._session.finish()
        self._leave()
        lesson, desk = self._page.lesson.id, self._desk
        tell_end(desk.study.ending(lesson, desk.language), self._session.player.standing, desk)

    def _skip(self) -> None:
        """Mark the step as skipped and go on."""
        self._session.skip()
        self.next()

    def _open(self, visit: Callable[[], None]) -> None:
        """Visit a step and write it."""
        visit()
        self._page.begin()

    def _previous(self) -> None:
        before = self._session.player.position - 1
        if before < 0:
            self._leave()
        else:
            self._open(lambda: self._session.go(before))

    def _leave(self) -> None:
        self.left = True

    @property
    def _can_be_known(self) -> bool:
        """Whether the lesson has questions enough to show that one knows it."""
        return makes_offer(self._page.lesson, self._desk.study.bank(self._desk.language))

    def _know(self) -> None:
        """Leave the lesson for the questions that show whether it is known."""
        if self._can_be_known:
            self._desk.goal = Goal(self._page.lesson.id, is_known=True)
            self._leave()
        else:
            self._desk.say(review.NO_QUESTIONS)

    def _go_to(self, goal: Goal) -> None:
        """Open a step of this lesson, or leave it for another."""
        if goal.lesson != self._session.player.lesson.id:
            self._leave()
            return
        self._desk.take_goal()
        if goal.step:
            self._open(lambda: self._session.open(goal.step))

    def _bookmark(self) -> None:
        text = "" if self._session.player.annotation("bookmarked").text else BOOKMARK
        self._desk.say_done(kept_words("bookmarked", text, self._session.annotate("bookmarked", text).text))

    def _annotate(self, kind: Annotation, text: str) -> None:
        """Keep a note; without a text, write the one that stands there; a hyphen takes it away."""
        if text:
            text = "" if text == _AWAY else text
            self._desk.say_done(kept_words(kind, text, self._session.annotate(kind, text).text))
        elif before := self._session.look_at(kind).text:
            self._desk.console.say(before)
        else:
            self._desk.say(plainly.NOTE_HOW)

    def _outline(self, typed: str) -> None:
        if not typed:
            self._desk.console.rows(*outline_lines(self._page.lesson, self._session.player, self._desk.voice))
            return
        index = step_index(typed, self._session.player)
        if index is None:
            self._desk.say(plainly.NO_SUCH_STEP, text=typed, count=len(self._session.player.steps))
        else:
            self._open(lambda: self._session.go(index))

    def _help(self) -> None:
        """List the commands, after those of a lab that takes what is typed."""
        lab, desk = self._page.asking_lab, self._desk
        if lab is not None:
            desk.console.say(lab.how())
        desk.console.write(*help_lines(desk.voice, desk.console.cells, desk.console.width))

    def _rules(self) -> None:
        if self._page.derivation is not None:
            self._page.derivation.write_rules()
        else:
            self._desk.say(plainly.NO_RULES)

    def _switch_language(self) -> None:
        self._desk.switch_language()
        self._session.language = self._desk.language
        self._page.write()

    def _hint(self) -> None:
        question = self._page.question
        activity = self._session.player.activity
        rungs = activity.ladder()[len(self._session.player.hints_given()) :]
        if question is None or not rungs:
            self._desk.say(interface.NO_HINT)
            return
        answer = rungs[0].answer
        # Once it is shown, a quiz from the bank judges no more.
        verdict = activity.judge(answer) if answer and self._page.step.question_at() is not None else None
        self._session.hint()
        if rungs[0].kind != "answer":
            tell_hint(rungs[0], self._page.step, self._session.player, self._desk)
            if following := rungs[1:]:
                gives_away = following[0].kind == "answer"
                self._desk.say(interface.ANSWER_NEXT if gives_away else interface.MORE_HINTS, key=_HINT)
            return
        self._page.write_shown(answer, question.form, verdict)
        self._page.write_progress(question)
