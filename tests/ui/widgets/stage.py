"""A bare application that shows one widget and remembers what it told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot
from textual.widget import Widget

from tests.ui.strips import strips_of
from tutor.ui.theme import DARK, LIGHT


class Stage(App[None]):
    """Shows `widget` in the colours of the tutor."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget
        self.told: list[Message] = []

    def get_theme_variable_defaults(self) -> dict[str, str]:
        return DARK.variables

    def compose(self) -> ComposeResult:
        yield self.widget

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    def hear(self, message: Message) -> None:
        """Remember a message of ours once, though it comes by on each level above the widget."""
        if type(message).__module__.startswith("tutor.") and all(message is not one for one in self.told):
            self.told.append(message)

    def lines(self) -> list[str]:
        """What stands on the screen."""
        return ["".join(segment.text for segment in strip) for strip in strips_of(self)]

    def colours(self) -> set[str]:
        """The colours of the characters on the screen."""
        strips = strips_of(self)
        return {str(segment.style.color) for strip in strips for segment in strip if segment.style}


@asynccontextmanager
async def staged(widget: Widget, size: tuple[int, int] = (80, 14)) -> AsyncIterator[tuple[Stage, Pilot[None]]]:
    """Run a stage with `widget`."""
    stage = Stage(widget)
    async with stage.run_test(size=size, message_hook=stage.hear) as pilot:
        await pilot.pause()
        yield stage, pilot
