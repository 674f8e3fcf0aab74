"""One gradient explained: the symbol path by path, the number, the proof; and the form that reuses what is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tutor.explain import Explanation
from tutor.explain.deltas import Delta
from tutor.explain.explanation import Route
from tutor.figures.derivation import number, relation, signed_number
from tutor.figures.lines import Line, Run, block_lines, flowed, runs
from tutor.numerals import numeral
from tutor.symbolic.breaking import in_width
from tutor.symbolic.chain_rule import Factor
from tutor.symbolic.expression import Number
from tutor.symbolic.formula import DOT, EQUALS, PLUS, Atom, Brace, Formula, Tagged, bracketed, derivative, joined, row
from tutor.symbolic.line import plain_line
from tutor.symbolic.notation import symbol
from tutor.symbolic.typeset import from_expression
from tutor.text import Cells
from tutor.wording import Voice, interface
from tutor.wording.derivations import GRADIENT_TERMS

_GAP: Final = 4
_MOST_SHOWN: Final = 4
"""Paths that are written out; the others are counted."""


def explanation_lines(explanation: Explanation, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return everything about one gradient, within `width`."""
    lines = [_head(explanation, voice, cells), []]
    if explanation.symbols is None:
        why = interface.COUPLED if explanation.coupled else interface.TOO_MANY_PATHS
        words = voice(why, count=explanation.path_count)
        lines += [[(line, "dim")] for line in cells.wrap(words, width)]
    else:
        lines += _routes(explanation, voice, cells, width)
    lines += [[], *_proof(explanation, voice, cells, width)]
    if explanation.deltas:
        lines += [[], [(voice(interface.REUSE_FORM), "heading")]]
        lines += [line for delta in explanation.deltas for line in _delta(delta, cells, width)]
    if len(explanation.terms) > 1:
        lines += [[], [(voice(interface.GRADIENT_OF_THE_STEP), "heading")]]
        lines += _terms(explanation, voice, cells)
    return lines


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


def _routes(explanation: Explanation, voice: Voice, cells: Cells, width: int) -> Iterator[Line]:
    assert explanation.symbols is not None
    routes = explanation.symbols.routes
    for index, route in enumerate(routes[:_MOST_SHOWN], 1):
        if len(routes) > 1:
            yield [(voice(interface.PATH_NUMBER, number=index, total=len(routes)) + "  ", "dim"), *_way(route, cells)]
        yield from block_lines(in_width(_product(explanation, route), cells, width), 0)
        yield []
    if len(routes) > _MOST_SHOWN:
        yield [(voice(interface.MORE_PATHS, count=len(routes) - _MOST_SHOWN), "dim")]
        yield []
    if len(routes) > 1:
        yield from flowed([_sum(explanation, routes, cells)], _GAP, width, cells)


def _way(route: Route, cells: Cells) -> list[Run]:
    names = [plain_line(symbol(name), cells) for name in route.path.names]
    return [(f" {cells.glyphs.arrow} ".join(names), "maths")]


def _product(explanation: Explanation, route: Route) -> Formula:
    product = numeral(route.path.product)
    factors = joined(tuple(_braced(factor) for factor in route.path.factors), DOT)
    whole = explanation.symbols is not None and len(explanation.symbols.routes) == 1
    left = (_name(explanation), EQUALS) if whole else ()
    return row(*left, factors, relation(product), Tagged(number(product), "gradient"))


def _braced(factor: Factor) -> Formula:
    value = numeral(factor.value)
    second = Atom(" ") if isinstance(factor.formula, Number) else row(relation(value), number(value))
    name = derivative(symbol(factor.of), symbol(factor.by), partial=True)
    return Brace(name, (from_expression(factor.formula), second))


def _sum(explanation: Explanation, routes: Sequence[Route], cells: Cells) -> Line:
    total = numeral(explanation.backprop)
    shown = [signed_number(route.path.product) for route in routes[:_MOST_SHOWN]]
    parts = (*shown, *([Atom("…")] if len(routes) > _MOST_SHOWN else []))
    line = row(joined(parts, PLUS), relation(total), Tagged(number(total), "gradient"))
    return [(plain_line(_name(explanation), cells) + " ≈ ", "maths"), *runs(line, cells)]


def _proof(explanation: Explanation, voice: Voice, cells: Cells, width: int) -> list[Line]:
    proof = explanation.proof
    agrees = proof.verdict == "agrees"
    verdict: Run = (("✓ " if agrees else "") + voice(interface.PROOFS[proof.verdict]), "right" if agrees else "hint")
    items: list[Line] = [
        [(voice(interface.BACKPROP) + "  ", "dim"), (numeral(explanation.backprop, 6).text, "value")],
        [(voice(interface.CENTRAL_DIFFERENCE) + "  ", "dim"), (numeral(proof.central_difference, 6).text, "value")],
        [verdict],
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
    whole = row(left, Atom("≈", "relation"), product, relation(value), Tagged(number(value), "gradient"))
    return block_lines(in_width(whole, cells, width), 0)


def _terms(explanation: Explanation, voice: Voice, cells: Cells) -> Iterator[Line]:
    for term in explanation.terms:
        yield [(cells.pad(voice(GRADIENT_TERMS[term.code]), 44), "dim"), (numeral(term.amount).text, "value")]
