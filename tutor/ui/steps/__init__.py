"""One view for each kind of step, imported when the first of its kind is shown."""

from __future__ import annotations

from tutor.activity.base import PREDICTION
from tutor.lesson.format import bank, code_step, model, network_steps, questions
from tutor.ui.steps.scene import Scene, StepView


def view_of(scene: Scene) -> StepView:
    """Return the view that draws `scene`."""
    match scene.step:
        case model.ProseStep():
            from tutor.ui.steps.prose import ProseView

            return ProseView(scene)
        case model.DerivationStep():
            from tutor.ui.steps.derivation import DerivationView

            return DerivationView(scene)
        case network_steps.NetworkStep() if _is_prediction_open(scene):
            from tutor.ui.steps.prediction import PredictionView

            return PredictionView(scene)
        case network_steps.NetworkStep():
            from tutor.ui.steps.network import NetworkView

            return NetworkView(scene)
        case network_steps.TraceStep():
            from tutor.ui.steps.trace import TraceView

            return TraceView(scene)
        case network_steps.ExperimentStep():
            from tutor.ui.steps.experiment import ExperimentView

            return ExperimentView(scene)
        case network_steps.BughuntStep():
            from tutor.ui.steps.bughunt import BughuntView

            return BughuntView(scene)
        case code_step.CodeStep():
            from tutor.ui.steps.code import CodeView

            return CodeView(scene)
        case bank.BankQuiz():
            from tutor.ui.steps.bank_quiz import BankQuizView

            return BankQuizView(scene)
        case questions.QuizPart() as question:
            from tutor.ui.steps.quiz import QuizView

            return QuizView(scene, question)


def _is_prediction_open(scene: Scene) -> bool:
    question = scene.activity.question
    return question is not None and question.part == PREDICTION
