"""The progress screen: what to do next and why, every lesson and skill, the learner's own notes and bookmarks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.containers import Horizontal
from textual.widget import Widget

from tutor.events import REVIEW
from tutor.figures.course_list import SIGNS
from tutor.figures.lines import wrapped
from tutor.figures.overview import (
    Names,
    advice_words,
    day_lines,
    eye_lines,
    names_of,
    remark_words,
    skill_lines,
    slip_lines,
)
from tutor.learner.course import Remark
from tutor.learner.overview import Overview, Suggestion
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import bindings
from tutor.ui.screens.page import PlaceChosen, ReviewWanted
from tutor.ui.screens.reading import ListPage
from tutor.ui.widgets.menu import Menu, Row
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.ui.widgets.stand import Scrolling, Stand
from tutor.wording import Sentence, interface, overview, progress

if TYPE_CHECKING:
    from tutor.learner.study import LessonEntry, Study

_WIDEST: Final = 124
_LEFT: Final = 16
_RIGHT: Final = 13
"""How the two columns share the width."""


class ProgressScreen(ListPage):
    """Shows an overview; each suggestion, note and lesson can be opened from it."""

    BINDINGS = bindings("list")

    DEFAULT_CSS = f"""
    ProgressScreen Horizontal {{ height: 1fr; }}
    ProgressScreen Scrolling {{ width: {_LEFT}fr; padding: 0 1 0 2; }}
    ProgressScreen Scrolling:last-child {{ width: {_RIGHT}fr; padding: 0 2 0 1; }}
    """

    def __init__(self, display: Display, study: Study, bench: Bench) -> None:
        super().__init__(display, "progress")
        self._study, self._bench = study, bench
        self._seen: Overview | None = None
        self._orphans = 0
        self._entries: Sequence[LessonEntry] = ()
        self._side = Sheet(self._side_lines)

    def body(self) -> Iterable[Widget]:
        """Put skills and days beside what can be opened."""
        yield Stand(Horizontal(Scrolling(self._menu), Scrolling(self._side)), rows=self._rows_in, widest=_WIDEST)

    async def retell(self) -> None:
        """Draw everything in the present language, as it is now; nobody waits for it, so that keys work meanwhile."""
        self.entitle(overview.TITLE)
        self._look()

    def _rows_in(self, width: int) -> int:
        """How many rows the longer column takes."""
        columns = ((self._menu, _LEFT), (self._side, _RIGHT))
        return max(len(sheet.lines(width * share // (_LEFT + _RIGHT) - 4)) for sheet, share in columns)

    @work(exclusive=True)
    async def _look(self) -> None:
        self._entries = await self._bench.run(self._study.entries, self.voice.language)
        self._seen = await self._bench.run(self._study.overview)
        self._orphans = len(await self._bench.run(self._study.orphans))
        done = sum(entry.finished for entry in self._entries)
        counts = self.voice(interface.LESSONS_DONE, done=done, total=len(self._entries))
        self.title_bar.set([(self.voice(overview.TITLE), "title")], [(counts, "dim")])
        self._menu.set_rows(list(self._rows(self._seen)))
        self._side.redraw()
        self.find_place()

    @on(Menu.Chosen)
    def _chosen(self, event: Menu.Chosen) -> None:
        lesson, _, step = event.id.partition("#")[0].partition("/")
        if lesson == REVIEW:
            self.post_message(ReviewWanted())
        elif lesson:
            self.post_message(PlaceChosen(lesson, step))

    @property
    def _names(self) -> Names:
        return names_of(self._study, self.voice.language)

    # The list.

    def _rows(self, seen: Overview) -> Iterator[Row]:
        """A row for all that can be opened; its id is a place, with a number where the same place comes twice."""
        for index, suggestion in enumerate(seen.suggestions):
            place = self._place_of(suggestion)
            yield Row(f"{place}#next{index}", partial(self._suggestion, suggestion, index == 0))
        for index, remark in enumerate(seen.remarks):
            yield Row(f"{remark.lesson}/{remark.step}#note{index}", partial(self._remark, remark, index == 0))
        for index, entry in enumerate(self._entries):
            yield Row(entry.id if entry.facts else f"#{entry.id}", partial(self._lesson, entry, index == 0))

    def _place_of(self, suggestion: Suggestion) -> str:
        match suggestion.advice:
            case "review":
                return REVIEW
            case "continue" | "begin" | "skipped" | "weak" | "all-done":
                return f"{suggestion.lesson}/{suggestion.step}"

    def _suggestion(self, suggestion: Suggestion, first: bool, width: int, here: bool) -> list[Line]:
        what, why = advice_words(suggestion, self._names, self.voice)
        return [*self._head(overview.NEXT, first), *self._entry(what, why, width - 1, here), []]

    def _remark(self, remark: Remark, first: bool, width: int, here: bool) -> list[Line]:
        where, text = remark_words(remark, self._names, self.voice)
        return [*self._head(overview.REMARKS, first), *self._entry(where, text, width - 1, here)]

    def _lesson(self, entry: LessonEntry, first: bool, width: int, here: bool) -> list[Line]:
        gap: list[Line] = [[]] if first and self._seen and self._seen.remarks else []
        return [*gap, *self._head(overview.LESSONS, first), self._lesson_row(entry, width - 1, here)]

    def _head(self, title: Sentence, first: bool) -> list[Line]:
        return [[(self.voice(title), "heading")]] if first else []

    def _entry(self, what: str, why: str, width: int, here: bool) -> list[Line]:
        mark = ("▌ " if here else "  ", "selected")
        lines: list[Line] = [[mark, (line, "title" if here else "")] for line in self.cells.wrap(what, width - 2)]
        return [*lines, *([mark, (line, "dim")] for line in (self.cells.wrap(why, width - 2) if why else ()))]

    def _lesson_row(self, entry: LessonEntry, width: int, here: bool) -> Line:
        cells, pointer = self.cells, ("▌" if here else " ", "selected")
        if entry.facts is None or entry.standing is None:
            return [pointer, ("✗ ", "wrong"), (cells.pad(entry.id, width - 3), "dim")]
        mark, tag = SIGNS[entry.standing.state]
        counts = f"{entry.standing.done:>2}/{entry.standing.total}"
        title = cells.pad(entry.facts.title, width - 4 - cells.width(counts))
        return [pointer, (f"{mark} ", tag), (title, "title" if here else ""), (f" {counts}", "dim")]

    # What stands beside it.

    def _side_lines(self, width: int) -> list[Line]:
        if self._seen is None:
            return [[(self.voice(interface.GETTING_READY), "dim")]]
        width -= 1  # A scrollbar is not to touch the words.
        voice, cells = self.voice, self.cells
        lines: list[Line] = [[(voice(overview.DAYS), "heading")], *day_lines(self._seen, voice, cells, width), []]
        lines += [[(voice(overview.SKILLS), "heading")]]
        lines += skill_lines(self._seen.skills, self._names, voice, cells, width)
        lines += [[], [(voice(overview.SLIPS), "heading")]]
        lines += slip_lines(self._seen, self._names, voice, cells, width)
        if self._seen.eyes:
            lines += [[], [(voice(overview.EYES), "heading")]]
            lines += eye_lines(self._seen, self._names, voice, cells, width)
        if not self._seen.remarks:
            lines += [[], [(voice(overview.REMARKS), "heading")]]
            lines += wrapped(voice(overview.NO_REMARKS), "dim", cells, width)
        if self._orphans:
            kept = voice(progress.ORPHANS_COUNTED, count=self._orphans)
            lines += [[], *wrapped(kept, "dim", cells, width)]
        return lines
