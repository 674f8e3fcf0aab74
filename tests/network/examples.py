"""Networks that many tests use."""

from collections.abc import Iterator

from tutor.network.spec import DataSpec, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec, unit_names
from tutor.network.training import Trainer, TrainingState, TrainingStep, take_step

NEURON = NetworkSpec(
    inputs=("x",),
    layers=(LayerSpec(("a",), "sigmoid", ((0.5,),), (0.1,), (("w",),), ("b",)),),
    loss="squared-error",
    training=TrainingSpec(OptimizerSpec(learning_rate=1.0)),
    rows=((2.0, 1.0),),
)
"""One sigmoid neuron with L = (a − y)²."""

LINEAR_NEURON = NetworkSpec(
    inputs=("x",),
    layers=(LayerSpec(("a",), "linear", ((0.5,),), (0.1,), (("w",),), ("b",)),),
    loss="squared-error",
    training=TrainingSpec(OptimizerSpec(learning_rate=0.19)),
    rows=((2.0, 1.0),),
)
"""One linear neuron with L = (a − y)²: it has a sharp edge at α = 1/(1 + x²) = 0.2."""

TWO_TWO_TWO = NetworkSpec(
    inputs=("i1", "i2"),
    layers=(
        LayerSpec(("h1", "h2"), "sigmoid", ((0.15, 0.25), (0.20, 0.30)), (0.35, 0.35), (("w1", "w3"), ("w2", "w4"))),
        LayerSpec(("o1", "o2"), "sigmoid", ((0.40, 0.50), (0.45, 0.55)), (0.60, 0.60), (("w5", "w7"), ("w6", "w8"))),
    ),
    loss="half-squared-error",
    training=TrainingSpec(OptimizerSpec(learning_rate=0.5)),
    rows=((0.05, 0.10, 0.01, 0.99),),
    freeze=("biases",),
)
"""The best-known worked example, with its biases held."""

_XOR_UNITS = unit_names([4, 1])
XOR = NetworkSpec(
    inputs=("x1", "x2"),
    layers=(LayerSpec(_XOR_UNITS[0], "tanh"), LayerSpec(_XOR_UNITS[1], "sigmoid")),
    loss="binary-cross-entropy",
    training=TrainingSpec(OptimizerSpec(learning_rate=0.5)),
    data=DataSpec("xor"),
    seed=7,
)


def train(trainer: Trainer, state: TrainingState) -> Iterator[TrainingStep]:
    """Yield one step after the other without end."""
    while True:
        yield (step := take_step(trainer, state))
        state = step.after
