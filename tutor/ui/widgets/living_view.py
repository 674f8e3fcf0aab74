"""A living figure: a picture with knobs that arrows and mouse turn."""

from __future__ import annotations

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget

from tutor.activity.living.pose import Pose
from tutor.figures.living import Living, living_lines
from tutor.ui.display import Display
from tutor.ui.grid import SIDE_FROM
from tutor.ui.widgets.sheet import content_of

_ROWS = 9
"""Rows of the smallest window that a figure takes of it."""
_ROWS_BESIDE = 22
"""Rows that it takes beside a text at most."""
_ROWS_AROUND = 12
"""Rows of a window that stay for what is around it."""


class LivingView(Widget, can_focus=True):
    """Draws a figure in its pose; what turns it is the step's, so that arrows reach it from wherever they are free."""

    DEFAULT_CSS = """
    LivingView { width: 1fr; height: auto; margin: 1 0; text-wrap: nowrap; text-overflow: clip; }
    """

    @dataclass
    class Turned(Message):
        """The learner turned the knob under the arrows; `text` says where it stands, as one would type it."""

        text: str

    def __init__(self, living: Living, pose: Pose, display: Display) -> None:
        super().__init__(classes="figure side")
        self._living, self.pose, self._display = living, pose, display

    def turn(self, by: int) -> None:
        """Turn the knob under the arrows by so many presses."""
        self._show(self.pose.turned(self._living.figure.knobs[self.pose.turns], by))

    def next_knob(self, by: int) -> None:
        """Put another knob under the arrows."""
        self._show(self.pose.next_knob(by))

    def _show(self, pose: Pose) -> None:
        turned = pose.knobs[pose.turns] != self.pose.knobs[pose.turns]
        self.pose = pose
        self.refresh()
        if turned:
            self.post_message(self.Turned(pose.turned_to))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return its rows: more of them beside a text than below it."""
        if viewport.width < SIDE_FROM:
            return _ROWS
        return max(_ROWS, min(_ROWS_BESIDE, viewport.height - _ROWS_AROUND))

    def render(self) -> Content:
        """Return the picture at the present size."""
        display, size = self._display, self.content_size
        return content_of(living_lines(self._living, self.pose, size, display.voice, display.cells), self)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Turn the knob to the place under the mouse."""
        self._turn_to(event)
        self.capture_mouse()

    def on_mouse_up(self) -> None:
        """Let the knob go."""
        self.release_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Turn the knob with the mouse while it is held."""
        if event.button:
            self._turn_to(event)

    def _turn_to(self, event: events.MouseEvent) -> None:
        if not self.pose.locked and self.content_size.width:
            self._show(self.pose.at(self._living.figure.knobs[self.pose.turns], event.x / self.content_size.width))
