"""What a quick look at a course tells is what reading it by all rules tells, or nothing."""

from __future__ import annotations

import math
from contextlib import closing
from pathlib import Path

import pytest

from tests.learner.unread import reading_forbidden
from tests.lessons.shipped import FOLDER, LANGUAGES, course
from tests.parts_course import parts_course
from tests.small_course import small_course
from tests.ui.driving import tutor
from tutor.learner.facts import LessonFacts
from tutor.learner.listing import listed_course, listed_lesson
from tutor.learner.sketch import sketched_course, sketched_lesson
from tutor.learner.study import Study
from tutor.lesson.loading import course as loading
from tutor.lesson.loading.course import load_course
from tutor.wording import Language

COURSE = """\
format: 1
id: two
language: en
title: Two lessons
parts:
  - {id: one, title: Part one, lessons: [first]}
  - {id: other, title: Part two, lessons: [second]}
lessons:
  - id: first
  - id: second
    builds_on: [first]
"""
LESSON = """\
format: 1
id: first
language: en
title: Slopes of lines
summary: How steep a line is.
question: How steep?
outcomes: [say how steep, draw a slope]
minutes: 5
steps:
  - id: page
    type: prose
    title: What a slope is
    body: A slope says how steep a line is.
  - id: old
    type: prose
    retired: true
    title: Gone
    body: It was here.
  - id: another
    type: prose
    body: And so on.
"""
CHINESE = """\
language: zh
title: 直线的斜率
outcomes: [说出有多陡, 画一条斜线]
steps:
  page: {title: 什么是斜率}
"""


