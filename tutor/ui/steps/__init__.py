"""One view for each kind of step, imported when the first of its kind is shown."""

from __future__ import annotations

from tutor.activity.base import PREDICTION
from tutor.lesson.format import model
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
        case model.NetworkStep() if _is_prediction_open(scene):
            from tutor.ui.steps.prediction import PredictionView

            return PredictionView(scene)
        case model.NetworkStep():
            from tutor.ui.steps.network import NetworkView

            return NetworkView(scene)
        case model.TraceStep():
            from tutor.ui.steps.trace import TraceView

            return TraceView(scene)
        case model.ExperimentStep():
            from tutor.ui.steps.experiment import ExperimentView

            return ExperimentView(scene)
        case model.BughuntStep():
            from tutor.ui.steps.bughunt import BughuntView

            return BughuntView(scene)
        case model.CodeStep():
            from tutor.ui.steps.code import CodeView

            return CodeView(scene)
        case model.BankQuiz():
            from tutor.ui.steps.bank_quiz import BankQuizView

            return BankQuizView(scene)
        case model.QuizPart() as question:
            from tutor.ui.steps.quiz import QuizView

            return QuizView(scene, question)


def _is_prediction_open(scene: Scene) -> bool:
    question = scene.activity.question
    return question is not None and question.part == PREDICTION
