"""The last row of a screen: the keys that work now, as many as fit, each of them clickable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tutor.text import Cells
from tutor.ui.keys import Key
from tutor.ui.widgets.sheet import Line, Run, Sheet
from tutor.wording import Voice

_GAP = 2


class KeyFooter(Sheet):
    """Shows keys with their labels; a click on one is as good as the key."""

    DEFAULT_CSS = """
    KeyFooter { height: 1; padding: 0 1; background: $surface; }
    """

    @dataclass
    class Pressed(Message):
        """A key was clicked."""

        key: Key

    def __init__(self, cells: Cells) -> None:
        super().__init__()
        self._cells = cells
        self._keys: Sequence[Key] = ()
        self._voice = Voice("en")
        self._notes: dict[str, str] = {}

    def set(self, keys: Sequence[Key], voice: Voice, notes: dict[str, str] | None = None) -> None:
        """Show `keys`, the most important first; the last one always stays. `notes` adds a word behind a label."""
        # A lab that trains says thirty times a second that its keys are what they were.
        if (tuple(keys), voice, notes or {}) != (tuple(self._keys), self._voice, self._notes):
            self._keys, self._voice, self._notes = keys, voice, notes or {}
            self.show(lambda width: [self._row(width)])

    def fitting(self, width: int) -> list[Key]:
        """Return the keys that fit `width`, in order; the last of all is kept before any other."""
        if not self._keys:
            return []
        *others, last = self._keys
        room = width - self._width(last)
        kept = []
        for key in others:
            room -= self._width(key) + _GAP
            if room < 0:
                break
            kept.append(key)
        return [*kept, last]

    def on_click(self, event: events.Click) -> None:
        """Say which key was clicked."""
        start = self.gutter.left
        for key in self.fitting(self.content_size.width):
            if start <= event.x < start + self._width(key):
                self.post_message(self.Pressed(key))
            start += self._width(key) + _GAP

    def _text(self, key: Key) -> str:
        return self._voice(key.label) + self._notes.get(key.id, "")

    def _width(self, key: Key) -> int:
        return self._cells.width(f"{key.printed} {self._text(key)}")

    def _row(self, width: int) -> Line:
        row: list[Run] = []
        for key in self.fitting(width):
            row += [(key.printed, "key"), (f" {self._text(key)}", "dim"), (" " * _GAP, "")]
        return row
