"""Walks through lessons in the real interface at 80x24 and finds what is cut off there, or does not stand whole."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from tutor.activity.base import Question
from tutor.check import Look, unseen
from tutor.check.walk import own_answer
from tutor.errors import Problem
from tutor.events import Verdict
from tutor.learner.session import Session
from tutor.learner.study import Study
from tutor.lesson.files.document import Document
from tutor.lesson.format.model import Lesson
from tutor.lesson.loading.course import CourseError, LoadedCourse, course_of, load_course
from tutor.lesson.loading.file import Loaded
from tutor.progress import MemoryProgress
from tutor.prose.window import SMALLEST
from tutor.ui.app import TutorApp
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.room import StepRoom
from tutor.ui.steps.parts import HintPanel, VerdictPanel
from tutor.ui.widgets.sheet import Sheet
from tutor.wording import LANGUAGES, Language

_SHOWN: Final = 30
"""Characters of a line that a message quotes."""


class Walked(NamedTuple):
    """A walk through one lesson in one language, and what is cut off there."""

    language: Language
    problems: Sequence[Problem]


def walk_screens(path: Path, size: tuple[int, int] = SMALLEST, look: Look = unseen) -> Iterator[Walked]:
    """Yield one walk after the other through a window of `size` (columns, rows), in every language that this speaks.

    `path` is the course's folder or the lesson's file; `look` is told of each lesson before. Lessons with errors are
    left out: `check` says what is wrong.
    """
    try:
        course = load_course(path) if path.is_dir() else course_of(path)
    except CourseError:
        return
    entries = course.course.source.lessons
    for number, loaded in enumerate((course.lesson(entry.id) for entry in entries), 1):
        if loaded.value is not None:
            look(loaded.value.source.title, number, len(entries))
        for language in _languages(loaded):
            yield Walked(language, asyncio.run(_walk(course, loaded, language, size)))


def _languages(loaded: Loaded[Lesson]) -> list[Language]:
    if loaded.value is None:
        return []
    present = (loaded.value.source.language, *loaded.value.versions)
    return [language for language in LANGUAGES if language in present]


class _Pilot(Protocol):
    """What this needs of Textual's pilot, which drives an application without a terminal."""

    async def pause(self, delay: float) -> None:
        """Wait until all messages are handled and then `delay` seconds; lay the screen out anew."""


async def _walk(
    course: LoadedCourse, loaded: Loaded[Lesson], language: Language, size: tuple[int, int]
) -> list[Problem]:
    study = Study(course, MemoryProgress(), seeds=random.Random(0))
    app = TutorApp(lambda: study, language=language, lesson=loaded.file.stem)
    async with app.run_test(size=size) as pilot:
        walk = ScreenWalk(app, pilot)
        await walk.settle()
        assert loaded.document is not None
        return [problem async for problem in walk.problems(loaded.document, language)]


