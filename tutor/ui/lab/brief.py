"""What a lab says in a few rows: the open task, and below it what is new or what the next key does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tutor.activity.actions import typed_name
from tutor.activity.base import Hint
from tutor.events import Verdict
from tutor.figures.answers import text_lines
from tutor.figures.lab import LabWords, advice, met_lines, told_lines, waiting
from tutor.figures.lines import Line, Run, flowed, width_of, wrapped
from tutor.figures.quantities import quantity_text
from tutor.numerals import numeral
from tutor.prose.window import MESSAGE_ROWS
from tutor.text import Cells
from tutor.ui.lab.arrangement import Words
from tutor.ui.lab.key_order import NAMED
from tutor.ui.lab.workbench import News, NewsKind, Workbench
from tutor.wording import lab as words
from tutor.wording.failures import failure_sentence

_SENTENCE_END: Final = re.compile(r"[.!?:](?=\s|$)|[。！？：]")
_SAID_BESIDE: Final = 7
"""Rows of what is said beside the diagram."""
_TEXT_BELOW: Final = 1
_TEXT_BESIDE: Final = 6
"""Rows of the text of a step without tasks, below the diagram and beside it."""
_GAP: Final = 3
"""Cells between two short pieces of what is said."""


@dataclass(frozen=True, slots=True)
class Brief:
    """Lays the rows out; `hints` are those for the open `part`."""

    told: LabWords
    workbench: Workbench
    hints: Sequence[Hint]
    part: str
    verdict: Verdict | None

    def kept(self, width: int, *, beside: bool) -> Words:
        """Return the rows that are kept for it, so that neither a task nor what is said of it moves anything.

        There are more of them where it stands `beside` the diagram.
        """
        text = _TEXT_BESIDE if beside else _TEXT_BELOW
        task = self.told.longest_task(width) if self.told.step.tasks else min(text, len(self.told.task_lines(width)))
        return Words(task, 1, _SAID_BESIDE, 1) if beside else Words(task, 0, MESSAGE_ROWS)

    def lines(self, width: int, *, running: bool, typing: bool, beside: bool) -> list[Line]:
        """Return the task, which is never cut, and below it in the rows that are kept for that what is said of it.

        While the learner is `typing`, nothing is said.
        """
        kept, workbench = self.kept(width, beside=beside), self.workbench
        # A text that is news already would stand in the place of a task as well.
        is_told = workbench.activity.task is None and any(one.kind == "prompt" for one in workbench.news)
        task = [] if is_told else self._cut(self.told.task_lines(width), kept.task, width)
        said = [] if typing else self._said(kept.said, width, running=running, apart=beside)
        return [*task, *([[]] * (kept.task - len(task) + kept.gap)), *said, *([[]] * (kept.said - len(said)))]

    def _said(self, rows: int, width: int, *, running: bool, apart: bool) -> list[Line]:
        """What is new, or else what the next key does, in `rows`; the pieces `apart` from each other or not."""
        workbench, voice, cells = self.workbench, self.told.voice, self.told.cells
        news = self._all_news(width, rows, apart=apart)
        if news and all(one.kind == "changed" for one in workbench.news):
            waits = bool(waiting(workbench.run))
            then = told_lines(waiting(workbench.run) or advice(workbench.run, running=running), voice, cells, width)
            told = self._joined(news, then, width, apart=apart)
            news = told if waits or len(told) <= rows or not _is_quiet(then) else news
        return self._cut(news or self._at_rest(width, rows, running=running), rows, width)

    def _at_rest(self, width: int, rows: int, *, running: bool) -> list[Line]:
        """What the next key does; before anything has moved, what leads to the outcome of the prediction.

        The prediction itself, which the whole text has as well, stands below it where there are `rows` for both.
        """
        run, voice, cells = self.workbench.run, self.told.voice, self.told.cells
        if self._nothing_moved(running=running):
            waits = told_lines(waiting(run), voice, cells, width)
            told = [*waits, *self.told.prediction_lines(width)]
            if lines := self.told.found_earlier_lines(width) or (told if len(told) <= rows else waits or told):
                return lines
        return told_lines(advice(run, running=running), voice, cells, width)

    def _nothing_moved(self, *, running: bool) -> bool:
        """Whether the lab stands at its start, and its first task is open."""
        workbench = self.workbench
        return workbench.lab.at_start and not (running or workbench.lab.step or workbench.activity.later_tasks_begun)

    def named_keys(self, lines: Sequence[Line], *, running: bool) -> Sequence[str]:
        """Return the ids of the keys that are named in what is said, of which `lines` are drawn."""
        workbench, news = self.workbench, self.workbench.news
        said = [one.sentence for one in news if one.sentence is not None]
        if all(one.kind == "changed" for one in news):
            waits = waiting(workbench.run) if news or self._nothing_moved(running=running) else []
            said += [one.sentence for one in waits or advice(workbench.run, running=running)]
        # Only what says that more can be read is drawn as a key.
        text = ["text"] if any(tag == "key" for line in lines for _, tag in line) else []
        return [*dict.fromkeys([*(key for sentence in said for key in NAMED.get(sentence, ())), *text])]

    def _all_news(self, width: int, rows: int, *, apart: bool) -> list[Line]:
        """All that is new; where it takes more than `rows`, what came last is told whole."""
        lines: list[Line] = []
        for news in self.workbench.news:
            more = self._news(news, width)
            told = self._joined(lines, more, width, apart=apart)
            lines = told if len(told) <= rows else [*self._cut(lines, rows - len(more), width), *more]
        return lines

    def _joined(self, lines: Sequence[Line], more: Sequence[Line], width: int, *, apart: bool) -> list[Line]:
        """`lines` and `more`, on one row where they are short, else `apart` from each other or not."""
        if len(lines) == len(more) == 1:
            return flowed([*lines, *more], _GAP, width, self.told.cells)
        return [*lines, *([[]] if lines and more and apart else []), *more]

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
                return self.told.outcome_lines(width, self.workbench.run.outcome)
            case "changed":
                return flowed(
                    [[(self._change(*change), "strong")] for change in news.changes.items()], _GAP, width, cells
                )
            case "failed":
                said = failure_sentence(news.failure, voice) if news.failure else ""
                return wrapped(said, "hint", cells, width)
            case "said":
                said = voice(news.sentence, **news.arguments) if news.sentence else ""
                mark = f"{cells.glyphs.done} " if news.tag == "right" else ""
                return wrapped(mark + said, news.tag, cells, width)

    def _change(self, name: str, values: tuple[float, float]) -> str:
        cells, (before, after) = self.told.cells, [numeral(value).text for value in values]
        shown = quantity_text(typed_name(name), cells)
        return self.told.voice(words.CHANGED, name=shown, before=before, arrow=cells.glyphs.arrow, after=after)

    def unabridged(self, width: int) -> list[Line]:
        """Return, for whoever reads on, what the rows say beside the step's own text: it may have been cut."""
        workbench = self.workbench
        news = [line for one in workbench.news if _is_short_lived(one.kind) for line in self._news(one, width)]
        advised = told_lines(advice(workbench.run, running=False), self.told.voice, self.told.cells, width)
        only_set = all(one.kind == "changed" for one in workbench.news)
        return [*news, *advised] if only_set and not _is_quiet(advised) else news

    def _cut(self, lines: Sequence[Line], rows: int, width: int) -> list[Line]:
        """The first `rows` lines; of more up to the end of a sentence, behind which it is said how to read on."""
        if len(lines) <= rows or rows <= 0:
            return list(lines[: max(0, rows)])
        cells = self.told.cells
        remark = f"{cells.glyphs.ellipsis} {self.told.voice(words.READ_ON)}"
        last = _shortened(lines[rows - 1], width - cells.width(remark) - 1, cells)
        *kept, end = _whole_sentences([*lines[: rows - 1], last])
        if width_of(end, cells) + cells.width(remark) < width:
            return [*kept, [*end, (f" {remark}", "key")]]
        return [*kept, end, [(remark, "key")]]


def _whole_sentences(lines: Sequence[Line]) -> Sequence[Line]:
    """`lines` up to the last end of a sentence in them; all of them, where none ends there."""
    for number, line in reversed([*enumerate(lines)]):
        for place, (text, tag) in reversed([*enumerate(line)]):
            if ends := [*_SENTENCE_END.finditer(text)]:
                return [*lines[:number], [*line[:place], (text[: ends[-1].end()], tag)]]
    return lines


def _is_short_lived(kind: NewsKind) -> bool:
    """Whether news of this kind stands nowhere else."""
    match kind:
        case "said" | "failed" | "met" | "changed":
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
