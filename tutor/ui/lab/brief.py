"""What a lab step says: the rows above the diagram, the task and what is new, and the whole text in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.activity.base import Hint
from tutor.events import Verdict
from tutor.figures.answers import barred, hint_lines, text_lines
from tutor.figures.lab import LabWords, advice_lines, met_lines, waiting_lines
from tutor.figures.lines import Line, Run, width_of, wrapped
from tutor.lesson.format.markup import parse
from tutor.text import WIDEST, Cells
from tutor.ui.lab.workbench import News, NewsKind, Workbench
from tutor.ui.widgets.prose import Prose
from tutor.ui.widgets.sheet import Sheet
from tutor.wording import lab as words
from tutor.wording.failures import failure_sentence

ROWS: Final = 2
"""Rows at rest in the smallest window."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Lays the rows out; `hints` are those for the open `part`."""

    told: LabWords
    bench: Workbench
    hints: Sequence[Hint]
    part: str
    verdict: Verdict | None

    def lines(self, width: int, most: int, *, rest: int = ROWS, running: bool) -> list[Line]:
        """Return the rows: `rest` at most when nothing is new, `most` otherwise; what does not fit is marked."""
        room, bench = min(width, WIDEST), self.bench
        news = [line for one in bench.news for line in self._news(one, room)]
        most = most if news else rest
        below = news or self._at_rest(room, most - 1, running=running)
        # A text that is news already would stand in the place of a task as well.
        is_told = bench.activity.task is None and any(one.kind == "prompt" for one in bench.news)
        task = [] if is_told else self.told.task_lines(room)
        waits = bench.lab.at_start and bench.run.awaited
        if not (news or waits) and most > 1 and 1 < len(task) <= most and _is_quiet(below):
            below = []
        if not news and len(task) <= rest and below:
            # What is to be reached is not cut for what is said of it.
            most = max(most, len(task) + 1)
        kept = min(len(task), max(1, most - len(below)))
        shown = [*self._cut(task, kept, room), *self._cut(below, most - kept, room)]
        return [*shown, *([[]] * (ROWS - len(shown)))]

    def _at_rest(self, width: int, rows: int, *, running: bool) -> list[Line]:
        """What the next key does; before anything has moved, what leads to the outcome of the prediction.

        The prediction itself, which the whole text has as well, stands below it where there are `rows` for both.
        """
        bench, voice, cells = self.bench, self.told.voice, self.told.cells
        if bench.lab.at_start and not (running or bench.lab.step or bench.activity.later_tasks_begun):
            waiting = waiting_lines(bench.run, voice, cells, width)
            told = [*waiting, *self.told.prediction_lines(width)]
            if lines := self.told.found_earlier_lines(width) or (told if len(told) <= rows else waiting or told):
                return lines
        return advice_lines(bench.run, voice, cells, width, running=running)

    def _news(self, news: News, width: int) -> list[Line]:
        voice, cells = self.told.voice, self.told.cells
        match news.kind:
            case "prompt":
                return text_lines(self.told.step.prompt, {}, cells, width)
            case "hint":
                return self.told.newest_hint_lines(self.hints, self.part, width)
            case "met":
                return met_lines(self.verdict, voice, cells, width)
            case "outcome":
                return self.told.outcome_lines(width)
            case "failed":
                said = failure_sentence(news.failure, voice) if news.failure else ""
                return wrapped(said, "hint", cells, width)
            case "said":
                said = voice(news.sentence, **news.arguments) if news.sentence else ""
                mark = f"{cells.glyphs.done} " if news.tag == "right" else ""
                return wrapped(mark + said, news.tag, cells, width)

    def unabridged(self, width: int) -> list[Line]:
        """Return, for whoever reads on, what the rows say beside the step's own text: it may have been cut."""
        bench = self.bench
        news = [line for one in bench.news if _is_short_lived(one.kind) for line in self._news(one, width)]
        advice = advice_lines(bench.run, self.told.voice, self.told.cells, width, running=False)
        return news or ([] if _is_quiet(advice) else advice)

    def _cut(self, lines: Sequence[Line], rows: int, width: int) -> list[Line]:
        """The first `rows` lines; where there are more, the last one says how to read on."""
        if len(lines) <= rows or rows <= 0:
            return list(lines[: max(0, rows)])
        cells = self.told.cells
        remark = f"{cells.glyphs.ellipsis} {self.told.voice(words.READ_ON)}"
        kept = _shortened(lines[rows - 1], width - cells.width(remark) - 1, cells)
        return [*lines[: rows - 1], [*kept, (f" {remark}", "key")]]


def _is_short_lived(kind: NewsKind) -> bool:
    """Whether news of this kind stands nowhere else."""
    match kind:
        case "said" | "failed" | "met":
            return True
        case "prompt" | "hint" | "outcome":
            return False


def _is_quiet(lines: Sequence[Line]) -> bool:
    """Whether lines only say what the footer shows as well, which a long task is worth more than."""
    return all(tag == "dim" for line in lines for _, tag in line)


def _shortened(line: Line, width: int, cells: Cells) -> list[Run]:
    """As much of `line` as fits into `width` cells, up to the end of a word."""
    if width_of(line, cells) <= width:
        return list(line)
    kept: list[Run] = []
    for text, tag in line:
        room = width - width_of(kept, cells)
        if cells.width(text) <= room:
            kept.append((text, tag))
            continue
        first, *_ = cells.wrap(text, max(2, room))
        if cells.width(first) <= room:
            kept.append((first, tag))
        break
    return kept


class LabText(VerticalScroll, can_focus=False):
    """Everything there is to read about a lab step; takes the diagram's place while it is read."""

    DEFAULT_CSS = """
    LabText { height: 1fr; padding: 1 2 0 2; align-horizontal: center; scrollbar-size-vertical: 1; }
    LabText > * { max-width: 88; margin: 0 0 1 0; }
    """

    def __init__(self, brief: Brief) -> None:
        super().__init__()
        self._brief = brief

    def compose(self) -> ComposeResult:
        """Put text, prediction, tasks, hints, news and explanation below each other."""
        brief, step, cells = self._brief, self._brief.told.step, self._brief.told.cells
        yield Prose(parse(step.prompt), cells)
        if brief.bench.activity.predicted:
            yield Sheet(self._predicted)
        if step.tasks:
            yield Sheet(lambda width: barred(brief.told.task_lines(width - 2), "hint"))
        for hint in brief.hints:
            yield Sheet(partial(self._hint, hint))
        yield Sheet(lambda width: barred(brief.unabridged(width - 2), "hint"))
        if step.explain and brief.bench.activity.question is None:
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
        told = self._brief.told
        return barred([*told.prediction_lines(width - 2), *told.outcome_lines(width - 2)], "dim")

    def _hint(self, hint: Hint, width: int) -> Sequence[Line]:
        brief, told = self._brief, self._brief.told
        return hint_lines(hint, told.step, brief.part, {}, told.voice, told.cells, width)
