import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.network.examples import XOR
from tests.patience import drawn
from tutor.network.spec import DataSpec, NetworkSpec, OptimizerSpec, TrainingSpec
from tutor.network.timeline import Branch
from tutor.network.training import TrainingState, initial_state, take_step, trainer_of

RESTLESS = replace(
    XOR,
    layers=(replace(XOR.layers[0], dropout=0.3, batch_norm=True), XOR.layers[1]),
    training=TrainingSpec(OptimizerSpec("adam", 0.05), batch_size=5),
    data=DataSpec("xor", count=16, noise=0.2),
)
"""Everything that draws or remembers: dropout, batches, running statistics, Adam."""


def recorded(spec: NetworkSpec, count: int, budget: int) -> tuple[Branch, list[TrainingState]]:
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    branch, states = Branch(trainer, state, budget=budget), []
    for _ in range(count):
        step = take_step(trainer, state)
        branch.remember(state, step.loss)
        states.append(state)
        state = step.after
    return branch, states


def same(one: TrainingState, other: TrainingState) -> bool:
    pairs = zip((one.parameters, *one.memory), (other.parameters, *other.memory), strict=True)
    statistics = zip(one.statistics, other.statistics, strict=True)
    return (
        one.step == other.step
        and all(np.array_equal(left, right) for left, right in pairs)
        and all(np.array_equal(left or (), right or ()) for left, right in statistics)
    )


@pytest.mark.parametrize("spec", [XOR, RESTLESS])
@given(data=st.data())
@settings(max_examples=drawn(20), deadline=None)
def test_every_step_comes_back_bit_for_bit_within_a_small_budget(spec: NetworkSpec, data: st.DataObject) -> None:
    branch, states = recorded(spec, 100, budget=data.draw(st.sampled_from([1, 5_000, 20_000, 10**9])))
    step = data.draw(st.integers(0, 99))
    assert same(branch.at(step)[1], states[step])


def test_the_budget_is_kept() -> None:
    branch, states = recorded(XOR, 2000, budget=50_000)
    assert branch.kept * states[0].parameters.nbytes < 50_000
    assert branch.kept > 30
    assert len(branch.losses) == 2000


def test_a_branch_begins_with_its_parents_past() -> None:
    branch, states = recorded(XOR, 20, budget=10**6)
    trainer, state = branch.at(12)
    moved = state._replace(parameters=state.parameters + 1.0)
    child = Branch(trainer, moved, branch)
    child.remember(moved, 0.5)
    assert child.losses == [*branch.losses[:12], 0.5]
    assert same(child.at(5)[1], states[5])
    assert same(child.at(12)[1], moved)


def test_divergence_is_inherited_only_from_before_the_branch() -> None:
    trainer = trainer_of(XOR)
    start = initial_state(XOR, trainer)
    branch = Branch(trainer, start)
    for step, loss in enumerate([1.0, 2.0, math.inf, 1.0]):
        branch.remember(start._replace(step=step), loss)
    assert branch.diverged_at == 2
    assert Branch(trainer, start._replace(step=1), branch).diverged_at is None
    assert Branch(trainer, start._replace(step=3), branch).diverged_at == 2
