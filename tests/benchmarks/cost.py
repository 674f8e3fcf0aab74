"""Whether the estimate of what a network costs is right, on whatever machine: both beside the smallest network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from tests.benchmarks.network import Loop, fastest, our_loop
from tests.benchmarks.report import Measured
from tutor.network.spec import Activation, LayerSpec, NetworkSpec, OptimizerSpec, TrainingSpec, seconds_of, unit_names

FACTOR = 2.0
"""How far an estimate may be off, up or down."""

NETWORKS: Sequence[tuple[Sequence[int], Activation, int, int | None]] = (
    ((2, 4, 1), "tanh", 4, None),
    ((2, 4, 1), "sigmoid", 100, 1),
    ((2, 16, 16, 1), "relu", 1000, None),
    ((2, 8, 8, 8, 8, 8, 8, 1), "sigmoid", 64, None),
    ((2, 200, 1), "tanh", 1000, None),
    ((784, 10, 10), "relu", 320, 32),
    ((784, 128, 10), "relu", 320, 32),
    ((784, 128, 10), "tanh", 320, None),
)
"""Sizes, activation of the hidden layers, examples, batch; the first is what the others are measured beside."""


def measure_cost() -> Iterator[Measured]:
    """Yield by which factor the estimate of each network is off, beside that of the first."""
    specs = [network(*described) for described in NETWORKS]
    measured = [seconds_of_a_step(spec) for spec in specs]
    for (sizes, _, _, batch), spec, seconds in zip(NETWORKS[1:], specs[1:], measured[1:], strict=True):
        estimated = seconds_of(spec, 1) / seconds_of(specs[0], 1)
        ratio = estimated / (seconds / measured[0])
        name = f"estimate of {'-'.join(map(str, sizes))}, batch {batch or spec.size}"
        yield Measured(name, 1e6 * seconds, "µs", f"estimated (× {ratio:.2f})", max(ratio, 1 / ratio), FACTOR)


def network(sizes: Sequence[int], activation: Activation, count: int, batch: int | None) -> NetworkSpec:
    """Return a network of these sizes on random numbers."""
    random = np.random.default_rng(1)
    rows = random.normal(size=(count, sizes[0] + sizes[-1])).tolist()
    *hidden, last = unit_names(list(sizes[1:]))
    return NetworkSpec(
        inputs=tuple(f"x{number}" for number in range(sizes[0])),
        layers=(*(LayerSpec(units, activation) for units in hidden), LayerSpec(last)),
        loss="mean-squared-error",
        training=TrainingSpec(OptimizerSpec(learning_rate=1e-6), batch_size=batch),
        rows=tuple(map(tuple, rows)),
    )


def seconds_of_a_step(spec: NetworkSpec) -> float:
    """Return the processor's seconds for one step."""
    loops: dict[str, Loop] = {"ours": our_loop(spec)}
    return fastest(loops, 20)["ours"]
