"""The course that layouts are tried with is what it says it is."""

from __future__ import annotations

from pathlib import Path

from tests.lesson.expectations import said
from tests.parts_course import LESSONS, STEPS, parts_course
from tutor.check import check
from tutor.lesson.loading.course import load_course


def test_the_course_has_25_sound_lessons_in_five_parts(tmp_path: Path) -> None:
    course = load_course(parts_course(tmp_path / "course"))
    assert said(check([course.folder])) == []
    for language in ("en", "zh"):
        parts = course.course.in_language(language).parts
        assert [len(part.lessons) for part in parts] == [6, 6, 5, 5, 3]
        assert [id_ for part in parts for id_ in part.lessons] == list(LESSONS)
    lessons = [loaded.source for loaded in course.sound_lessons()]
    assert [(lesson.id, len(lesson.steps)) for lesson in lessons] == [(id_, STEPS) for id_ in LESSONS]
