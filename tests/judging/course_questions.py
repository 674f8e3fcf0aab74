"""Every question of the shipped course that a formula answers, with its judge."""

from __future__ import annotations

from functools import cache

from tests.lessons.shipped import steps
from tutor.activity.derivation import DerivationActivity, label
from tutor.activity.symbolic import symbolic_judge
from tutor.judging.diagnosis import Judge
from tutor.lesson.format.model import DerivationStep
from tutor.lesson.format.questions import SymbolicQuestion
from tutor.quiz.variant import draw


@cache
def judges() -> dict[str, Judge]:
    """By lesson and step, and by the factor of a derivation: `chain-rule/neuron#a/z`."""
    found: dict[str, Judge] = {}
    for lesson, step in steps():
        match step:
            case SymbolicQuestion():
                found[f"{lesson}/{step.id}"] = symbolic_judge(step, draw(step.params, step.where, 1))
            case DerivationStep():
                activity = DerivationActivity(step)
                for factor in filter(activity.is_asked, activity.factors):
                    found[f"{lesson}/{step.id}#{label(factor)}"] = Judge(activity.question_of(factor))
            case _:
                pass  # asks for no formula
    return found
