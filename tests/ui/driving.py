"""Drives the real interface as a learner would: keys, and waiting until everything that they began is done."""

from __future__ import annotations

import asyncio
import random
import unicodedata
from collections.abc import AsyncIterator, Sequence, Sized
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from textual import events
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from tests.lessons.shipped import course as shipped_once
from tests.patience import PATIENCE
from tests.ui.sheets import sheets_read_once
from tests.ui.strips import LateDrawing, lay_out, strips_of
from tutor.activity.actions import actions_text
from tutor.learner.study import Study
from tutor.lesson.loading.course import LoadedCourse, load_course
from tutor.network.trial import at_start
from tutor.progress import Notice, open_progress
from tutor.settings import Settings
from tutor.text import Cells
from tutor.ui.app import RETRY, TutorApp
from tutor.ui.screens.lesson import LessonScreen
from tutor.wording import Language

COURSES = Path(__file__).parents[1] / "courses"
A_WHILE = 2.0
"""Seconds in which somebody has seen what a key did, and presses the next one."""
_QUIET_ROUNDS = 3
"""What a worker gives to the bench may begin something that the round has passed already."""
_MOST_ROUNDS = 6
"""A key's message goes through field, step, screen, worker and the new step before it is drawn; a run never rests."""


@dataclass
class Watch:
    """The time, which goes by with every key, `pace` seconds from one to the next."""

    now: float = 0.0
    pace: float = A_WHILE


class Learner:
    """Somebody at the keyboard of a running tutor, who takes time to see what a key did."""

    def __init__(self, app: TutorApp, pilot: Pilot[None], watch: Watch | None = None) -> None:
        self.app = app
        self.pilot = pilot
        self.watch = watch or Watch()
        self.drawing = LateDrawing()

    async def settle(self) -> None:
        """Wait until nothing that was begun is still going on."""
        quiet = 0
        for _ in range(_MOST_ROUNDS):
            goes_on = await self._pause()
            await self.app.animator.wait_until_complete()
            await _nothing_ready()
            goes_on = goes_on or any(not worker.is_finished for worker in self.app.workers)
            await self.work_done()
            quiet = 0 if goes_on else quiet + 1
            if quiet == _QUIET_ROUNDS:
                break
        self.drawing.draw(self.app)

    async def _pause(self) -> bool:
        """Let every widget hear what it is told, and lay out the screen; return whether that began something."""
        if _ready() is None:
            # With no delay given, every pause would also wait some 20 ms for the processor to rest.
            await self.pilot.pause(0)
            return True
        # The pilot would send each widget a message and wait until all are read: a tenth of a test's time.
        await _nothing_ready()
        lay_out(self.app)
        return bool(_ready())

    async def work_done(self) -> None:
        """Wait for the workers, and for what they gave to the bench; raises TimeoutError."""
        # The worker of a screen that is left is cancelled.
        with suppress(WorkerCancelled):
            async with asyncio.timeout(PATIENCE):
                await self.app.workers.wait_for_complete()
        if self.app.is_running:
            await self.app.bench.run(int)

    async def sees(self, words: str) -> None:
        """Wait until `words` stand on the screen; raises TimeoutError."""
        async with asyncio.timeout(PATIENCE):
            while not visible(self.lines(), words):
                await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.send(key)
            await self.settle()

    def send(self, *keys: str) -> None:
        """Press keys without waiting for what they do."""
        for key in keys:
            self.watch.now += self.watch.pace
            self._send(pressed(key))

    async def type(self, text: str) -> None:
        """Type `text` as it is, as a terminal sends it: each character with its key."""
        for character in text:
            self._send(events.Key(_key_name(character), character))
            await self._pause()
        await self.settle()

    def paste(self, text: str) -> None:
        """Paste `text`, as a terminal does it: in one piece, whatever is in it."""
        self._send(events.Paste(text))

    def _send(self, event: events.Event) -> None:
        self.app.post_message(event)

    @property
    def lesson(self) -> LessonScreen:
        """Return the lesson on the screen."""
        assert isinstance(self.app.screen, LessonScreen)
        return self.app.screen

    @property
    def step(self) -> str:
        """Return the id of the open step."""
        return self.lesson.session.player.step.id

    def lines(self) -> list[str]:
        """Return what stands on the screen, line by line, after the filters that the terminal gets."""
        filters = self.app.get_line_filters()
        shown = []
        for strip in strips_of(self.app):
            segments = list(strip)
            for line_filter in filters:
                segments = line_filter.apply(segments, self.app.screen.background_colors[1])
            shown.append("".join(segment.text for segment in segments).rstrip())
        return shown

    @property
    def text(self) -> str:
        """Return everything on the screen."""
        return "\n".join(self.lines())

    async def answer_rightly(self) -> None:
        """Answer the open question by the keyboard, as whoever knows the answer would."""
        activity = self.lesson.session.player.activity
        question = activity.question
        assert question is not None
        if question.form == "reveal":
            await self.press("enter")
        elif question.form == "task":
            await self._do_task()
        elif question.form == "order":
            await self._put_in_order(activity.ladder()[-1].answer.split(","))
        elif question.form == "match":
            for pair in activity.ladder()[-1].answer.split(","):
                left, _, right = pair.partition("=")
                await self.press(str(question.options.index(left) + 1), "abcdef"[question.partners.index(right)])
            await self.press("enter")
        elif question.form in ("choice", "choices", "rule"):
            ladder = activity.ladder()
            wanted = ladder[-1].answer.split(",") if ladder else [question.options[0]]
            for option in wanted:
                await self.press(str(question.options.index(option) + 1))
            await self.press("enter")
        else:
            await self.type(activity.ladder()[-1].answer)
            await self.press("enter")

    async def _put_in_order(self, wanted: Sequence[str]) -> None:
        """Carry each item from where the question shows it to its place, the first one first."""
        question = self.lesson.session.player.activity.question
        assert question is not None
        shown = list(question.options)
        for place, item in enumerate(wanted):
            await self.press(str(shown.index(item) + 1), "space", str(place + 1), "space")
            shown.remove(item)
            shown.insert(place, item)
        await self.press("enter")

    async def _do_task(self) -> None:
        activity = self.lesson.session.player.activity
        task = activity.task  # type: ignore[attr-defined]
        await self.press("r", "e")
        await self.type(actions_text(at_start(task.witness)))
        await self.press("enter")
        if not task.within:
            await self.press("F")
        for _ in range(task.within):
            if self.lesson.session.player.activity.task is not task:  # type: ignore[attr-defined]
                break
            await self.press("u")


