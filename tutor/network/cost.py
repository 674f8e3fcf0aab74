"""What running a network costs, known from its specification alone: for limits on lessons, without NumPy."""

from __future__ import annotations

from typing import Final

from tutor.network.spec import NetworkSpec

SECONDS_PER_STEP: Final = 5e-5
SECONDS_PER_PRODUCT: Final = 1.5e-8
"""A step costs this much, and this for each parameter and example; measured on one core, on small and large ones."""


def parameter_count(spec: NetworkSpec) -> int:
    """Return how many weights and biases the network has."""
    return sum((len(spec.sources(number)) + 1) * len(layer.units) for number, layer in enumerate(spec.layers))


def seconds_of(spec: NetworkSpec, steps: int) -> float:
    """Return about how long `steps` training steps take."""
    examples = min(spec.training.batch_size or spec.size, spec.size)
    return steps * (SECONDS_PER_STEP + SECONDS_PER_PRODUCT * parameter_count(spec) * examples)


def seconds_of_a_pass(spec: NetworkSpec) -> float:
    """Return about how long one pass over all examples takes, those included that are never trained on."""
    examples = spec.size + (spec.data.validation if spec.data else 0)
    return SECONDS_PER_PRODUCT * parameter_count(spec) * examples