class ScreenWalk:
    """One walk through the lesson that `app` shows, with wrong choices, hints and the lesson's own answers."""

    def __init__(self, app: TutorApp, pilot: _Pilot) -> None:
        self._app = app
        self._pilot = pilot

    async def settle(self) -> None:
        """Wait until everything that was begun is on the screen."""
        for _ in range(3):
            # With no delay given, every pause would also wait some 20 ms for the processor to rest.
            await self._pilot.pause(0)
            await self._app.workers.wait_for_complete()
            await self._app.bench.run(int)
        await self._pilot.pause(0)

    async def problems(self, document: Document, language: str) -> AsyncIterator[Problem]:
        """Yield what is cut off, once for each text, and all that needs scrolling; `document` is the lesson's file."""
        session = self._screen.session
        ids = [step["id"] for step in document.data["steps"]]
        seen: set[str] = set()
        for step in session.player.steps:
            node = document / "steps" / ids.index(step.id)
            hidden, verdict, hint, explained = 0, 0, 0, 0
            async for _ in self._states_of(session, step.id):
                hidden = max(hidden, self._hidden_rows(session))
                verdict, hint = max(verdict, self._unread(VerdictPanel)), max(hint, self._unread(HintPanel))
                explained = max(explained, self._rows_below(session))
                for text, width, room in self._cut_off():
                    if text not in seen:
                        seen.add(text)
                        yield node.problem("cut-off-on-screen", text=text, width=width, room=room, version=language)
            if hidden:
                yield node.warning("question-scrolls", count=hidden, version=language)
            if verdict:
                yield node.problem("verdict-scrolls", count=verdict, version=language)
            if hint:
                yield node.problem("hint-scrolls", count=hint, version=language)
            if explained and not verdict:
                yield node.warning("explanation-scrolls", count=explained, version=language)

    @property
    def _screen(self) -> LessonScreen:
        screen = self._app.screen
        assert isinstance(screen, LessonScreen)
        return screen

    async def _states_of(self, session: Session, step_id: str) -> AsyncIterator[None]:
        """Bring one state of a step after the other on the screen."""
        await self._do(lambda: session.open(step_id))
        yield
        while (question := session.player.activity.question) is not None:
            for answer in _wrong_choices(session, question):
                await self._do(partial(session.answer, answer))
                yield
            for _ in range(len(session.player.activity.ladder()) - 1):
                await self._do(session.hint)
                yield
            right = own_answer(session.player.activity) or next(iter(question.options), "")
            await self._do(partial(session.answer, right))
            yield
            if session.player.activity.question == question:
                return  # `check` reports a step that cannot be finished.

    async def _do(self, operation: Callable[[], Verdict | None]) -> None:
        self._screen.begin(operation)
        await self.settle()

    def _hidden_rows(self, session: Session) -> int:
        """Rows of an open question that do not stand in the window with the others."""
        room = self._screen.query_one(StepRoom)
        is_open = session.player.activity.question is not None
        return room.page.max_scroll_y if is_open and room.view is not None and not room.view.fills else 0

    def _unread(self, kind: type[Sheet]) -> int:
        """Rows of the verdict or hint that was said last, if it is of that `kind`, that do not stand in the window."""
        room = self._screen.query_one(StepRoom)
        said = room.view.said_last if room.view is not None and not room.view.fills else None
        # An experiment says in words of its own how a prediction came out.
        if not isinstance(said, kind) or not (said.is_attached and said.display):
            return 0
        window = room.messages.region
        # Its last row says that more is said below it.
        bottom = window.bottom - (1 if room.more.display else 0)
        return max(0, window.y - said.region.y) + max(0, said.region.bottom - bottom)

    def _rows_below(self, session: Session) -> int:
        """Rows of what is said of a step that is done, or of its end, for which the window has no room."""
        room = self._screen.query_one(StepRoom)
        is_done = session.player.activity.question is None
        is_there = room.view is not None and not room.view.fills
        return max(room.page.max_scroll_y, room.messages.max_scroll_y) if is_done and is_there else 0

    def _cut_off(self) -> Iterator[tuple[str, int, int]]:
        """Lines that need more cells than they have: their beginning, the cells they need, those they have."""
        for sheet in self._screen.query(Sheet):
            room = sheet.content_size.width
            for line in sheet.lines(room) if room else ():
                text = "".join(run for run, _ in line).rstrip()
                width = sum(map(self._screen.display_.cells.width, text))
                if width > room:
                    yield text.strip()[:_SHOWN], width, room


def _wrong_choices(session: Session, question: Question) -> Iterable[str]:
    """Every choice but the right one, each of which has feedback of its own; none where several are ticked."""
    match question.form:
        case "choice":
            right = own_answer(session.player.activity)
            return [option for option in question.options if right and option != right]
        case "choices" | "order" | "match" | "rule" | "number" | "formula" | "code" | "reveal" | "task":
            return ()
