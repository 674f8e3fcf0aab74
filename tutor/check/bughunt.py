"""Can the mistake of a bug hunt be found by the gradient check, and named among others that give other gradients?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tutor.activity.bughunt import BughuntActivity
from tutor.check.known_mistakes import mistake_problems
from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import BughuntStep
from tutor.network.detection import first_sign
from tutor.network.spec import NetworkSpec

_FEWEST_CHOICES: Final = 2


def bughunt_problems(step: BughuntStep, lesson: Lesson, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield what is wrong with the bug hunt at `path`."""
    spec = lesson.networks[step.network].spec()
    problems = list(_mistakes(step, spec, document, path))
    yield from problems
    if problems:
        return
    sign = first_sign(spec, step.bug)
    if sign is None or sign.found_by != "gradient":
        yield document.problem((*path, "bug"), "bug-not-shown", name=step.bug)
        return
    activity = BughuntActivity(step, lesson)
    yield from _choices(step, activity, document, path)
    if not activity.losses[-1] < activity.losses[0]:
        yield document.warning((*path, "bug"), "bug-does-not-learn", name=step.bug)


def _mistakes(step: BughuntStep, spec: NetworkSpec, document: Document, path: KeyPath) -> Iterator[Problem]:
    named: list[tuple[KeyPath, str]] = [((*path, "bug"), step.bug)]
    named += [((*path, "choices", index), code) for index, code in enumerate(step.choices)]
    yield from mistake_problems(named, spec, document)
    yield from mistake_problems(_feedback(step, path), spec, document, at_keys=True)


def _feedback(step: BughuntStep, path: KeyPath) -> list[tuple[KeyPath, str]]:
    return [((*path, "feedback", code), code) for code in step.feedback]


def _choices(step: BughuntStep, activity: BughuntActivity, document: Document, path: KeyPath) -> Iterator[Problem]:
    named = [((*path, "choices", index), code) for index, code in enumerate(step.choices)]
    for here, code in (*named, *_feedback(step, path)):
        if code != step.bug and not activity.tells_apart(code):
            yield document.key_problem(here, "mistake-looks-alike", name=code, bug=step.bug)
    if len(activity.mistakes) < _FEWEST_CHOICES:
        yield document.problem((*path, "choices"), "bug-without-others")
