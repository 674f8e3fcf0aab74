"""The numerical check of a derivative in words: the central difference where there is one, and what it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tutor.errors import Argument
from tutor.figures.lines import Line, Run
from tutor.figures.quantities import quantity_text
from tutor.numerals import numeral
from tutor.slopes.check import SlopeCheck, Verdict
from tutor.text import Cells
from tutor.wording import Sentence, Voice, slopes

TAGS: Final[Mapping[Verdict, str]] = {
    "agrees": "right",
    "too-steep": "hint",
    "kink": "hint",
    "jump": "hint",
    "undefined": "hint",
    "overflow": "hint",
    "disagrees": "wrong",
}
"""From the least to the gravest."""


def measured(check: SlopeCheck) -> float | None:
    """Return the central difference, None where it says nothing about the derivative."""
    match check.verdict:
        case "agrees" | "disagrees":
            return check.central_difference
        case "kink":
            return check.central_difference if check.has_kink_inside else None
        case "jump" | "too-steep" | "undefined" | "overflow":
            return None


def check_line(check: SlopeCheck, voice: Voice, cells: Cells, digits: int = 3) -> Line:
    """Return the central difference and what it says to the derivative; the slopes at a kink speak for themselves."""
    value, said = measured(check), _said(slopes.VERDICTS, check, voice, cells)
    match check.verdict:
        case "kink" if value is None:
            return [said]
        case "agrees" | "disagrees" | "kink" | "jump" | "too-steep" | "undefined" | "overflow":
            shown = [] if value is None else [("  ", ""), (numeral(value, digits).text, "value")]
            return [(_head(value, voice), "dim"), *shown, ("  ", ""), said]


def check_text(check: SlopeCheck, voice: Voice, digits: int) -> str:
    """Return the central difference and what it says to the derivative, as one line of plain text."""
    value = measured(check)
    shown = "" if value is None else f" {numeral(value, digits).relation} {numeral(value, digits).text}"
    return voice(slopes.REMARKED, equation=_head(value, voice) + shown, remark=_words(slopes.VERDICTS, check, voice))


def inspected_run(check: SlopeCheck, voice: Voice, cells: Cells, width: int) -> Run:
    """Return what the check says to the gradient that stands before it, in a word where `width` is too narrow."""
    whole = _said(slopes.INSPECTED, check, voice, cells)
    return whole if cells.width(whole[0]) <= width else _said(slopes.BRIEF_VERDICTS, check, voice, cells)


def gravest_words(checks: Mapping[str, SlopeCheck], cells: Cells) -> tuple[Sentence, str, Mapping[str, Argument]]:
    """Return what the check of all gradients found: the sentence, its tag and its arguments."""
    gravest: Verdict = max((check.verdict for check in checks.values()), key=list(TAGS).index, default="agrees")
    such = {name: check for name, check in checks.items() if check.verdict == gravest}
    told = {name: check.relative_error for name, check in such.items() if not check.vanishes}
    worst = max(told or such, key=lambda name: told.get(name, 0.0), default="")
    arguments: dict[str, Argument] = {
        "count": len(checks),
        "such": len(such),
        "zero": len(such) - len(told),
        "name": quantity_text(worst, cells),
        "error": numeral(told.get(worst, 0.0), 1).text,
    }
    return _gradients(gravest, told=bool(told), zero=len(told) < len(such)), TAGS[gravest], arguments


def _gradients(gravest: Verdict, *, told: bool, zero: bool) -> Sentence:
    """The sentence on all gradients: what is 0 but for rounding is left out of the largest relative error."""
    match gravest:
        case "agrees" if zero:
            return slopes.SOME_ZERO if told else slopes.ALL_ZERO
        case "agrees" | "disagrees" | "kink" | "jump" | "too-steep" | "undefined" | "overflow":
            return slopes.GRADIENTS[gravest]


def _head(value: float | None, voice: Voice) -> str:
    return voice(slopes.NUMERICAL_CHECK if value is None else slopes.CENTRAL_DIFFERENCE)


def _said(table: Mapping[str, Sentence], check: SlopeCheck, voice: Voice, cells: Cells) -> Run:
    mark = f"{cells.glyphs.done} " if check.agrees else ""
    return mark + _words(table, check, voice), TAGS[check.verdict]


def _words(table: Mapping[str, Sentence], check: SlopeCheck, voice: Voice) -> str:
    sentence = slopes.KINK_INSIDE if check.has_kink_inside else table[check.verdict]
    slopes_there = map(numeral, (check.left, check.right, check.central_difference))
    left, right, difference = (one.text if one.exact else f"{one.relation} {one.text}" for one in slopes_there)
    return voice(sentence, left=left, right=right, difference=difference)
