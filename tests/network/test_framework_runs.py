"""Runs that PyTorch, Keras and scikit-learn agree on, made again."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tutor.network.functions import Array
from tutor.network.spec import Convention, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec
from tutor.network.training import TrainingState, initial_state, take_step, trainer_of

RUNS: dict[str, Any] = json.loads((Path(__file__).parent / "reference" / "framework_runs.json").read_text())["runs"]


def optimizer_of(run: dict[str, Any]) -> OptimizerSpec:
    given = run["optimizer"]
    if given["kind"] == "adam":
        convention: Convention = "pytorch" if run["adam"]["convention"] == "paper" else "keras"
        return OptimizerSpec("adam", given["lr"], epsilon=run["adam"]["eps"], convention=convention)
    if "momentum" in given:
        return OptimizerSpec("momentum", given["lr"], momentum=given["momentum"])
    return OptimizerSpec("sgd", given["lr"])


def spec_of(run: dict[str, Any]) -> NetworkSpec:
    init = run["init"]
    hidden = tuple(f"h{number + 1}" for number in range(len(init["b1"])))
    return NetworkSpec(
        inputs=("x1", "x2"),
        layers=(
            LayerSpec(hidden, run["hidden"], tuple(map(tuple, init["W1"])), tuple(init["b1"])),
            LayerSpec(("o",), run["output"], tuple(map(tuple, init["W2"])), tuple(init["b2"])),
        ),
        loss="binary-cross-entropy",
        training=TrainingSpec(optimizer_of(run)),
        rows=tuple((*x, *y) for x, y in zip(run["X"], run["Y"], strict=True)),
    )


def flat(tables: dict[str, Any]) -> Array:
    return np.concatenate([np.ravel(tables[name]) for name in ("W1", "b1", "W2", "b2")])


@pytest.mark.parametrize("name", RUNS)
def test_gradients_losses_and_weights(name: str) -> None:
    run = RUNS[name]
    trainer = trainer_of(spec_of(run))
    states: dict[int, TrainingState] = {}
    losses: dict[int, float] = {}
    state = initial_state(spec_of(run), trainer)
    for number in range(101):
        step = take_step(trainer, state)
        if number == 0:
            np.testing.assert_allclose(step.gradient, flat(run["grads0"]), rtol=1e-10, atol=1e-13)
        states[number], losses[number] = state, step.loss
        state = step.after
    for count, tables in run["weights"].items():
        np.testing.assert_allclose(states[int(count)].parameters, flat(tables), rtol=1e-10, atol=1e-13)
    for count, loss in run["losses"].items():
        assert losses[int(count)] == pytest.approx(loss, rel=1e-10)
