from dataclasses import replace

import pytest

from tests.network.examples import LINEAR_NEURON, NEURON, TWO_TWO_TWO, XOR
from tutor.network.spec import DataSpec, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec
from tutor.network.validation import spec_problems

SOFTMAX = NetworkSpec(
    inputs=("x",), layers=(LayerSpec(("a", "b"), "softmax"),), loss="categorical-cross-entropy", rows=((1.0, 0.0, 1.0),)
)


@pytest.mark.parametrize("spec", [NEURON, LINEAR_NEURON, TWO_TWO_TWO, XOR, SOFTMAX])
def test_good_networks_have_no_problems(spec: NetworkSpec) -> None:
    assert spec_problems(spec) == ()


@pytest.mark.parametrize(
    ("spec", "code", "path"),
    [
        (replace(LINEAR_NEURON, loss="binary-cross-entropy"), "loss-needs-activation", ("layers", 0, "activation")),
        (replace(SOFTMAX, loss="squared-error"), "softmax-place", ("layers", 0, "activation")),
        (
            replace(XOR, layers=(replace(XOR.layers[0], activation="softmax"), XOR.layers[1])),
            "softmax-place",
            ("layers", 0, "activation"),
        ),
        (replace(NEURON, layers=(replace(NEURON.layers[0], dropout=0.5),)), "output-dropout", ("layers", 0, "dropout")),
        (
            replace(NEURON, loss="binary-cross-entropy", rows=((1.0, 0.5), (1.0, 2.0))),
            "target-not-probability",
            ("rows", 1),
        ),
        (replace(SOFTMAX, rows=((1.0, 0.5, 0.6),)), "targets-not-distribution", ("rows", 0)),
        (
            replace(NEURON, layers=(replace(NEURON.layers[0], batch_norm=True),)),
            "norm-needs-batch",
            ("layers", 0, "batch_norm"),
        ),
        (
            replace(
                NEURON,
                rows=((1.0, 0.0), (2.0, 0.0)),
                training=TrainingSpec(batch_size=1),
                layers=(replace(NEURON.layers[0], batch_norm=True),),
            ),
            "norm-needs-batch",
            ("layers", 0, "batch_norm"),
        ),
        (
            replace(NEURON, training=TrainingSpec(OptimizerSpec("rmsprop", convention="scikit-learn"))),
            "convention-lacks",
            ("optimizer", "convention"),
        ),
        (
            replace(NEURON, training=TrainingSpec(OptimizerSpec("adamw", convention="scikit-learn"))),
            "convention-lacks",
            ("optimizer", "convention"),
        ),
        (replace(NEURON, rows=None, data=DataSpec("xor")), "dataset-shape", ("data",)),
        (replace(XOR, data=DataSpec("digits")), "digits-shape", ("data",)),
        (
            replace(NEURON, rows=None, data=DataSpec("line"), loss="binary-cross-entropy"),
            "dataset-not-classes",
            ("data",),
        ),
    ],
)
def test_what_does_not_go_together_is_named_with_its_place(
    spec: NetworkSpec, code: str, path: tuple[str | int, ...]
) -> None:
    assert [(problem.code, problem.path) for problem in spec_problems(spec)] == [(f"network.{code}", path)]


def test_softmax_before_one_of_two_classes_needs_one_hot_targets() -> None:
    spec = replace(SOFTMAX, inputs=("x1", "x2"), rows=None, data=DataSpec("moons"))
    assert "network.dataset-not-one-hot" in {problem.code for problem in spec_problems(spec)}
