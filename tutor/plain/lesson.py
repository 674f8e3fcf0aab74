"""One lesson at the prompt: the open step is written, a line is read, and what it says is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tutor.activity.base import Question, Unreadable
from tutor.errors import TutorError
from tutor.learner.session import Session
from tutor.lesson.format.model import Lesson
from tutor.plain.answers import raw_answer
from tutor.plain.arranging import NoSuchChoice
from tutor.plain.commands import order_of
from tutor.plain.desk import Desk
from tutor.plain.lesson_commands import LessonCommands
from tutor.plain.page import StepPage, tell_reading, tell_unreadable, tell_verdict
from tutor.wording import interface, plainly
from tutor.wording.names import in_symbols

if TYPE_CHECKING:
    from tutor.plain.lab import LabDesk


class LessonWalk:
    """Reads lines and sends a session what they say; it decides nothing."""

    def __init__(self, session: Session, desk: Desk, texts: Callable[[str], Lesson]) -> None:
        self._session, self._desk = session, desk
        self._page = StepPage(session, desk, texts)
        self._commands = LessonCommands(session, self._page, desk)

    def run(self, step: str = "") -> None:
        """Walk until the lesson is finished or left.

        Raises:
            TutorError: `study.unknown-step`.
            Leave: the learner quits, or the input has ended.
        """
        self._commands.open(step)
        while not self._commands.left:
            line = self._desk.ask()
            try:
                self._take(line)
            except TutorError as error:
                self._desk.say_failure(error)

    def _take(self, line: str) -> None:
        question, lab = self._page.question, self._page.lab
        if order := order_of(line):
            self._commands.obey(order)
        elif not line.strip():
            self._press_enter(question)
        elif lab is not None and (question is None or question.is_task):
            self._work_lab(line, lab)
        elif question is None or question.shows_next:
            self._desk.say(plainly.NOTHING_ASKED)
            self._page.write_question()
        else:
            self._answer(line, question)

    def _press_enter(self, question: Question | None) -> None:
        if question is None:
            self._commands.next()
        elif question.shows_next:
            self._commit("", question)
        elif question.is_task and self._page.lab is not None:
            self._desk.console.say(self._page.lab.advice())
        else:
            self._desk.say(plainly.STILL_OPEN, how=self._page.how())

    def _work_lab(self, line: str, lab: LabDesk) -> None:
        step = self._page.step
        if verdict := lab.take(line, step):
            tell_verdict(verdict, step, self._session.player, self._desk)
            self._page.write_question()

    def _answer(self, line: str, question: Question) -> None:
        try:
            raw = in_symbols(raw_answer(line, question), question.symbols)
        except NoSuchChoice as error:
            self._desk.say(error.sentence, text=line.strip(), how=self._page.how())
            return
        if question.echoed:
            reading = self._session.read(raw)
            if isinstance(reading, Unreadable):
                tell_unreadable(reading, line, self._desk)
                return
            tell_reading(reading, self._desk)
        self._commit(raw, question)

    def _commit(self, raw: str, question: Question) -> None:
        """Give an answer to the session, then write the verdict and what stands now."""
        verdict = self._session.answer(raw)
        if verdict.code == "prediction":
            # A prediction is committed, not judged: the run shows how it comes out.
            self._page.write_answer(self._desk.voice(interface.PREDICTED), raw, question.form)
        elif verdict.kind:
            tell_verdict(verdict, self._page.step, self._session.player, self._desk)
        self._desk.console.forget_typed_ahead()
        self._page.write_progress(question)
