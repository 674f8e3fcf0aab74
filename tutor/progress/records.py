"""What a place for progress offers, which of its events count, and one that keeps them in memory only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from tutor import __version__
from tutor.events import Event


class Progress(Protocol):
    """Events in the order of their recording; they are added, never changed or removed."""

    def append(self, *events: Event) -> None:
        """Keep all of `events` or none; what was kept when this returns survives a crash.

        Raises `TutorError` (`progress.not-saved.…`) where they could not be kept.
        """

    def merge(self, events: Iterable[Event]) -> int:
        """Keep those of `events` that are not here yet, by id, ordered by time among the rest; return how many.

        Raises `TutorError` (`progress.not-saved.…`); then none of them was kept.
        """

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        """Return the events of `course`, or of one of its lessons, that count: none from before a lesson's reset."""

    def latest(self, course: str) -> list[Event]:
        """Return the last event of each kind in each step of `course`, of those that count.

        This tells where a learner stands in every lesson, at a cost that doesn't grow with the years.
        """

    def history(self) -> list[Event]:
        """Return every event of every course, those from before a reset included."""

    def close(self) -> None:
        """Let go of the file; nothing is asked of this object afterwards."""


def counting(events: Iterable[Event]) -> list[Event]:
    """Return `events` without those that a later reset of their lesson made void, and without the resets."""
    events = list(events)
    resets = {(event.course, event.lesson): index for index, event in enumerate(events) if event.kind == "reset"}
    if not resets:
        return events
    return [event for index, event in enumerate(events) if index > resets.get((event.course, event.lesson), -1)]


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

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._events = list(events)

    def append(self, *events: Event) -> None:
        """Keep `events` while the program runs."""
        self._events += events

    def merge(self, events: Iterable[Event]) -> int:
        """Keep the events that are not here yet, ordered by time; return how many."""
        known = {event.id for event in self._events}
        new = {event.id: event for event in events if event.id not in known}
        self._events = sorted([*self._events, *new.values()], key=lambda event: event.at)
        return len(new)

    def events(self, course: str, lesson: str | None = None) -> list[Event]:
        """Return the events of `course`, or of one of its lessons, that count."""
        return counting(event for event in self._events if event.course == course and lesson in (None, event.lesson))

    def latest(self, course: str) -> list[Event]:
        """Return the last event of each kind in each step of `course`, of those that count."""
        events = self.events(course)
        last = {(event.lesson, event.step, event.kind): event for event in events}
        return [event for event in events if last[event.lesson, event.step, event.kind] is event]

    def history(self) -> list[Event]:
        """Return every event, those from before a reset included."""
        return list(self._events)

    def close(self) -> None:
        """Nothing to let go of."""
