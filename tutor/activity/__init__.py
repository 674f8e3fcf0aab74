"""What each kind of step asks and what is right: pure, without screen, clock or disk; state is a replay of events."""

from __future__ import annotations

from tutor.activity.base import Activity
from tutor.lesson.format import bank, code_step, model, network_steps, questions


def activity_for(lesson: model.Lesson, step: model.Step, seed: int) -> Activity:
    """Return `step` of `lesson` as something to do, before any event; `seed` fixes its numbers.

    The engines are imported with the first step that needs them.
    """
    match step:
        case model.ProseStep():
            from tutor.activity.prose import ProseActivity

            return ProseActivity()
        case model.DerivationStep():
            from tutor.activity.derivation import DerivationActivity

            return DerivationActivity(step)
        case network_steps.NetworkStep():
            from tutor.activity.network import NetworkActivity

            return NetworkActivity(step, lesson)
        case network_steps.TraceStep():
            from tutor.activity.trace import TraceActivity

            return TraceActivity(step, lesson)
        case network_steps.ExperimentStep():
            from tutor.activity.experiment import ExperimentActivity

            return ExperimentActivity(step, lesson)
        case network_steps.BughuntStep():
            from tutor.activity.bughunt import BughuntActivity

            return BughuntActivity(step, lesson)
        case code_step.CodeStep():
            from tutor.activity.code import CodeActivity

            return CodeActivity(step, lesson)
        case bank.BankQuiz():
            from tutor.activity.bank_quiz import BankQuizActivity

            return BankQuizActivity(step, seed)
        case questions.QuizPart():
            from tutor.activity.quiz import quiz_activity

            return quiz_activity(step, seed)


def require_meaning(activity: Activity) -> None:
    """Raise the TutorError that views and verdicts of `activity` would meet later: a step that means nothing.

    Only a lesson that was never checked has such steps.
    """
    if activity.question is not None:
        activity.read("0")
        activity.ladder()
