"""The diagram of a network: shows states, plays pulses on an injected clock, tells what was clicked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from textual import events
from textual.message import Message
from textual.timer import Timer

from tutor.text import Cells
from tutor.ui.canvas.diagram.layout import Heading, Layout, after, moved
from tutor.ui.canvas.diagram.painter import DiagramPainter, Frame
from tutor.ui.canvas.diagram.state import DiagramState, Part, Sweep
from tutor.ui.canvas.grid import Grid, Palette
from tutor.ui.widgets.canvas_view import CanvasView

FRAMES_PER_SECOND: Final = 20


@dataclass(frozen=True, slots=True)
class _Playing:
    """A pulse on its way: from where to where, since when, for how long."""

    start: Sweep
    end: float
    began: float
    seconds: float

    def at(self, now: float) -> Sweep:
        """The pulse as it stands at the time `now`."""
        share = min(1.0, (now - self.began) / self.seconds) if self.seconds > 0 else 1.0
        position = self.start.position + share * (self.end - self.start.position)
        return Sweep(self.start.direction, position, self.start.unit)


class NetworkDiagram(CanvasView):
    """Draws a `DiagramState`. Keys and what they mean are left to whoever shows it."""

    @dataclass
    class Selected(Message):
        """A part of the network was clicked; whoever shows the diagram decides and shows a new state."""

        part: Part

    @dataclass
    class Arrived(Message):
        """The pulse is where it was sent."""

    def __init__(
        self,
        state: DiagramState,
        cells: Cells,
        clock: Callable[[], float] = time.monotonic,
        *,
        frames_per_second: float = FRAMES_PER_SECOND,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.state = state
        self._painter = DiagramPainter(cells)
        self._clock = clock
        self._pace = frames_per_second
        self._playing: _Playing | None = None
        self._frames: Timer | None = None
        self._frame: Frame | None = None

    def on_mount(self) -> None:
        """Begin to count frames; they run only while a pulse does."""
        self._frames = self.set_interval(1 / self._pace, self.advance, pause=self._playing is None)

    def show(self, state: DiagramState) -> None:
        """Draw `state` from now on; a pulse that is on its way goes on."""
        self.state = state
        self.repaint()

    def play(self, start: Sweep, end: float, seconds: float) -> None:
        """Send a pulse from `start` to position `end`; `Arrived` tells when it is there, at once for 0 seconds."""
        self._playing = _Playing(start, end, self._clock(), seconds)
        if self._frames is not None:
            self._frames.resume()
        self.advance()

    def stop(self) -> None:
        """Take the pulse away, without a message."""
        self._playing = None
        if self._frames is not None:
            self._frames.pause()
        self.repaint()

    @property
    def playing(self) -> bool:
        """Whether a pulse is on its way."""
        return self._playing is not None

    def advance(self) -> None:
        """Draw the moment that the clock shows."""
        playing = self._playing
        if playing is None:
            return
        if self._clock() - playing.began >= playing.seconds:
            self.stop()
            self.post_message(self.Arrived())
        self.repaint()

    def painted(self, width: int, height: int, palette: Palette) -> Grid:
        """Return the picture of this moment."""
        state = self.state
        if self._playing is not None:
            state = replace(state, sweep=self._playing.at(self._clock()))
        self._frame = self._painter.paint(state, width, height, palette)
        return self._frame.grid

    def toward(self, heading: Heading) -> Part:
        """Return what lies in a direction from what is selected."""
        return moved(self.state, self._layout(), heading)

    def next_part(self, *, backwards: bool = False) -> Part:
        """Return what comes after what is selected in the order of Tab."""
        return after(self.state, self._layout(), backwards=backwards)

    def part_at(self, x: int, y: int) -> Part | None:
        """Return what is drawn at a cell of the widget."""
        return self._frame.part_at(x, y) if self._frame else None

    def on_click(self, event: events.Click) -> None:
        """Tell which part is under the mouse."""
        place = event.get_content_offset(self)
        part = self.part_at(place.x, place.y) if place else None
        if part is not None:
            self.post_message(self.Selected(part))

    def _layout(self) -> Layout:
        return self._painter.layout(self.state, max(1, self.size.width), max(1, self.size.height))
