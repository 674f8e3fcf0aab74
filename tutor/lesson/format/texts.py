"""Texts of a step by the ids that the core speaks in: feedback and hints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.lesson.format import bank, code_step, model, network_steps, questions
from tutor.lesson.format.part import Feedback, Subject

_SILENCE: Final = Feedback("")


def question_of(step: model.Step, part: str = "") -> questions.Question | None:
    """Return the question that `step` is, or that `part` of a quiz from the bank is; None for other kinds of steps."""
    match step:
        case questions.QuizPart():
            return step
        case bank.BankQuiz():
            return step.question(part) if part else None
        case model.ProseStep() | model.DerivationStep() | network_steps.NetworkPart() | code_step.CodeStep():
            return None


def asked_step(step: model.Step, part: str) -> model.Step:
    """Return what `part` of `step` asks as a step of its own: the question of a quiz from the bank, else `step`."""
    return question_of(step, part) or step


def questions_in(step: model.Step) -> int:
    """Return how many questions a quiz asks; the parts of other kinds of steps are none."""
    match step:
        case questions.QuizPart():
            return 1
        case bank.BankQuiz():
            return step.select
        case model.ProseStep() | model.DerivationStep() | network_steps.NetworkPart() | code_step.CodeStep():
            return 0


def feedback_text(step: model.Step, feedback: str) -> str:
    """Return the feedback with this id: of a choice, of a wrong answer, of a predicted outcome; empty if none."""
    return _feedbacks(step).get(feedback, _SILENCE).text


def feedback_subject(step: model.Step, feedback: str) -> Subject | None:
    """Return what the feedback with this id is about, None where it answers the answer as a whole."""
    return _feedbacks(step).get(feedback, _SILENCE).subject


def feedback_of_choice(step: model.Step, part: str, raw: str) -> tuple[str, ...]:
    """Return the id of the feedback that belongs to one chosen option, for which `raw` alone decides; empty if none.

    An event of a program that did not record its feedback finds it again by this, without any judging.
    """
    asked = asked_step(step, part)
    match asked:
        case questions.QuizPart():
            return asked.unrecorded_feedback(raw)
        case network_steps.NetworkPart():
            return (raw,) if raw in _feedbacks(asked) else ()
        case model.ProseStep() | model.DerivationStep() | code_step.CodeStep() | bank.BankQuiz():
            return ()


def hint_text(step: model.Step, part: str, index: int) -> str:
    """Return hint number `index` (from 0) for `part` of `step`; tasks, blanks and drawn questions have their own."""
    match step:
        case network_steps.NetworkStep(tasks=tasks):
            return next(task.hints[index] for task in tasks if task.id == part)
        case code_step.CodeStep(blanks=blanks):
            return next(blank.hints[index] for blank in blanks if blank.id == part)
        case bank.BankQuiz():
            return step.question(part).hints[index]
        case model.ProseStep() | network_steps.ExperimentStep():
            return ""
        case model.DerivationStep() | network_steps.TraceStep() | network_steps.BughuntStep() | questions.QuizPart():
            return step.hints[index]


def _feedbacks(step: model.Step) -> Mapping[str, Feedback]:
    match step:
        case questions.QuizPart():
            return step.feedbacks()
        case model.DerivationStep(wrong=factors):
            return {answer.id: Feedback(answer.feedback) for answer in factors}
        case code_step.CodeStep(blanks=blanks):
            return {f"{blank.id}.{wrong.id}": Feedback(wrong.feedback) for blank in blanks for wrong in blank.wrong}
        case network_steps.BughuntStep(feedback=feedback):
            return {id_: Feedback(text) for id_, text in feedback.items()}
        case network_steps.NetworkStep(predict=prediction) | network_steps.ExperimentStep(predict=prediction):
            outcomes = prediction.choices if prediction is not None else ()
            return {outcome.id: Feedback(outcome.feedback) for outcome in outcomes}
        case model.ProseStep() | network_steps.TraceStep() | bank.BankQuiz():
            return {}
