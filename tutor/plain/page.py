"""What is written of the open step: its text and question; after an answer the verdict, and what has changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tutor.activity.answerable import PART
from tutor.activity.base import Form, Hint, Question, Understood, Unreadable
from tutor.events import Verdict
from tutor.figures.answers import echo_line, hint_words, shown_words, verdict_words
from tutor.figures.formulas import place_lines
from tutor.learner.course import BEHIND, EDITED
from tutor.learner.player import Player
from tutor.learner.session import Session
from tutor.lesson.format import model
from tutor.plain.answers import WAYS, answer_text, how_to_answer
from tutor.plain.desk import Desk
from tutor.plain.listing import title_of
from tutor.plain.steps import explanation_lines, living_lines, question_lines, step_lines
from tutor.wording import Sentence, interface, plainly
from tutor.wording.replies import SAID

if TYPE_CHECKING:
    from tutor.plain.by_hand import FigureDesk
    from tutor.plain.derivation import DerivationDesk
    from tutor.plain.lab import LabDesk


class StepPage:
    """Writes the open step of a session; its `figure`, if it has one, may be a `lab` or a `derivation`."""

    def __init__(self, session: Session, desk: Desk, texts: Callable[[str], model.Lesson]) -> None:
        self._session, self._desk, self._texts = session, desk, texts
        self.lab: LabDesk | None = None
        self.derivation: DerivationDesk | None = None
        self.figure: FigureDesk | None = None
        self.notes: Mapping[str, Sentence] = {}
        """What is said in the head of a step that was not gone past yet, by the step's id."""

    @property
    def _player(self) -> Player:
        """The walk as it stands."""
        return self._session.player

    @property
    def lesson(self) -> model.Lesson:
        """Return the lesson in the learner's language."""
        return self._texts(self._desk.language)

    @property
    def whole(self) -> model.Step:
        """Return the open step in the learner's language."""
        return self.lesson.step(self._player.step.id)

    @property
    def step(self) -> model.Step:
        """Return what stands there of the open step: of a quiz from the bank the question, else the whole step."""
        return self.whole.asked(self.question.part if self.question else "")

    @property
    def question(self) -> Question | None:
        """Return what is asked now."""
        return self._player.activity.question

    def begin(self) -> None:
        """Write a step that was just opened."""
        self.lab, self.derivation, self.figure = None, None, None
        session, desk = self._session, self._desk
        # The engines are imported with the first step that needs them.
        match self._player.step.step_kind:
            case "network":
                from tutor.plain.lab import LabDesk

                self.figure = self.lab = LabDesk(session, desk)
            case "derivation":
                from tutor.plain.derivation import DerivationDesk

                self.figure = self.derivation = DerivationDesk(session, desk)
            case "trace":
                from tutor.plain.by_hand import TraceDesk

                self.figure = TraceDesk(session, desk)
            case "experiment":
                from tutor.plain.by_hand import ExperimentDesk

                self.figure = ExperimentDesk(session, desk)
            case "bughunt":
                from tutor.plain.by_hand import BughuntDesk

                self.figure = BughuntDesk(session, desk)
            case "code":
                from tutor.plain.code import CodeDesk

                self.figure = CodeDesk(session, desk)
            case "bank-quiz":
                from tutor.plain.drawn import BankQuizDesk

                self.figure = BankQuizDesk(session, desk)
            case "prose" | "question":
                pass
        self.write()

    def write(self) -> None:
        """Write the open step as it stands: text, figures, what was said to the last answer, the question."""
        self._write_head()
        activity, desk = self._player.activity, self._desk
        desk.console.draw(step_lines(self.whole, activity, desk))
        desk.console.draw(living_lines(self.lesson, self.whole, activity, desk))
        if self.figure is not None:
            self.figure.write(self.whole)
        if self.lab is None:
            self._write_last_answer()
        for hint in self._player.hints_given():
            tell_hint(hint, self.step, self._player, self._desk)
        self.write_question()

    def _write_head(self) -> None:
        player, step, desk = self._player, self.whole, self._desk
        state = player.standing.states[step.id]
        words = interface.STATE_WORDS[state] if BEHIND[state] else self.notes.get(step.id)
        note = desk.voice(words) if words else ""
        head = plainly.STEP_HEAD_STATE if note else plainly.STEP_HEAD
        desk.console.write("")
        desk.say(head, number=player.position + 1, total=len(player.steps), title=title_of(step), state=note)
        if EDITED[state]:
            desk.say(interface.CHANGED_SINCE)
        desk.console.write("")

    def _write_last_answer(self) -> None:
        last, verdict = self._player.last_answer, self._player.verdict
        if last is not None and verdict is not None and verdict.code != "prediction":
            head = self._desk.voice(interface.LABELLED, label=self._desk.voice(interface.YOUR_ANSWER))
            self.write_answer(head, last.raw, self._player.activity.form_of(last.part))
            tell_verdict(verdict, self.step, self._player, self._desk)
        elif self.question is None:
            self._write_shown_answer()

    def _write_shown_answer(self) -> None:
        # Of other steps it stands in the figure, the derivation or the code itself, where there is one.
        if self.step.question_at() is not None:
            self.write_shown(self._player.raw_again, self._player.activity.form_of(PART))

    def write_question(self) -> None:
        """Write what is asked now, or what the author says at the end, and what may be typed."""
        desk, step, activity = self._desk, self.step, self._player.activity
        asked = self.figure.asked_lines(self.whole) if self.figure else []
        for lines in ([*asked, *question_lines(step, activity, desk)], explanation_lines(step, activity, desk)):
            desk.console.draw([[], *lines] if lines else [])
        if (lab := self.asking_lab) is not None:
            desk.console.say(lab.how())
            if self.question is None and lab.has_tasks:
                desk.say(interface.NO_TASK_LEFT)
        if self.question is None:
            desk.console.say(self.how())

    def write_progress(self, before: Question) -> None:
        """Write what an answer to the question `before`, or its solution, has changed, and what is asked now."""
        if self.question is not None and (self.question.part, self.question.form) == (before.part, before.form):
            self._desk.say(plainly.TRY_AGAIN)
            return
        if self.figure is not None:
            self.figure.write_news(self.whole)
        self.write_question()

    def write_shown(self, answer: str, form: Form, verdict: Verdict | None = None) -> None:
        """Write an answer that was shown; to a question, that it was, and what the `verdict` on it says."""
        desk = self._desk
        self.write_answer(desk.voice(interface.SHOWN_ANSWER, answer=""), answer, form)
        if verdict is not None:
            console, drawn = desk.console, self._player.activity.drawn
            words = shown_words(verdict, self.step, drawn, desk.voice, console.cells, console.width, in_lines=True)
            console.draw(words)

    def write_answer(self, head: str, raw: str, form: Form) -> None:
        """Write an answer in words behind `head`."""
        words = head + answer_text(raw, form, self.step, self._desk.voice)
        if WAYS[form].is_lesson_text:
            self._desk.console.draw(self._desk.text(words, self._player.activity.drawn))
        else:
            self._desk.console.say(words)

    @property
    def asking_lab(self) -> LabDesk | None:
        """Return the lab where what is typed is for it, None where it is an answer or there is no lab."""
        return self.lab if self.question is None or self.question.is_task else None

    def remind(self) -> None:
        """Write in short what is asked and what may be typed, to whoever was asked something else in between."""
        if (lab := self.asking_lab) is not None:
            self._desk.console.say(lab.how())
        elif self.question is None or self.question.shows_next:
            self._desk.console.say(self.how())
        else:
            self._desk.say(plainly.STILL_OPEN, how=self.how())

    def how(self) -> str:
        """Return what may be typed now."""
        if self.question is not None:
            return how_to_answer(self.question, self._desk.voice, self._desk.console.cells)
        is_last = self._player.position == len(self._player.steps) - 1
        return self._desk.voice(plainly.ENTER_FINISH if is_last else plainly.ENTER_NEXT)


def tell_unreadable(reading: Unreadable, text: str, desk: Desk) -> None:
    """Write that `text` could not be read, where, why, and that it costs nothing."""
    console, voice = desk.console, desk.voice
    console.write(*place_lines(text, reading.span, console.cells, console.width))
    console.say(voice(SAID[reading.code], **reading.arguments))
    console.say(voice(interface.COSTS_NOTHING))


def tell_reading(reading: Understood, desk: Desk) -> None:
    """Write how a formula or a number was read."""
    if line := echo_line(reading, desk.voice, desk.console.cells):
        desk.console.draw([line])


def tell_verdict(verdict: Verdict, step: model.Step, player: Player, desk: Desk) -> None:
    """Write the verdict with its feedback."""
    console = desk.console
    drawn = player.activity.drawn
    console.draw(verdict_words(verdict, step, drawn, desk.voice, console.cells, console.width, in_lines=True))


def tell_hint(hint: Hint, step: model.Step, player: Player, desk: Desk) -> None:
    """Write a hint on the open question."""
    console, activity = desk.console, player.activity
    part = activity.question.part if activity.question else ""
    words = hint_words(hint, step, part, activity.drawn, desk.voice, console.cells, console.width, in_lines=True)
    console.draw(words)
