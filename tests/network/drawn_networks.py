"""Random networks for property tests: every activation, loss and layer, small enough to check every gradient."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st

from tutor.formulas.functions import FUNCTIONS
from tutor.network.spec import (
    ACTIVATIONS,
    LOSS_FACTS,
    LOSSES,
    Activation,
    Initializer,
    LayerSpec,
    Loss,
    NetworkSpec,
    OptimizerSpec,
    TrainingSpec,
    unit_names,
)

INNER: tuple[Activation, ...] = tuple(name for name in ACTIVATIONS if name != "softmax")
JOINED: tuple[Activation, ...] = ("softsign", "elu")
"""Of two pieces that meet at 0 with the slope 1."""
KINKED = {name for name, function in FUNCTIONS.items() if function.kinked}
SMOOTH: tuple[Activation, ...] = tuple(name for name in INNER if name.replace("-", "_") not in KINKED)


@st.composite
def networks(
    draw: st.DrawFn,
    activations: tuple[Activation, ...] = INNER,
    widest: int = 6,
    deepest: int = 4,
    most_rows: int = 5,
    plain: bool = False,
) -> NetworkSpec:
    """Draw a network with its examples; `plain` leaves out dropout, batch norm and penalties."""
    loss: Loss = draw(st.sampled_from(LOSSES))
    counts = draw(st.lists(st.integers(1, widest), min_size=1, max_size=deepest))
    inputs = draw(st.integers(1, 3))
    rows = draw(st.integers(1 if plain else 2, most_rows))
    needed = LOSS_FACTS[loss].last
    last = draw(st.sampled_from(activations)) if needed is None else needed
    hidden = [draw(st.sampled_from(activations)) for _ in counts[1:]]
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    names = unit_names(counts)
    layers = [_layer(draw, units, activation, plain) for units, activation in zip(names, [*hidden, last], strict=True)]
    layers[-1] = replace(layers[-1], dropout=0.0)
    training = TrainingSpec(OptimizerSpec(learning_rate=0.1))
    if not plain and draw(st.booleans()):
        training = TrainingSpec(l1=draw(st.sampled_from([0.0, 0.1])), l2=draw(st.sampled_from([0.0, 0.3])))
    return NetworkSpec(
        inputs=tuple(f"x{number + 1}" for number in range(inputs)),
        layers=tuple(layers),
        loss=loss,
        training=training,
        rows=tuple(_row(random, inputs, counts[-1], loss) for _ in range(rows)),
        seed=int(random.integers(2**31)),
    )


def _layer(draw: st.DrawFn, units: tuple[str, ...], activation: Activation, plain: bool) -> LayerSpec:
    initializer: Initializer = draw(st.sampled_from(("uniform", "xavier", "he")))
    biases = tuple(draw(st.floats(-1, 1)) for _ in units)
    if plain:
        return LayerSpec(units, activation, biases=biases, initializer=initializer)
    return LayerSpec(
        units,
        activation,
        biases=biases,
        initializer=initializer,
        dropout=draw(st.sampled_from([0.0, 0.0, 0.5])),
        batch_norm=draw(st.sampled_from([False, False, True])),
    )


def _row(random: np.random.Generator, inputs: int, outputs: int, loss: Loss) -> tuple[float, ...]:
    x = random.uniform(-1.5, 1.5, inputs)
    distribution = LOSS_FACTS[loss].targets == "distribution"
    y = random.dirichlet(np.ones(outputs)) if distribution else random.uniform(0, 1, outputs)
    return (*x.tolist(), *y.tolist())
