"""What a derivative really is: a central difference at 60 digits on the formula itself."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from tutor.deriving.derive import Derivation
from tutor.formulas.evaluate import evaluate
from tutor.formulas.expression import Binary, Call, Expression, symbols, walk
from tutor.formulas.parse import AUTHOR, Vocabulary, parse
from tutor.formulas.precise import TOO_EXTREME, UNDEFINED, precise

ARITHMETIC: Final = precise(60)
Precise: Final[Any] = ARITHMETIC.number
STEP: Final = Precise("1e-20")
LARGEST: Final = Precise("1e12")
"""Beyond this, or where a function bends more sharply than `_smooth` allows, 60 digits are too few for differences."""


def formula(text: str) -> Expression:
    """Read an author's formula over any symbols."""
    return parse(text, Vocabulary(open=True), AUTHOR)


def number(expression: Expression, at: Mapping[str, Any]) -> Any | None:
    """Return the real value of `expression` at 60 digits, None where it has none."""
    try:
        value = evaluate(expression, at, ARITHMETIC)
    except UNDEFINED:
        return None
    return value if isinstance(value, Precise) else None


def slope(expression: Expression, wrt: str, at: Mapping[str, Any]) -> Any | None:
    """Return the derivative of `expression` by a central difference, None where it has none or bends too sharply."""
    left, here, right = (number(expression, {**at, wrt: at[wrt] + shift}) for shift in (-STEP, 0, STEP))
    if left is None or here is None or right is None or abs(here) > LARGEST:
        return None
    difference = (right - left) / (2 * STEP)
    one_sided_differ = abs((right - here) - (here - left)) / STEP
    return difference if one_sided_differ < Precise("1e-8") * (1 + abs(difference)) else None


def points(names: Iterable[str], seed: int, count: int = 12) -> Iterator[dict[str, Any]]:
    """Yield points off every kink and pole that a formula with short numbers could have; most are positive."""
    source = random.Random(seed)
    for index in range(count):
        low = 0.05 if index % 3 else -2.0
        yield {name: Precise(source.uniform(low, 2.0)) for name in sorted(names)}


def false_lines(derivation: Derivation, seed: int = 0) -> tuple[list[str], int, int]:
    """Return what is false in any line of `derivation`, how many lines could be checked, and how many there are."""
    wrong: list[str] = []
    lines = list(derivation.walk())
    checked = 0
    for line in lines:
        compared = list(_comparisons(line, seed))
        checked += bool(compared)
        wrong += [text for text in compared if text]
    return wrong, checked, len(lines)


def _comparisons(line: Derivation, seed: int) -> Iterator[str]:
    """What is wrong with `line` at each point where its formula has a slope; empty where nothing is."""
    of, result = line.of, line.result
    for at in points({symbol.name.replace("//", "/") for symbol in line.tree.free_symbols} | {line.wrt}, seed):
        values = {_leibniz_key(name): value for name, value in at.items()}
        truth = slope(of, line.wrt, values)
        if truth is None or not _rules_hold(of, values):
            continue
        if _is_too_extreme(result, values):
            continue
        claim = number(result, values)
        yield "" if _close(claim, truth) else f"{line.rule}: d/d{line.wrt} {line.tree} is {truth}, not {claim}"


def _rules_hold(of: Expression, values: Mapping[str, Any]) -> bool:
    """Whether every part is real, no power or root has the base 0, none with a variable exponent a negative one, and no
    arcsine or arccosine is taken where it is vertical.

    Elsewhere the rules promise nothing.
    """
    numbers = {part: number(part, values) for part in walk(of)}
    return None not in numbers.values() and all(_has_allowed_base(part, numbers) for part in numbers)


def _has_allowed_base(part: Expression, numbers: Mapping[Expression, Any]) -> bool:
    match part:
        case Binary(operator="^", left=base, right=exponent):
            return bool(numbers[base] > 0 if symbols(exponent) else numbers[base] != 0)
        case Call(function="sqrt", arguments=(base,)):
            return bool(numbers[base] != 0)
        case Call(function="arcsin" | "arccos", arguments=(argument,)):
            return bool(abs(numbers[argument]) != 1)
        case _:
            return True


def _is_too_extreme(side: Expression, values: Mapping[str, Any]) -> bool:
    """Whether some part may have a value, but one that is too large or too small to go on with, as e^(−x²) soon is."""
    try:
        evaluate(side, values, ARITHMETIC)
    except TOO_EXTREME:
        return True
    except UNDEFINED:
        return False
    return False


def _leibniz_key(name: str) -> str:
    of, _, by = name.partition("/")
    return f"d{of}/d{by}" if by else name


def _close(claim: Any | None, truth: Any) -> bool:
    return claim is not None and abs(claim - truth) <= Precise("1e-12") * (1 + abs(truth))
