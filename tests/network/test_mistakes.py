from dataclasses import replace

import pytest

from tests.network.examples import LINEAR_NEURON, NEURON, TWO_TWO_TWO, XOR
from tutor.errors import TutorError
from tutor.network.gradient_check import check_gradient, update_agrees
from tutor.network.lab import Lab
from tutor.network.mistakes import MISTAKES, first_sign, mistake
from tutor.network.spec import DataSpec, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec, unit_names
from tutor.network.training import initial_state, take_step, trainer_of

FREE_TWO_TWO_TWO = replace(TWO_TWO_TWO, freeze=())
_UNITS = unit_names([3, 2])
CLASSES = NetworkSpec(
    inputs=("x1", "x2"),
    layers=(LayerSpec(_UNITS[0], "tanh"), LayerSpec(_UNITS[1], "softmax")),
    loss="categorical-cross-entropy",
    rows=((0.2, 0.7, 1.0, 0.0), (0.9, -0.4, 0.0, 1.0), (-0.5, 0.3, 1.0, 0.0)),
    seed=3,
)
EVERYTHING = replace(
    XOR,
    layers=(replace(XOR.layers[0], batch_norm=True, dropout=0.5), XOR.layers[1]),
    training=TrainingSpec(OptimizerSpec("momentum", 0.1), l2=0.1),
    data=DataSpec("xor", count=12, noise=0.1),
)
ADAM = replace(XOR, training=TrainingSpec(OptimizerSpec("adam", 0.05)))
ADAMW = replace(XOR, training=TrainingSpec(OptimizerSpec("adamw", 0.05)))
RMSPROP = replace(XOR, training=TrainingSpec(OptimizerSpec("rmsprop", 0.05)))
FAR_OFF = replace(LINEAR_NEURON, loss="huber", rows=((2.0, 1.0), (1.0, 5.0)))
SQUARED_XOR = replace(XOR, loss="mean-squared-error")
NETWORKS = (
    NEURON,
    LINEAR_NEURON,
    TWO_TWO_TWO,
    FREE_TWO_TWO_TWO,
    XOR,
    SQUARED_XOR,
    CLASSES,
    EVERYTHING,
    ADAM,
    RMSPROP,
    ADAMW,
    FAR_OFF,
)

STILL_LEARNS = {
    "updated-weight-used", "slope-at-activation", "forgot-activation-slope", "activation-for-slope", "one-path-only",
    "overwritten-at-fork", "mean-for-sum", "transposed-weight", "flipped-sign", "stops-at-last-layer",
    "pre-activation-used", "bias-forgotten", "gradients-not-reset", "one-step-late", "learning-rate-twice",
    "learning-rate-forgotten",
}  # fmt: skip
"""With these the famous example, one row alone, trains nearly as well as without: the falling loss tells nothing."""

CLIMBS = {"error-reversed", "update-added"}
"""With these it does not."""

FAILS_ON_XOR = {
    "activation-for-slope", "flipped-sign", "stops-at-last-layer", "pre-activation-used", "forgot-activation-slope",
    "last-example-only", "error-reversed", "update-added", "bias-forgotten",
}  # fmt: skip
"""With these XOR, which needs its hidden layer, is not learned."""


def shown_by(code: str) -> list[NetworkSpec]:
    return [spec for spec in NETWORKS if MISTAKES[code].fits(spec)]


def with_gradients_of_their_own(code: str) -> list[NetworkSpec]:
    """Those of them that differ in more than the optimizer, which no gradient of a first step knows."""
    optimizer = XOR.training.optimizer
    shown = reversed(shown_by(code))
    return list({replace(spec, training=replace(spec.training, optimizer=optimizer)): spec for spec in shown}.values())


def test_the_catalogue_has_at_least_fifteen_mistakes_each_with_a_network_to_show_it() -> None:
    assert len(MISTAKES) >= 15
    assert all(shown_by(code) for code in MISTAKES)


@pytest.mark.parametrize("code", MISTAKES)
@pytest.mark.every(6)
def test_the_check_tells_every_mistake_from_the_correct_network(code: str) -> None:
    for spec in shown_by(code):
        assert first_sign(spec, code) is not None, spec


