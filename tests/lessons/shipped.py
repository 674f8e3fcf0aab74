"""The shipped course as tests read it: its lessons, their formulas, their networks at work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tutor.activity.experiment import ExperimentActivity, ending
from tutor.lesson.format.fields import texts
from tutor.lesson.format.markdown_rules import fixed_parts
from tutor.lesson.format.model import Lesson, Step
from tutor.lesson.format.network_steps import ExperimentStep
from tutor.lesson.loading.course import LoadedCourse, load_course
from tutor.network.lab import Lab
from tutor.network.runs import Runs

FOLDER = Path(__file__).parents[2] / "lessons"
LANGUAGES = ("en", "zh")
_DECIMAL = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")


@cache
def course() -> LoadedCourse:
    return load_course(FOLDER)


def lesson_ids() -> list[str]:
    return [place.id for place in course().course.source.lessons]


@cache
def lesson(lesson_id: str, language: str = "en") -> Lesson:
    loaded = course().lesson(lesson_id).value
    assert loaded is not None
    return loaded.in_language(language)


def steps() -> Iterator[tuple[str, Step]]:
    """Every step of every lesson, with the lesson's id."""
    for lesson_id in lesson_ids():
        yield from ((lesson_id, step) for step in lesson(lesson_id).steps)


def formulas(step: Step) -> list[str]:
    """The LaTeX of every formula in the words of `step`, without spaces and dollars."""
    return [part.text.strip("$") for _, text in texts(step) for part in fixed_parts(text) if part.kind == "formulas"]


def decimals(step: Step) -> set[str]:
    """Every number with a decimal point in a formula of `step`, as printed, without its sign."""
    return {number for formula in formulas(step) for number in _DECIMAL.findall(formula)}


def lab(lesson_id: str, network: str, **changes: float) -> Lab:
    """The network of a lesson, with start values changed as a learner would."""
    begun = Lab(lesson(lesson_id).networks[network].spec())
    for name, value in changes.items():
        begun.edit(name, value)
    return begun


def ends(lesson_id: str, step_id: str) -> dict[str, float]:
    """How the runs of an experiment began and ended: `start1`, `end1`, `validation1` …"""
    return ending(made_runs(lesson_id, step_id))


@cache
def made_runs(lesson_id: str, step_id: str) -> Runs:
    """The runs of an experiment, made to their end."""
    step = lesson(lesson_id).step(step_id)
    assert isinstance(step, ExperimentStep)
    return ExperimentActivity(step, lesson(lesson_id)).runs.later()


def losses(begun: Lab, updates: int) -> list[float]:
    """The losses before and after each of `updates` updates, fewer if the run diverges."""
    begun.run(updates)
    return list(begun.loss_history)


def link_names(language: str) -> dict[str, tuple[str, ...]]:
    """What a link in a text may be called: each term's title and other names, each lesson's title."""
    terms = {term.id: (term.title, *term.aliases) for term in course().glossary.in_language(language).terms}
    return terms | {f"lesson:{one}": (lesson(one, language).title,) for one in lesson_ids()}
