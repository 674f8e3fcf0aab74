"""The two factors of an output's δ as formulas: how the loss moves with its activation, and that with its z."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.formulas.expression import Binary, Call, Expression, Number, Symbol, ungrouped
from tutor.formulas.functions import FUNCTIONS
from tutor.network.functions import ACTIVATION_FUNCTIONS
from tutor.network.losses import LOSS_FACTS
from tutor.network.spec import Activation, NetworkSpec
from tutor.typesetting.formula import MINUS, Atom, Formula, bracketed, row
from tutor.typesetting.typeset import from_expression


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
    slope = ACTIVATION_FUNCTIONS[activation].slope_formula
    return None if isinstance(slope, Number) else _as_factor(slope, {"a": unit, "z": z})


def _as_factor(node: Expression, names: Mapping[str, Formula]) -> Formula:
    """A product without a sign, so that it stands as one among other factors; a sum in brackets."""
    match ungrouped(node):
        case Binary(operator="*", left=left, right=right):
            return row(_as_factor(left, names), _as_factor(right, names))
        case Binary() as inner:
            return bracketed(from_expression(inner, names=names))
        case inner:
            return from_expression(inner, names=names)


def activation_letter(activation: Activation) -> Formula | None:
    """Return what an activation function is called in a formula; None for the identity, which nobody calls anything."""
    formula = ACTIVATION_FUNCTIONS[activation].formula
    if isinstance(formula, Symbol):
        return None
    name = FUNCTIONS[formula.function].letter if isinstance(formula, Call) else activation
    return Atom(name, "function")
