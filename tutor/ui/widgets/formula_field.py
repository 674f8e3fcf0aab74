"""A field for a formula or a number, with the line below it that says what was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Input

from tutor.formulas.limits import LEARNER
from tutor.text import cleaned
from tutor.ui.widgets.answer import Overfilled
from tutor.ui.widgets.sheet import Draw, Line, Sheet

_TALLEST: Final = 3
"""Rows that are kept for what is read of a formula."""


class _Line(Input):
    """One line that takes its keys in the order in which they came, and says what it has no room for.

    Textual runs the actions of keys by a way of their own, on which letters behind them overtake them: keys arrive
    together where one types fast, or from afar. Of a paste it takes the first line alone, and nothing if that is long.
    """

    ACTIONS: Final = {
        key: binding.action
        for binding in Input.BINDINGS
        if isinstance(binding, Binding)
        for key in binding.key.split(",")
    }

    def __init__(self, text: str, placeholder: str, most: int) -> None:
        super().__init__(value=text, placeholder=placeholder, select_on_focus=False, compact=True)
        self.cursor_blink = False  # to draw it twice a second takes more than all else that an idle program does
        self._most = most
        self._left_out = 0

    async def on_key(self, event: events.Key) -> None:
        """Do at once what the key is for; where nothing is selected to be copied, what it is for outside a field."""
        if action := self.ACTIONS.get(event.key):
            event.stop()
            event.prevent_default()
            await self.run_action("app.help_quit" if action == "copy" and not self.selected_text else action)

    def on_paste(self, event: events.Paste) -> None:
        """Make one line of all that is pasted, before Textual takes the first one."""
        event.text = cleaned(" ".join(filter(None, event.text.splitlines())))

    def replace(self, text: str, start: int, end: int) -> None:
        """Put as much of `text` in the place of what stands there as there is room for."""
        first, last = sorted((max(0, start), max(0, end)))
        room = max(0, self._most - len(self.value) + len(self.value[first:last]))
        super().replace(text[:room], first, last)
        before, more = self._left_out, len(text[room:])
        self._left_out = before + more if more else 0
        if self._left_out != before:
            self.post_message(Overfilled(self._most, self._left_out))


class FormulaField(Vertical):
    """Says what is typed and what is submitted; whoever knows what it means sets the line below."""

    DEFAULT_CSS = """
    FormulaField { height: auto; margin: 1 0 0 0; }
    FormulaField Input { height: 1; border: none; background: $panel; width: 1fr; }
    FormulaField Input:focus { background: $lit; background-tint: transparent; border: none; }
    FormulaField Input > .input--placeholder { color: $secondary; }
    FormulaField .line { height: 1; }
    FormulaField .echo { min-height: 1; }
    FormulaField.echoed .echo { min-height: 3; }
    """

    @dataclass
    class Edited(Message):
        """The text changed."""

        text: str

    @dataclass
    class Submitted(Message):
        """The learner gave this text as the answer."""

        text: str

    def __init__(self, text: str, placeholder: str, most: int = LEARNER.characters, *, asked: Line = ()) -> None:
        """Show `text` behind what is `asked`; the field holds `most` characters, by default as many as are read."""
        super().__init__()
        self.asked = asked
        self._asked = Sheet(lambda width: [asked])
        self._asked.styles.width = sum(cell_len(run) for run, _ in asked)
        self._input = _Line(text, placeholder, most)
        self._echo = Sheet(classes="echo")

    def compose(self) -> ComposeResult:
        """Put the field, behind what is asked, above its echo."""
        with Horizontal(classes="line"):
            yield self._asked
            yield self._input
        yield self._echo

    @property
    def text(self) -> str:
        """Return what stands in the field."""
        return self._input.value

    def ask(self, placeholder: str) -> None:
        """Empty the field and say in it what is asked."""
        self._input.value, self._input.placeholder = "", placeholder

    def refill(self, text: str) -> None:
        """Put `text` into the field in place of what stands there, and the cursor behind it."""
        self._input.value = text
        self._input.cursor_position = len(text)

    def take_focus(self) -> None:
        """Put the cursor behind the text."""
        self._input.focus(scroll_visible=False)
        self._input.cursor_position = len(self._input.value)

    def rows_free(self, width: int) -> int:
        """Return how many rows of `width` cells are kept below the field in which nothing stands now."""
        lines = self._echo.lines(width)
        used = max((number for number, line in enumerate(lines, 1) if line), default=0)
        kept = _TALLEST if self.has_class("echoed") else 1
        return max(kept, len(lines)) - used

    def set_echo(self, draw: Draw) -> None:
        """Show what was read."""
        self._echo.show(draw)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        clean = cleaned(event.value)
        if clean != event.value:
            self._input.value = clean
        else:
            self.post_message(self.Edited(clean))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        # Enter right behind what was pasted comes before the field was cleaned.
        self.post_message(self.Submitted(cleaned(event.value)))
