"""The numbers in the lessons on softmax, optimizers, overfitting and vanishing gradients: given, or computed here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from tests.lessons.shipped import ends, lab
from tutor.network.optimizers import adam
from tutor.network.spec import CONVENTIONS, Convention, OptimizerSpec

Place = tuple[str, str]
"""Ids of a lesson and of a step."""


def softmax(*logits: float) -> list[float]:
    """The probabilities, without any care for overflow."""
    powers = [math.exp(logit) for logit in logits]
    return [power / math.fsum(powers) for power in powers]


def sigma(z: float) -> float:
    return 1 / (1 + math.exp(-z))


def _first_step_of_adam(convention: Convention) -> float:
    settings = OptimizerSpec(kind="adam", learning_rate=0.001, convention=convention)
    change, _ = adam(settings, np.array([1e-6]), (), 1)
    return float(change[0])


FIRST_STEPS: Final = {convention: _first_step_of_adam(convention) for convention in CONVENTIONS}
"""Adam's first step for a gradient of a millionth and the learning rate 0.001, each framework with its own epsilon."""

_LARGER: Final = 1 / math.sqrt(1 - 0.999)
"""How many times as large epsilon acts where the learning rate is corrected instead of the averages."""

_ENDS: Final = [ends("overfitting", "by-heart")[name] for name in ("end1", "validation1", "end2", "validation2")]

_TANH_SLOPES: Final = [1 - math.tanh(z) ** 2 for z in (0.5, 2 * math.tanh(0.5))]


def _after_one_step() -> float:
    chain = lab("vanishing-gradients", "long-chain")
    chain.update()
    return chain.hidden_value("w1")


def _dog_after_one_step() -> float:
    animals = lab("softmax", "three-animals")
    animals.update()
    animals.forward()
    return animals.hidden_value("dog.z")


_LEAPT: Final = _after_one_step()
"""Where the first step throws a weight of the chain that explodes."""

_SCORES: Final = (3, 1, -1)

GIVEN: Final[Mapping[Place, str]] = {
    ("softmax", "jacobian"): "0.1",
    ("softmax", "live"): "0.1 0.5",
    ("optimizers", "valley"): "0.009 0.5 0.9",
    ("optimizers", "rule"): "0.9",
    ("optimizers", "two-steps"): "0.5 0.1",
    ("optimizers", "memory"): "0.9",
    ("optimizers", "terminal"): "0.9",
    ("optimizers", "average"): "0.9 0.1",
    ("optimizers", "first-step"): "0.001",
    ("optimizers", "race"): "0.009",
    ("optimizers", "live"): "0.009 0.001 0.1 0.3",
    ("optimizers", "hat"): "0.999",
    ("optimizers", "conventions"): "0.000001 0.001",
    ("overfitting", "diagnosis"): "0.690 0.692",
    ("overfitting", "strength"): "0.003 0.3",
    ("overfitting", "hunt"): "0.1",
    ("overfitting", "left-out"): "0.5",
    ("vanishing-gradients", "twins"): "0.5",
    ("vanishing-gradients", "explosion"): "1.5 0.1",
}

COMPUTED: Final[Mapping[Place, Sequence[float]]] = {
    ("softmax", "scores"): [*softmax(*_SCORES), *map(sigma, _SCORES), sum(map(sigma, _SCORES))],
    ("softmax", "rule"): [math.e],
    ("softmax", "overflow"): [*softmax(2, 1, 0), softmax(1, 0.999, 0.998)[1], 0.999, 0.998],
    ("softmax", "live"): [*softmax(2, 1, 0), 1 - softmax(2, 1, 0)[2], _dog_after_one_step()],
    ("optimizers", "valley"): [1 / 10**2],
    ("optimizers", "memory"): [0.9**2, 0.9**10],
    ("optimizers", "average"): [0.9**2 * (1 - 0.9), 0.9 * (1 - 0.9), 1 - 0.9**3],
    ("optimizers", "race"): [100 * 0.009, 1 - 0.5],
    ("optimizers", "live"): [1 / 10**2],
    ("optimizers", "hat"): [_LARGER],
    ("overfitting", "diagnosis"): [math.log(2), *_ENDS],
    ("vanishing-gradients", "two-sigmoids"): [sigma(1) * sigma(-1)],
    ("vanishing-gradients", "two-tanh"): [*_TANH_SLOPES, sigma(1) * sigma(-1)],
    ("vanishing-gradients", "two-relu"): [1.5],
    ("vanishing-gradients", "normal"): [sigma(9) * sigma(-9)],
    ("vanishing-gradients", "rescue"): [math.log(2)],
    ("vanishing-gradients", "explosion"): [_LEAPT, ends("vanishing-gradients", "explosion")["end1"]],
    ("optimizers", "conventions"): [_LARGER, _LARGER / 10, *FIRST_STEPS.values()],
}