@pytest.mark.parametrize("scale", [1, 10])
@pytest.mark.parametrize("code", MISTAKES)
@pytest.mark.every(11)  # An odd number: both scales stay.
def test_every_gradient_that_a_mistake_changes_is_told_to_be_wrong(code: str, scale: float) -> None:
    for spec in with_gradients_of_their_own(code):
        trainer = mistake(code).spoil(trainer_of(spec))
        state = initial_state(spec, trainer)
        state = state._replace(parameters=state.parameters * scale)
        wrong, right = take_step(trainer, state), take_step(trainer_of(spec), state)
        checks = check_gradient(trainer, wrong)
        for name, true in zip(trainer.network.layout.names, right.gradient, strict=True):
            check = checks[name]
            if abs(check.derivative - true) > 1e-6 * max(1.0, abs(true)):
                assert check.refutes
            elif check.derivative == true:
                assert check.agrees


@pytest.mark.parametrize("spec", NETWORKS)
def test_correct_networks_pass_every_check(spec: NetworkSpec) -> None:
    trainer = trainer_of(spec)
    state = initial_state(spec, trainer)
    for _ in range(3):
        step = take_step(trainer, state)
        assert [name for name, check in check_gradient(trainer, step).items() if not check.agrees] == []
        assert update_agrees(trainer, step)
        state = step.after


def test_mistakes_of_the_optimizer_are_found_by_the_update_alone() -> None:
    found = {code: first_sign(shown_by(code)[0], code) for code in MISTAKES}
    by_update = {code for code, sign in found.items() if sign and sign.found_by == "update"}
    assert by_update == {
        "learning-rate-forgotten", "update-added", "momentum-sign", "adam-without-correction", "root-forgotten",
    }  # fmt: skip


def test_decay_in_the_gradient_is_an_l2_penalty_in_adam() -> None:
    lab = Lab(
        replace(ADAMW, training=TrainingSpec(OptimizerSpec("adamw", 0.05, weight_decay=0.1))), bug="decay-in-gradient"
    )
    biases = [name for name in lab.trainer.network.layout.names if name.endswith(".bias")]
    penalised = Lab(replace(ADAMW, training=TrainingSpec(OptimizerSpec("adam", 0.05), l2=0.1)))
    lab.run(1)
    penalised.run(1)
    for name in lab.trainer.network.layout.names:
        if name not in biases:
            assert lab.hidden_value(f"{name}.gradient") == pytest.approx(penalised.hidden_value(f"{name}.gradient"))


def test_what_is_carried_over_is_right_in_the_first_step() -> None:
    for code in ("gradients-not-reset", "one-step-late"):
        sign = first_sign(FREE_TWO_TWO_TWO, code)
        assert sign is not None
        assert sign.step == 1


def test_a_mistake_at_a_fork_leaves_the_output_weights_right() -> None:
    sign = first_sign(TWO_TWO_TWO, "one-path-only")
    assert sign is not None
    assert set(sign.names) == {"w1", "w2", "w3", "w4", "h1.bias", "h2.bias"}


def fitting(spec: NetworkSpec) -> list[str]:
    return [code for code in MISTAKES if MISTAKES[code].fits(spec)]


@pytest.mark.parametrize("code", fitting(FREE_TWO_TWO_TWO))
@pytest.mark.every(4)
def test_which_mistakes_still_learn_one_example(code: str) -> None:
    lab = Lab(FREE_TWO_TWO_TWO, bug=code)
    lab.run(2000)
    assert (lab.loss < 0.002, not lab.loss < 0.002) == (code in STILL_LEARNS, code in CLIMBS)


@pytest.mark.parametrize("code", fitting(XOR))
@pytest.mark.every(4)
def test_xor_shows_the_harm_that_one_example_hides(code: str) -> None:
    lab = Lab(XOR, bug=code)
    lab.run(2000)
    assert (not lab.loss < 0.15) == (code in FAILS_ON_XOR)


def test_what_is_said_of_both_examples_is_said_of_mistakes_that_fit_them() -> None:
    assert set(fitting(FREE_TWO_TWO_TWO)) == STILL_LEARNS | CLIMBS
    assert set(fitting(XOR)) >= FAILS_ON_XOR
    assert len(FAILS_ON_XOR & STILL_LEARNS) >= 5


def test_an_unknown_mistake_is_refused() -> None:
    with pytest.raises(TutorError) as refused:
        mistake("none")
    assert refused.value.code == "network.unknown-mistake"
