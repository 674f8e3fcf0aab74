"""One gradient explained: the symbol path by path, the number, its check; and the form that reuses what is known."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from tutor.explain.explanation import MOST_DELTAS, MOST_PATHS, Explanation, Route
from tutor.explain.names import LOSS
from tutor.figures.calculations import Calculations
from tutor.figures.derivation import braced, factor_name
from tutor.figures.formulas import block_lines, runs
from tutor.figures.lines import Line, flowed, labelled, wrapped
from tutor.figures.quantities import (
    Calculation,
    factor,
    formula_looks,
    number,
    product_of,
    quantity_look,
    sign,
    slope_by,
    sum_of,
)
from tutor.figures.slope_check import check_line
from tutor.formulas.expression import Number, Symbol, walk
from tutor.network.lab import Lab
from tutor.network.training import GradientTerm
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.typesetting.breaking import in_width
from tutor.typesetting.formula import (
    DOT,
    EQUALS,
    PLUS,
    Atom,
    Formula,
    Matrix,
    Script,
    Tagged,
    Text,
    bracketed,
    derivative,
    joined,
    row,
)
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol
from tutor.typesetting.typeset import from_expression
from tutor.wording import Sentence, Voice, interface
from tutor.wording import lab as words

_GAP: Final = 4
_MOST_SHOWN: Final = 4
"""Paths that are written out; the others are counted."""
_LARGEST_MATRIX: Final = 4
"""Rows and columns of a matrix that is printed."""


def explained_quantities(lab: Lab) -> tuple[str, ...]:
    """Return the names of everything that has a gradient: parameters, then pre-activations, then inputs."""
    units = (f"{unit}.z" for layer in lab.spec.layers for unit in layer.units)
    return (*lab.trainer.network.layout.listed, *units, *lab.spec.inputs)


def explanation_lines(
    lab: Lab, explanation: Explanation, voice: Voice, cells: Cells, width: int, *, in_lines: bool = False
) -> list[Line]:
    """Return everything about one gradient of `lab`, within `width`; with `in_lines`, a formula has one line only."""
    drawing = _Drawing(lab, explanation, voice, cells, width)
    lines = [drawing.head(), []]
    if explanation.symbols is None:
        lines += wrapped(_why_no_path(explanation, voice), "dim", cells, width)
    else:
        lines += drawing.routes(explanation.symbols.routes, in_lines=in_lines)
    return [
        *lines,
        [],
        *checked_lines(explanation, voice, cells, width),
        [],
        *drawing.delta_form(),
        *drawing.place_in_the_mean(),
    ]


def _why_no_path(explanation: Explanation, voice: Voice) -> str:
    """Why no path is written down: there is none of one example alone, there are too many, or a sum is too long."""
    if explanation.coupled:
        return voice(interface.COUPLED)
    if explanation.path_count > MOST_PATHS:
        return voice(interface.TOO_MANY_PATHS, count=explanation.path_count)
    return voice(interface.LONG_SUM, count=explanation.term_count)


def layer_lines(lab: Lab, quantity: str, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the gradient of the whole weight matrix that `quantity` belongs to, ∂L/∂W = xᵀ·δ, with its shapes.

    Nothing for what is no weight, and for layers that are too large to print.
    """
    index = next(
        (k for k in range(len(lab.spec.layers)) if any(quantity in row for row in lab.spec.weight_names(k))), -1
    )
    if index < 0:
        return []
    inputs, units = lab.spec.sources(index), lab.spec.layers[index].units
    if len(inputs) > _LARGEST_MATRIX or len(units) > _LARGEST_MATRIX or lab.trainer.examples.inputs.shape[0] > 1:
        return []
    column = tuple((lab.hidden_value(name if index == 0 else f"{name}.a"),) for name in inputs)
    deltas = (tuple(lab.hidden_value(f"{unit}.delta") for unit in units),)
    gradients = tuple(
        tuple(lab.hidden_value(f"{name}.gradient") for name in names) for names in lab.spec.weight_names(index)
    )
    left = derivative(symbol("L"), symbol("W"), partial=True)
    symbols_ = row(left, EQUALS, Script(symbol("x"), None, Atom("T")), DOT, symbol("delta"))
    values = tuple(value for table in (column, deltas, gradients) for line in table for value in line)
    result = Tagged(_matrix(gradients), "gradient")
    numbers = row(_matrix(column), DOT, _matrix(deltas), sign(*values), result)
    shapes = f"({len(inputs)}×1)·(1×{len(units)}) → ({len(inputs)}×{len(units)})"
    return [
        [],
        [(voice(interface.WHOLE_LAYER), "heading"), ("  " + shapes, "dim")],
        *block_lines(in_width(row(symbols_, sign(*values), numbers), cells, width), 0),
    ]


