"""A derivation as it stands: the quantities with their numbers, the factors under their braces, product and check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from tutor.activity.derivation import DerivationActivity, label
from tutor.deriving.chain_rule import Factor
from tutor.figures.formulas import block_lines, runs
from tutor.figures.lines import Line, Run, flowed
from tutor.figures.quantities import number, product_of, sign, sum_of
from tutor.figures.rules import unfolded_lines
from tutor.figures.slope_check import check_line
from tutor.formulas.expression import Number
from tutor.text import Cells
from tutor.typesetting.breaking import in_width
from tutor.typesetting.formula import (
    DOT,
    EQUALS,
    PLUS,
    Atom,
    Brace,
    Formula,
    Tagged,
    derivative,
    joined,
    row,
)
from tutor.typesetting.layout import lay_out
from tutor.typesetting.line import plain_line
from tutor.typesetting.symbols import symbol
from tutor.typesetting.typeset import from_expression
from tutor.wording import Voice, interface
from tutor.wording.derivations import RULES

_GAP = 4


def factor_name(factor: Factor, *, partial: bool, looks: Mapping[str, Formula] = MappingProxyType({})) -> Formula:
    """Return d`of`/d`by` as a fraction; names look as `looks` says, else as they are."""
    of, by = (looks.get(name) or symbol(name) for name in (factor.of, factor.by))
    return derivative(of, by, partial=partial)


def factor_text(factor: Factor, cells: Cells, *, partial: bool) -> str:
    """Return d`of`/d`by` in one line."""
    return plain_line(factor_name(factor, partial=partial), cells)


def quantity_lines(activity: DerivationActivity, cells: Cells, width: int, gap: int = _GAP) -> list[Line]:
    """Return the named quantities with formula and value, then the numbers that were given, `gap` cells apart."""
    values = activity.chain.values
    computed = []
    for name, formula in activity.graph.definitions.items():
        shown = sign(values[name]), Tagged(number(values[name]), "value")
        sides = row(symbol(name), EQUALS, from_expression(formula), *shown)
        computed.append(runs(sides, cells))
    given = [
        runs(row(symbol(name), sign(values[name]), Tagged(number(values[name]), "value")), cells, "")
        for name in activity.graph.inputs
    ]
    paths: list[Line] = [_path(path.factors, activity, cells) for path in activity.chain.paths]
    # A single path stands beside the numbers; several belong together.
    beside, below = (paths, []) if len(paths) == 1 else ([], paths)
    return [
        *flowed(computed, gap, width, cells),
        *flowed([*given, *beside], gap, width, cells),
        *flowed(below, gap, width, cells),
    ]


def _path(factors: Sequence[Factor], activity: DerivationActivity, cells: Cells) -> Line:
    """A way from the variable to the target, `w → z → a → L`, each step marked as its factor is."""
    line: list[Run] = list(runs(symbol(activity.chain.wrt), cells, "dim"))
    for factor in reversed(factors):
        tag = factor_tag(factor, activity)
        line += [(" ", ""), (cells.glyphs.arrow, tag), (" ", ""), *runs(symbol(factor.of), cells, tag)]
    return line


def factor_tag(factor: Factor, activity: DerivationActivity) -> str:
    """Return how a factor is marked: supplied by the learner, worked, asked now, or still to come."""
    if label(factor) in activity.shown:
        return "answered" if activity.is_asked(factor) else "worked"
    return "asked" if activity.part is not None and activity.part.factor is factor else "dim"


def rules_lines(activity: DerivationActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the rules behind every factor that stands there, unfolded."""
    lines: list[Line] = []
    for factor in activity.factors:
        if label(factor) in activity.shown:
            head = factor_text(factor, cells, partial=activity.is_partial)
            lines += [[], [(head, "strong")]] if lines else [[(head, "strong")]]
            lines += unfolded_lines(factor.derivation, voice, cells, width, partial=activity.is_partial)
    return lines


def chain_lines(activity: DerivationActivity, cells: Cells, width: int) -> list[Line]:
    """Return the derivative as a sum over paths of products of factors; those shown have formula and value below.

    A sum that takes several lines has its factors in a line each, so that it takes no more rows than a short one.
    """
    broad, low = (in_width(_chain(activity, cells, low=low), cells, width - 2) for low in (False, True))
    goes_on = broad.height > lay_out(_chain(activity, cells, low=False), cells).height
    return block_lines(low if goes_on else broad, 2)