@pytest.fixture
def two(tmp_path: Path) -> Path:
    folder = tmp_path / "two"
    folder.mkdir()
    (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
    (folder / "course.zh.yaml").write_text("language: zh\ntitle: 两课\nparts: {one: {title: 第一部分}}\n", "utf-8")
    (folder / "first.yaml").write_text(LESSON, encoding="utf-8")
    (folder / "second.yaml").write_text(LESSON.replace("id: first", "id: second"), encoding="utf-8")
    (folder / "first.zh.yaml").write_text(CHINESE, encoding="utf-8")
    return folder


def as_sketched(facts: LessonFacts) -> LessonFacts:
    """What reading has told, without what a look leaves out."""
    first = next(iter(facts.step_titles))
    return facts._replace(teaches=(), step_titles={first: facts.step_titles[first]}, steps=len(facts.step_titles))


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_the_shipped_course_a_look_tells_all_that_its_list_says(language: str) -> None:
    listed = listed_course(course())
    assert sketched_course(FOLDER) == listed
    for place in listed.lessons:
        seen, read = sketched_lesson(FOLDER, place.id, language), listed_lesson(course(), place.id)
        told = read.in_language(language)
        assert seen is not None
        assert told is not None
        assert as_sketched(seen) == as_sketched(told)
        assert [*seen.step_titles] == [*told.step_titles]


@pytest.mark.parametrize("language", [*LANGUAGES, "fr"])
def test_parts_translations_and_hidden_steps_are_as_reading_tells_them(two: Path, language: str) -> None:
    loaded = load_course(two)
    assert sketched_course(two) == listed_course(loaded)
    for lesson in ("first", "second"):
        assert sketched_lesson(two, lesson, language) == listed_lesson(loaded, lesson).in_language(language)


def test_a_course_of_many_parts_is_as_reading_tells_it(tmp_path: Path) -> None:
    folder = parts_course(tmp_path / "course")
    assert sketched_course(folder) == listed_course(load_course(folder))


WRONG_COURSES = {
    "no title": ("title: Two lessons\n", ""),
    "another format": ("format: 1", "format: 2"),
    "an unknown key": ("title: Two", "name: two\ntitle: Two"),
    "a lesson in no part": ("lessons: [second]", "lessons: []"),
    "a lesson in two parts": ("lessons: [second]", "lessons: [second, first]"),
    "a lesson twice": ("  - id: second\n", "  - id: first\n  - id: second\n"),
    "a prerequisite that comes later": ("  - id: first\n", "  - id: first\n    builds_on: [second]\n"),
    "no list": ("lessons:\n", "lessons: none\nskills:\n"),
    "a reference": ("title: Two lessons", "title: &two Two lessons"),
    "no YAML": ("title: Two lessons", "title: [Two lessons"),
    "a title of two lines": ("title: Two lessons", "title: |\n  Two\n  lessons"),
    "nothing": (COURSE, ""),
}


@pytest.mark.parametrize(("before", "after"), WRONG_COURSES.values(), ids=WRONG_COURSES.keys())
def test_a_course_with_an_error_is_not_told_by_a_look(two: Path, before: str, after: str) -> None:
    (two / "course.yaml").write_text(COURSE.replace(before, after, 1), encoding="utf-8")
    assert sketched_course(two) is None
    with pytest.raises(loading.CourseError):
        load_course(two)


WRONG_LESSONS = {
    "no summary": ("summary: How steep a line is.\n", ""),
    "another id": ("id: first", "id: third"),
    "no number of minutes": ("minutes: 5", "minutes: soon"),
    "an empty title": ("title: Slopes of lines", "title:"),
    "no steps": (LESSON[LESSON.index("steps:") :], "steps: []\n"),
    "a step that is none": ("  - id: another\n    type: prose\n    body: And so on.\n", "  - another\n"),
    "no YAML": ("minutes: 5", "minutes: {5"),
    "characters that steer a terminal": ("Slopes of lines", "Slopes\u202e of lines"),
}


@pytest.mark.parametrize(("before", "after"), WRONG_LESSONS.values(), ids=WRONG_LESSONS.keys())
def test_a_lesson_with_an_error_is_listed_with_it_at_once(two: Path, tmp_path: Path, before: str, after: str) -> None:
    (two / "first.yaml").write_text(LESSON.replace(before, after, 1), encoding="utf-8")
    assert sketched_lesson(two, "first", "en") is None
    with closing(Study.open(two, tmp_path / "progress.sqlite3")) as study:
        study.read_more(math.inf, "en")
        [broken, sound] = study.entries_so_far("en")
    assert broken.facts is None
    assert broken.problems == load_course(two).lesson("first").problems != ()
    assert sound.facts is not None


def test_an_error_that_a_look_overlooks_is_listed_when_the_lesson_is_read(two: Path, tmp_path: Path) -> None:
    (two / "first.yaml").write_text(LESSON.replace("type: prose", "type: poem", 1), encoding="utf-8")
    with closing(Study.open(two, tmp_path / "progress.sqlite3")) as study:
        study.read_more(math.inf, "en")
        assert [entry.problems for entry in study.entries_so_far("en")] == [(), ()]
        assert study.read_rest(math.inf)
        [broken, _] = study.entries_so_far("en")
        assert (broken.facts, [problem.code for problem in broken.problems]) == (None, ["not-one-of"])


def test_names_of_skills_and_titles_of_the_bank_are_read(tmp_path: Path) -> None:
    """A list that has to say them does not say anything else before."""
    folder = small_course(tmp_path / "course")
    assert [sketched_lesson(folder, lesson, "en") for lesson in ("first", "second")] == [None, None]


def test_the_first_list_waits_for_no_reading(two: Path, tmp_path: Path) -> None:
    with closing(Study.open(two, tmp_path / "progress.sqlite3")) as study:
        with reading_forbidden():
            for language in LANGUAGES:
                study.read_more(math.inf, language)
            before = [study.entries_so_far(language) for language in LANGUAGES]
            assert study.recommended(before[0]) == "first"
        assert [entry.facts and entry.facts.title for entry in before[1]] == ["直线的斜率", "Slopes of lines"]
        assert study.read_rest(math.inf)
        assert [study.entries_so_far(language) for language in LANGUAGES] == before


def test_what_is_on_record_of_a_lesson_is_held_against_all_of_it(two: Path, tmp_path: Path) -> None:
    with closing(Study.open(two, tmp_path / "progress.sqlite3")) as study:
        session = study.session("second", "en")
        session.go(1)
    with closing(Study.open(two, tmp_path / "progress.sqlite3")) as study:
        study.read_more(0, "en")
        [_, second] = study.entries_so_far("en")
        assert second.standing is not None
        assert (second.standing.done, second.standing.last_step) == (1, "another")


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_on_the_list_moves_when_the_lessons_are_read(tmp_path: Path, language: Language) -> None:
    async with tutor(tmp_path, size=(120, 40), language=language) as learner:
        home, read = learner.app.home, learner.app.study
        assert read is not None
        with closing(Study.open(FOLDER, tmp_path / "elsewhere" / "progress.sqlite3")) as fresh:
            fresh.read_more(math.inf, language)
            for lesson in ("welcome", "neuron", "faq"):
                pictures = []
                for study in (fresh, read):
                    home.show(study, study.entries_so_far(language), lesson)
                    await learner.settle()
                    pictures.append(learner.text)
                assert pictures[0] == pictures[1]