def _matrix(table: Sequence[Sequence[float]]) -> Matrix:
    return Matrix(tuple(tuple(map(number, line)) for line in table))


def checked_lines(explanation: Explanation, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the engine's number, the central difference, and whether they agree."""
    backprop = (numeral(explanation.backprop, 6).text, "value")
    items: list[Line] = [
        [(voice(interface.BACKPROP) + "  ", "dim"), backprop],
        check_line(explanation.check, voice, cells, 6),
    ]
    return flowed(items, _GAP, width, cells)


class _Drawing:
    """Draws one explanation of a lab; the names of its formulas look as everywhere in the lab."""

    def __init__(self, lab: Lab, explanation: Explanation, voice: Voice, cells: Cells, width: int) -> None:
        self._lab, self._explanation = lab, explanation
        self._voice, self._cells, self._width = voice, cells, width
        self._calculations = Calculations(lab, explanation.example, most=MOST_DELTAS)
        routes = explanation.symbols.routes if explanation.symbols else ()
        # The names that the paths and the formulas of their factors are written with.
        formulas = [factor.formula for route in routes for factor in route.path.factors]
        used = {part.name for formula in formulas for part in walk(formula) if isinstance(part, Symbol)}
        used.update(*(route.path.names for route in routes))
        self._looks = formula_looks(lab, used) | {LOSS: symbol(explanation.loss)}
        self._quantity = quantity_look(explanation.quantity, lab.spec)
        self._gradient = slope_by(self._looks[LOSS], self._quantity)

    def head(self) -> Line:
        """Return the quantity and its gradient."""
        value, gradient = self._explanation.value, self._explanation.backprop
        return [
            *runs(row(self._quantity, sign(value), number(value)), self._cells, "title"),
            ("    ", ""),
            *runs(self._gradient, self._cells, "title"),
            (f" {sign(gradient).text} ", "dim"),
            (numeral(gradient).text, "gradient"),
        ]

    # The paths.

    def routes(self, routes: Sequence[Route], *, in_lines: bool) -> Iterator[Line]:
        """Yield each path with its factors, then their sum."""
        whole = len(routes) == 1
        for index, route in enumerate(routes[:_MOST_SHOWN], 1):
            if not whole:
                yield from self._way(route, self._voice(interface.PATH_NUMBER, number=index, total=len(routes)) + "  ")
            yield from self._in_lines(route, whole) if in_lines else self._broken(self._product(route, whole))
            yield []
        if len(routes) > _MOST_SHOWN:
            yield [(self._voice(interface.MORE_PATHS, count=len(routes) - _MOST_SHOWN), "dim")]
            yield []
        if not whole:
            yield from self._broken(self._sum([route.path.product for route in routes]))

    def _way(self, route: Route, label: str) -> list[Line]:
        names = [plain_line(self._looks.get(name) or symbol(name), self._cells) for name in route.path.names]
        way = f" {self._cells.glyphs.arrow} ".join(names)
        room = self._width - self._cells.width(label)
        return labelled([(label, "dim")], wrapped(way, "maths", self._cells, room), self._cells)

    def _product(self, route: Route, whole: bool) -> Formula:
        factors = tuple(braced(one, partial=True, looks=self._looks) for one in route.path.factors)
        product = route.path.product
        left = (derivative(self._looks[LOSS], self._quantity, partial=True), EQUALS) if whole else ()
        return row(*left, joined(factors, DOT), sign(product), Tagged(number(product), "gradient"))

    def _in_lines(self, route: Route, whole: bool) -> Iterator[Line]:
        """Every factor with formula and value, then their product."""
        for one in route.path.factors:
            name = factor_name(one, partial=True, looks=self._looks)
            value = () if isinstance(one.formula, Number) else (sign(one.value), number(one.value))
            yield runs(row(name, EQUALS, from_expression(one.formula, names=self._looks), *value), self._cells)
        product = product_of([(symbol(one.of), one.value) for one in route.path.factors])
        first, *rest = product.result(route.path.product, "gradient")
        yield runs(row(*((self._gradient, first) if whole or not rest[1:] else ()), *rest), self._cells)

    def _sum(self, products: Sequence[float]) -> Formula:
        total = sum_of([product_of([(self._gradient, product)]) for product in products], len(products))
        if len(products) > _MOST_SHOWN:
            numbers = joined((*map(factor, products[:_MOST_SHOWN]), Atom("…")), PLUS)
            total = replace(total, numbers=numbers)
        return row(self._gradient, *total.result(self._explanation.backprop, "gradient"))

    # The form that reuses δ.

    def delta_form(self) -> Iterator[Line]:
        """Yield each δ from those after it, then the gradient from what it is made of: ∂L/∂w = δ·input."""
        explanation = self._explanation
        heading = interface.COUPLED_FORM if explanation.coupled else interface.REUSE_FORM
        loss = plain_line(self._looks[LOSS], self._cells)
        yield [(self._voice(heading, loss=loss, count=explanation.count), "heading")]
        for layer, unit in explanation.deltas:
            delta, value = self._calculations.delta_of(unit)
            yield from self._equation(delta, self._calculations.delta(layer, unit), value)
            if self._lab.spec.layers[layer].batch_norm:
                yield from self._told(*self._calculations.delta_of_sum(layer, unit), words.BEFORE_NORM)
            if explanation.quantity == f"{unit}.gamma":
                for normalised in self._calculations.normalised_sum(layer, unit):
                    yield from self._told(*normalised, interface.NORMALISED_SUM)
        made_of = self._calculations.gradient(explanation.quantity)
        if made_of is not None and explanation.coupled and explanation.terms:
            share = Text(self._voice(interface.SHARE, number=explanation.example + 1))
            yield from self._equation(share, made_of, explanation.shares[explanation.example])
        elif made_of is not None:
            yield from self._equation(self._gradient, made_of, explanation.backprop)

    def _told(self, symbols: Formula, value: float, label: Sentence) -> list[Line]:
        shown = runs(row(symbols, sign(value), number(value)), self._cells)
        return flowed([shown, [(self._voice(label), "dim")]], _GAP, self._width, self._cells)

    # The place of this example in what the update uses.

    def place_in_the_mean(self) -> Iterator[Line]:
        """Yield the mean of the examples' shares, what is added to it in ∂L/∂w, and what the update uses of that."""
        explanation = self._explanation
        of_loss = [term for term in explanation.terms if term.code in ("examples", "l1", "l2")]
        later = explanation.terms[len(of_loss) :]
        if not explanation.terms or (explanation.count == 1 and len(explanation.terms) == 1):
            return
        yield from ([], [(self._voice(interface.GRADIENT_OF_THE_STEP), "heading")])
        slope = plain_line(slope_by(symbol(LOSS), self._quantity), self._cells)
        gradient, used = (math.fsum(term.amount for term in terms) for terms in (of_loss, explanation.terms))
        rows = [
            *((self._voice(words.TERMS[term.code]), self._amount(term)) for term in of_loss),
            (slope, self._result(gradient)),
            *((self._voice(words.TERMS[term.code]), self._amount(term)) for term in later),
            *([(self._voice(words.USED), self._result(used))] if later else []),
        ]
        column = max(self._cells.width(label) for label, _ in rows) + 2
        for label, shown in rows:
            lines = block_lines(in_width(shown, self._cells, self._width - column))
            yield from labelled([(self._cells.pad(label, column), "dim")], lines, self._cells)

    def _amount(self, term: GradientTerm) -> Formula:
        """One summand; the mean of the examples from their shares, those that were computed."""
        explanation = self._explanation
        match term.code:
            case "examples" if explanation.count > 1:
                shares, last = explanation.shares, explanation.count - 1
                before, after = ((Atom("…"),) if end not in shares else () for end in (0, last))
                added = joined((*before, *map(factor, shares.values()), *after), PLUS)
                total = sum_of([product_of([(Atom(""), share)]) for share in shares.values()], len(shares))
                numbers = row(bracketed(added), Atom(f"/{explanation.count}"))
                mean = replace(total, numbers=numbers, shown=total.shown / explanation.count, single=False)
                return row(*mean.result(term.amount, "value"))
            case "examples" | "l1" | "l2" | "frozen" | "clipping":
                return row(sign(term.amount), number(term.amount))

    def _result(self, value: float) -> Formula:
        return row(sign(value), Tagged(number(value), "gradient"))

    def _equation(self, left: Formula, calculation: Calculation, value: float) -> list[Line]:
        return self._broken(calculation.equation(left, value, "gradient"))

    def _broken(self, formula: Formula) -> list[Line]:
        return block_lines(in_width(formula, self._cells, self._width))
