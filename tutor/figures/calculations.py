"""The calculations behind a unit's numbers: z from what comes in, δ from what comes back, as formulas with values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from tutor.figures.quantities import (
    Calculation,
    Factor,
    example_loss,
    of_unit,
    product_of,
    quantity_formula,
    slope_by,
    sum_of,
)
from tutor.formulas.expression import Binary, Call, Expression, Symbol, ungrouped, walk
from tutor.formulas.functions import FUNCTIONS
from tutor.formulas.grammar import read
from tutor.formulas.vocabulary import Vocabulary
from tutor.network.functions import ACTIVATION_FUNCTIONS
from tutor.network.lab import Lab
from tutor.network.spec import LOSS_FACTS, Activation, Loss, NetworkSpec
from tutor.numerals import numeral
from tutor.typesetting.formula import DOT, MINUS, Atom, Formula, bracketed, joined, row
from tutor.typesetting.symbols import symbol
from tutor.typesetting.typeset import from_expression

_TERM: Final = Vocabulary(("a", "y"))

_ALL_DIGITS: Final = 12
"""Digits of a rate that stands in a formula, as many as anybody would write."""
_MOST_TERMS: Final = 4
"""Summands that are written out; of more, the first and the last."""


class Calculations:
    """Writes the calculations of one lab for one of its examples, as it stands.

    `coupled` says that batch normalisation lets every example of the step act on the losses of all. Sums of more than
    `most` terms are shortened.
    """

    def __init__(self, lab: Lab, example: int, most: int = _MOST_TERMS) -> None:
        self._lab, self._spec, self._row, self._most = lab, lab.spec, example, most
        self.coupled = any(layer.batch_norm for layer in lab.spec.layers)

    def weighted_sum(self, layer: int, unit: str) -> Calculation | None:
        """Return z = w₁·x₁ + w₂·x₂ + b; None where batch normalisation follows the sum."""
        spec, lab = self._spec, self._lab
        if spec.layers[layer].batch_norm:
            return None
        column = spec.layers[layer].units.index(unit)
        names = [weights[column] for weights in spec.weight_names(layer)]
        inputs = [self.incoming(layer, source) for source in spec.sources(layer)]
        bias = spec.bias_names(layer)[column]
        pairs = list(zip(names, inputs, strict=True))
        terms = [product_of([(quantity_formula(name), lab.hidden_value(name)), one]) for name, one in pairs]
        added = product_of([(quantity_formula(bias), lab.hidden_value(bias))])
        return sum_of([sum_of(terms, self._most), added], 2)

    def delta(self, layer: int, unit: str) -> Calculation:
        """Return δ: of an output from the slope of the loss, of a hidden unit slope · (w·δ + w·δ)."""
        if layer == len(self._spec.layers) - 1:
            return product_of(self.output_delta(layer, unit))
        own, back = [*self._slope(layer, unit), *self.mask(layer, unit)], self._handed_back(layer, unit)
        if not own:
            return back
        before, back = product_of(own), self._grouped(back, layer)
        return Calculation(
            joined((*(one for one, _ in own), back.symbols), DOT),
            joined((before.numbers, back.numbers), DOT),
            before.exact and back.exact,
            before.shown * back.shown,
        )

    def delta_of(self, unit: str) -> Factor:
        """Return δ of a unit."""
        return of_unit("delta", unit, self._spec), self._lab.hidden_value(f"{unit}.delta")

    def incoming(self, layer: int, source: str) -> Factor:
        """Return what a weight multiplies: an input, or an activation of the layer before."""
        return symbol(source), self._lab.hidden_value(source if layer == 0 else f"{source}.a")

    def ends(self, name: str) -> tuple[str | None, str]:
        """Return source (None for biases and their like) and unit of a parameter."""
        layout = self._lab.trainer.network.layout
        index = layout.index[name]
        layer, unit = layout.layer_of[index], layout.unit_of(index)
        at = layout.slices[layer]
        source = (index - at.weights.start) // at.shape[1] if layout.is_weight[index] else None
        return (None if source is None else self._spec.sources(layer)[source]), self._spec.layers[layer].units[unit]

    def gradient(self, name: str) -> Calculation | None:
        """Return ∂L/∂ of a parameter, input, z or a of the example from δ: δ·input of a weight, Σ w·δ of a or an input.

        It is what the example adds where batch normalisation couples all. None for the activation of an output.
        """
        layout = self._lab.trainer.network.layout
        if name in layout.index:
            return product_of(self._gradient_factors(layout.index[name], *self.ends(name)))
        unit, _, kind = name.rpartition(".")
        layers = enumerate(self._spec.layers)
        layer = -1 if name in self._spec.inputs else next(number for number, one in layers if unit in one.units)
        if kind == "z":
            return self._of_step(product_of([self.delta_of(unit)]))
        if layer == len(self._spec.layers) - 1:
            return None
        back = self._handed_back(layer, unit or name)
        return self._of_step(self._grouped(back, layer)) if self.coupled else back

    def _gradient_factors(self, index: int, source: str | None, unit: str) -> list[Factor]:
        layout = self._lab.trainer.network.layout
        layer = layout.layer_of[index]
        at = layout.slices[layer]
        if source is not None:
            return [self.delta_of_sum(layer, unit), self.incoming(layer, source)]
        if index < at.gamma.start:
            return [self.delta_of_sum(layer, unit)]
        return [self.delta_of(unit), *(self.normalised_sum(layer, unit) if index < at.gamma.stop else [])]

    def _of_step(self, of_example: Calculation) -> Calculation:
        """∂ of the loss of the step, the mean over its examples, where batch normalisation couples them."""
        if not self.coupled:
            return of_example
        count = len(self._lab.current.trace.targets)
        symbols, numbers = (row(one, Atom(f"/{count}")) for one in (of_example.symbols, of_example.numbers))
        return Calculation(symbols, numbers, of_example.exact, of_example.shown / count)

    def delta_of_sum(self, layer: int, unit: str) -> Factor:
        """Return δ of the weighted sum s of a unit: δ itself where no batch normalisation stands between s and z."""
        if not self._spec.layers[layer].batch_norm:
            return self.delta_of(unit)
        gradients, column = self._lab.current.gradients.layers[layer], self._spec.layers[layer].units.index(unit)
        value = float(gradients.delta_sums[self._row, column]) * len(gradients.delta_sums)
        return of_unit("delta_s", unit, self._spec), value

    def normalised_sum(self, layer: int, unit: str) -> list[Factor]:
        """Return the weighted sum of a unit as batch normalisation leaves it, before γ and β; nothing without it."""
        made = self._lab.current.trace.layers[layer].normalised
        if made is None:
            return []
        value = float(made.values[self._row, self._spec.layers[layer].units.index(unit)])
        return [(of_unit("shat", unit, self._spec), value)]

    def output_delta(self, layer: int, unit: str) -> list[Factor]:
        """Return the slope of the loss and that of the activation, or both as one where they have a form together."""
        lab, spec = self._lab, self._spec
        output, target = symbol(unit), symbol(spec.targets[spec.outputs.index(unit)])
        if lab.trainer.network.fused:
            return [(fused_slope(spec, output, target), lab.hidden_value(f"{unit}.delta"))]
        upstream = loss_slope(spec, output, target)
        if upstream is None and self.coupled:
            # Batch normalisation lets a move the losses of all examples, whose sum is so many times L.
            upstream = row(Atom(str(len(lab.current.trace.targets))), slope_by(symbol("L"), output))
        elif upstream is None:
            upstream = slope_by(example_loss(lab, self._row), output)
        return [(upstream, lab.hidden_value(f"{unit}.upstream")), *self._slope(layer, unit)]

    def _slope(self, layer: int, unit: str) -> list[Factor]:
        """Slope of the activation function; nothing where it is 1 everywhere. After dropout a is no value of it."""
        z, activation = of_unit("z", unit, self._spec), self._spec.layers[layer].activation
        slope = activation_slope(activation, None if self.mask(layer, unit) else symbol(unit), z)
        return [] if slope is None else [(slope, self._lab.hidden_value(f"{unit}.slope"))]

    def mask(self, layer: int, unit: str) -> list[Factor]:
        """Return what dropout has drawn for this unit; nothing where none is."""
        drawn = self._lab.current.trace.layers[layer].mask
        if drawn is None:
            return []
        index = self._spec.layers[layer].units.index(unit)
        return [(of_unit("m", unit, self._spec), float(drawn[self._row, index]))]

    def _handed_back(self, layer: int, unit: str) -> Calculation:
        """∂L/∂a of a hidden unit as w·δ + w·δ over the units of the next layer, of an input where `layer` is −1."""
        spec = self._spec
        weights = spec.weight_names(layer + 1)[spec.sources(layer + 1).index(unit)]
        return sum_of(
            [
                product_of(
                    [(quantity_formula(name), self._lab.hidden_value(name)), self.delta_of_sum(layer + 1, other)]
                )
                for name, other in zip(weights, spec.layers[layer + 1].units, strict=True)
            ],
            self._most,
        )

    def _grouped(self, back: Calculation, layer: int) -> Calculation:
        """What is handed back to a layer as one factor: in brackets where it is a sum."""
        if len(self._spec.layers[layer + 1].units) == 1:
            return back
        return replace(back, symbols=bracketed(back.symbols), numbers=bracketed(back.numbers))


# The loss, and the two factors of an output's δ: how the loss moves with its activation, and that with its z.


_TERMS: Final[Mapping[Loss, tuple[str, str]]] = {
    "squared-error": ("", "(a − y)²"),
    "half-squared-error": ("½", "(a − y)²"),
    "mean-squared-error": ("", "(a − y)²"),
    "huber": ("", "Huber(a − y)"),
    "binary-cross-entropy": ("−", "[y ln a + (1 − y) ln(1 − a)]"),
    "categorical-cross-entropy": ("−", "y ln a"),
}
"""What one output of one example adds to the loss: what stands before a Σ, and what behind it."""


def loss_formula(spec: NetworkSpec, examples: int) -> str:
    """Return the formula of what a step of so many examples minimises: Σ adds up all outputs of all of them.

    Where it is a mean, the number that it divides by stands there; penalties are summands of it, over all weights.
    """
    front, term = _TERMS[spec.loss]
    outputs, averaged = len(spec.outputs), LOSS_FACTS[spec.loss].averaged
    divisor = examples * (outputs if averaged else 1)
    share = f"{'·' if front.isnumeric() else ''}(1/{divisor})" if divisor > 1 else ""
    gap = " " if term[0].isalpha() else ""
    total = f"{front}{share}Σ{gap}{term}" if examples * outputs > 1 else f"{front}{term}"
    penalties = (("", spec.training.l1, "|w|"), ("½·", spec.training.l2, "w²"))
    added = [f" + {half}{numeral(rate, _ALL_DIGITS)}·Σ{of}" for half, rate, of in penalties if rate]
    return f"L = {total}{''.join(added)}"


def loss_slope(spec: NetworkSpec, output: Formula, target: Formula) -> Formula | None:
    """Return ∂L/∂a of an output for one example; None where only its product with the slope of a has a short form."""
    error, names = bracketed(row(output, MINUS, target)), {"a": output, "y": target}
    match spec.loss:
        case "half-squared-error":
            return error
        case "squared-error" | "mean-squared-error":
            return row(Atom("2"), error, *_divided(spec))
        case "huber":
            return row(from_expression(read(LOSS_FACTS[spec.loss].slope, _TERM), names=names), *_divided(spec))
        case "binary-cross-entropy" | "categorical-cross-entropy":
            return None


def fused_slope(spec: NetworkSpec, output: Formula, target: Formula) -> Formula:
    """Return ∂L/∂z of an output whose loss and activation have one slope together, for one example."""
    return row(bracketed(row(output, MINUS, target)), *_divided(spec))


def _divided(spec: NetworkSpec) -> tuple[Formula, ...]:
    """The sign and the number that make a mean over the outputs of a sum."""
    count = len(spec.outputs)
    return (Atom("/"), Atom(str(count))) if LOSS_FACTS[spec.loss].averaged and count > 1 else ()


def activation_slope(activation: Activation, a: Formula | None, z: Formula) -> Formula | None:
    """Return ∂f/∂z, with a = f(z) where that is how it is remembered; None for a slope that is 1 everywhere.

    Where no quantity is f(z) and the slope would be written with it, it is f′(z) by the name of f.
    """
    slope, letter = ACTIVATION_FUNCTIONS[activation].slope_formula, activation_letter(activation)
    if letter is None:
        return None
    if a is None and Symbol("a") in walk(slope):
        return row(Atom(f"{letter.text}′"), bracketed(z))
    return _as_factor(slope, {"z": z} if a is None else {"a": a, "z": z})


def _as_factor(node: Expression, names: Mapping[str, Formula]) -> Formula:
    """A product without a sign, so that it stands as one among other factors; a sum in brackets."""
    match ungrouped(node):
        case Binary(operator="*", left=left, right=right):
            return row(_as_factor(left, names), _as_factor(right, names))
        case Binary(operator="^") as inner:
            return from_expression(inner, names=names)
        case Binary() as inner:
            return bracketed(from_expression(inner, names=names))
        case Call(primes=1):
            return row(Atom("f′"), bracketed(names["z"]))  # the panel has no room for longer names
        case inner:
            return from_expression(inner, names=names)


def activation_letter(activation: Activation) -> Atom | None:
    """Return what an activation function is called in a formula; None for the identity, which nobody calls anything."""
    formula = ACTIVATION_FUNCTIONS[activation].formula
    if isinstance(formula, Symbol):
        return None
    name = FUNCTIONS[formula.function].letter if isinstance(formula, Call) else activation
    return Atom(name, "function")
