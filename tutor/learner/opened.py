"""A course that is open, of which no more is read than was asked for: its list needs no lesson that the index knows."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.learner.facts import ListedCourse, ListedLesson
from tutor.learner.index import Index, Snapshot, read_index, snapshot, write_index

if TYPE_CHECKING:
    from tutor.lesson.loading.course import LoadedCourse


class OpenedCourse:
    """A course, with what its list says of the lessons: out of the index, or out of the lessons themselves."""

    def __init__(self, folder: Path, index_file: Path | None = None, loaded: LoadedCourse | None = None) -> None:
        """Open the course in `folder`, or one that was `loaded` already; its index is in `index_file`, or will be.

        Raises CourseError as `load_course` does.
        """
        self._folder, self._index_file = folder, index_file
        self._index: Index | None = read_index(index_file, folder) if index_file else None
        self._listed: dict[str, ListedLesson] = dict(self._index.lessons) if self._index else {}
        self._read: set[str] = set()
        """The lessons that were read since, whatever the index says of them."""
        self._files: Snapshot | None = None
        """The files as they were before the first of them was read."""
        self._loaded = loaded
        self.listed = self._index.course if self._index else self._listed_course()

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
