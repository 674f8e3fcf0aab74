"""The ways between screens: which one stands over the course list, and what comes when it is left."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from textual.app import App

from tutor.errors import TutorError
from tutor.ui.bench import Bench
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.page import Destination, LessonLeft, Page, PlaceChosen, ReviewLeft, ReviewWanted

if TYPE_CHECKING:
    from tutor.learner.study import Study


class Journey:
    """Leads from screen to screen, over the course list, as the learner wants it."""

    def __init__(
        self,
        app: App[None],
        home: HomeScreen,
        bench: Bench,
        show_home: Callable[[str], Awaitable[None]],
        open_lesson: Callable[[str, str], Awaitable[None]],
    ) -> None:
        """`show_home` with the mark on a lesson, or on the one to go on with; `open_lesson` at one of its steps."""
        self._app, self._home, self._bench = app, home, bench
        self._show_home, self._open_lesson = show_home, open_lesson

    async def follow(self, event: Destination, study: Study) -> None:
        """Go where `event` says; where that can't be, say why."""
        match event:
            case PlaceChosen():
                await self._go_to(event, study)
            case LessonLeft():
                await self._leave_lesson(event, study)
            case ReviewWanted():
                await self._begin_review(study)
            case ReviewLeft():
                await self._leave_review(study)

    @property
    def _top(self) -> Page:
        """The page that is seen."""
        assert isinstance(self._app.screen, Page)
        return self._app.screen

    def _say(self, error: TutorError) -> None:
        from tutor.wording.failures import failure_sentence

        self._top.say(failure_sentence(error, self._top.voice))

    async def _go_to(self, place: PlaceChosen, study: Study) -> None:
        from tutor.ui.screens.lesson import LessonScreen

        try:
            await self._bench.run(study.lesson, place.lesson, self._top.voice.language)
            while self._app.screen is not self._home:
                screen = self._app.screen
                if isinstance(screen, LessonScreen) and screen.lesson.id == place.lesson:
                    screen.open_step(place.step)
                    return
                self._app.pop_screen()
            await self._open_lesson(place.lesson, place.step)
        except TutorError as error:
            self._say(error)

    async def _leave_lesson(self, left: LessonLeft, study: Study) -> None:
        end = await self._end_of(left.lesson, study) if left.finished else None
        self._app.pop_screen()
        if end is not None:
            self._app.push_screen(end)
        await self._show_home("" if left.finished else left.lesson)

    async def _end_of(self, lesson: str, study: Study) -> Page | None:
        """The page at the end of a lesson; None where it cannot be told how it went, as it is said then."""
        from tutor.ui.screens.lesson_end import EndScreen

        try:
            return await EndScreen.of(lesson, study, self._top.display_, self._bench)
        except TutorError as error:
            self._say(error)
            return None

    async def _begin_review(self, study: Study) -> None:
        from tutor.ui.screens.review import ReviewScreen

        today = await self._home.count_due(study)
        if today.session:
            self._app.push_screen(await ReviewScreen.of(today, study, self._top.display_, self._bench))
        else:
            self._top.say(self._home.state_of_review)

    async def _leave_review(self, study: Study) -> None:
        self._app.pop_screen()
        await self._home.count_due(study)
        self._top.say(self._home.state_of_review)
