"""A table of sentences over a closed set has a sentence for each member, and no other.

Sentences know nothing of the rooms that use them: what a table's annotation cannot say stands here, by its name.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Collection, Mapping
from typing import Final, get_args

import pytest

from tutor.activity.bank_quiz import Outcome
from tutor.deriving.derive import RULE_CODES
from tutor.events import Annotation
from tutor.learner.course import LessonState, StepState
from tutor.learner.habits import Habit
from tutor.learner.overview import Advice, Reason
from tutor.learner.search import Kind
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import Shown
from tutor.network.goals import Way
from tutor.network.lab import Phase
from tutor.network.operations import Direction
from tutor.network.quantities import QuantityKind
from tutor.network.training import TermCode
from tutor.network.variation import Plot
from tutor.slopes.check import Verdict
from tutor.ui.canvas.diagram.state import Written
from tutor.ui.keys import Place
from tutor.ui.lab.view import PaceId, PanelId

STEP_KINDS: Final = {
    kind["properties"]["type"]["const"]
    for name, kind in Lesson.model_json_schema()["$defs"].items()
    if "type" in kind["properties"]
}

MEMBERS: Final[Mapping[str, Collection[str]]] = {
    "tutor.wording.by_hand.QUANTITIES": get_args(QuantityKind),
    "tutor.wording.derivations.RULES": RULE_CODES,
    "tutor.wording.drawn.OUTCOMES": get_args(Outcome),
    "tutor.wording.experiments.PLOTS": get_args(Plot),
    "tutor.wording.interface.PHASES": (*get_args(Phase), "running"),
    "tutor.wording.interface.PLACES": set(get_args(Place)) - {"typing"},
    "tutor.wording.interface.STATE_WORDS": {*get_args(StepState), *get_args(LessonState)},
    "tutor.wording.interface.STEP_KINDS": STEP_KINDS,
    "tutor.wording.interface.TASK_EDITED": get_args(Way),
    "tutor.wording.lab.NOTHING_LEFT": get_args(Direction),
    "tutor.wording.lab.PACES": get_args(PaceId),
    "tutor.wording.lab.PANELS": get_args(PanelId),
    "tutor.wording.lab.SETTLES": get_args(Shown),
    "tutor.wording.lab.TERMS": get_args(TermCode),
    "tutor.wording.lab.WRITTEN": get_args(Written),
    "tutor.wording.notes.TITLES": get_args(Annotation),
    "tutor.wording.overview.ADVICE": get_args(Advice),
    "tutor.wording.overview.HABITS": get_args(Habit),
    "tutor.wording.overview.KINDS": get_args(Annotation),
    "tutor.wording.overview.REASONS": get_args(Reason),
    "tutor.wording.plainly.PHASES": get_args(Phase),
    "tutor.wording.plainly.SETTLES": get_args(Shown),
    "tutor.wording.plainly.TASK_EDITED": get_args(Way),
    "tutor.wording.search.KINDS": get_args(Kind),
    "tutor.wording.slopes.BRIEF_VERDICTS": get_args(Verdict),
    "tutor.wording.slopes.GRADIENTS": get_args(Verdict),
    "tutor.wording.slopes.INSPECTED": get_args(Verdict),
    "tutor.wording.slopes.VERDICTS": get_args(Verdict),
}


@pytest.mark.parametrize("table", MEMBERS)
def test_every_member_and_nothing_else_is_said(table: str) -> None:
    assert set(pkgutil.resolve_name(table)) == set(MEMBERS[table])
