"""One view for each kind of step, imported when the first of its kind is shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.widget import Widget

from tutor.ui.steps.scene import Scene


class StepView(Protocol):
    """What the lesson screen needs of a view."""

    def live_keys(self) -> Sequence[str]:
        """Return the ids of the keys that work now, the most important first."""

    def take_focus(self) -> None:
        """Put the cursor where the next answer goes."""

    def bring_into_view(self) -> None:
        """Scroll to what is new."""


def view_of(scene: Scene) -> Widget:
    """Return the view that draws `scene`; it is a `StepView`."""
    match scene.step.type:
        case "prose":
            from tutor.ui.steps.prose import ProseView

            return ProseView(scene)
        case "derivation":
            from tutor.ui.steps.derivation import DerivationView

            return DerivationView(scene)
        case "network":
            from tutor.ui.steps.network import NetworkView

            return NetworkView(scene)
        case "quiz":
            from tutor.ui.steps.quiz import QuizView

            return QuizView(scene)
