"""One view for each kind of step, imported when the first of its kind is shown."""

from __future__ import annotations

from importlib import import_module

from tutor.activity.base import PREDICTION
from tutor.lesson.format.model import Step
from tutor.ui.steps.scene import Scene, StepView


def load_view(step: Step) -> None:
    """Import what draws `step`, so that `view_of` needs no time for that."""
    kind = step.step_kind
    name = "quiz" if kind == "question" else kind.replace("-", "_")
    import_module(f"tutor.ui.steps.{name}")


def view_of(scene: Scene) -> StepView:
    """Return the view that draws `scene`, with its living figure if it has one."""
    view = _view_of(scene)
    if scene.living is not None and scene.pose is not None:
        from tutor.ui.widgets.living_view import LivingView

        view.living = LivingView(scene.living, scene.pose, scene.display)
        view.places = (*view.places, "figure")
    return view


def _view_of(scene: Scene) -> StepView:
    step = scene.step
    match step.step_kind:
        case "prose":
            from tutor.ui.steps.prose import ProseView

            return ProseView(scene)
        case "derivation":
            from tutor.ui.steps.derivation import DerivationView

            return DerivationView(scene)
        case "network" if step.predict is not None and _is_prediction_open(scene):
            from tutor.ui.steps.prediction import PredictionView

            return PredictionView(scene, step.prompt, step.predict)
        case "network":
            from tutor.ui.steps.network import NetworkView

            return NetworkView(scene)
        case "trace":
            from tutor.ui.steps.trace import TraceView

            return TraceView(scene)
        case "experiment":
            from tutor.ui.steps.experiment import ExperimentView

            return ExperimentView(scene)
        case "bughunt":
            from tutor.ui.steps.bughunt import BughuntView

            return BughuntView(scene)
        case "code":
            from tutor.ui.steps.code import CodeView

            return CodeView(scene)
        case "bank-quiz":
            from tutor.ui.steps.bank_quiz import BankQuizView

            return BankQuizView(scene)
        case "question":
            from tutor.ui.steps.quiz import QuizView

            return QuizView(scene, step)


def _is_prediction_open(scene: Scene) -> bool:
    question = scene.activity.question
    return question is not None and question.part == PREDICTION
