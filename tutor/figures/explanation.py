"""One gradient explained: the symbol path by path, the number, its check; and the form that reuses what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tutor.explain import Explanation
from tutor.explain.deltas import Delta
from tutor.explain.explanation import Route
from tutor.figures.derivation import braced, factor_name, number, relation, signed_number
from tutor.figures.formulas import block_lines, runs, symbol_text
from tutor.figures.lines import Line, Run, flowed, wrapped
from tutor.figures.slope_check import check_line
from tutor.formulas.expression import Number
from tutor.network.lab import Lab
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.typesetting.breaking import in_width
from tutor.typesetting.formula import (
    APPROXIMATELY,
    DOT,
    EQUALS,
    PLUS,
    Atom,
    Formula,
    Matrix,
    Script,
    Tagged,
    bracketed,
    derivative,
    joined,
    row,
)
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol
from tutor.typesetting.typeset import from_expression
from tutor.wording import Voice, interface
from tutor.wording.derivations import GRADIENT_TERMS

_GAP: Final = 4
_MOST_SHOWN: Final = 4
"""Paths that are written out; the others are counted."""
_LARGEST_MATRIX: Final = 4
"""Rows and columns of a matrix that is printed."""


def explained_quantities(lab: Lab) -> tuple[str, ...]:
    """Return the names of everything that has a gradient: parameters, then pre-activations, then inputs."""
    units = (f"{unit}.z" for layer in lab.spec.layers for unit in layer.units)
    return (*(parameter.name for parameter in lab.parameters()), *units, *lab.spec.inputs)


def explanation_lines(
    explanation: Explanation, voice: Voice, cells: Cells, width: int, *, in_lines: bool = False
) -> list[Line]:
    """Return everything about one gradient, within `width`; with `in_lines`, every formula has one line only."""
    lines = [_head(explanation, voice, cells), []]
    if explanation.symbols is None:
        why = interface.COUPLED if explanation.coupled else interface.TOO_MANY_PATHS
        words = voice(why, count=explanation.path_count)
        lines += wrapped(words, "dim", cells, width)
    else:
        lines += _routes(explanation, voice, cells, width, in_lines)
    lines += [[], *checked_lines(explanation, voice, cells, width)]
    if explanation.deltas:
        lines += [[], [(voice(interface.REUSE_FORM), "heading")]]
        lines += [line for delta in explanation.deltas for line in _delta(delta, cells, width)]
    if len(explanation.terms) > 1:
        lines += [[], [(voice(interface.GRADIENT_OF_THE_STEP), "heading")]]
        lines += _terms(explanation, voice, cells)
    return lines


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
    column = tuple((_value(lab, name if index == 0 else f"{name}.a"),) for name in inputs)
    deltas = (tuple(_value(lab, f"{unit}.delta") for unit in units),)
    gradients = tuple(
        tuple(_value(lab, f"{name}.gradient") for name in names) for names in lab.spec.weight_names(index)
    )
    left = derivative(symbol("L"), symbol("W"), partial=True)
    symbols_ = row(left, EQUALS, Script(symbol("x"), None, Atom("T")), DOT, symbol("delta"))
    numbers = row(Matrix(column), DOT, Matrix(deltas), APPROXIMATELY, Tagged(Matrix(gradients), "gradient"))
    shapes = f"({len(inputs)}×1)·(1×{len(units)}) → ({len(inputs)}×{len(units)})"
    return [
        [],
        [(voice(interface.WHOLE_LAYER), "heading"), ("  " + shapes, "dim")],
        *block_lines(in_width(row(symbols_, EQUALS, numbers), cells, width), 0),
    ]


def _value(lab: Lab, name: str) -> Formula:
    return number(numeral(lab.hidden_value(name)))


def _name(explanation: Explanation) -> Formula:
    return derivative(symbol("L"), symbol(_symbol_name(explanation)), partial=True)


def _symbol_name(explanation: Explanation) -> str:
    return explanation.symbols.wrt if explanation.symbols else explanation.quantity


def _head(explanation: Explanation, voice: Voice, cells: Cells) -> Line:
    value, gradient = numeral(explanation.value), numeral(explanation.backprop)
    return [
        *runs(row(symbol(_symbol_name(explanation)), relation(value), number(value)), cells, "title"),
        ("    ", ""),
        (plain_line(_name(explanation), cells), "title"),
        (f" {gradient.relation} ", "dim"),
        (gradient.text, "gradient"),
    ]


def _routes(explanation: Explanation, voice: Voice, cells: Cells, width: int, in_lines: bool) -> Iterator[Line]:
    assert explanation.symbols is not None
    routes = explanation.symbols.routes
    for index, route in enumerate(routes[:_MOST_SHOWN], 1):
        if len(routes) > 1:
            yield [(voice(interface.PATH_NUMBER, number=index, total=len(routes)) + "  ", "dim"), *_way(route, cells)]
        if in_lines:
            yield from _route_in_lines(explanation, route, cells)
        else:
            yield from block_lines(in_width(_product(explanation, route), cells, width), 0)
        yield []
    if len(routes) > _MOST_SHOWN:
        yield [(voice(interface.MORE_PATHS, count=len(routes) - _MOST_SHOWN), "dim")]
        yield []
    if len(routes) > 1:
        yield from block_lines(in_width(_sum(explanation, routes), cells, width), 0)


def _route_in_lines(explanation: Explanation, route: Route, cells: Cells) -> Iterator[Line]:
    """Every factor with formula and value, then their product."""
    for factor in route.path.factors:
        value = numeral(factor.value)
        name = factor_name(factor, partial=True)
        second = () if isinstance(factor.formula, Number) else (relation(value), number(value))
        yield runs(row(name, EQUALS, from_expression(factor.formula), *second), cells)
    product = numeral(route.path.product)
    numbers = joined(tuple(signed_number(factor.value) for factor in route.path.factors), DOT)
    left = (_name(explanation), APPROXIMATELY) if _is_whole(explanation) else ()
    yield runs(row(*left, numbers, relation(product), Tagged(number(product), "gradient")), cells)


def _is_whole(explanation: Explanation) -> bool:
    """Whether the only path is the whole gradient."""
    return explanation.symbols is not None and len(explanation.symbols.routes) == 1


def _way(route: Route, cells: Cells) -> list[Run]:
    names = [symbol_text(name, cells) for name in route.path.names]
    return [(f" {cells.glyphs.arrow} ".join(names), "maths")]


def _product(explanation: Explanation, route: Route) -> Formula:
    product = numeral(route.path.product)
    factors = joined(tuple(braced(factor, partial=True) for factor in route.path.factors), DOT)
    left = (_name(explanation), EQUALS) if _is_whole(explanation) else ()
    return row(*left, factors, relation(product), Tagged(number(product), "gradient"))


def _sum(explanation: Explanation, routes: Sequence[Route]) -> Formula:
    total = numeral(explanation.backprop)
    shown = [signed_number(route.path.product) for route in routes[:_MOST_SHOWN]]
    parts = (*shown, *([Atom("…")] if len(routes) > _MOST_SHOWN else []))
    # On one line even in two dimensions: the name is the same fraction that stands above in full.
    name = Atom("∂L/∂"), symbol(_symbol_name(explanation))
    return row(*name, APPROXIMATELY, joined(parts, PLUS), relation(total), Tagged(number(total), "gradient"))


def checked_lines(explanation: Explanation, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the engine's number, the central difference, and whether they agree."""
    backprop = (numeral(explanation.backprop, 6).text, "value")
    items: list[Line] = [
        [(voice(interface.BACKPROP) + "  ", "dim"), backprop],
        check_line(explanation.check, voice, cells, 6),
    ]
    return flowed(items, _GAP, width, cells)


