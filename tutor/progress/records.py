"""What a place for progress offers, which of its events count, and one that keeps them in memory only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from tutor import __version__
from tutor.errors import Argument, TutorError
from tutor.events import ANNOTATIONS, Event


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the learner must be told: a code and its arguments."""

    code: str
    arguments: Mapping[str, Argument] = field(default_factory=dict)


class Progress(Protocol):
    """Events in the order of their recording; they are added, never changed or removed."""

    @property
    def saves(self) -> bool:
        """Return whether everything is written by now, and the next event can be expected to be."""

    @property
    def trouble(self) -> TutorError | None:
        """Return why something that was to be written is not yet (`progress.not-kept.…`), None where all is well."""

    def news(self) -> list[Notice]:
        """Return what the learner must be told and was not told yet, as that nothing can be written for now."""

    def append(self, *events: Event) -> None:
        """Keep `events`. They count from now on and survive a crash, unless `news` says that they are not written yet.

        What is not is written with what comes later, or at the end, as soon as that works.
        """

    def merge(self, events: Sequence[Event]) -> int:
        """Keep those of `events` that are not here yet, by id, ordered by time among the rest; return how many.

        Raises `TutorError` (`progress.not-kept.…`); then none of them was kept.
        """

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        """Return the events of `course`, or of one of its lessons, that count; see `counting`."""

    def latest(self, course: str) -> list[Event]:
        """Return the last event of each kind in each step of `course`, and all annotations, of those that count.

        This tells where a learner stands in every lesson, at a cost that doesn't grow with the years.
        """

    def history(self) -> list[Event]:
        """Return every event of every course, those from before a reset included."""

    def save(self) -> None:
        """Write what is not written yet.

        Raises `TutorError` where this fails: `progress.lost.…`, which is true if the program ends now.
        """

    def close(self) -> None:
        """Write what is not written yet and let go of the file; after that only `saves` and `news` are asked.

        Raises `TutorError` (`progress.lost.…`) where this fails; another call does nothing.
        """


def counting(events: Iterable[Event]) -> list[Event]:
    """Return `events` without those that a later reset of their lesson made void, and without the resets.

    What the learner wrote beside steps, notes, bookmarks and problems, is made void by none.
    """
    events = list(events)
    resets = {(event.course, event.lesson): index for index, event in enumerate(events) if event.kind == "reset"}
    if not resets:
        return events
    return [
        event
        for index, event in enumerate(events)
        if event.kind in ANNOTATIONS or index > resets.get((event.course, event.lesson), -1)
    ]


def reset_lesson(progress: Progress, course: str, lesson: str, *, at: datetime, language: str) -> None:
    """Let `lesson` begin afresh: what was recorded so far stays on record and no longer counts."""
    progress.append(
        Event(
            id=str(uuid.uuid4()),
            kind="reset",
            course=course,
            lesson=lesson,
            step="",
            part="",
            digest="",
            at=at,
            language=language,
            program=__version__,
        )
    )


class MemoryProgress:
    """Progress that ends with the program: for tests, preview, check, and where the disk can't keep any."""

    saves = False
    trouble = None

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._events = list(events)

    def news(self) -> list[Notice]:
        """Return nothing: who has chosen this knows that it ends with the program."""
        return []

    def append(self, *events: Event) -> None:
        """Keep `events` while the program runs."""
        self._events += events

    def merge(self, events: Sequence[Event]) -> int:
        """Keep the events that are not here yet, ordered by time; return how many."""
        known = {event.id for event in self._events}
        new = {event.id: event for event in events if event.id not in known}
        self._events = sorted([*self._events, *new.values()], key=lambda event: event.at)
        return len(new)

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        """Return the events of `course`, or of one of its lessons, that count."""
        return counting(event for event in self._events if event.course == course and lesson in (None, event.lesson))

    def latest(self, course: str) -> list[Event]:
        """Return the last event of each kind in each step of `course`, and all annotations, of those that count."""
        events = self.events(course)
        last = {(event.lesson, event.step, event.kind): event for event in events}
        return [
            event
            for event in events
            if event.kind in ANNOTATIONS or last[event.lesson, event.step, event.kind] is event
        ]

    def history(self) -> list[Event]:
        """Return every event, those from before a reset included."""
        return list(self._events)

    def save(self) -> None:
        """Nothing is ever written."""

    def close(self) -> None:
        """Nothing to let go of."""
