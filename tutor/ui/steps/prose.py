"""A page to read."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult

from tutor.lesson.format.model import ProseStep
from tutor.ui.steps.parts import prose
from tutor.ui.steps.scene import Scene, StepView


class ProseView(StepView):
    """Shows the text of a prose step."""

    def __init__(self, scene: Scene) -> None:
        super().__init__()
        assert isinstance(scene.step, ProseStep)
        self._text = prose(scene.step.body, scene)

    def compose(self) -> ComposeResult:
        """Show the text."""
        yield self._text

    def live_keys(self) -> Sequence[str]:
        """Reading needs few keys."""
        terms = ("next-term",) if self._text.can_focus else ()
        # Enter opens the term that is marked.
        on = ("open-term", "next-step") if self._text.has_focus else ("go-on",)
        return (*on, "previous", *terms, "outline", "leave", "help")

    def take_focus(self) -> None:
        """Nothing is answered here; Tab begins with the first term."""

    def bring_into_view(self) -> None:
        """A page begins at its top."""