def _delta(delta: Delta, cells: Cells, width: int) -> list[Line]:
    """δ = slope · (w·δ + w·δ), with every number; a line that is too long breaks at an operator."""
    value = numeral(delta.value)
    left = row(Atom("δ"), Atom("("), symbol(delta.unit), Atom(")"))
    if delta.slope is None:
        body: Formula = number(value)
        return block_lines(in_width(row(left, relation(value), Tagged(body, "gradient")), cells, width), 0)
    back = tuple(row(signed_number(term.weight_value), DOT, signed_number(term.delta)) for term in delta.terms)
    upstream = joined(back, PLUS) if back else signed_number(delta.upstream or 0.0)
    masked = (signed_number(delta.mask), DOT) if delta.mask is not None else ()
    product = row(signed_number(delta.slope), DOT, *masked, bracketed(upstream) if len(back) > 1 else upstream)
    whole = row(left, APPROXIMATELY, product, relation(value), Tagged(number(value), "gradient"))
    return block_lines(in_width(whole, cells, width), 0)


def _terms(explanation: Explanation, voice: Voice, cells: Cells) -> Iterator[Line]:
    for term in explanation.terms:
        yield [(cells.pad(voice(GRADIENT_TERMS[term.code]), 44), "dim"), (numeral(term.amount).text, "value")]
