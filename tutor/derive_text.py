"""The derivation that `python -m tutor derive` prints: every rule on a line, then value and central difference."""

from __future__ import annotations

import math

from tutor.errors import TutorError
from tutor.figures.lines import plain, runs
from tutor.numerals import numeral
from tutor.symbolic.derivation import Line
from tutor.symbolic.derive import derive
from tutor.symbolic.evaluate import value
from tutor.symbolic.expression import Expression, symbols
from tutor.symbolic.formula import EQUALS, row
from tutor.symbolic.formula import derivative as quotient
from tutor.symbolic.limits import AUTHOR
from tutor.symbolic.notation import symbol
from tutor.symbolic.parse import parse
from tutor.symbolic.proof import prove
from tutor.symbolic.typeset import from_expression
from tutor.symbolic.vocabulary import Vocabulary, canonical_name
from tutor.text import Cells
from tutor.wording import Voice, interface
from tutor.wording.derivations import RULES

_CELLS = Cells()
_OPEN = Vocabulary(open=True)


def derivation_text(source: str, wrt: str, at: str, voice: Voice) -> list[str]:
    """Return the derivation of the formula `source` by `wrt`, unfolded; `at` gives values, `w=0.5,x=2`.

    Raises:
        TutorError: a formula or a value can't be read (`FormulaError`, `derive.value`), or no rule fits (`DontKnow`).
    """
    expression, variable = parse(source, _OPEN, AUTHOR), canonical_name(wrt)
    numbers = {canonical_name(name): number for name, number in values_of(at).items()}
    derivation = derive(expression, variable)
    lines = [_line(line, voice) for line in derivation.lines("rules")]
    head = row(quotient(symbol("f"), symbol(variable)), EQUALS, from_expression(derivation.result))
    lines += ["", plain(runs(head, _CELLS))]
    if numbers:
        lines += _numbers(expression, derivation.result, variable, numbers, voice)
    return lines


def values_of(text: str) -> dict[str, float]:
    """Return the values in `w=0.5,x=2`. Raises TutorError `derive.value` for anything else."""
    found = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, number = part.partition("=")
        try:
            found[name.strip()] = float(number)
        except ValueError:
            raise TutorError("derive.value", text=part) from None
        if not math.isfinite(found[name.strip()]):
            raise TutorError("derive.value", text=part)
    return found


def _line(line: Line, voice: Voice) -> str:
    derivation = line.derivation
    before, after = (plain(runs(from_expression(part), _CELLS)) for part in (derivation.of, derivation.result))
    left = f"{'  ' * line.depth}d/d{derivation.wrt} [{before}] = {after}"
    return f"{left:<52}  {voice(RULES[derivation.rule].name)}: {RULES[derivation.rule].formula}"


def _numbers(
    expression: Expression, result: Expression, wrt: str, numbers: dict[str, float], voice: Voice
) -> list[str]:
    missing = sorted(
        symbols(expression) | {wrt} - numbers.keys() if wrt not in numbers else symbols(expression) - numbers.keys()
    )
    if missing:
        raise TutorError("derive.missing", names=", ".join(missing))

    def moved(number: float) -> float:
        return value(expression, {**numbers, wrt: number})

    slope = value(result, numbers)
    proof = prove(moved, numbers[wrt], slope)
    shown, measured = numeral(slope, 6), numeral(proof.central_difference, 6)
    return [
        f"{shown.relation} {shown.text}",
        f"{voice(interface.CENTRAL_DIFFERENCE)}: {measured.text}  ({voice(interface.PROOFS[proof.verdict])})",
    ]