def shipped() -> LoadedCourse:
    """The shipped course, whose lessons are read once for all tests of a process."""
    return shipped_once()


@cache
def _at_hand(course: Path) -> LoadedCourse:
    return load_course(course)


def loaded_of(course: Path | None) -> LoadedCourse:
    """The shipped course or another one, read once for all tests if it stands among them, where no test changes it."""
    if course is None:
        return shipped()
    return _at_hand(course) if course.is_relative_to(COURSES) else load_course(course)


@asynccontextmanager
async def tutor(
    home: Path,
    *,
    language: Language = "en",
    size: tuple[int, int] = (80, 24),
    cells: Cells | None = None,
    course: Path | None = None,
    lesson: str = "",
    step: str = "",
    seed: int = 7,
    reduced_motion: bool = False,
    waits: Sequence[Notice] = (),
    retry: float = RETRY,
    settings: Settings | None = None,
) -> AsyncIterator[Learner]:
    """Run the real application with real progress in `home`; what fails is tried again after `retry` seconds."""

    def open_study() -> Study:
        opened = open_progress(home / "progress.sqlite3")
        return Study(loaded_of(course), opened.progress, opened.notice, seeds=random.Random(seed))

    watch = Watch()
    app = TutorApp(
        open_study,
        clock=lambda: watch.now,
        language=language,
        cells=cells,
        lesson=lesson,
        step=step,
        reduced_motion=reduced_motion,
        waits=waits,
        retry=retry,
        settings=settings,
    )
    with sheets_read_once():
        async with app.run_test(size=size) as pilot:
            learner = Learner(app, pilot, watch)
            with learner.drawing.begun():
                await learner.settle()
                yield learner


async def _nothing_ready() -> None:
    """Wait until every task waits for a clock, a thread or a key."""
    while _ready():
        await asyncio.sleep(0)


def _ready() -> Sized | None:
    """What the loop is about to do. asyncio does not tell; None where its loops no longer keep it under this name."""
    ready: Sized | None = getattr(asyncio.get_running_loop(), "_ready", None)
    return ready


def pressed(key: str) -> events.Key:
    """What a terminal sends for a key, given by its name or its character."""
    if len(key) == 1:
        return events.Key(_key_name(key), key)
    return events.Key(key, _CHARACTERS.get(key))


def _key_name(character: str) -> str:
    """The name by which Textual knows the key of a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, character).lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name)


_CHARACTERS = {
    **{_key_name(character): character for character in map(chr, range(0x20, 0x7F))},
    **{"escape": "\x1b", "tab": "\t", "backspace": "\x08", "delete": "\x7f"},
}
"""The characters of a keyboard by the names of their keys."""


def visible(lines: Sequence[str], words: str) -> bool:
    """Return whether `words` stand on the screen, also where a line breaks between them."""
    return " ".join(words.split()) in " ".join(" ".join(lines).split())
