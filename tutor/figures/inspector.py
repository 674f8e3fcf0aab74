"""One part of a network looked at: its numbers, the calculation behind each, the check of its gradient."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tutor.errors import TutorError
from tutor.figures.calculations import Calculations, activation_letter, loss_formula
from tutor.figures.formulas import block_lines, runs
from tutor.figures.lines import Line, Run, flowed, width_of, wrapped
from tutor.figures.quantities import (
    Calculation,
    Factor,
    example_loss,
    example_words,
    factor,
    product_of,
    quantity_formula,
    quantity_text,
    slope_by,
    sum_of,
)
from tutor.figures.slope_check import inspected_run
from tutor.network.lab import Lab
from tutor.network.spec import Activation
from tutor.network.training import gradient_terms
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.typesetting.breaking import in_width
from tutor.typesetting.formula import DOT, EQUALS, Atom, Formula, bracketed, row
from tutor.typesetting.symbols import symbol
from tutor.wording import Sentence, Voice
from tutor.wording import lab as words
from tutor.wording import network as network_words

_GAP = 3


class Inspector:
    """Says what is to be said about one quantity of a lab as it stands, within a width."""

    def __init__(self, lab: Lab, voice: Voice, cells: Cells, width: int) -> None:
        self._lab, self._voice, self._cells, self._width = lab, voice, cells, width
        self._spec, self._layout = lab.spec, lab.trainer.network.layout
        self._row = min(lab.example, len(lab.current.trace.targets) - 1)
        self._calculations = Calculations(lab, self._row)
        self._loss = example_loss(lab, self._row)
        # Whether ∂L/∂w is the chosen example's own gradient.
        self._whole = self._loss == symbol("L") and not self._calculations.coupled

    def lines(self, quantity: str) -> list[Line]:
        """Return what there is to say about a parameter, unit or input; without a name, about the whole network.

        Raises TutorError `network.unknown-quantity`.
        """
        if not quantity:
            return self._overview()
        if quantity in self._layout.index:
            return self._parameter(quantity)
        if quantity not in self._spec.inputs:
            return self._unit(quantity)
        value = self._number(self._lab.hidden_value(quantity), "value")
        shown: Line = [(f"{quantity_text(quantity, self._cells)} ", "title"), *value]
        return self._flowed([shown, [(self._voice(words.GIVEN), "dim")], *self._example()])

    # The whole network.

    def _overview(self) -> list[Line]:
        spec, training = self._spec, self._lab.trainer.training
        facts = self._voice(words.FACTS, parameters=self._layout.size, examples=len(self._lab.trainer.examples.inputs))
        optimizer = self._voice(network_words.OPTIMIZERS[training.optimizer.kind])
        decay = (self._voice(words.DECAY), training.optimizer.own_decay)
        penalties = [
            (f"{name} {numeral(value).text}", "dim")
            for name, value in (decay, ("L1", training.l1), ("L2", training.l2))
            if value
        ]
        items: list[Line] = [
            [(loss_formula(spec, len(self._lab.current.trace.targets)), "maths")],
            [(facts, "dim")],
            [(self._voice(words.UPDATE, optimizer=optimizer, rate=numeral(self._lab.learning_rate).text), "dim")],
            *([run] for run in penalties),
        ]
        return self._flowed(items)

    # A weight or a bias.

    def _parameter(self, name: str) -> list[Line]:
        lab = self._lab
        gradient, after = lab.value(f"{name}.gradient"), lab.value(f"{name}.next")
        items: list[Line] = [
            [(quantity_text(name, self._cells), "title"), *self._way(name)],
            self._labelled(words.VALUE, lab.hidden_value(name), "value"),
        ]
        if gradient is None or after is None:
            items += self._if_frozen(name)
            return [*self._flowed(items), *self._wrapped(self._voice(words.GRADIENT_LATER))]
        by = quantity_formula(name)
        checked: list[Line] = [[inspected_run(lab.check(name), self._voice, self._cells, self._width)]]
        items += [
            [*self._runs(slope_by(symbol("L"), by)), (" ", ""), *self._number(gradient, "gradient")],
            *([] if self._whole else checked),
            self._labelled(words.AFTER_UPDATE, after, "value"),
            *self._if_frozen(name),
        ]
        lines = [*self._flowed(items), *self._product(name, checked if self._whole else []), *self._terms(name)]
        at = self._layout.layer_of[self._layout.index[name]]
        # The gradient rests on the sum behind the δ of a hidden unit.
        hidden = at < len(self._spec.layers) - 1
        return [*lines, *(self._delta_sum(at, self._calculations.ends(name)[1]) if hidden else [])]

    def _way(self, name: str) -> list[Run]:
        """Where a weight leads from and to, where its own name does not say it."""
        source, unit = self._calculations.ends(name)
        if source is None or name.startswith("w["):
            return []
        arrow = self._cells.glyphs.arrow
        return [(f"  {quantity_text(source, self._cells)} {arrow} {quantity_text(unit, self._cells)}", "dim")]

    def _if_frozen(self, name: str) -> list[Line]:
        own = self._layout.names[self._layout.index[name]]
        return [[(self._voice(words.FROZEN), "hint")]] if own in self._lab.frozen else []

    def _product(self, name: str, checked: Sequence[Line]) -> list[Line]:
        """The chosen example's own gradient as a product; batch normalisation leaves no example its own."""
        source, unit = self._calculations.ends(name)
        at = self._layout.layer_of[self._layout.index[name]]
        if self._calculations.coupled:
            return []
        is_output = at == len(self._spec.layers) - 1
        factors = [
            *(self._calculations.output_delta(at, unit) if is_output else [self._calculations.delta_of(unit)]),
            *([] if source is None else [self._calculations.incoming(at, source)]),
        ]
        left = slope_by(self._loss, quantity_formula(name))
        return [*([] if self._whole else self._flowed(self._example())), *self._aligned(left, factors, checked)]

    def _aligned(self, left: Formula, factors: Sequence[Factor], checked: Sequence[Line]) -> list[Line]:
        """Factors with their numbers centred below them, then the product and its check, as far as they fit."""
        above: list[Run] = [*self._runs(left), (" = ", "maths")]
        product, calculation = math.prod(value for _, value in factors), product_of(factors)
        if calculation.single:
            return self._flowed([self._runs(calculation.equation(left, product, "gradient")), *checked])
        before, after = calculation.signs(product)
        below: list[Run] = [(" " * (width_of(above, self._cells) - 2) + f"{before.text} ", "dim")]
        for place, (symbols, value) in enumerate(factors):
            pair = (self._runs(symbols), self._runs(factor(value), "value"))
            size = max(width_of(text, self._cells) for text in pair)
            for line, text in zip((above, below), pair, strict=True):
                room = size - width_of(text, self._cells)
                separator = [(" · ", "dim")] if place else []
                line += [*separator, (" " * (room // 2), ""), *text, (" " * (room - room // 2), "")]
        if width_of(above, self._cells) > self._width:
            return [*self._equation(left, calculation, product, "gradient"), *checked]
        shown: Line = [(f"{after.text} ", "dim"), (numeral(product).text, "gradient")]
        return [above, *self._flowed([below, shown, *checked])]

    def _terms(self, name: str) -> list[Line]:
        """What the update's gradient is made of, where it is more than the mean of the examples."""
        terms = gradient_terms(self._lab.trainer, self._lab.current, self._layout.index[name])
        if len(terms) < 2:
            return []
        items: list[Line] = [
            [
                (("+ " if place else "") + self._voice(words.TERMS[term.code]) + " ", "dim"),
                (numeral(term.amount).text, "value"),
            ]
            for place, term in enumerate(terms)
        ]
        used = math.fsum(term.amount for term in terms)
        added = sum_of([product_of([(Atom(""), term.amount)]) for term in terms], len(terms))
        _, relation = added.signs(used)
        result: Line = [
            (f"{relation.text} {self._voice(words.USED)} ", "dim"),
            (numeral(used).text, "gradient"),
        ]
        return self._flowed([*items, result], 1)

    # A unit.

    def _unit(self, unit: str) -> list[Line]:
        lab, spec = self._lab, self._spec
        layer = next((number for number, one in enumerate(spec.layers) if unit in one.units), None)
        if layer is None:
            raise TutorError("network.unknown-quantity", name=unit)
        z, a, delta = lab.value(f"{unit}.z"), lab.value(f"{unit}.a"), lab.value(f"{unit}.delta")
        items: list[Line] = [[(quantity_text(unit, self._cells), "title")], *self._example()]
        if z is None:
            return [
                *self._flowed([*items, *self._targets(layer, unit)]),
                *self._wrapped(self._voice(words.VALUES_LATER)),
            ]
        items.append([*self._runs(Atom("z")), (" ", ""), *self._number(z, "value")])
        if a is not None:
            mask = self._calculations.mask(layer, unit)
            items += [[*self._runs(Atom("m")), (" ", ""), *self._number(value, "value")] for _, value in mask]
            shown = _activation(spec.layers[layer].activation, dropped=bool(mask))
            items.append([*self._runs(shown), (" ", ""), *self._number(a, "value")])
        items += self._targets(layer, unit)
        if delta is not None:
            items.append([*self._runs(Atom("δ")), (" ", ""), *self._number(delta, "gradient")])
        found = self._calculations.weighted_sum(layer, unit)
        normalised: list[Line] = [[(self._voice(words.NORMALISED), "dim")]]
        lines = [*self._flowed(items), *(self._equation(Atom("z"), found, z, "value") if found else normalised)]
        if delta is None:
            return lines if a is None else [*lines, *self._wrapped(self._voice(words.DELTA_LATER))]
        return [*lines, *self._delta_sum(layer, unit)]

    def _targets(self, layer: int, unit: str) -> list[Line]:
        spec = self._spec
        if layer < len(spec.layers) - 1:
            return []
        target = spec.targets[spec.outputs.index(unit)]
        shown = self._voice(words.TARGET_OF, name=quantity_text(target, self._cells))
        return [[(f"{shown} ", "dim"), *self._number(self._lab.hidden_value(target), "value")]]

    def _delta_sum(self, layer: int, unit: str) -> list[Line]:
        name, value = self._calculations.delta_of(unit)
        lines = self._equation(name, self._calculations.delta(layer, unit), value, "gradient")
        if not self._spec.layers[layer].batch_norm:
            return lines
        name, value = self._calculations.delta_of_sum(layer, unit)
        before = [*self._runs(name), (" ", ""), *self._number(value, "gradient")]
        return [*lines, *self._flowed([before, [(self._voice(words.BEFORE_NORM), "dim")]])]

    def _example(self) -> list[Line]:
        """Which example the numbers of units belong to, where there are several."""
        said = example_words(self._lab, self._voice)
        return [[(said, "dim")]] if said else []

    # Lines.

    def _equation(self, left: Formula, calculation: Calculation, value: float, tag: str) -> list[Line]:
        return block_lines(in_width(calculation.equation(left, value, tag), self._cells, self._width))

    def _runs(self, formula: Formula, tag: str = "maths") -> list[Run]:
        return runs(formula, self._cells, tag)

    def _labelled(self, label: Sentence, value: float, tag: str) -> list[Run]:
        shown = numeral(value)
        relation = f" {shown.relation} " if not shown.exact else " "
        return [(self._voice(label) + relation, "dim"), (shown.text, tag)]

    def _number(self, value: float, tag: str) -> list[Run]:
        shown = numeral(value)
        return [(f"{shown.relation} ", "dim"), (shown.text, tag)]

    def _flowed(self, items: Sequence[Line], gap: int = _GAP) -> list[Line]:
        return flowed(items, gap, self._width, self._cells)

    def _wrapped(self, text: str) -> list[Line]:
        return wrapped(text, "dim", self._cells, self._width)


def _activation(activation: Activation, *, dropped: bool) -> Formula:
    """Formula of an activation: a = σ(z), where dropout has drawn a mask a = m·σ(z); a alone where it is z."""
    letter, z = activation_letter(activation), Atom("z")
    active = z if letter is None else row(letter, bracketed(z))
    if dropped:
        return row(Atom("a"), EQUALS, Atom("m"), DOT, active)
    return Atom("a") if letter is None else row(Atom("a"), EQUALS, active)
