"""Texts of a step by the ids that the core speaks in: feedback and hints."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from tutor.lesson.format import bank, code_step, model, network_steps, questions

LEFT_OUT = ":left-out"
"""Behind a choice's id: the feedback for not having ticked it."""


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
    return dict(_feedback(step)).get(feedback, "")


class Subject(NamedTuple):
    """The one of several things that a feedback is about, with its number on the screen, 0 where it has none."""

    number: int
    text: str


def feedback_subject(step: model.Step, feedback: str) -> Subject | None:
    """Return what the feedback with this id is about, None where it answers the answer as a whole."""
    match step:
        case questions.MultipleChoice(choices=choices):
            named = {choice.id: Subject(number, choice.text) for number, choice in enumerate(choices, 1)}
        case questions.MatchQuestion(pairs=pairs):
            named = {pair.id: Subject(number, pair.left) for number, pair in enumerate(pairs, 1)}
        case questions.OrderQuestion(items=items):
            # Items are numbered by where they stand, which changes.
            named = {item.id: Subject(0, item.text) for item in items}
        case questions.SingleChoice() | questions.NumericQuestion() | questions.SymbolicQuestion():
            return None
        case model.ProseStep() | model.DerivationStep() | network_steps.NetworkPart() | code_step.CodeStep():
            return None
        case bank.BankQuiz():
            return None
    return named.get(feedback.removesuffix(LEFT_OUT))


def feedback_of_choice(step: model.Step, part: str, raw: str) -> tuple[str, ...]:
    """Return the id of the feedback that belongs to one chosen option, for which `raw` alone decides; empty if none.

    An event of a program that did not record its feedback finds it again by this, without any judging.
    """
    return (raw,) if raw in _options_with_feedback(asked_step(step, part)) else ()


def _options_with_feedback(step: model.Step) -> Collection[str]:
    match step:
        case questions.SingleChoice(choices=choices):
            return [choice.id for choice in choices]
        case network_steps.NetworkStep(predict=prediction) | network_steps.ExperimentStep(predict=prediction):
            return [outcome.id for outcome in prediction.choices] if prediction is not None else []
        case network_steps.BughuntStep(feedback=feedback):
            return feedback
        case questions.QuizPart() | model.ProseStep() | model.DerivationStep() | network_steps.TraceStep():
            return []
        case code_step.CodeStep() | bank.BankQuiz():
            return []


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


def _feedback(step: model.Step) -> Iterator[tuple[str, str]]:
    match step:
        case questions.SingleChoice(choices=choices):
            yield from ((choice.id, choice.feedback) for choice in choices)
        case questions.MultipleChoice(choices=ticked):
            yield from ((choice.id, choice.feedback) for choice in ticked)
            yield from ((choice.id + LEFT_OUT, choice.unselected_feedback) for choice in ticked)
        case questions.NumericQuestion(wrong=wrong) | questions.SymbolicQuestion(wrong=wrong):
            yield from ((answer.id, answer.feedback) for answer in wrong)
        case questions.OrderQuestion(items=items, wrong=orders):
            yield from ((item.id, item.feedback) for item in items)
            yield from ((order.id, order.feedback) for order in orders)
        case questions.MatchQuestion(pairs=pairs):
            yield from ((pair.id, pair.feedback) for pair in pairs)
        case model.DerivationStep(wrong=factors):
            yield from ((answer.id, answer.feedback) for answer in factors)
        case code_step.CodeStep(blanks=blanks):
            yield from ((f"{blank.id}.{wrong.id}", wrong.feedback) for blank in blanks for wrong in blank.wrong)
        case network_steps.BughuntStep(feedback=feedback):
            yield from feedback.items()
        case network_steps.NetworkStep(predict=prediction) | network_steps.ExperimentStep(predict=prediction):
            outcomes = prediction.choices if prediction is not None else ()
            yield from ((outcome.id, outcome.feedback) for outcome in outcomes)
        case model.ProseStep() | network_steps.TraceStep() | bank.BankQuiz():
            pass
