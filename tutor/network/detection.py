"""How a known mistake gives itself away: the first step at which a check disagrees, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from tutor.network.gradient_check import check_gradient, update_agrees
from tutor.network.mistakes import mistake
from tutor.network.spec import NetworkSpec
from tutor.network.training import initial_state, take_step, trainer_of

PATIENCE: Final = 3
"""Steps to look at: mistakes that carry something over are right in the first step."""


@dataclass(frozen=True, slots=True)
class Sign:
    """Step number `step` is the first to disagree: by gradients of the parameters `names`, or by its update."""

    step: int
    found_by: Literal["gradient", "update"]
    names: tuple[str, ...]


def first_sign(spec: NetworkSpec, code: str, patience: int = PATIENCE) -> Sign | None:
    """Return how the mistake called `code` gives itself away in `spec`, None if it does not in `patience` steps.

    Raises TutorError `network.unknown-mistake`.
    """
    trainer = mistake(code).spoil(trainer_of(spec))
    state = initial_state(spec, trainer)
    for _ in range(patience):
        step = take_step(trainer, state)
        names = tuple(name for name, check in check_gradient(trainer, step).items() if check.refutes)
        if names:
            return Sign(state.step, "gradient", names)
        if not update_agrees(trainer, step):
            return Sign(state.step, "update", ())
        state = step.after
    return None
