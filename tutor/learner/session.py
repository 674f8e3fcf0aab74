"""A learner at work in one lesson: every act is given to the progress before anybody is told its outcome."""

from __future__ import annotations

import random
import uuid
from contextlib import suppress
from typing import Protocol

from tutor import __version__
from tutor.activity.base import TASK_MISSED, Reading
from tutor.days import Clock, utc_now
from tutor.errors import TutorError
from tutor.events import Annotation, Event, Verdict
from tutor.learner.course import Written
from tutor.learner.player import Act, Player
from tutor.lesson.format.model import Lesson


class Journal(Protocol):
    """What a session needs of the progress."""

    def append(self, *events: Event) -> None:
        """Keep `events`; see `Progress.append`."""

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        """Return the events that count; see `Progress.events`."""


class Session:
    """Player + progress + clock + seeds. All methods block on the disk: call them off an event loop."""

    def __init__(
        self,
        course_id: str,
        lesson: Lesson,
        events: list[Event],
        journal: Journal,
        *,
        language: str,
        clock: Clock = utc_now,
        seeds: random.Random | None = None,
    ) -> None:
        self.course_id = course_id
        self.language = language
        self.player = Player.of(lesson, events)
        """The walk as it is after the last act; another value after the next one."""
        self._journal = journal
        self._clock = clock
        self._seeds = seeds or random.SystemRandom()

    def open(self, step_id: str | None = None) -> None:
        """Open a step, by default the one at which the lesson goes on.

        Raises:
            TutorError: `study.unknown-step`.
        """
        self._catch_up()
        step = step_id or self.player.standing.place or self.player.step.id
        self._record(self.player.visit(step, self._fresh_seed()))

    def go(self, position: int) -> None:
        """Open the step at `position`; the one that is left is done if nothing is asked in it any more, else open."""
        self._catch_up()
        left = self.player.leave() if position > self.player.position else self.player.completion_after(())
        self._record((*left, *self.player.visit(self.player.steps[position].id, self._fresh_seed())))

    def finish(self) -> None:
        """Leave the last step."""
        self._record(self.player.leave())

    def skip(self) -> None:
        """Mark the open step as skipped; it stays on the screen."""
        self._record(self.player.skip())

    def restart(self) -> None:
        """Begin the open step again with fresh numbers."""
        self._record(self.player.restart(self._fresh_seed()))

    def read(self, text: str) -> Reading:
        """Return what `text` means as an answer to the open question; touches no disk."""
        return self.player.read(text)

    def answer(self, raw: str) -> Verdict:
        """Judge `raw`, record the answer, then return the verdict."""
        verdict, acts = self.player.answer(raw)
        self._record_with_completion(acts)
        return verdict

    def hint(self) -> None:
        """Show the next rung of help for the open question."""
        self._record_with_completion(self.player.hint())

    def settle(self, outcome: str) -> None:
        """Keep how the prediction of the open step came out, as a run has shown it."""
        self._record(self.player.settle(outcome))

    def miss(self, task: str, raw: str) -> None:
        """Keep that a run of the learner's, with what `raw` says, has missed the task, if that is open."""
        question = self.player.activity.question
        if question is not None and question.part == task:
            self._record(self.player.keep(raw, Verdict("wrong", TASK_MISSED)))

    def annotate(self, kind: Annotation, text: str, over: Written | None = None) -> Written:
        """Keep a note, a problem or a bookmark on the open step, and return what stands there then.

        It takes the place of `over`, what the learner saw, by default of what this session knows; an empty `text` takes
        that away. What another terminal wrote meanwhile stays.
        """
        self._record(self.player.annotate(kind, text, over))
        return self.look_at(kind)

    def look_at(self, kind: Annotation) -> Written:
        """Return what stands beside the open step by now, whichever terminal wrote it."""
        self.player = self.player.with_annotations(self._journal.events(self.course_id, self.player.lesson.id))
        return self.player.annotation(kind)

    def _catch_up(self) -> None:
        """Go on with what is on record by now, so that an attempt that another terminal began is not begun anew.

        Where that can't be read just now, what is known goes on.
        """
        with suppress(TutorError):
            self.player = self.player.with_records(self._journal.events(self.course_id, self.player.lesson.id))

    def _record_with_completion(self, acts: tuple[Act, ...]) -> None:
        """Record an act on the open question and, if it was the last one, the end of the step: both or neither."""
        events = self._events(acts)
        self._commit([*events, *self._events(self.player.completion_after(events))] if events else [])

    def _record(self, acts: tuple[Act, ...]) -> None:
        self._commit(self._events(acts))

    def _commit(self, events: list[Event]) -> None:
        if events:
            self._journal.append(*events)
            self.player = self.player.after(*events)

    def _events(self, acts: tuple[Act, ...]) -> list[Event]:
        return [self._event(act) for act in acts]

    def _event(self, act: Act) -> Event:
        return Event(
            id=str(uuid.uuid4()),
            kind=act.kind,
            course=self.course_id,
            lesson=self.player.lesson.id,
            step=act.step,
            part=act.part,
            digest=act.digest,
            at=self._clock(),
            language=self.language,
            program=__version__,
            seed=act.seed,
            drawn=act.drawn,
            raw=act.raw,
            verdict=act.verdict.kind,
            code=act.verdict.code,
            hints=act.hints,
            bank=act.bank,
            arguments=act.verdict.arguments,
            feedback=act.verdict.feedback,
        )

    def _fresh_seed(self) -> int:
        return self._seeds.randrange(2**31)
