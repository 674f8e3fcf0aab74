"""Everything that the screens call by name has one in both languages: skills and terms."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pytest

from tests.plain.learner import course
from tutor.activity.bughunt import BughuntActivity
from tutor.activity.network import NetworkActivity
from tutor.figures.explanation import explained_quantities
from tutor.learner.study import Study
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import BughuntStep, NetworkStep
from tutor.lesson.loading.course import LoadedCourse
from tutor.progress import MemoryProgress


def taught(loaded: LoadedCourse) -> list[str]:
    lessons = [loaded.lesson(place.id).value for place in loaded.course.source.lessons]
    return [skill for lesson in lessons if lesson is not None for skill in lesson.source.teaches]


@pytest.mark.parametrize("skill", taught(course()))
def test_a_skill_is_called_by_its_name(skill: str) -> None:
    study = Study(course(), MemoryProgress())
    for language in ("en", "zh"):
        named = course().course.in_language(language).skill(skill) or study.glossary(language).term(skill)
        assert named is not None
    assert study.skill_title(skill, "en").isascii() or "δ" in study.skill_title(skill, "en")


def test_every_named_skill_is_taught() -> None:
    assert {skill.id for skill in course().course.source.skills} <= set(taught(course()))


def test_a_skill_has_one_name_only() -> None:
    assert not {skill.id for skill in course().course.source.skills} & {
        term.id for term in course().glossary.source.terms
    }


def lists_of_names(lesson: Lesson) -> Iterator[tuple[str, Sequence[str]]]:
    """What labs and bug hunts list by name, each with its step."""
    for step in lesson.steps:
        match step:
            case NetworkStep():
                lab = NetworkActivity(step, lesson)
                yield from ((step.id, names) for names in (lab.changeable, lab.offered, explained_quantities(lab.lab)))
            case BughuntStep():
                yield step.id, list(BughuntActivity(step, lesson).checks)
            case _:
                pass


@pytest.mark.parametrize("lesson", [place.id for place in course().course.source.lessons])
def test_numbered_names_are_listed_in_the_order_of_their_numbers(lesson: str) -> None:
    loaded = course().lesson(lesson).value
    assert loaded is not None
    for step, names in lists_of_names(loaded.source):
        numbered = [found for name in names if (found := re.fullmatch(r"([a-z]+)(\d+)", name))]
        for letters in {found[1] for found in numbered}:
            numbers = [int(found[2]) for found in numbered if found[1] == letters]
            assert numbers == sorted(numbers), (step, names)
