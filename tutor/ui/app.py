"""The Textual application: language, theme, and which screen is shown.

Everything that the first frame does not need is imported where it is used.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING, Final

from textual import on
from textual.filter import LineFilter
from textual.reactive import var
from textual.worker import WorkerFailed

from tutor.errors import TutorError
from tutor.settings import Settings
from tutor.text import Cells
from tutor.ui.bench import Bench
from tutor.ui.display import FRAMES_PER_SECOND, Display
from tutor.ui.keys_in_order import KeysInOrder
from tutor.ui.narrow import SPELLED, ControlFilter, NarrowFilter
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.journey import Journey
from tutor.ui.screens.opening import OpeningScreen
from tutor.ui.screens.page import (
    Elsewhere,
    KnowingWanted,
    LessonLeft,
    NoticeBoard,
    Page,
    PageWanted,
    PlaceChosen,
    ReviewLeft,
    ReviewWanted,
)
from tutor.ui.theme import DARK, THEMES, theme_after, theme_named
from tutor.wording import Language, Voice, interface, notes

if TYPE_CHECKING:
    from tutor.learner.session import Session
    from tutor.learner.study import Study
    from tutor.progress import Notice
    from tutor.wording.failures import Failure


UNSEEN: Final = 0.1
"""Seconds for which the first frame waits for the course, so that it shows the list and no sign before it."""
RETRY: Final = 5.0
"""Seconds after which it is tried again to save what could not be saved, and to read what could not be read."""


class TutorApp(KeysInOrder):
    """Opens a course and goes between its screens."""

    ENABLE_COMMAND_PALETTE = False
    CSS = "Screen { background: $background; color: $foreground; }"
    unsaved = var("")
    """What stands in the title row of every page while something is not saved."""

    def __init__(
        self,
        open_study: Callable[[], Study],
        *,
        language: Language = "en",
        cells: Cells | None = None,
        lesson: str | None = "",
        step: str = "",
        frames_per_second: int = FRAMES_PER_SECOND,
        reduced_motion: bool = False,
        waits: Sequence[Notice] = (),
        retry: float = RETRY,
        typed: str = "",
        settings: Settings | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """Show what `open_study` opens; what it adds to `waits` later, from any thread, is said while it waits.

        `typed` is what the terminal has sent already; in `settings` it keeps theme and language for the next start;
        `clock` tells how soon keys come one after the other.
        """
        super().__init__(typed, clock)
        self._settings = settings or Settings()
        for theme in THEMES:
            self.register_theme(theme)
        # Chosen before style sheets are read: they are parsed once for each theme that there is meanwhile.
        self.set_reactive(TutorApp.theme, theme_named(self._settings.get("theme")))
        self.stylesheet.set_variables(self.get_css_variables())
        self._open_study = open_study
        # Textual's own switch, TEXTUAL_ANIMATIONS=none, counts as well.
        still, colourless = reduced_motion or self.animation_level == "none", bool(os.environ.get("NO_COLOR"))
        self._look = Display(Voice(language), cells or Cells(), frames_per_second, still, colourless, clock)
        self._start, self._retry, self._tries = (lesson, step), retry, False
        narrow = NarrowFilter(enabled=self._look.cells.ambiguous_width == 2)
        self.set_class(narrow.enabled, SPELLED)
        self._own_filters: list[LineFilter] = [ControlFilter(), *([narrow] if narrow.enabled else [])]
        self.bench = Bench(self._tell_news, self._tell_waits)
        self.news = NoticeBoard(waits, self._said)
        self.study: Study | None = None
        self._opening: asyncio.Task[None]
        self._drafts: dict[str, dict[tuple[str, str], str]] = {}
        """What stands unfinished in each lesson, by step and part, so that it is there again after leaving."""
        self._kept: dict[str, dict[str, object]] = {}
        """What the views of its steps are to find again, by step."""
        self.home = HomeScreen(self._look, self.bench)
        self._journey = Journey(self, self.home, self.bench, self._show_home, self._open_lesson)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours, so that style sheets may name them before the theme is set."""
        return DARK.variables

    def get_line_filters(self) -> list[LineFilter]:
        """Return Textual's filters and ours: characters that steer a terminal, or that this one draws too wide."""
        return [*super().get_line_filters(), *self._own_filters]

    def get_default_screen(self) -> HomeScreen:
        """Return the course list, over which all other pages stand."""
        return self.home

    async def on_load(self) -> None:
        """Open the course before anything is drawn, if that takes no longer than nobody minds."""
        self._opening = asyncio.create_task(self._list_course())
        await asyncio.wait([self._opening], timeout=UNSEEN)

    def on_mount(self) -> None:
        """Show where the course is opened at, as soon as it is open."""
        if self._start[0] != "":
            self.push_screen(OpeningScreen(self._look, at_start=True))
        self.run_worker(self._begin())

    async def on_unmount(self) -> None:
        """Let what was begun be written."""
        await self.bench.run(self.let_go)
        self.bench.close()

    def let_go(self) -> None:
        """Let go of the progress; the `news` say how that went."""
        if self.study is not None:
            self.news.let_go(self.study.progress)

    def _tell_waits(self) -> None:
        if self.screen_stack and isinstance(self.screen, Page):
            self.news.tell_waits(self.screen, is_open=self.study is not None)

    def _tell_news(self) -> None:
        """Say what is to be said about the progress, as that nothing can be written for now."""
        if not self.bench.is_waited_for:
            self.news.wait_no_more()
        if self.study is not None:
            self.unsaved = self._look.voice(notes.UNSAVED_MARK) if self.study.progress.trouble else ""
            if self.unsaved:
                self._try_later(self.study)
            if self.screen_stack and isinstance(self.screen, Page):
                self.news.tell(self.screen, self.study.progress.news())

    async def _begin(self) -> None:
        """Open the course, then take what was typed meanwhile, in its order."""
        await self.home.stands.wait()
        try:
            await self._open_course()
        except TutorError as error:
            self.exit(return_code=1, message=self._said(error))
        await self.take_what_was_typed()

    def _try_later(self, study: Study) -> None:
        """Try in a while, unless that is to be done anyway; nothing wakes where everything is saved."""
        if not self._tries:
            self._tries = True
            self.set_timer(self._retry, lambda: self.run_worker(self._try_again(study)))

    async def _try_again(self, study: Study) -> None:
        """Save, and read, what could not be saved or read so far, and show what is there again."""
        if study.progress.trouble is not None:
            with suppress(TutorError):  # a mark in the title says for how long it fails
                await self.bench.run(study.progress.save)
            if study.progress.trouble is None:
                await self._show_home(self.home.here)
        self._tries = False
        if study.progress.trouble is not None:
            self._try_later(study)

    async def _list_course(self) -> None:
        self.bench.spare_what_is_loaded()
        self.study = await self.bench.run(self._open_study)
        await self._show_home()

    async def _open_course(self) -> None:
        await self._opening
        assert self.study is not None
        with suppress(TutorError):  # what can't be saved is among the news
            # Only now, beside the first frame: to find out whether it takes more the disk has to be waited for.
            await self.bench.run(self.study.progress.save)
        notices = [*filter(None, [self.study.notice]), *self.study.progress.news()]
        lesson, step = self._start
        if lesson := self.home.here if lesson is None else lesson:
            await self._open_lesson(PlaceChosen(lesson, step))
        self.news.tell(self._top, notices)

    async def _show_home(self, at: str = "") -> None:
        assert self.study is not None
        await self.home.open(self.study, at)

    async def _open_lesson(self, place: PlaceChosen) -> None:
        study, language, lesson = self.study, self._look.voice.language, place.lesson
        assert study is not None
        with self.home.reading_held_back():
            async with self._journey.opening(self.home.title_of(lesson)):
                session, offer = await self.bench.run(_opened, study, lesson, language)
            from tutor.ui.screens.lesson import LessonScreen
            from tutor.ui.screens.open_lesson import OpenLesson

            texts, drafts = partial(study.lesson, lesson), self._drafts.setdefault(lesson, {})
            kept = self._kept.setdefault(lesson, {})
            opened = OpenLesson(
                session, texts, study.lesson_title, drafts, kept, can_be_known=offer, makes_up=place.makes_up
            )
            await self._journey.put_over_home(LessonScreen(self._look, opened, self.bench, place.step))

    def _handle_exception(self, error: Exception) -> None:
        """End with a sentence where no screen can go on, as when the progress can't be read any more."""
        # Textual has no public place for what any handler or worker may raise.
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, TutorError):
            self.exit(return_code=1, message=self._said(cause))
        elif self.return_code is None:
            super()._handle_exception(error)
        # Else we were leaving: widgets are taken down while they are drawn, and what is kept is told by `let_go`.

    @property
    def _top(self) -> Page:
        """The page that is seen."""
        assert isinstance(self.screen, Page)
        return self.screen

    def _said(self, failure: Failure) -> str:
        from tutor.wording.failures import failure_sentence

        return failure_sentence(failure, self._look.voice)

    @on(PlaceChosen)
    @on(LessonLeft)
    @on(ReviewWanted)
    @on(KnowingWanted)
    @on(ReviewLeft)
    async def _elsewhere(self, event: Elsewhere) -> None:
        if self.study is not None:
            await self._journey.follow(event, self.study)

    async def action_quit(self) -> None:
        """Leave; where something can't be saved, ask first, and leave when that is asked for again."""
        from tutor.ui.screens.leaving import LeavingScreen, unsaved

        study = self.study
        if study is None or isinstance(self.screen, LeavingScreen):
            self.exit()
        elif held := await unsaved(study.progress, self.bench):
            self.push_screen(LeavingScreen(self._look, held, study.progress, self.bench))
        else:
            self.exit()

    @on(PageWanted)
    def _page_wanted(self, event: PageWanted) -> None:
        if study := self.study:
            self.push_screen(event.page(self._look, study, self.bench))

    @on(Page.LanguageChosen)
    async def _language_chosen(self, event: Page.LanguageChosen) -> None:
        self._look = replace(self._look, voice=Voice(event.language))
        self.run_worker(self.bench.run(self._settings.keep, "language", event.language))
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                await screen.speak(self._look)
        if self.study is not None:
            await self._show_home(self.home.here)

    @on(Page.ThemeSwitched)
    def _theme_switched(self) -> None:
        self.theme = theme_after(self.theme)
        self.run_worker(self.bench.run(self._settings.keep, "theme", self.theme))
        self._top.say(self._look.voice(interface.THEMES[self.theme]))

    def action_help_quit(self) -> None:
        """Ctrl+C copies; whoever meant to leave is told how."""
        if isinstance(self.screen, Page):
            self.screen.say(self._look.voice(interface.LEAVE_HINT))


def _opened(study: Study, lesson: str, language: Language) -> tuple[Session, bool]:
    """A lesson, and whether one may show to know it; what draws it is loaded here too, off the event loop."""
    from tutor.learner.knowing import makes_offer

    import_module("tutor.ui.screens.lesson")
    session = study.session(lesson, language)
    return session, makes_offer(study.lesson(lesson, language), study.bank(language))
