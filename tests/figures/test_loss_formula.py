"""The printed formula of the loss, evaluated as it stands, is the printed loss, whatever is minimised."""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

import numpy as np
import pytest

from tutor.figures.calculations import loss_formula
from tutor.figures.lab import standing_runs
from tutor.figures.lines import plain
from tutor.network.lab import Lab
from tutor.network.spec import LOSS_FACTS, LayerSpec, Loss, NetworkSpec, TrainingSpec
from tutor.text import Cells
from tutor.wording import LANGUAGES, Voice

_PENALTY = re.compile(r" \+ (½·)?([\d.]+)·Σ(\|w\||w²)")
_WORDS = {
    "y ln a": "y*np.log(a)",
    "(1 − y) ln(1 − a)": "(1 - y)*np.log(1 - a)",
    "½": "0.5*",
    "*·": "*",
    "·": "*",
    "−": "-",
    "²": "**2",
    "[": "(",
    "]": ")",
    ")(": ")*(",
    ")Σ": ")*Σ",
    "*Σ": "*Σ",
}


def evaluated(formula: str, a: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    """What a reader gets who puts the outputs `a`, the targets `y` and all weights into a formula `L = …`."""
    right = formula.removeprefix("L = ")
    penalties = sum(
        (0.5 if half else 1.0) * float(rate) * float(np.sum(np.abs(weights) if "|" in of else weights**2))
        for half, rate, of in _PENALTY.findall(right)
    )
    text = _PENALTY.sub("", right)
    for word, python in _WORDS.items():
        text = text.replace(word, python)
    front, sigma, term = text.rpartition("Σ")
    total = f"{front}np.sum({term})" if sigma else f"np.sum({term})"
    huber = lambda error: np.where(abs(error) <= 1, error**2 / 2, abs(error) - 0.5)  # noqa: E731
    return float(eval(total, {"np": np, "a": a, "y": y, "Huber": huber})) + penalties


def network(loss: Loss, outputs: int, examples: int, batch: int | None, l1: float, l2: float) -> NetworkSpec:
    facts, names = LOSS_FACTS[loss], tuple(f"o{number}" for number in range(1, outputs + 1))
    targets = np.random.default_rng(3).uniform(0.05, 0.95, (examples, outputs))
    if facts.targets == "distribution":
        targets /= targets.sum(axis=1, keepdims=True)
    if facts.targets == "numbers":
        targets[0] += 2  # beyond the bend of Huber's loss
    rows = tuple((0.3 * number, *map(float, row)) for number, row in enumerate(targets, 1))
    hidden = LayerSpec(("h1", "h2"), "tanh")
    last = LayerSpec(names, facts.last or "linear")
    training = TrainingSpec(batch_size=batch, l1=l1, l2=l2)
    return NetworkSpec(("x",), (hidden, last), loss=loss, rows=rows, training=training, seed=5)


@pytest.mark.parametrize("loss", get_args(Loss))
def test_the_formula_is_what_its_value_was_computed_from(loss: Loss) -> None:
    for outputs, examples, batch, l1, l2 in product((1, 3), (1, 4), (None, 2), (0.0, 0.01), (0.0, 0.125)):
        if outputs == 1 and LOSS_FACTS[loss].targets == "distribution":
            continue
        lab = Lab(network(loss, outputs, examples, batch, l1, l2))
        lab.run(2)
        lab.reveal()
        trace, vector = lab.current.trace, lab.current.before.parameters
        weights = vector[lab.trainer.network.layout.is_weight == 1]
        formula = loss_formula(lab.spec, len(trace.targets))
        assert evaluated(formula, trace.output, trace.targets, weights) == pytest.approx(lab.loss, rel=1e-12), formula


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_stands_before_its_value(language: str) -> None:
    lab = Lab(network("half-squared-error", 1, 4, None, 0.0, 0.125))
    lab.reveal()
    said = plain(standing_runs(lab, Voice("zh" if language == "zh" else "en"), Cells(), formula=True))
    assert "L = ½·(1/4)Σ(a − y)² + ½·0.125·Σw² ≈ " in said
