"""Can the mistake of a bug hunt be found by the gradient check, and named among others that give other gradients?"""

from __future__ import annotations

from typing import Final

from tutor.activity.bughunt import BughuntActivity
from tutor.check.mistakes import mistake_problems
from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import BughuntStep
from tutor.network.mistakes import first_sign
from tutor.network.spec import NetworkSpec

_FEWEST_CHOICES: Final = 2


def bughunt_problems(step: BughuntStep, lesson: Lesson, node: Node) -> Problems:
    """Yield what is wrong with the bug hunt at `node`."""
    spec = lesson.networks[step.network].spec()
    problems = list(_mistakes(step, spec, node))
    yield from problems
    if problems:
        return
    sign = first_sign(spec, step.bug)
    if sign is None or sign.found_by != "gradient":
        yield (node / "bug").problem("bug-not-shown", name=step.bug)
        return
    activity = BughuntActivity(step, lesson)
    yield from _choices(step, activity, node)
    if not activity.losses[-1] < activity.losses[0]:
        yield (node / "bug").warning("bug-does-not-learn", name=step.bug)


def _mistakes(step: BughuntStep, spec: NetworkSpec, node: Node) -> Problems:
    named = [(node / "bug", step.bug)]
    named += [(node / "choices" / index, code) for index, code in enumerate(step.choices)]
    yield from mistake_problems(named, spec)
    yield from mistake_problems(_feedback(step, node), spec, at_keys=True)


def _feedback(step: BughuntStep, node: Node) -> list[tuple[Node, str]]:
    return [(node / "feedback" / code, code) for code in step.feedback]


def _choices(step: BughuntStep, activity: BughuntActivity, node: Node) -> Problems:
    named = [(node / "choices" / index, code) for index, code in enumerate(step.choices)]
    for here, code in (*named, *_feedback(step, node)):
        if code != step.bug and not activity.tells_apart(code):
            yield here.key_problem("mistake-looks-alike", name=code, bug=step.bug)
    if len(activity.mistakes) < _FEWEST_CHOICES:
        yield (node / "choices").problem("bug-without-others")
