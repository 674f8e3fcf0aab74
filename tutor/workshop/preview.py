"""The application on a lesson that is being written: it follows every save and says what is wrong with it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

from tutor.errors import BrokenFilesError, Problem, TutorError
from tutor.figures.lines import Line, wrapped
from tutor.learner.player import Player
from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.lesson.loading.file import in_order
from tutor.progress import MemoryProgress
from tutor.text import Cells
from tutor.ui.app import TutorApp
from tutor.ui.screens.home import HomeScreen
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.page import Page, PlaceChosen
from tutor.ui.widgets.sheet import Sheet
from tutor.wording import Language, checks, workshop
from tutor.wording.failures import problem_line
from tutor.workshop.checking import count_errors
from tutor.workshop.saving import Save, Watch, check_apart, course_files, read_save

Check: TypeAlias = Callable[[Path], Awaitable[Sequence[Problem]]]

_LOOK_EVERY: Final = 0.1
"""Seconds between two looks at the files."""
_PANEL: Final = "problems"
_MOST_LINES: Final = 6
"""Lines that problems take at most; the lesson needs the rest of the window."""


class PreviewApp(TutorApp):
    """Shows the last save of the lesson in `file` that can be shown, at the step where the author is; keeps nothing.

    `check` says what is wrong with a save beyond its shape; it is cancelled when the next save comes.
    """

    CSS = TutorApp.CSS + " #problems { height: auto; padding: 0 1; background: $panel; }"

    def __init__(
        self,
        file: Path,
        *,
        language: Language = "en",
        cells: Cells | None = None,
        step: str = "",
        watch: Watch | None = None,
        look_every: float = _LOOK_EVERY,
        check: Check = check_apart,
        seeds: random.Random | None = None,
        typed: str = "",
    ) -> None:
        file = file.absolute()  # as the check names it, which does not run in this folder
        super().__init__(
            lambda: self._study_of(read_save(file)), language=language, cells=cells, step=step, typed=typed
        )
        self._file = file
        self._watch = watch or Watch(lambda: course_files([file]))
        self._look_every = look_every
        self._check = check
        self._seeds = seeds
        self._progress = MemoryProgress()
        self._problems: Sequence[Problem] = ()
        self._opened = False
        self._behind = False
        """Whether an older save is shown, because the last one cannot be."""

    def _study_of(self, save: Save) -> Study:
        """The learner's course as it is in `save`; raises TutorError where it has no lesson to show."""
        if save.course is None:
            raise BrokenFilesError("study.broken-lesson", save.problems, lesson=self._file.stem)
        return Study(save.course, self._progress, seeds=self._seeds)

    async def _list_course(self) -> None:
        """A lesson that is being written is read when there is a page to say what is wrong with it."""

    async def _open_course(self) -> None:
        await self._show_save()
        self.bench.warm_up()
        self.run_worker(self._follow(), group="follow")

    async def _follow(self) -> None:
        while True:
            await asyncio.sleep(self._look_every)
            await self.look()

    async def look(self) -> None:
        """Show the lesson anew if it, or a file beside it, was saved since the last look."""
        # Not on the bench: a lesson that keeps it busy may be the one that is just being mended.
        if await asyncio.to_thread(self._watch.changed):
            await self._show_save()

    async def _show_save(self) -> None:
        """Show what stands in the file now, or go on showing what stood there, and say what is wrong with it."""
        self.workers.cancel_group(self, "check")
        save = await self.bench.run(read_save, self._file)
        for page in self.screen_stack:
            if isinstance(page, Page):
                page.say("")  # What was said of an earlier save holds no longer.
        self._behind = save.course is None or not await self._go_on_with(self._study_of(save))
        if self.study is None:
            self.home.wait_no_more()
        self._say_problems(save.problems)
        self.run_worker(self._say_what_check_finds(save), group="check")

    async def _go_on_with(self, study: Study) -> bool:
        """Show the lesson as it is in `study`; return whether that was possible."""
        # A review, which is one as well, keeps its cards.
        lessons = [screen for screen in self.screen_stack if type(screen) is LessonScreen]
        try:
            for screen in lessons:
                await _read_again(screen, study)
            self.study = study
            await self._show_home(self.home.here if self._opened else self._file.stem)
            if not self._opened:
                await self._open_lesson(PlaceChosen(self._file.stem, self._start[1]))
                self._opened = True
        except TutorError:
            return False  # What `check` finds will say why.
        return True

    async def _say_what_check_finds(self, save: Save) -> None:
        try:
            problems = in_order((*save.problems, *await self._check(self._file)))
        except TutorError as error:
            self._top.say(self._said(error))
            return
        self._say_problems(problems)
        if not problems:
            self._top.say(self._look.voice(workshop.NOTHING_WRONG, file=self._file.name))

    # The panel of problems, on every page over which the lesson is seen.

    async def _show_home(self, at: str = "") -> None:
        """Every change of language ends here, so that the problems are said in the new one."""
        await super()._show_home(at)
        self._say_problems(self._problems)

    async def _open_lesson(self, place: PlaceChosen) -> None:
        await super()._open_lesson(place)
        # The screen itself calls back, when it stands.
        self.screen.call_after_refresh(lambda: self._say_problems(self._problems))

    def _say_problems(self, problems: Sequence[Problem]) -> None:
        self._problems = problems
        for page in self.screen_stack:
            if isinstance(page, HomeScreen | LessonScreen) and page.footer.is_attached:
                self._panel(page).show(self._problem_lines if problems else lambda width: ())

    def _panel(self, page: Page) -> Sheet:
        panel = next((sheet for sheet in page.query(Sheet) if sheet.id == _PANEL), None)
        if panel is None:
            panel = Sheet(id=_PANEL)
            page.mount(panel, before=page.footer)
        return panel

    def _problem_lines(self, width: int) -> Sequence[Line]:
        voice, cells, errors = self._look.voice, self._look.cells, count_errors(self._problems)
        head = voice(checks.PROBLEM_COUNT, errors=errors, warnings=len(self._problems) - errors)
        behind = voice(workshop.SHOWN_BEFORE if self._opened else workshop.NOTHING_YET) if self._behind else ""
        lines: list[Line] = wrapped(head + behind, "wrong" if errors else "hint", cells, width)
        for problem in self._problems:
            tag = "wrong" if problem.is_error else "hint"
            lines += wrapped(problem_line(problem, voice), tag, cells, width)
        return lines if len(lines) <= _MOST_LINES else [*lines[: _MOST_LINES - 1], [(cells.glyphs.ellipsis, "dim")]]


async def _read_again(screen: LessonScreen, study: Study) -> None:
    """Go on with the lesson on `screen` as it is in `study`, at the same step or where that stood.

    Raises:
        TutorError: it cannot be shown; the screen is as it was.
    """
    lesson, language = screen.lesson.id, screen.display_.voice.language

    def session() -> Session:
        """A session of the lesson as it is now, at the step of the one on screen."""
        session = study.session(lesson, language)
        session.open(_same_place(screen.session.player, session.player))
        return session

    await screen.read_again(session, lambda language: study.lesson(lesson, language))


def _same_place(before: Player, after: Player) -> str:
    """The id of the step that was open `before`, perhaps under a new name, else of the one in its place."""
    here = next((step.id for step in after.steps if before.step.id in (step.id, *step.was)), None)
    return here or after.steps[min(before.position, len(after.steps) - 1)].id
