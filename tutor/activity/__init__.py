"""What each kind of step asks and what is right: pure, without screen, clock or disk; state is a replay of events."""

from __future__ import annotations

from tutor.activity.base import Activity
from tutor.lesson.format import model


def activity_for(lesson: model.Lesson, step: model.Step, seed: int) -> Activity:
    """Return `step` of `lesson` as something to do, before any event; `seed` fixes its numbers.

    The engines are imported with the first step that needs them.
    """
    match step.step_kind:
        case "prose":
            from tutor.activity.prose import ProseActivity

            return ProseActivity()
        case "derivation":
            from tutor.activity.derivation import DerivationActivity

            return DerivationActivity(step)
        case "network":
            from tutor.activity.network import NetworkActivity

            return NetworkActivity(step, lesson)
        case "trace":
            from tutor.activity.trace import TraceActivity

            return TraceActivity(step, lesson)
        case "experiment":
            from tutor.activity.experiment import ExperimentActivity

            return ExperimentActivity(step, lesson)
        case "bughunt":
            from tutor.activity.bughunt import BughuntActivity

            return BughuntActivity(step, lesson)
        case "code":
            from tutor.activity.code import CodeActivity

            return CodeActivity(step, lesson)
        case "bank-quiz":
            from tutor.activity.bank_quiz import BankQuizActivity

            return BankQuizActivity(step, seed)
        case "question":
            from tutor.activity.quiz import quiz_activity

            return quiz_activity(step, seed)


def require_meaning(activity: Activity) -> None:
    """Raise the TutorError that views and verdicts of `activity` would meet later: a step that means nothing.

    Only a lesson that was never checked has such steps.
    """
    if activity.question is not None:
        activity.read("0")
        activity.ladder()
