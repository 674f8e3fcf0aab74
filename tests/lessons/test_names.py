"""Everything that the screens call by name has one in both languages: skills and terms."""

from __future__ import annotations

import pytest

from tests.plain.learner import course
from tutor.learner.study import Study
from tutor.lesson.loading.course import LoadedCourse
from tutor.progress import MemoryProgress


def taught(loaded: LoadedCourse) -> list[str]:
    lessons = [loaded.lesson(place.id).value for place in loaded.course.source.lessons]
    return [skill for lesson in lessons if lesson is not None for skill in lesson.source.teaches]


@pytest.mark.parametrize("skill", taught(course()))
def test_a_skill_is_called_by_its_name(skill: str) -> None:
    study = Study(course(), MemoryProgress())
    for language in ("en", "zh"):
        named = study.course(language).skill(skill) or study.glossary(language).term(skill)
        assert named is not None
    assert study.skill_title(skill, "en").isascii() or "δ" in study.skill_title(skill, "en")


def test_every_named_skill_is_taught() -> None:
    assert {skill.id for skill in course().course.source.skills} <= set(taught(course()))


def test_a_skill_has_one_name_only() -> None:
    assert not {skill.id for skill in course().course.source.skills} & {
        term.id for term in course().glossary.source.terms
    }
