"""Tabs in one row, each with its key: a click on one chooses it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.message import Message

from tutor.text import Cells
from tutor.ui.widgets.sheet import Line, Run, Sheet

_GAP = 2


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: its id, the key that opens it, and its name."""

    id: str
    key: str
    label: str


class TabRow(Sheet):
    """Shows tabs, one of them chosen, and behind them a rule with a remark at its end."""

    DEFAULT_CSS = """
    TabRow { height: 1; padding: 0 1; }
    """

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        tab: str

    def __init__(self, cells: Cells, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._cells = cells
        self._tabs: Sequence[Tab] = ()

    def set(self, tabs: Sequence[Tab], chosen: str, remark: str = "") -> None:
        """Show `tabs` with one of them chosen."""
        self._tabs = tabs
        self.show(lambda width: [self._row(chosen, remark, width)])

    def on_click(self, event: events.Click) -> None:
        """Tell which tab is under the mouse."""
        start = self.gutter.left
        for tab in self._tabs:
            if start <= event.x < start + self._width(tab):
                self.post_message(self.Chosen(tab.id))
            start += self._width(tab) + _GAP

    def _width(self, tab: Tab) -> int:
        return self._cells.width(f"{tab.key} {tab.label}")

    def _row(self, chosen: str, remark: str, width: int) -> Line:
        row: list[Run] = []
        for tab in self._tabs:
            here = tab.id == chosen
            row += [(tab.key, "key"), (f" {tab.label}", "title" if here else "dim"), (" " * _GAP, "")]
        room = width - sum(self._width(tab) + _GAP for tab in self._tabs)
        words = f" {remark}" if remark and self._cells.width(remark) + 3 <= room else ""
        return [*row, (self._cells.glyphs.bar * max(0, room - self._cells.width(words)), "rule"), (words, "dim")]
