"""What each loss is: its formula, its slope, and what it asks of the last activation and of the targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from tutor.network.spec import Activation, Loss, Targets


class LossFacts(NamedTuple):
    """The loss of one example is the sum over its outputs of `term`, or their mean where it is `averaged`.

    Formulas are in a, the activation of an output, and y, its target; `slope` is ∂term/∂a. A loss with a `last`
    activation is stable, and defined, only after that one; `fused_slope` is ∂L/∂z through both, before a mean is
    taken, with t for the sum of all targets.
    """

    term: str
    slope: str
    averaged: bool = False
    targets: Targets = "numbers"
    last: Activation | None = None
    fused_slope: str = ""


LOSS_FACTS: Final[Mapping[Loss, LossFacts]] = {
    "squared-error": LossFacts("(a - y)^2", "2*(a - y)"),
    "half-squared-error": LossFacts("1/2*(a - y)^2", "a - y"),
    "mean-squared-error": LossFacts("(a - y)^2", "2*(a - y)", averaged=True),
    # Huber 1964, with the threshold 1 that PyTorch and Keras take by default.
    "huber": LossFacts(
        "cases(1/2*(a - y)^2, abs(a - y) <= 1, abs(a - y) - 1/2)", "max(-1, min(1, a - y))", averaged=True
    ),
    "binary-cross-entropy": LossFacts(
        "-y*ln(a) - (1 - y)*ln(1 - a)",
        "(1 - y)/(1 - a) - y/a",
        averaged=True,
        targets="probabilities",
        last="sigmoid",
        fused_slope="a - y",
    ),
    "categorical-cross-entropy": LossFacts(
        "-y*ln(a)", "-y/a", targets="distribution", last="softmax", fused_slope="a*t - y"
    ),
}
