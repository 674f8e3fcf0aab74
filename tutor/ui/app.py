"""The Textual application: language, theme, and which screen is shown.

Everything that the first frame does not need is imported where it is used.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Final

from textual import events, on
from textual.app import App
from textual.filter import LineFilter
from textual.reactive import var
from textual.widgets import Input
from textual.worker import WorkerFailed

from tutor.errors import TutorError
from tutor.text import Cells
from tutor.ui.bench import Bench
from tutor.ui.display import FRAMES_PER_SECOND, Display
from tutor.ui.keys import BY_ID, keys_typed, meant_key, typed_early
from tutor.ui.narrow import SPELLED, ControlFilter, NarrowFilter
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.page import Page, PlaceChosen, ProgressWanted, ReviewLeft, ReviewWanted, SearchWanted, StepChosen
from tutor.ui.theme import DARK, LIGHT
from tutor.wording import LANGUAGES, Language, Voice, interface, notes
from tutor.wording.sentence import together

if TYPE_CHECKING:
    from tutor.learner.session import Session
    from tutor.learner.study import Study
    from tutor.learner.today import Today
    from tutor.progress import Notice
    from tutor.wording.failures import Failure


FIRST_READING = 0.4
"""Seconds for which lessons are read before the list is shown; the shipped course takes half of it."""
READING = 0.1
"""Seconds for which they are then read at a stretch, so that whatever the learner begins comes in between."""
_QUIET: Final = 3
_BREATH: Final = 0.01
"""So many times, so many seconds apart, nothing goes on any more: then what a key has begun is over."""
RETRY: Final = 5.0
"""Seconds after which it is tried again to save what could not be saved, and to read what could not be read."""


class TutorApp(App[None]):
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
    ) -> None:
        """Show what `open_study` opens; what it adds to `waits` later, from any thread, is said while it waits.

        `typed` is what the terminal has sent already.
        """
        super().__init__()
        self._open_study = open_study
        # Textual's own switch, TEXTUAL_ANIMATIONS=none, counts as well.
        still = reduced_motion or self.animation_level == "none"
        colourless = bool(os.environ.get("NO_COLOR"))
        self._look = Display(Voice(language), cells or Cells(), frames_per_second, still, colourless)
        self._start = (lesson, step)
        self._retry = retry
        self._control = ControlFilter()
        self._narrow = NarrowFilter(enabled=self._look.cells.ambiguous_width == 2)
        self.set_class(self._narrow.enabled, SPELLED)
        self.bench = Bench(self._tell_news, self._tell_waits)
        self._waits, self._waits_told = waits, 0
        self._waiting: Page | None = None
        """The page that says what is waited for."""
        self.study: Study | None = None
        self._ahead: list[events.Key] | None = keys_typed(typed)
        """What was typed before the course was there; None from then on."""
        self.lost = False
        """Whether something that was done could not be written to the end."""
        self.last_words: list[str] = []
        """What there is to say about the progress when the interface is gone."""
        self._drafts: dict[str, dict[tuple[str, str], str]] = {}
        """What stands unfinished in each lesson, by step and part, so that it is there again after leaving."""
        self.home = HomeScreen(self._look)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own colours, so that style sheets may name them before the theme is set."""
        return DARK.variables

    def get_line_filters(self) -> list[LineFilter]:
        """Return Textual's filters and ours: characters that steer a terminal, or that this one draws too wide."""
        return [*super().get_line_filters(), self._control, *([self._narrow] if self._narrow.enabled else [])]

    async def on_event(self, event: events.Event) -> None:
        """Let a key wait for the course; then take it for what was meant where it is no text."""
        if self._ahead is None or not isinstance(event, events.Key) or event.is_forwarded:
            await self._take(event)
        elif event.key == "ctrl+q" or (event.key == "q" and not self._ahead):
            await self._take(event)  # Whoever wants to leave before anything else need not wait.
        else:
            self._ahead.append(typed_early(event))

    async def _take(self, event: events.Event) -> None:
        """Take an event; a key is what was meant by it, for an input method may be on."""
        if isinstance(event, events.Key) and self.screen_stack and isinstance(self.screen, Page):
            self.screen.told = ""
        if isinstance(event, events.Key) and not event.is_forwarded and not isinstance(self.focused, Input):
            event = meant_key(event)
        await super().on_event(event)

    def on_mount(self) -> None:
        """Show the first frame at once; the course comes as soon as it is read."""
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name
        self.push_screen(self.home)
        self.call_after_refresh(lambda: self.run_worker(self._begin()))

    async def on_unmount(self) -> None:
        """Let what was begun be written."""
        await self.bench.run(self.let_go)
        self.bench.close()

    def let_go(self) -> None:
        """Let go of the progress; `lost` and `last_words` say how that went."""
        if self.study is not None:
            try:
                self.study.close()
            except TutorError as error:
                self.lost = True
                self.last_words.append(self._said(error))
            self.last_words += map(self._said, self.study.progress.news())

    def _tell_waits(self) -> None:
        """Say that something takes long, and where another program is waited for, that it does."""
        page = self.screen if self.screen_stack else None
        if not isinstance(page, Page):
            return
        if len(self._waits) > self._waits_told:
            self._waiting, self._waits_told = page, len(self._waits)
            page.tell(self._said(self._waits[-1]))
        elif self.study is not None and page.says_when_it_waits and not page.note.has_class("shown"):
            self._waiting = page
            page.tell(self._look.voice(interface.GETTING_READY))

    def _tell_news(self) -> None:
        """Say what is to be said about the progress, as that nothing can be written for now."""
        if self._waiting is not None:
            self._waiting.told = ""
            self._waiting.say("")
            self._waiting = None
        if self.study is not None:
            self.unsaved = self._look.voice(notes.UNSAVED_MARK) if self.study.progress.trouble else ""
        if self.study is not None and self.screen_stack and isinstance(self.screen, Page):
            self.screen.tell(together(map(self._said, self.study.progress.news())))

    async def _begin(self) -> None:
        """Open the course, then take what was typed meanwhile, in its order."""
        await self._open_course()
        while self._ahead:
            await self._take(self._ahead.pop(0))
            await self._over()
        self._ahead = None

    async def _over(self) -> None:
        """Wait until what the last key has begun is over, so that the next one is for what is shown then."""
        quiet = 0
        while quiet < _QUIET:
            await asyncio.sleep(_BREATH)
            done = asyncio.Event()
            self.call_later(done.set)
            await done.wait()
            pumps = self.screen.walk_children(with_self=True)
            acts = any(worker.group == "session" and worker.is_running for worker in self.workers)
            quiet = 0 if acts or any(pump.message_queue_size for pump in pumps) else quiet + 1

    def _try_later(self, study: Study) -> None:
        self.set_timer(self._retry, lambda: self.run_worker(self._try_again(study)))

    async def _try_again(self, study: Study) -> None:
        """Save, and read, what could not be saved or read so far, and show what is there again."""
        if study.progress.trouble is not None:
            with suppress(TutorError):  # a mark in the title says for how long it fails
                await self.bench.run(study.progress.save)
            if study.progress.trouble is None:
                await self._show_home(self.home.here)
        self._try_later(study)

    async def _open_course(self) -> None:
        self.bench.spare_what_is_loaded()
        try:
            self.study = await self.bench.run(self._open_study)
        except TutorError as error:
            self.exit(return_code=1, message=self._said(error))
            return
        self._try_later(self.study)
        notices = [*filter(None, [self.study.notice]), *self.study.progress.news()]
        await self._show_home()
        self.bench.warm_up()
        lesson, step = self._start
        lesson = self.home.here if lesson is None else lesson
        if lesson:
            try:
                await self._open_lesson(lesson, step)
            except TutorError as error:
                self.exit(return_code=1, message=self._said(error))
                return
        self._top.tell(together(map(self._said, notices)))

    async def _show_home(self, at: str = "") -> None:
        assert self.study is not None
        whole = await self.bench.run(self.study.read_more, FIRST_READING)
        await self._show_lessons(self.study, at)
        if whole:
            await self._show_due()
        else:
            self.run_worker(self._read_the_rest(self.study), group="reading", exclusive=True)

    async def _show_lessons(self, study: Study, at: str) -> None:
        language = self._look.voice.language
        entries = await self.bench.run(study.entries_so_far, language)
        titles = partial(study.skill_title, language=language)
        self.home.show(study.course(language), titles, entries, at or study.recommended(entries))

    async def _read_the_rest(self, study: Study) -> None:
        """Read a large course to its end."""
        while not await self.bench.run(study.read_more, READING):
            pass
        await self._show_lessons(study, self.home.here)
        await self._show_due()

    async def _show_due(self) -> Today:
        """Count the cards that are due; the course list is shown already."""
        assert self.study is not None
        today = await self.bench.run(self.study.today)
        self.home.show_due(today)
        return today

    async def _open_lesson(self, lesson: str, step: str = "") -> None:
        from tutor.ui.screens.lesson import LessonScreen

        assert self.study is not None
        study = self.study
        session: Session = await self.bench.run(study.session, lesson, self._look.voice.language)
        texts = partial(study.lesson, lesson)
        drafts = self._drafts.setdefault(lesson, {})
        self.push_screen(LessonScreen(self._look, session, texts, self.bench, step, study.lesson_title, drafts))

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

    # What screens ask for.

    @on(HomeScreen.LessonChosen)
    async def _lesson_chosen(self, event: HomeScreen.LessonChosen) -> None:
        try:
            await self._open_lesson(event.lesson)
        except TutorError as error:
            self.home.say(self._said(error))

    @on(HomeScreen.QuitWanted)
    async def action_quit(self) -> None:
        """Leave; where something can't be saved, ask first, and leave when that is asked for again."""
        from tutor.ui.screens.leaving import LeavingScreen

        if isinstance(self.screen, LeavingScreen):
            self.exit()
        elif trouble := await self._kept_from_saving():
            self.push_screen(LeavingScreen(self._look, trouble, self._kept_from_saving))
        else:
            self.exit()

    async def _kept_from_saving(self) -> tuple[Failure, Failure] | None:
        """Try again to save; return what would be lost now and why, None where all is saved."""
        if self.study is None:
            return None
        try:
            await self.bench.run(self.study.progress.save)
        except TutorError as lost:
            return lost, self.study.progress.trouble or lost
        return None

    @on(Page.GlossaryWanted)
    def _glossary_wanted(self, event: Page.GlossaryWanted) -> None:
        from tutor.ui.screens.reading import GlossaryScreen

        if self.study is not None:
            self.push_screen(GlossaryScreen(self._look, self.study, event.term))

    @on(Page.HelpWanted)
    def _help_wanted(self, event: Page.HelpWanted) -> None:
        from tutor.ui.screens.reading import HelpScreen

        self.push_screen(HelpScreen(self._look, event.places))

    @on(Page.OutlineWanted)
    def _outline_wanted(self, event: Page.OutlineWanted) -> None:
        from tutor.ui.screens.reading import OutlineScreen

        self.push_screen(OutlineScreen(self._look, event.texts, event.standing, event.here))

    @on(StepChosen)
    def _step_chosen(self, event: StepChosen) -> None:
        from tutor.ui.screens.lesson import LessonScreen

        self.pop_screen()
        if isinstance(self.screen, LessonScreen):
            self.screen.open_step(event.step)

    @on(Page.LessonLeft)
    async def _lesson_left(self, event: Page.LessonLeft) -> None:
        self.pop_screen()
        await self._show_home("" if event.finished else event.lesson)
        if event.finished:
            self.home.announce_finished(event.lesson)

    @on(PlaceChosen)
    async def _place_chosen(self, event: PlaceChosen) -> None:
        from tutor.ui.screens.lesson import LessonScreen

        assert self.study is not None
        try:
            await self.bench.run(self.study.lesson, event.lesson, self._look.voice.language)
        except TutorError as error:
            self._top.say(self._said(error))
            return
        while self.screen is not self.home:
            if isinstance(self.screen, LessonScreen) and self.screen.lesson.id == event.lesson:
                self.screen.open_step(event.step)
                return
            self.pop_screen()
        await self._open_lesson(event.lesson, event.step)

    @on(ReviewWanted)
    async def _review_wanted(self) -> None:
        if self.study is not None:
            today = await self._show_due()
            if today.session:
                await self._open_review(today)
            else:
                self._say_review(today)

    async def _open_review(self, today: Today) -> None:
        from tutor.ui.screens.review import ReviewScreen

        assert self.study is not None
        study, cards = self.study, today.session
        session = await self.bench.run(study.review, cards, self._look.voice.language, today.new)
        texts = lru_cache(len(LANGUAGES))(lambda language: study.review_lesson(cards, language))
        self.push_screen(ReviewScreen(self._look, session, texts, self.bench, study.lesson_title))

    @on(ReviewLeft)
    async def _review_left(self) -> None:
        self.pop_screen()
        self._say_review(await self._show_due())

    def _say_review(self, today: Today) -> None:
        from tutor.figures.overview import state_of_review

        self._top.say(state_of_review(today, self._look.voice, BY_ID["review"].printed))

    @on(SearchWanted)
    def _search_wanted(self) -> None:
        from tutor.ui.screens.search import SearchScreen

        if self.study is not None:
            self.push_screen(SearchScreen(self._look, self.study, self.bench))

    @on(ProgressWanted)
    async def _progress_wanted(self) -> None:
        from tutor.ui.screens.progress import ProgressScreen

        if self.study is not None:
            self.push_screen(ProgressScreen(self._look, self.study, self.bench))

    @on(Page.LanguageChosen)
    async def _language_chosen(self, event: Page.LanguageChosen) -> None:
        self._look = replace(self._look, voice=Voice(event.language))
        for screen in self.screen_stack:
            if isinstance(screen, Page):
                await screen.speak(self._look)
        if self.study is not None:
            await self._show_home(self.home.here)

    @on(Page.ThemeSwitched)
    def _theme_switched(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_help_quit(self) -> None:
        """Ctrl+C copies; whoever meant to leave is told how."""
        if isinstance(self.screen, Page):
            self.screen.say(self._look.voice(interface.LEAVE_HINT))
