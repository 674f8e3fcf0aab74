"""What running a network costs, known from its specification alone: for limits on lessons, without NumPy."""

from __future__ import annotations

from typing import Final

from tutor.network.spec import ACTIVATION_FACTS, NetworkSpec

SECONDS_PER_STEP: Final = 4e-6
SECONDS_PER_LAYER: Final = 1.3e-5
SECONDS_PER_NORM: Final = 3e-5
SECONDS_PER_PRODUCT: Final = 1.4e-10
"""What a step costs, each of its layers, each that is normalised, and each weight with each example; what an
activation costs stands with its function.

All measured on one core: estimates of 2-4-1 to 784-128-10 in batches of 1 to 5000 are right within a factor of two,
which `python -m tests.benchmarks cost` measures anew.
"""


def parameter_count(spec: NetworkSpec) -> int:
    """Return how many weights and biases the network has."""
    return sum((len(spec.sources(number)) + 1) * len(layer.units) for number, layer in enumerate(spec.layers))


def seconds_of(spec: NetworkSpec, steps: int) -> float:
    """Return about how long `steps` training steps take."""
    examples = min(spec.training.batch_size or spec.size, spec.size)
    layers = sum(SECONDS_PER_LAYER + SECONDS_PER_NORM * layer.batch_norm for layer in spec.layers)
    return steps * (SECONDS_PER_STEP + layers + _seconds_of_numbers(spec, examples))


def seconds_of_a_pass(spec: NetworkSpec) -> float:
    """Return about how long one pass forward and back over all examples takes, those never trained on included."""
    return _seconds_of_numbers(spec, spec.size + (spec.data.validation if spec.data else 0))


def _seconds_of_numbers(spec: NetworkSpec, examples: int) -> float:
    units = sum(ACTIVATION_FACTS[layer.activation].nanoseconds * len(layer.units) for layer in spec.layers)
    return examples * (SECONDS_PER_PRODUCT * parameter_count(spec) + 1e-9 * units)
