"""The rows above the diagram: the task, and what is new; two of them, more while something new needs them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tutor.activity.base import Hint
from tutor.events import Verdict
from tutor.figures.answers import text_lines
from tutor.figures.lab import LabWords, advice_lines, met_lines, waiting_lines
from tutor.figures.lines import Line, Run, width_of, wrapped
from tutor.text import WIDEST, Cells
from tutor.ui.lab.workbench import News, NewsKind, Workbench
from tutor.wording import lab as words
from tutor.wording.failures import failure_sentence

ROWS: Final = 2
"""Rows at rest in the smallest window."""


class Brief:
    """Lays the rows out; `hints` are those for the open `part`."""

    def __init__(
        self,
        told: LabWords,
        bench: Workbench,
        hints: Sequence[Hint],
        part: str,
        verdict: Verdict | None,
    ) -> None:
        self._told, self._bench, self._hints, self._part, self._verdict = told, bench, hints, part, verdict
        self._voice, self._cells = told.voice, told.cells

    def lines(self, width: int, most: int, *, rest: int = ROWS, running: bool) -> list[Line]:
        """Return the rows: `rest` at most when nothing is new, `most` otherwise; what does not fit is marked."""
        room = min(width, WIDEST)
        news = [line for one in self._bench.news for line in self._news(one, room)]
        most = most if news else rest
        below = news or self._at_rest(room, most - 1, running=running)
        task = [] if self._is_told() else self._told.task_lines(room)
        waits = self._bench.lab.at_start and self._bench.run.awaited
        if not (news or waits) and most > 1 and 1 < len(task) <= most and _is_quiet(below):
            below = []
        if not news and len(task) <= rest and below:
            # What is to be reached is not cut for what is said of it.
            most = max(most, len(task) + 1)
        kept = min(len(task), max(1, most - len(below)))
        shown = [*self._cut(task, kept, room), *self._cut(below, most - kept, room)]
        return [*shown, *([[]] * (ROWS - len(shown)))]

    def _is_told(self) -> bool:
        """Whether the news is the text that would stand in the place of a task."""
        return self._bench.activity.task is None and any(one.kind == "prompt" for one in self._bench.news)

    def _at_rest(self, width: int, rows: int, *, running: bool) -> list[Line]:
        """What the next key does; before anything has moved, what leads to the outcome of the prediction.

        The prediction itself, which the whole text has as well, stands below it where there are `rows` for both.
        """
        bench, voice, cells = self._bench, self._voice, self._cells
        if bench.lab.at_start and not (running or bench.lab.step or bench.activity.later_tasks_begun):
            waiting = waiting_lines(bench.run, voice, cells, width)
            told = [*waiting, *self._told.prediction_lines(width)]
            if lines := self._told.found_earlier_lines(width) or (told if len(told) <= rows else waiting or told):
                return lines
        return advice_lines(bench.run, voice, cells, width, running=running)

    def _news(self, news: News, width: int) -> list[Line]:
        voice, cells = self._voice, self._cells
        match news.kind:
            case "prompt":
                return text_lines(self._told.step.prompt, {}, cells, width)
            case "hint":
                return self._told.newest_hint_lines(self._hints, self._part, width)
            case "met":
                return met_lines(self._verdict, voice, cells, width)
            case "outcome":
                return self._told.outcome_lines(width)
            case "failed":
                said = failure_sentence(news.failure, voice) if news.failure else ""
                return wrapped(said, "hint", cells, width)
            case "said":
                said = voice(news.sentence, **news.arguments) if news.sentence else ""
                mark = f"{cells.glyphs.done} " if news.tag == "right" else ""
                return wrapped(mark + said, news.tag, cells, width)

    def unabridged(self, width: int) -> list[Line]:
        """Return, for whoever reads on, what the rows say beside the step's own text: it may have been cut."""
        news = [line for one in self._bench.news if _is_short_lived(one.kind) for line in self._news(one, width)]
        bench, voice, cells = self._bench, self._voice, self._cells
        advice = advice_lines(bench.run, voice, cells, width, running=False)
        return news or ([] if _is_quiet(advice) else advice)

    def _cut(self, lines: Sequence[Line], rows: int, width: int) -> list[Line]:
        """The first `rows` lines; where there are more, the last one says how to read on."""
        if len(lines) <= rows or rows <= 0:
            return list(lines[: max(0, rows)])
        remark = f"{self._cells.glyphs.ellipsis} {self._voice(words.READ_ON)}"
        kept = _shortened(lines[rows - 1], width - self._cells.width(remark) - 1, self._cells)
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
