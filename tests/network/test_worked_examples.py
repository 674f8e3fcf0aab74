"""Published worked examples, and the values that they must give."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.network.examples import TWO_TWO_TWO
from tutor.network.functions import ACTIVATION_FUNCTIONS, LOSS_FUNCTIONS
from tutor.network.lab import Lab
from tutor.network.network import norm_backward, normalise
from tutor.network.optimizers import Memory, adam
from tutor.network.spec import Activation, LayerSpec, Loss, NetworkSpec, OptimizerSpec, TrainingSpec
from tutor.network.training import clipped

CASES: dict[str, dict[str, Any]] = {
    case["name"]: case
    for case in json.loads((Path(__file__).parent / "reference" / "worked_examples.json").read_text())["cases"]
}


def expected(name: str) -> dict[str, float]:
    return {entry["id"]: entry["float64"] for entry in CASES[name]["expected"]}


MAZUR_NAMES = {
    "net_h1": "h1.z", "out_h1": "h1.a", "out_h2": "h2.a", "net_o1": "o1.z", "out_o1": "o1.a", "out_o2": "o2.a",
    "out": "loss", "d_out/d_out_o1": "o1.upstream", "d_out/d_out_o2": "o2.upstream", "d_out/d_net_o1": "o1.delta",
    "d_out/d_net_o2": "o2.delta", "d_out/d_out_h1": "h1.upstream", "d_out/d_out_h2": "h2.upstream",
    "d_out/d_net_h1": "h1.delta", "d_out/d_net_h2": "h2.delta", "dout_o1/dnet_o1": "o1.slope",
    "dout_h1/dnet_h1": "h1.slope",
    **{f"d_out/d_w{number}": f"w{number}.gradient" for number in range(1, 9)},
    **{f"w{number}_new": f"w{number}.next" for number in range(1, 9)},
}  # fmt: skip


@pytest.mark.parametrize(("given", "name"), MAZUR_NAMES.items())
def test_every_number_of_the_famous_example(given: str, name: str) -> None:
    assert Lab(TWO_TWO_TWO).hidden_value(name) == pytest.approx(expected("mazur_222")[given], rel=1e-12)


def test_the_rest_of_the_famous_example() -> None:
    lab, values = Lab(TWO_TWO_TWO), expected("mazur_222")
    first, second = LOSS_FUNCTIONS["half-squared-error"].terms(*_output_of(lab))[0] / 2
    assert (first, second) == (pytest.approx(values["E_o1"]), pytest.approx(values["E_o2"]))
    biases = [lab.hidden_value(f"{unit}.bias.gradient") for unit in ("h1", "h2", "o1", "o2")]
    assert sum(biases[:2]) == pytest.approx(values["d_out/d_b1"], rel=1e-12)
    assert sum(biases[2:]) == pytest.approx(values["d_out/d_b2"], rel=1e-12)
    paths = [lab.hidden_value(f"{unit}.delta") * lab.hidden_value(f"{w}") for unit, w in (("o1", "w5"), ("o2", "w7"))]
    assert paths == [pytest.approx(values["dE_o1/dout_h1"]), pytest.approx(values["dE_o2/dout_h1"])]


def _output_of(lab: Lab) -> Any:
    last = lab.current.trace.layers[-1]
    return last.z, last.a, lab.current.trace.targets


@pytest.mark.parametrize(("case", "bug"), [("mazur_222", ""), ("mazur_222_sequential_bug", "updated-weight-used")])
def test_the_famous_example_after_training_right_and_with_its_own_bug(case: str, bug: str) -> None:
    lab, values = Lab(TWO_TWO_TWO, bug=bug), expected(case)
    lab.run(1)
    assert lab.loss == pytest.approx(values["E after 1 update"], rel=1e-12)
    lab.run(9999)
    assert lab.loss == pytest.approx(values["E after 10000 updates"], rel=1e-10)
    assert lab.hidden_value("o1.a") == pytest.approx(values["out_o1 after 10000"], rel=1e-11)
    assert lab.hidden_value("o2.a") == pytest.approx(values["out_o2 after 10000"], rel=1e-11)


def test_the_misprints_of_the_famous_example_are_its_bug() -> None:
    lab = Lab(TWO_TWO_TWO, bug="updated-weight-used")
    lab.run(1)
    assert f"{lab.loss:.9f}" == "0.291027924"
    lab.run(9999)
    assert f"{lab.hidden_value('o1.a'):.9f}" == "0.015912196"
    assert f"{lab.hidden_value('o2.a'):.9f}" == "0.984065734"
    assert f"{lab.loss:.9f}" == "0.000035085"


def test_a_relu_homework_with_its_update() -> None:
    spec = NetworkSpec(
        inputs=("x1", "x2"),
        layers=(
            LayerSpec(
                ("h1", "h2"), "relu", ((0.6, 0.3), (0.8, 0.4)), (0.2, 0.1), (("w1", "w3"), ("w2", "w4")), ("b1", "b2")
            ),
            LayerSpec(("h_out",), "relu", ((0.6,), (-0.2,)), (0.1,), (("w5",), ("w6",)), ("b3",)),
        ),
        training=TrainingSpec(OptimizerSpec(learning_rate=0.1)),
        rows=((1.2, 0.5, 1.0),),
    )  # fmt: skip
    values, lab = expected("relu_homework_221"), Lab(spec)
    for unit in ("h1", "h2"):
        assert lab.hidden_value(f"{unit}.a") == pytest.approx(values[unit], rel=1e-12)
    for name in ("w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2", "b3"):
        assert lab.hidden_value(f"{name}.gradient") == pytest.approx(values[f"d_out/d_{name}"], rel=1e-12)
        assert lab.hidden_value(f"{name}.next") == pytest.approx(values[f"new_{name}"], rel=1e-12)
    assert lab.loss == pytest.approx(values["out"], rel=1e-12)
    lab.update()
    assert lab.hidden_value("h_out.a") == pytest.approx(values["after_f_out"], rel=1e-12)
    assert lab.loss == pytest.approx(values["after_out"], rel=1e-12)


def one_neuron(loss: Loss, rate: float, activation: Activation = "sigmoid") -> NetworkSpec:
    layer = LayerSpec(("a",), activation, ((2.0,),), (2.0,))
    training = TrainingSpec(OptimizerSpec(learning_rate=rate))
    return NetworkSpec(("x",), (layer,), loss, training, rows=((1.0, 0.0),))


def test_a_saturated_neuron_learns_slowly_from_squares_and_fast_from_surprise() -> None:
    slow = Lab(one_neuron("half-squared-error", 0.15))
    assert slow.hidden_value("a.a") == pytest.approx(expected("nielsen_saturation_w2.0")["initial output"], rel=1e-12)
    slow.run(300)
    values = expected("nielsen_saturation_w2.0")
    assert slow.hidden_value("a.a") == pytest.approx(values["output after 300 epochs"], rel=1e-10)
    fast = Lab(one_neuron("binary-cross-entropy", 0.005))
    fast.run(300)
    values = expected("nielsen_crossentropy_w2.0")
    assert fast.hidden_value("a.a") == pytest.approx(values["output after 300 epochs"], rel=1e-10)


def test_gradients_vanish_along_four_sigmoids() -> None:
    units = [(f"a{number}",) for number in (1, 2, 3, 4)]
    layers = tuple(LayerSpec(names, "sigmoid", ((0.8,),), (0.0,)) for names in units)
    lab = Lab(NetworkSpec(("x",), layers, "half-squared-error", rows=((1.0, 0.0),)))
    values = expected("vanishing_chain_4_sigmoids")
    # The example differentiates the output itself; here a loss of which ∂L/∂a₄ is a₄ stands behind it.
    seed = lab.hidden_value("a4.a")
    for number, source in ((1, "x"), (2, "a1"), (3, "a2"), (4, "a3")):
        assert lab.hidden_value(f"a{number}.a") == pytest.approx(values[f"a{number}"], rel=1e-12)
        gradient = lab.hidden_value(f"w[{source},a{number}].gradient")
        assert gradient / seed == pytest.approx(values[f"d_out/d_w{number}"], rel=1e-12)


def test_softmax_with_cross_entropy() -> None:
    values = expected("softmax_ce_210")
    z, y = np.array([[2.0, 1.0, 0.1]]), np.array([[1.0, 0.0, 0.0]])
    loss = LOSS_FUNCTIONS["categorical-cross-entropy"]
    p = ACTIVATION_FUNCTIONS["softmax"].value(z)
    for index in range(3):
        assert p[0, index] == pytest.approx(values[f"p{index}"], rel=1e-14)
        assert loss.fused_slope(p, y)[0, index] == pytest.approx(values[f"dL/dz{index}"], rel=1e-14)
    assert loss.mean(z, p, y) == pytest.approx(values["L"], rel=1e-14)


def test_batch_normalisation_forward_and_backward() -> None:
    case, values = CASES["batchnorm_backward_biased_var"], expected("batchnorm_backward_biased_var")
    x, dy, gamma, beta = (np.array(case["inputs"][name]) for name in ("x", "dy", "gamma", "beta"))
    norm = normalise(x)
    y, dx = gamma * norm.values + beta, norm_backward(dy, gamma, norm)
    for row in range(4):
        for column in range(2):
            assert y[row, column] == pytest.approx(values[f"y{row}{column}"], rel=1e-12)
            assert dx[row, column] == pytest.approx(values[f"dx{row}{column}"], rel=1e-10, abs=1e-15)
    for column in range(2):
        assert norm.mean[column] == values[f"mu{column}"]
        assert norm.variance[column] == values[f"var{column}"]
        assert (dy * norm.values).sum(axis=0)[column] == pytest.approx(values[f"dgamma{column}"], rel=1e-12)


@pytest.mark.parametrize(
    ("case", "spec"),
    [
        ("adam_4steps_epshat_1e-7", OptimizerSpec("adam", 0.001, convention="keras")),
        ("adam_tiny_gradient_paper_1e-8", OptimizerSpec("adam", 0.001, convention="pytorch")),
        ("adam_tiny_gradient_epshat_1e-7", OptimizerSpec("adam", 0.001, convention="keras")),
        ("adam_tiny_gradient_epshat_1e-8", OptimizerSpec("adam", 0.001, convention="scikit-learn")),
    ],
)
def test_adam_by_each_convention(case: str, spec: OptimizerSpec) -> None:
    theta, memory = np.zeros(1), Memory()
    for number, gradient in enumerate(CASES[case]["inputs"]["grads"], start=1):
        change, memory = adam(spec, np.array([float(gradient)]), memory, number)
        theta = theta + change
        assert theta[0] == pytest.approx(expected(case)[f"theta{number}"], rel=1e-12)


def test_clipping_by_norm() -> None:
    case = CASES["tf_clip_by_norm"]
    gradient = clipped(TrainingSpec(clip_norm=case["inputs"]["c"]), np.array(case["inputs"]["g"], dtype=float))
    assert list(gradient) == [pytest.approx(expected("tf_clip_by_norm")[f"g{index}"], rel=1e-12) for index in range(5)]
