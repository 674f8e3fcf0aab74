"""What each kind of step asks and what is right: pure, without screen, clock or disk; state is a replay of events."""

from __future__ import annotations

from tutor.activity.base import Activity
from tutor.lesson.format.model import (
    BankQuiz,
    BughuntStep,
    CodeStep,
    DerivationStep,
    ExperimentStep,
    Lesson,
    NetworkStep,
    ProseStep,
    QuizPart,
    Step,
    TraceStep,
)


def activity_for(lesson: Lesson, step: Step, seed: int) -> Activity:
    """Return `step` of `lesson` as something to do, before any event; `seed` fixes its numbers.

    The engines are imported with the first step that needs them.
    """
    match step:
        case ProseStep():
            from tutor.activity.prose import ProseActivity

            return ProseActivity()
        case DerivationStep():
            from tutor.activity.derivation import DerivationActivity

            return DerivationActivity(step)
        case NetworkStep():
            from tutor.activity.network import NetworkActivity

            return NetworkActivity(step, lesson)
        case TraceStep():
            from tutor.activity.trace import TraceActivity

            return TraceActivity(step, lesson)
        case ExperimentStep():
            from tutor.activity.experiment import ExperimentActivity

            return ExperimentActivity(step, lesson)
        case BughuntStep():
            from tutor.activity.bughunt import BughuntActivity

            return BughuntActivity(step, lesson)
        case CodeStep():
            from tutor.activity.code import CodeActivity

            return CodeActivity(step, lesson)
        case BankQuiz():
            from tutor.activity.bank_quiz import BankQuizActivity

            return BankQuizActivity(step, seed)
        case QuizPart():
            from tutor.activity.quiz import quiz_activity

            return quiz_activity(step, seed)


def require_meaning(activity: Activity) -> None:
    """Raise the TutorError that views and verdicts of `activity` would meet later: a step that means nothing.

    Only a lesson that was never checked has such steps.
    """
    if activity.question is not None:
        activity.read("0")
        activity.ladder()
