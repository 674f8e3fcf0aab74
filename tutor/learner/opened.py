"""A course that is open, of which no more is read than was asked for: its list needs no lesson that the index knows.

Where the index does not know one, a quick look at its file does for as long as nothing of it is on record.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence, Set
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.learner.facts import LessonFacts, ListedCourse, ListedLesson
from tutor.learner.index import Index, Snapshot, read_index, snapshot, write_index

if TYPE_CHECKING:
    from tutor.lesson.loading.course import LoadedCourse


class OpenedCourse:
    """A course, with what its list says of the lessons: out of the index, or out of the lessons themselves."""

    def __init__(self, folder: Path, index_file: Path | None = None, loaded: LoadedCourse | None = None) -> None:
        """Open the course in `folder`, or one that was `loaded` already; its index is in `index_file`, or will be.

        Raises CourseError as `load_course` does, unless what is wrong shows only when the course is `loaded`.
        """
        self._folder, self._index_file = folder, index_file
        self._index: Index | None = read_index(index_file, folder) if index_file else None
        self._listed: dict[str, ListedLesson] = dict(self._index.lessons) if self._index else {}
        self._read: set[str] = set()
        """The lessons that were read since, whatever the index says of them."""
        self._files: Snapshot | None = None
        """The files as they were before the first of them was read."""
        self._loaded = loaded
        self._sketches: dict[tuple[str, str], LessonFacts | None] | None = {} if loaded is None else None
        """What a look at the files has told, by lesson and language; None where there are no files to look at."""
        self.listed = self._index.course if self._index else self._sketched_course() or self._listed_course()

    @property
    def loaded(self) -> LoadedCourse:
        """Return the course itself, read at the first call, which raises as `load_course` does."""
        if self._loaded is None:
            from tutor.lesson.loading.course import load_course

            with suppress(OSError):
                self._files = snapshot(self._folder) if self._index_file else None
            self._loaded = load_course(self._folder)
            self.listed = self._listed_course()
        return self._loaded

    def _listed_course(self) -> ListedCourse:
        from tutor.learner.listing import listed_course

        return listed_course(self.loaded)

    def _sketched_course(self) -> ListedCourse | None:
        if self._sketches is None:
            return None
        from tutor.learner.sketch import sketched_course

        return sketched_course(self._folder)

    def sketch(self, lesson_id: str, language: str) -> LessonFacts | None:
        """Return what a look has told of a lesson."""
        return (self._sketches or {}).get((lesson_id, language))

    def lesson(self, lesson_id: str) -> ListedLesson | None:
        """Return what the list says of a lesson, None where that is not known yet."""
        return self._listed.get(lesson_id)

    def read(self, lesson_id: str) -> None:
        """Read a lesson; from now on the list says what stands there."""
        from tutor.learner.listing import listed_lesson

        loaded = self.loaded
        # The course may have changed since the index was looked at, and have this lesson no more.
        if any(place.id == lesson_id for place in self.listed.lessons):
            self._listed[lesson_id] = listed_lesson(loaded, lesson_id)
            self._read.add(lesson_id)

    def read_for(self, seconds: float, lessons: Sequence[str], begun: Set[str], language: str = "") -> None:
        """Read `lessons` for about `seconds`, one at least, and those that are `begun` first.

        In a `language` a look is enough at what is not begun.
        """
        deadline = time.perf_counter() + seconds
        for lesson in sorted(lessons, key=lambda lesson: lesson not in begun):
            if not language or lesson in begun or not self._look(lesson, language):
                self.read(lesson)
            if time.perf_counter() >= deadline:
                break

    def _look(self, lesson_id: str, language: str) -> bool:
        """Look at a lesson's file; return whether that leaves nothing in doubt of what it says in `language`."""
        if self._sketches is None:
            return False
        from tutor.learner.sketch import sketched_lesson

        if (lesson_id, language) not in self._sketches:
            self._sketches[lesson_id, language] = sketched_lesson(self._folder, lesson_id, language)
        return self.sketch(lesson_id, language) is not None

    @property
    def unlisted(self) -> list[str]:
        """Return the lessons of which nothing is known, in their order."""
        return [place.id for place in self.listed.lessons if place.id not in self._listed]

    @property
    def unread(self) -> list[str]:
        """Return the lessons that were not read, in their order, whether the index knows them or not."""
        return [place.id for place in self.listed.lessons if place.id not in self._read]

    def keep(self) -> None:
        """Have the index say what the list says now, of those lessons whose files are as they were when it was read."""
        if self._index_file is None or self._files is None:
            return
        try:
            now = snapshot(self._folder)
        except OSError:
            return
        lessons = self._as_they_are(now)
        before = self._index
        is_said = before is not None and before.complete and (before.course, before.lessons) == (self.listed, lessons)
        if self._files.course == now.course and not is_said:
            self._index = write_index(self._index_file, self._folder, self.listed, lessons, now)

    def _as_they_are(self, now: Snapshot) -> Mapping[str, ListedLesson]:
        """What is said of the lessons whose files have not changed until `now`."""
        known = self._index.files if self._index else None
        sources = ((id_, lesson, self._files if id_ in self._read else known) for id_, lesson in self._listed.items())
        return {
            id_: lesson
            for id_, lesson, files in sources
            if files is not None and files.behind(id_) == now.behind(id_) and now.is_whole(id_)
        }
