"""The course list: every lesson with how far the learner is, above it the one thing to do, beside it a face."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from tutor.errors import TutorError
from tutor.figures import home as figures
from tutor.figures.course_list import course_list
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import BY_ID, bindings
from tutor.ui.screens.face import LessonFace, figure_of
from tutor.ui.screens.home_grid import home_grid
from tutor.ui.screens.page import Page, PlaceChosen, ReviewWanted
from tutor.ui.waiting import called_back
from tutor.ui.widgets.course_map import CourseMap
from tutor.ui.widgets.sheet import Line, Sheet
from tutor.wording import Language, home, interface

if TYPE_CHECKING:
    from tutor.learner.study import LessonEntry, Study
    from tutor.learner.today import Today

FIRST_READING = 0.4
"""Seconds for which lessons that the index does not know are looked at before the list is shown."""
READING = 0.1
"""Seconds for which they are then read at a stretch, so that whatever the learner begins comes in between."""
RESTING = 0.15
"""Seconds for which the mark stays on a lesson before its figure is drawn."""


class Offer(Sheet):
    """The frame around the one thing to do; a click takes it."""

    DEFAULT_CSS = "Offer { margin: 0 0 0 1; }"

    class Taken(Message):
        """The learner wants to do it."""

    def on_click(self) -> None:
        """Say so."""
        self.post_message(self.Taken())


class HomeScreen(Page):
    """Shows the course; says which lesson the learner wants."""

    DEFAULT_CSS = "HomeScreen #list { scrollbar-size-vertical: 1; }"
    BINDINGS = bindings("home")
    says_when_it_waits = True
    places = ("everywhere", "home", "course")

    def __init__(self, display: Display, bench: Bench) -> None:
        super().__init__(display, stands=False)
        self._bench = bench
        self._study: Study | None = None
        self._entries: Sequence[LessonEntry] = ()
        self._next = ""
        """The lesson to go on with."""
        self._offer = Offer(self._offer_lines, id="offer")
        self._map = CourseMap(display.cells, display.clock, id="lessons")
        self._face = LessonFace()
        self._list = VerticalScroll(self._map, can_focus=False, id="list")
        self._grid = home_grid(80, 22, 0)
        self._resting: Timer | None = None
        self._today: Today | None = None
        self._may_read = asyncio.Event()
        self._may_read.set()

    def body(self) -> Iterable[Widget]:
        """Put the one thing to do above the list, and a lesson's face beside them."""
        yield Horizontal(Vertical(self._offer, self._list, id="left"), self._face)

    async def on_mount(self) -> None:
        """Show the course, or a sign until it is there."""
        self._map.focus()
        self.stands.set()
        if self._study is None:
            self._map.show_instead([[(self.voice(interface.GETTING_READY), "dim")]])
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """Lay everything out for the new size."""
        super().on_resize(event)
        self._arrange()
        self._show_face()

    def on_screen_resume(self) -> None:
        """Draw what was not drawn while another page was over this one."""
        self._show_face()

    async def open(self, study: Study, at: str = "") -> None:
        """Show the course with the mark on the lesson `at`, or on the one to go on with; then read its lessons."""
        entries, self._next = await self._bench.run(_first_look, study, self.voice.language)
        self.show(study, entries, at or self._next)
        self._read_the_rest(study)

    @work(exclusive=True, group="reading")
    async def _read_the_rest(self, study: Study) -> None:
        """When the list is painted, read the course to its end, count what is due, and get ready what steps need."""
        await self.stands.wait()
        await called_back(self, self.call_after_refresh)
        await self._may_read.wait()
        while not await self._bench.run(study.read_rest, READING):
            await self._may_read.wait()
        entries = await self._bench.run(study.entries_so_far, self.voice.language)
        if entries != self._entries:
            self._next = await self._bench.run(study.recommended, entries)
            self.show(study, entries, self.here)
        await self.count_due(study)
        self._bench.warm_up()

    @contextmanager
    def reading_held_back(self) -> Iterator[None]:
        """Let what is begun meanwhile have the bench for itself."""
        self._may_read.clear()
        try:
            yield
        finally:
            self._may_read.set()

    def title_of(self, lesson: str) -> str:
        """Return what a lesson is called, empty where that is not known yet."""
        entry = next((entry for entry in self._entries if entry.id == lesson), None)
        return entry.facts.title if entry is not None and entry.facts is not None else ""

    @property
    def state_of_review(self) -> str:
        """Return in words how the review stood when its cards were counted last."""
        from tutor.figures.overview import state_of_review

        return state_of_review(self._today, self.voice, BY_ID["review"].printed) if self._today else ""

    async def count_due(self, study: Study) -> Today:
        """Show how many review cards are left for today, and return them."""
        self._today = await self._bench.run(study.today)
        self._offer.redraw()
        self.refresh_footer()
        return self._today

    def show(self, study: Study, entries: Sequence[LessonEntry], at: str = "") -> None:
        """Show the course with the mark on the lesson `at`."""
        self._study, self._entries = study, entries
        self._map.marked = at or self.here
        if self.stands.is_set():
            self._draw()

    def _draw(self) -> None:
        self._arrange()
        if self._study is not None:
            title = self._study.course(self.voice.language).title
            heading = [(self.voice(home.PROGRAM), "dim"), (title, "title")]
            self.title_bar.set(heading, figures.progress_runs(self._entries, self.voice, self.cells))
        self._tell_marked()

    def wait_no_more(self) -> None:
        """Take the sign away: there is no course to come."""
        self._map.show_instead(())

    @property
    def here(self) -> str:
        """Return the id of the marked lesson."""
        return self._map.marked

    async def retell(self) -> None:
        """The application shows the course again in the new language."""

    def live_keys(self) -> Sequence[str]:
        """Everything works at any time, but a broken lesson cannot be opened, and a review needs something due."""
        here = self._here()
        opens = "continue" if self.here == self._next and not figures.all_done(self._entries) else "open-lesson"
        go_on = (opens,) if here is not None and figures.can_open(here) else ()
        through, by_number = (("lessons",), ("lesson-number",)) if len(self._entries) > 1 else ((), ())
        review = ("review",) if self._today and self._today.due else ()
        others = ("search", "progress", "quit", "language", "glossary", *by_number, "theme", "help")
        return (*go_on, *through, *review, *others)

    def action_continue(self) -> None:
        """Open the marked lesson."""
        self._map.action_choose()

    def action_review(self) -> None:
        """Ask for the review."""
        self.post_message(ReviewWanted())

    def action_progress(self) -> None:
        """Show the progress over the course."""
        if self._study is not None:
            from tutor.ui.screens.progress import ProgressScreen

            self.app.push_screen(ProgressScreen(self.display_, self._study, self._bench))

    def action_quit(self) -> None:
        """Leave, if the application finds nothing that is not saved."""
        self.app.call_later(self.app.action_quit)

    @on(CourseMap.Marked)
    def _tell_marked(self) -> None:
        """Show everything that is about the marked lesson."""
        self._offer.redraw()
        self._show_face()
        self.refresh_footer()

    @on(CourseMap.Chosen)
    def _chosen(self) -> None:
        entry = self._here()
        if entry is not None and figures.can_open(entry):
            self.post_message(PlaceChosen(entry.id))

    @on(Offer.Taken)
    def _offer_taken(self) -> None:
        self._map.action_choose()

    def _here(self) -> LessonEntry | None:
        return next((entry for entry in self._entries if entry.id == self.here), None)

    # What is drawn, and where.

    def _arrange(self) -> None:
        """Lay everything out for the window."""
        width, height, study = self.size.width, self.size.height - 2, self._study
        parts = figures.listed_parts(study.course(self.voice.language), self._entries, self.voice) if study else []
        widest = home_grid(width, height, 0)
        columns = widest.list_width + 1
        compact = course_list(parts, self.cells, columns, widest.rows).height
        loose = course_list(parts, self.cells, columns, home_grid(width, height, compact).rows)
        self._grid = grid = home_grid(width, height, loose.height)
        if self._entries:
            self._map.show_list(loose, self.here or self._entries[0].id)
        elif self._study is not None:
            self._map.show_instead([[(self.voice(interface.NO_LESSONS), "dim")]])
        self.query_one(Horizontal).styles.padding = (grid.above, grid.margin - 1, 0, grid.margin - 1)
        self.query_one("#left").styles.width = grid.list_width + 2
        self._face.place(
            grid.face_width if self._entries else 0,
            min(max(grid.offer + loose.height, 24), height - grid.above),
            grid.gap,
        )

    def _offer_lines(self, width: int) -> list[Line]:
        entry = self._here()
        if entry is None:
            return []
        grid, is_next = self._grid, entry.id == self._next
        all_done = is_next and figures.all_done(self._entries)
        title = self.voice(home.ALL_DONE if all_done else home.GO_ON if is_next else home.OPEN)
        key = BY_ID["continue"].printed
        frame = figures.offer_lines(
            entry, self.voice, self.cells, width - 1, grid.text, title=title, key=key, air=grid.air
        )
        waiting = figures.review_words(self._today, self.voice) if self._today else ""
        review: Line = [("   ", ""), (BY_ID["review"].printed, "key"), ("  " + waiting, "")] if waiting else []
        if all_done and not waiting:
            review = [("   ", ""), (self.state_of_review, "dim")]
        return [*frame, *[[]] * grid.air, review, *[[]] * grid.below]

    def _show_face(self) -> None:
        """Say what the marked lesson is about, and draw its figure when the mark has rested on it."""
        entry, study = self._here(), self._study
        if self._resting is not None:
            self._resting.stop()
        if entry is not None and study is not None and self._grid.face_width:
            self._say_face(entry, 0)
            if entry.facts is not None and (not self._face.drawn or figures.is_begun(entry)):
                self._resting = self.set_timer(RESTING, lambda: self._draw_face(study, entry))

    def _say_face(self, entry: LessonEntry, first_tries: int) -> None:
        voice, cells = self.voice, self.cells
        titles = {other.id: figures.title_of(other, voice) for other in self._entries}
        self._face.show_words(
            self._of(entry),
            lambda width: figures.face_head(entry, voice, cells, width),
            lambda width: figures.face_foot(entry, titles, first_tries, voice, cells, width),
        )

    def _of(self, entry: LessonEntry) -> Hashable:
        return entry.id, self.voice.language, self._grid.face_width

    @work(exclusive=True, group="face")
    async def _draw_face(self, study: Study, entry: LessonEntry) -> None:
        """Draw the figure of a lesson, and say how it goes, if it is marked still and seen."""
        if entry.id != self.here or not self.is_current:
            return
        of, language = self._of(entry), self.voice.language
        with suppress(TutorError):  # a lesson that was spoilt meanwhile is shown so when the list is shown again
            if not self._face.drawn:
                lesson = await self._bench.run(study.lesson, entry.id, language)
                figure = await self._bench.run(figure_of, lesson, self.display_, self._grid.face_width)
                await self._face.show_figure(of, figure)
            right = await self._bench.run(_first_tries, study, entry.id, language)
            if right and of == self._of(entry) and entry.id == self.here:
                self._say_face(entry, right)


def _first_look(study: Study, language: Language) -> tuple[Sequence[LessonEntry], str]:
    """The lessons as far as they are known after a look at them, and the one to go on with."""
    study.read_more(FIRST_READING, language)
    entries = study.entries_so_far(language)
    return entries, study.recommended(entries)


def _first_tries(study: Study, lesson: str, language: str) -> int:
    """How many questions of a lesson were answered rightly at once."""
    from tutor.learner.ending import first_tries

    player = study.session(lesson, language).player
    return sum(first_tries(player.lesson, player.journal))