def _chain(activity: DerivationActivity, cells: Cells, *, low: bool) -> Formula:
    """The derivative and, unless it is its own only factor, the sum of products that it is; `low` without fractions."""
    partial = activity.is_partial
    room = max(cells.width(plain_line(from_expression(factor.formula), cells)) for factor in activity.factors)
    # An odd one would put names of two letters off the middle of their brace.
    room += room % 2
    products = tuple(
        joined(tuple(_braced(factor, activity, cells, room, low=low) for factor in path.factors), DOT)
        for path in activity.chain.paths
    )
    if len(activity.factors) == 1:
        return products[0]
    whole: Formula = derivative(symbol(activity.chain.target), symbol(activity.chain.wrt), partial=partial)
    return row(Atom(plain_line(whole, cells)) if low else whole, EQUALS, joined(products, PLUS))


def asked_lines(activity: DerivationActivity, voice: Voice, cells: Cells) -> list[Line]:
    """Return what is asked about the open factor, or how to see it."""
    part = activity.part
    if part is None:
        return []
    name = factor_text(part.factor, cells, partial=activity.is_partial)
    match part.form:
        case "reveal":
            begun = interface.REVEAL_ONLY if len(activity.factors) == 1 else interface.REVEAL_CHAIN
            said = interface.REVEAL_QUESTION if activity.shown else begun
            return [[(voice(said, factor=name), "hint")]]
        case "rule":
            return [[(voice(interface.RULE_QUESTION, factor=name), "strong")]]
        case "formula" if label(part.factor) in activity.named:
            rule = voice(RULES[part.factor.derivation.headline].name)
            return [[(voice(interface.FORMULA_QUESTION_RULE, factor=name, rule=rule), "strong")]]
        case "formula":
            return [[(voice(interface.FORMULA_QUESTION, factor=name), "strong")]]


def conclusion_lines(
    activity: DerivationActivity, voice: Voice, cells: Cells, width: int, gap: int = _GAP
) -> list[Line]:
    """Return the product as a number beside the central difference, once every factor stands there."""
    chain = activity.chain
    products = [product_of([(symbol(one.of), one.value) for one in path.factors]) for path in chain.paths]
    left = plain_line(derivative(symbol(chain.target), symbol(chain.wrt), partial=activity.is_partial), cells)
    product = row(Atom(left), *sum_of(products, len(products)).result(chain.total, "gradient"))
    return flowed([runs(product, cells), check_line(chain.check, voice, cells)], gap, width, cells)


def _braced(factor: Factor, activity: DerivationActivity, cells: Cells, room: int, *, low: bool) -> Formula:
    """A factor in the cells that it takes once it is known, and in the rows; `low` in a line, with no brace."""
    name = factor_name(factor, partial=activity.is_partial)
    if low:
        name = Atom(plain_line(name, cells))
    tag, known = factor_tag(factor, activity), [Atom(plain_line(one, cells)) for one in _known(factor, {})]
    room = max(room, lay_out(Brace(name, tuple(known), bare=low), cells).width)
    if tag == "asked":
        return Brace(Tagged(name, tag), (Tagged(Atom("?"), tag), Atom(" ")), room=room, bare=low)
    if tag == "dim":
        return Tagged(Brace(name, (Atom(" "), Atom(" ")) if low else (), room=room, bare=low), tag)
    return Tagged(Brace(name, tuple(known), room=room, bare=low), tag)


def braced(factor: Factor, *, partial: bool, looks: Mapping[str, Formula] = MappingProxyType({})) -> Formula:
    """Return a factor with its formula and value under a brace; names look as `looks` says, else as they are."""
    return Brace(factor_name(factor, partial=partial, looks=looks), _known(factor, looks))


def _known(factor: Factor, looks: Mapping[str, Formula]) -> tuple[Formula, Formula]:
    """The formula of a factor and its value; one that is a number needs no second line with the same number."""
    is_number = isinstance(factor.formula, Number)
    value = Atom(" ") if is_number else row(sign(factor.value), number(factor.value))
    return from_expression(factor.formula, names=looks), value
