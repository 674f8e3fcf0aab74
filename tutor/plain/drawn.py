"""A quiz from the bank at the prompt: question after question, then the score of each topic."""

from __future__ import annotations

from tutor.activity.bank_quiz import BankQuizActivity
from tutor.figures.bank_quiz import place_words, result_lines
from tutor.figures.lines import Line
from tutor.lesson.format.bank import BankQuiz
from tutor.lesson.format.model import Step
from tutor.plain.desk import StepDesk
from tutor.wording import drawn


class BankQuizDesk(StepDesk[BankQuizActivity]):
    """Writes where in the quiz the learner is, and the result; every `step` is the whole quiz."""

    works = BankQuizActivity

    def write(self, step: Step) -> None:
        """Write the question that was answered and not yet left, or the result; an open question is asked below."""
        assert isinstance(step, BankQuiz)
        question = self._activity.question
        if question is not None and question.shows_next:
            self._desk.console.draw([[], *self._question_lines(step)])
        self.write_news(step)

    def write_news(self, step: Step) -> None:
        """Write the result, if the quiz is at its end."""
        assert isinstance(step, BankQuiz)
        if self._activity.question is None:
            voice, console = self._desk.voice, self._desk.console
            lines = result_lines(self._activity, step, self._title_of, voice, console.cells, console.width)
            console.draw([[], *lines])
            self._desk.say(drawn.AGAIN_PLAIN)

    def asked_lines(self, step: Step) -> list[Line]:
        """Return which question stands there with its text, or, once it is answered, how to go on."""
        assert isinstance(step, BankQuiz)
        question = self._activity.question
        if question is None:
            return []
        if question.shows_next:
            is_last = self._activity.number + 1 == len(self._activity.chosen)
            words = drawn.ON_TO_RESULT if is_last else drawn.ON_TO_NEXT
            explain = step.question(self._activity.asked).explain
            explained = self._desk.text(explain, self._activity.drawn) if explain else []
            return [*explained, [(self._desk.voice(words), "")]]
        return self._question_lines(step)

    def _question_lines(self, step: BankQuiz) -> list[Line]:
        place = place_words(self._activity, step, self._desk.voice)
        prompt = step.question(self._activity.asked).prompt
        return [[(place, "")], *self._desk.text(prompt, self._activity.drawn)]

    def _title_of(self, lesson: str) -> str:
        return self._desk.study.lesson_title(lesson, self._desk.language)
