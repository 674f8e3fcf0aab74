"""The course that layouts are tried with is what it says it is."""

from __future__ import annotations

from pathlib import Path

from tests.lesson.expectations import said
from tests.parts_course import LESSONS, PARTS, STEPS, parts_course
from tutor.check import check
from tutor.learner.study import Study
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


def test_parts_and_what_lessons_give_are_listed_alike_from_the_files_and_from_the_index(tmp_path: Path) -> None:
    folder = parts_course(tmp_path / "course")
    listed = []
    for _ in range(2):
        study = Study.open(folder, tmp_path / "progress.sqlite3")
        listed.append([(study.course(language).parts, study.entries(language)) for language in ("en", "zh")])
        study.close()
    assert list(tmp_path.glob("*.index"))
    assert listed[0] == listed[1]
    (parts, entries), (translated, _) = listed[0]
    assert [(part.title, len(part.lessons)) for part in parts] == [(one.en, len(PARTS[one])) for one in PARTS]
    assert [part.title for part in translated] == [one.zh for one in PARTS]
    facts = entries[2].facts
    assert facts is not None
    assert facts.outcomes[2] == "count from 2 to 3"
    assert facts.question.startswith("If x turns u 3 times")
