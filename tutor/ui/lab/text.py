"""Everything there is to read about a lab step: its text, the prediction, the tasks, the hints, the explanation."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.activity.base import Hint
from tutor.figures.answers import barred, hint_lines
from tutor.figures.lab import LabWords
from tutor.lesson.format.markup import parse
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.sheet import Line, Sheet


class LabText(VerticalScroll, can_focus=False):
    """Takes the diagram's place while it is read."""

    DEFAULT_CSS = """
    LabText { height: 1fr; padding: 1 2 0 2; align-horizontal: center; scrollbar-size-vertical: 1; }
    LabText > * { max-width: 88; margin: 0 0 1 0; }
    """

    def __init__(
        self,
        words: LabWords,
        hints: Sequence[Hint],
        part: str,
        news: Callable[[int], Sequence[Line]],
    ) -> None:
        super().__init__()
        self._words, self._hints, self._part = words, hints, part
        self._news = Sheet(lambda width: barred(news(width - 2), "hint"))

    def compose(self) -> ComposeResult:
        """Put everything below each other."""
        step, activity, cells = self._words.step, self._words.activity, self._words.cells
        yield Prose(parse(step.prompt), cells)
        if activity.predicted:
            yield Sheet(self._predicted)
        if step.tasks:
            yield Sheet(self._tasks)
        for hint in self._hints:
            yield Sheet(partial(self._hint, hint))
        yield self._news
        if step.explain and activity.question is None:
            yield Prose(parse(step.explain), cells)

    def draw(self) -> None:
        """Draw what may have changed since it was read last."""
        for sheet in self.query(Sheet):
            sheet.redraw()

    def scroll(self, rows: int) -> None:
        """Move the text by so many rows."""
        self.scroll_relative(y=rows, animate=False)

    def focus_terms(self) -> None:
        """Put the cursor on the first term."""
        for prose in self.query(Prose):
            if prose.can_focus:
                prose.focus()
                return

    def _predicted(self, width: int) -> Sequence[Line]:
        return barred([*self._words.prediction_lines(width - 2), *self._words.outcome_lines(width - 2)], "dim")

    def _tasks(self, width: int) -> Sequence[Line]:
        return barred(self._words.task_lines(width - 2), "hint")

    def _hint(self, hint: Hint, width: int) -> Sequence[Line]:
        words = self._words
        return hint_lines(hint, words.step, self._part, {}, words.voice, words.cells, width)
