"""One lesson at the prompt: the open step is written, a line is read, and what it says is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tutor.activity.base import Question, Unreadable
from tutor.activity.derivation import DerivationActivity
from tutor.activity.network import PREDICTION, NetworkActivity
from tutor.errors import TutorError
from tutor.lesson.model import Lesson, NetworkStep, Step
from tutor.plain.answers import NoSuchChoice, answer_text, how_to_answer, raw_answer
from tutor.plain.anywhere import obey_anywhere
from tutor.plain.commands import Order, order_of
from tutor.plain.desk import Desk
from tutor.plain.lab import LabDesk
from tutor.plain.outline import outline_lines, step_index, title_of
from tutor.plain.replies import tell_factors, tell_hint, tell_reading, tell_unreadable, tell_verdict
from tutor.plain.steps import explanation_lines, question_lines, step_lines
from tutor.session import Session
from tutor.wording import interface, plainly


class LessonWalk:
    """Writes a session and sends it what the learner types; it decides nothing."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self._session, self._player, self._desk = session, session.player, desk
        self._lab: LabDesk | None = None
        self._going_on = True
        self._orders: Mapping[str, Callable[[str], None]] = {
            "next": lambda _: self._next(),
            "skip": lambda _: self._next(),
            "previous": lambda _: self._previous(),
            "hint": lambda _: self._hint(),
            "again": lambda _: self._again(),
            "repeat": lambda _: self._show_step(),
            "outline": self._outline,
            "language": lambda _: self._switch_language(),
            "course": lambda _: self._leave(),
        }

    def run(self, step: str = "") -> None:
        """Walk until the lesson is finished or left.

        Raises:
            TutorError: `study.unknown-step`, or the first visit could not be kept.
            Leave: the learner quits, or the input has ended.
        """
        self._open(lambda: self._session.open(step or None))
        while self._going_on:
            line = self._desk.console.ask()
            try:
                self._take(line)
            except TutorError as error:
                self._desk.say_failure(error)

    @property
    def _lesson(self) -> Lesson:
        return self._desk.study.lesson(self._player.lesson.id, self._desk.language)

    @property
    def _step(self) -> Step:
        """The open step in the learner's language."""
        return self._lesson.step(self._player.step.id)

    @property
    def _question(self) -> Question | None:
        return self._player.activity.question

    # What is typed.

    def _take(self, line: str) -> None:
        order = order_of(line)
        question = self._question
        if order is not None:
            self._obey(order)
        elif not line.strip():
            self._press_enter(question)
        elif self._lab is not None and (question is None or question.form == "task"):
            self._work_lab(line, self._lab)
        elif question is None:
            self._desk.say(plainly.NOTHING_ASKED, how=self._enter_words())
        elif question.form == "reveal":
            self._desk.say(plainly.NOTHING_ASKED, how="")
            self._show_question()
        else:
            self._answer(line, question)

    def _obey(self, order: Order) -> None:
        if act := self._orders.get(order.command):
            act(order.argument)
        else:
            obey_anywhere(order, self._desk)

    def _press_enter(self, question: Question | None) -> None:
        if question is None:
            self._next()
        elif question.form == "reveal":
            self._commit("", question)
        elif question.form == "task" and self._lab is not None:
            self._desk.console.say(self._lab.advice())
        else:
            self._desk.say(plainly.STILL_OPEN, how=self._how(question))

    def _work_lab(self, line: str, lab: LabDesk) -> None:
        step = self._step
        assert isinstance(step, NetworkStep)
        if verdict := lab.take(line, step):
            tell_verdict(verdict, step, self._player, self._desk)
            self._show_question()

    def _answer(self, line: str, question: Question) -> None:
        try:
            raw = raw_answer(line, question)
        except NoSuchChoice as error:
            self._desk.say(error.sentence, text=line.strip(), how=self._how(question))
            return
        if question.form in ("number", "formula"):
            reading = self._session.read(raw)
            if isinstance(reading, Unreadable):
                tell_unreadable(reading, line, self._desk)
                return
            tell_reading(reading, self._desk)
        self._commit(raw, question)

    def _commit(self, raw: str, question: Question) -> None:
        """Give an answer to the session, then write the verdict and what stands now."""
        known = self._known_factors()
        verdict = self._session.answer(raw)
        if question.part == PREDICTION:
            # Committed, not judged: the run shows how it comes out.
            self._tell_answer(f"{self._desk.voice(interface.PREDICTED)} ", raw, question)
        elif verdict.kind:
            tell_verdict(verdict, self._step, self._player, self._desk)
        self._desk.console.forget_typed_ahead()
        self._show_progress(question, known)

    def _show_progress(self, before: Question, known: int) -> None:
        """Write what an answer or a solution has changed, and what is asked now."""
        question, activity = self._question, self._player.activity
        if question is not None and question.part == before.part:
            self._desk.say(plainly.TRY_AGAIN)
            return
        if isinstance(activity, DerivationActivity):
            tell_factors(activity, known, self._desk)
        self._show_question()

    def _tell_answer(self, head: str, raw: str, question: Question) -> None:
        words = head + answer_text(raw, question.form, self._step, self._desk.voice)
        if question.form in ("choice", "choices"):
            self._desk.console.draw(self._desk.text(words, self._player.activity.drawn))
        else:
            self._desk.console.say(words)

    def _known_factors(self) -> int:
        activity = self._player.activity
        return len(activity.shown) if isinstance(activity, DerivationActivity) else 0

    # What commands do.

    def _open(self, visit: Callable[[], None]) -> None:
        """Visit a step and write it; where the visit can't be kept, everything stays as it is."""
        visit()
        self._lab = self._fresh_lab()
        self._show_step()

    def _fresh_lab(self) -> LabDesk | None:
        activity = self._player.activity
        return LabDesk(activity, self._desk, self._session.answer) if isinstance(activity, NetworkActivity) else None

    def _next(self) -> None:
        following = self._player.position + 1
        if following < len(self._player.steps):
            self._open(lambda: self._session.go(following))
            return
        self._session.finish()
        standing = self._player.standing
        ending = interface.FINISHED_LESSON if standing.state == "done" else interface.FINISHED_WITH_SKIPPED
        self._desk.say(ending, title=self._lesson.title, done=standing.done, total=standing.total)
        self._leave()

    def _previous(self) -> None:
        before = self._player.position - 1
        if before < 0:
            self._leave()
        else:
            self._open(lambda: self._session.go(before))

    def _again(self) -> None:
        self._open(self._session.restart)

    def _leave(self) -> None:
        self._going_on = False

    def _outline(self, typed: str) -> None:
        if not typed:
            self._desk.console.write(*outline_lines(self._lesson, self._player, self._desk))
            return
        index = step_index(typed, self._player)
        if index is None:
            self._desk.say(plainly.NO_SUCH_STEP, text=typed, count=len(self._player.steps))
        else:
            self._open(lambda: self._session.go(index))

    def _switch_language(self) -> None:
        self._desk.switch_language()
        self._session.language = self._desk.language
        self._show_step()

    def _hint(self) -> None:
        question, known = self._question, self._known_factors()
        rungs = self._player.activity.ladder()[len(self._player.hints_given()) :]
        if question is None or not rungs:
            self._desk.say(interface.NO_HINT)
            return
        self._session.hint()
        if rungs[0].kind != "answer":
            tell_hint(rungs[0], self._step, self._player, self._desk)
            self._desk.say(interface.MORE_HINTS, key=":h")
            return
        self._tell_answer(self._desk.voice(interface.SHOWN_ANSWER, answer=""), rungs[0].answer, question)
        self._show_progress(question, known)

    # What is written.

    def _show_step(self) -> None:
        """Write the open step as it stands: text, figures, what was said to the last answer, the question."""
        player, step, desk = self._player, self._step, self._desk
        state = player.standing.states[step.id]
        note = desk.voice(interface.STATE_WORDS[state]) if state in ("done", "changed", "skipped") else ""
        head = plainly.STEP_HEAD_STATE if note else plainly.STEP_HEAD
        desk.console.write("")
        words = desk.voice(head, number=player.position + 1, total=len(player.steps), title=title_of(step), state=note)
        desk.console.write(*desk.console.cells.wrap(words, desk.console.width), "")
        desk.console.draw(step_lines(step, player.activity, desk))
        if self._lab is not None:
            desk.console.draw(self._lab.number_lines())
        elif (verdict := player.verdict) is not None:
            tell_verdict(verdict, step, player, desk)
        for hint in player.hints_given():
            tell_hint(hint, step, player, desk)
        self._show_question()

    def _show_question(self) -> None:
        """Write what is asked now, or what the author says at the end, and what may be typed."""
        desk, step, activity = self._desk, self._step, self._player.activity
        for lines in (question_lines(step, activity, desk), explanation_lines(step, activity, desk)):
            desk.console.draw([[], *lines] if lines else [])
        if self._lab is not None and (self._question is None or self._question.form == "task"):
            desk.console.say(self._lab.how())
            if isinstance(step, NetworkStep) and step.tasks and self._question is None:
                desk.say(interface.TASKS_DONE)
        if self._question is None:
            desk.console.say(self._enter_words())

    def _how(self, question: Question) -> str:
        return how_to_answer(question, self._desk.voice, self._desk.console.cells)

    def _enter_words(self) -> str:
        last = self._player.position == len(self._player.steps) - 1
        return self._desk.voice(plainly.ENTER_FINISH if last else plainly.ENTER_NEXT)
