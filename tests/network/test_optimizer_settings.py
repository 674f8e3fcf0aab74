"""Every optimizer looks at the settings that the table gives it, and at no other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np
import pytest

from tutor.network.optimizers import OPTIMIZER_RULES, Memory
from tutor.network.spec import OPTIMIZER_SETTINGS, OPTIMIZERS, OptimizerKind, OptimizerSpec, is_ignored

OTHER: Final[dict[str, Any]] = {
    "momentum": 0.3,
    "beta1": 0.3,
    "beta2": 0.3,
    "rho": 0.3,
    "epsilon": 0.3,
    "weight_decay": 0.3,
}
GRADIENTS: Final = [np.array([0.5, -2.0]), np.array([1.5, 0.25]), np.array([-1.0, 1.0])]


def _changes(spec: OptimizerSpec) -> list[float]:
    memory: Memory = ()
    changes: list[float] = []
    for step, gradient in enumerate(GRADIENTS, 1):
        change, memory = OPTIMIZER_RULES[spec.kind].change(spec, gradient, memory, step)
        changes += change.tolist()
    return changes


@pytest.mark.parametrize("kind", OPTIMIZERS)
def test_a_setting_is_in_the_table_exactly_where_it_changes_something(kind: OptimizerKind) -> None:
    spec = OptimizerSpec(kind)
    settings = {name for name, value in OTHER.items() if _changes(replace(spec, **{name: value})) != _changes(spec)}
    # The decay is no part of the rule: it needs no gradient.
    assert settings == OPTIMIZER_SETTINGS[kind] - {"weight_decay"}
    assert {name for name in OTHER if is_ignored(name, kind)} == OTHER.keys() - OPTIMIZER_SETTINGS[kind]
    assert not is_ignored("learning_rate", kind)
