"""The two factors of an output's δ as formulas: how the loss moves with its activation, and that with its z."""

from __future__ import annotations

from typing import Final

from tutor.network.losses import LOSS_FACTS
from tutor.network.spec import Activation, NetworkSpec
from tutor.typesetting.formula import MINUS, Atom, Formula, Script, bracketed, row

_LETTERS: Final = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU", "softplus": "softplus", "softmax": "softmax"}


def loss_slope(spec: NetworkSpec, output: Formula, target: Formula) -> Formula | None:
    """Return ∂L/∂a of an output for one example; None where only its product with the slope of a has a short form."""
    error = bracketed(row(output, MINUS, target))
    match spec.loss:
        case "half-squared-error":
            return error
        case "squared-error" | "mean-squared-error":
            return row(Atom("2"), error, *_divided(spec))
        case "binary-cross-entropy" | "categorical-cross-entropy":
            return None


def fused_slope(spec: NetworkSpec, output: Formula, target: Formula) -> Formula:
    """Return ∂L/∂z of an output whose loss and activation have one slope together, for one example."""
    return row(bracketed(row(output, MINUS, target)), *_divided(spec))


def _divided(spec: NetworkSpec) -> tuple[Formula, ...]:
    """The sign and the number that make a mean over the outputs of a sum."""
    count = len(spec.outputs)
    return (Atom("/"), Atom(str(count))) if LOSS_FACTS[spec.loss].averaged and count > 1 else ()


def activation_slope(activation: Activation, unit: Formula, z: Formula) -> Formula | None:
    """Return ∂a/∂z written with a where that is how it is remembered; None for a slope that is 1 everywhere."""
    match activation:
        case "linear":
            return None
        case "sigmoid" | "softmax":
            return row(unit, bracketed(row(Atom("1"), MINUS, unit)))
        case "tanh":
            return bracketed(row(Atom("1"), MINUS, Script(unit, None, Atom("2"))))
        case "softplus":
            return row(Atom("σ"), bracketed(z))
        case _:
            return row(Atom("f′"), bracketed(z))


def activation_letter(activation: Activation) -> Formula:
    """Return what an activation function is called in a formula."""
    return Atom(_LETTERS.get(activation, "f"), "function")
