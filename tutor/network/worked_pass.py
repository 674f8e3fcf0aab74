"""The numbers of one example's pass, layer by layer, and what each is called: where slips start from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from tutor.network.first_step import FirstStep
from tutor.network.functions import ActivationFunction, Array
from tutor.network.network import local_derivatives

MOST: Final = 16
"""Units of a layer, or sources of a unit, up to which each is taken for each other one."""


@dataclass(frozen=True, slots=True)
class WrongNumber:
    """What one slip makes of a number; `name` and `other` are quantities that the slip is about, empty where none.

    What it is in words is `wording.by_hand.SLIPS` by `code`.
    """

    code: str
    value: float
    name: str = ""
    other: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Return which slip it is, whatever it makes of the numbers."""
        return self.code, self.name, self.other


class WorkedPass:
    """One example's pass in the first step of training.

    Of layer k are `z[k]`, `a[k]`, `upstream[k]`, `slopes[k]`, `delta[k]` and `biases[k]`, all (units,), `weights[k]`
    (sources, units), and `inputs[k]` (sources,), what comes into it.
    """

    def __init__(self, first: FirstStep) -> None:
        step, network = first.step, first.trainer.network
        self.spec, self.first, self.layout = first.spec, first, network.layout
        self.loss, self.fused, self.targets = network.loss, network.fused, step.trace.targets
        parameters = step.trace.parameters
        self.weights = [of.weights for of in parameters]
        self.biases = [of.biases for of in parameters]
        self.inputs = [trace.inputs[0] for trace in step.trace.layers]
        self.z = [trace.z[0] for trace in step.trace.layers]
        self.a = [trace.a[0] for trace in step.trace.layers]
        self.delta = [of.delta[0] for of in step.gradients.layers]
        local = local_derivatives(network, step.trace, step.gradients)
        self.upstream = [of.upstream[0] for of in local]
        self.slopes = [of.slope[0] for of in local]
        self._functions = [layer.activation for layer in network.layers]

    def function(self, layer: int) -> ActivationFunction:
        """Return the activation function of a layer."""
        return self._functions[layer]

    def activated(self, layer: int, z: Array) -> Array:
        """Return f(z) for pre-activations (units,) of a layer, one after the other or together as the function does."""
        return np.asarray(self._functions[layer].value(z[None, :])[0])

    def is_last(self, layer: int) -> bool:
        """Return whether a layer is the output."""
        return layer == len(self.weights) - 1

    def weight(self, layer: int, source: int, unit: int) -> str:
        """Return the name of a weight."""
        return self.spec.weight_names(layer)[source][unit]

    def bias(self, layer: int, unit: int) -> str:
        """Return the name of a bias."""
        return self.spec.bias_names(layer)[unit]

    def unit(self, layer: int, unit: int) -> str:
        """Return the name of an activation."""
        return f"{self.spec.layers[layer].units[unit]}.a"

    def source(self, layer: int, index: int) -> str:
        """Return the name of what comes into a layer at this place."""
        return self.spec.inputs[index] if layer == 0 else self.unit(layer - 1, index)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is normalised or dropped, so that every number follows from its neighbours."""
        return not any(layer.batch_norm or layer.dropout for layer in self.spec.layers)

    @property
    def rate(self) -> float:
        """The learning rate."""
        return self.first.learning_rate
