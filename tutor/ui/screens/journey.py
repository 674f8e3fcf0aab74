"""The ways between screens: which one stands over the course list, and what comes when it is left."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Final

from textual.app import App

from tutor.errors import TutorError
from tutor.ui.bench import Bench
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.opening import OpeningScreen
from tutor.ui.screens.page import Elsewhere, KnowingWanted, LessonLeft, Page, PlaceChosen, ReviewLeft, ReviewWanted
from tutor.wording import review

if TYPE_CHECKING:
    from tutor.learner.study import Study
    from tutor.learner.today import ReviewSession


UNNOTICED: Final = 0.15
"""Seconds for which nobody minds that nothing is seen."""
_PATIENCE: Final = 2.0
"""Seconds for which a sign stays until a page stands whole; then that comes as it is."""


class Journey:
    """Leads from screen to screen, over the course list, as the learner wants it."""

    def __init__(
        self,
        app: App[None],
        home: HomeScreen,
        bench: Bench,
        show_home: Callable[[str], Awaitable[None]],
        open_lesson: Callable[[PlaceChosen], Awaitable[None]],
    ) -> None:
        """`show_home` with the mark on a lesson, or on the one to go on with; `open_lesson` at a place."""
        self._app, self._home, self._bench = app, home, bench
        self._show_home, self._open_lesson = show_home, open_lesson

    async def follow(self, event: Elsewhere, study: Study) -> None:
        """Go where `event` says; where that can't be, say why."""
        match event:
            case PlaceChosen():
                await self._go_to(event)
            case LessonLeft():
                await self._leave_lesson(event, study)
            case ReviewWanted():
                await self._begin_review(study)
            case KnowingWanted():
                await self._begin_knowing(event.lesson, study)
            case ReviewLeft(session, finished):
                await (self._end_review if finished else self._leave_review)(session, study)

    async def put_over_home(self, page: Page) -> None:
        """Show `page` over the course list, in the place of all that stands there."""
        is_signed = isinstance(self._app.screen, OpeningScreen)
        with self._app.batch_update():
            over = self._app.screen_stack[self._app.screen_stack.index(self._home) + 1 :]
            for _ in over[1:]:
                self._app.pop_screen()
            if over:
                self._app.switch_screen(page)
            else:
                self._app.push_screen(page)
            with suppress(TimeoutError):
                async with asyncio.timeout(_PATIENCE if is_signed else UNNOTICED):
                    await page.stands.wait()

    @asynccontextmanager
    async def opening(self, title: str) -> AsyncIterator[None]:
        """Show a sign over the course list while the lesson of that `title` is opened, if that takes long."""
        sign = asyncio.create_task(self._show_sign(title))
        try:
            yield
        except TutorError:
            if isinstance(self._top, OpeningScreen) and not self._top.at_start:
                self._app.pop_screen()
            raise
        finally:
            sign.cancel()

    async def _show_sign(self, title: str) -> None:
        if isinstance(self._top, OpeningScreen):
            self._top.name_lesson(title)
        else:
            await asyncio.sleep(UNNOTICED)
            await self.put_over_home(OpeningScreen(self._top.display_, title))

    @property
    def _top(self) -> Page:
        """The page that is seen."""
        assert isinstance(self._app.screen, Page)
        return self._app.screen

    def _say(self, error: TutorError) -> None:
        from tutor.wording.failures import failure_sentence

        self._top.say(failure_sentence(error, self._top.voice))

    async def _go_to(self, place: PlaceChosen) -> None:
        for number, screen in enumerate(reversed(self._app.screen_stack)):
            if isinstance(screen, Page) and screen.lesson_id == place.lesson:
                for _ in range(number):
                    self._app.pop_screen()
                screen.open_step(place.step)
                return
        try:
            await self._open_lesson(place)
        except TutorError as error:
            self._say(error)

    async def _leave_lesson(self, left: LessonLeft, study: Study) -> None:
        from tutor.ui.screens.lesson_end import EndScreen

        lesson = left.lesson
        if left.finished:
            await self._end_with(EndScreen.of(lesson, study, self._top.display_, self._bench))
        else:
            self._app.pop_screen()
        await self._show_home("" if left.finished else lesson)

    async def _end_with(self, end: Awaitable[Page]) -> None:
        """Show the page at an end; where it cannot be told how it went, say so on the course list."""
        try:
            await self.put_over_home(await end)
        except TutorError as error:
            self._app.pop_screen()
            self._say(error)

    async def _begin_review(self, study: Study) -> None:
        await self._bench.run(import_module, "tutor.ui.screens.review")
        from tutor.ui.screens.end_page import EndPage
        from tutor.ui.screens.review import ReviewScreen

        today, top = await self._home.count_due(study), self._top
        if not today.session:
            top.say(self._home.state_of_review)
            return
        session = await self._bench.run(study.review, today.session, top.voice.language, today.new)
        page = ReviewScreen.of(session, study, top.display_, self._bench)
        if isinstance(top, EndPage):
            await self.put_over_home(page)
        else:
            self._app.push_screen(page)

    async def _begin_knowing(self, lesson: str, study: Study) -> None:
        from tutor.ui.screens.review import ReviewScreen

        display = self._top.display_
        try:
            session = await self._bench.run(study.knowing, lesson, display.voice.language)
        except TutorError as error:
            self._app.pop_screen()
            self._say(error)
            return
        if session is not None:
            await self.put_over_home(ReviewScreen.of(session, study, display, self._bench))
        else:
            self._app.pop_screen()
            self._top.say(display.voice(review.NO_QUESTIONS))

    async def _end_review(self, session: ReviewSession, study: Study) -> None:
        from tutor.ui.screens.review_end import ReviewEndScreen

        await self._end_with(ReviewEndScreen.of(session, study, self._top.display_, self._bench))
        await self._show_home("" if session.subject else self._home.here)

    async def _leave_review(self, session: ReviewSession, study: Study) -> None:
        if session.subject:
            await self._open_lesson(PlaceChosen(session.subject))
            self._top.tell(self._top.voice(review.KNOWING_LEFT))
            return
        self._app.pop_screen()
        await self._home.count_due(study)
        self._top.say(self._home.state_of_review)
