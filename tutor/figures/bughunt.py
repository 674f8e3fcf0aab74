"""A bug hunt drawn: the loss that falls nevertheless, and backprop's gradients beside their central differences."""

from __future__ import annotations

from typing import Final

from tutor.activity.bughunt import LOOKED_AT, BughuntActivity
from tutor.figures.lines import Line, Run, flowed, number_row, wrapped
from tutor.figures.quantities import quantity_text
from tutor.figures.slope_check import TAGS, measured
from tutor.numerals import numeral
from tutor.slopes.check import SlopeCheck
from tutor.text import WIDEST, Cells
from tutor.wording import Voice, by_hand, slopes

_NUMBER: Final = 12
_NOTHING: Final = "–"
_BETWEEN: Final = 4
_MOST_ROWS: Final = 8
"""More parameters than this stand in two columns."""


def is_long(activity: BughuntActivity) -> bool:
    """Return whether there are so many gradients that they stand in two columns where they can."""
    return len(activity.checks) > _MOST_ROWS


def loss_lines(activity: BughuntActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the losses at the start and later, which fall although the gradients are wrong."""
    items: list[Line] = [[(voice(by_hand.LOSS_FALLS), "dim")]]
    for step, loss in zip(LOOKED_AT, activity.losses, strict=False):
        items.append([(voice(by_hand.AT_STEP, step=step) + " ", "dim"), (numeral(loss).text, "value")])
    return flowed(items, 2, width, cells)


def asked_lines(activity: BughuntActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return what is to be done now; nothing at the end."""
    if not activity.part:
        return []
    tag = "strong" if activity.checked else "hint"
    return wrapped(voice(by_hand.HUNT[activity.part]), tag, cells, min(width, WIDEST))


def head_line(activity: BughuntActivity, voice: Voice, cells: Cells) -> Line:
    """Return the head over rows of gradients."""
    words = "".join(cells.rjust(word, width) for word, width in _columns(voice, cells).items())
    return [(" " * _name_room(activity, cells) + words, "dim")]


def row_line(name: str, activity: BughuntActivity, voice: Voice, cells: Cells) -> Line:
    """Return one parameter with its two numbers; what the check has not computed yet is a dash."""
    check = activity.checks[name]
    has_error = activity.checked and measured(check) is not None and not check.vanishes
    error = numeral(check.relative_error, 2).text if has_error else _NOTHING
    numbers = [(numeral(check.derivative).text, "gradient"), _difference(check, activity), (error, "dim")]
    widths, room = list(_columns(voice, cells).values()), _name_room(activity, cells)
    return number_row((quantity_text(name, cells), "title"), room, numbers, widths, cells)


def table_lines(activity: BughuntActivity, voice: Voice, cells: Cells) -> list[Line]:
    """Return all gradients as a table; once a wrong one was found, with a mark behind each."""
    lines = [head_line(activity, voice, cells)]
    for name, check in activity.checks.items():
        sign, tag = _sign(check, cells)
        mark = (f"  {sign} {voice(slopes.BRIEF_VERDICTS[check.verdict])}", tag)
        lines.append([*row_line(name, activity, voice, cells), *([mark] if activity.located else [])])
    return lines


def compact_lines(activity: BughuntActivity, voice: Voice, cells: Cells) -> list[Line]:
    """Return all gradients in two columns where they are many: the two numbers, and whether they agree."""
    rows = [_compact(name, activity, cells) for name in activity.checks]
    words = (voice(by_hand.BACKPROP), voice(by_hand.DIFFERENCE))
    head = " " * _name_room(activity, cells) + "".join(cells.rjust(word, _NUMBER) for word in words) + "  "
    if not is_long(activity):
        return [[(head, "dim")], *rows]
    half, gap = (len(rows) + 1) // 2, (" " * _BETWEEN, "")
    both = zip(rows[:half], [*rows[half:], []], strict=False)
    return [[(head, "dim"), gap, (head, "dim")], *([*left, gap, *right] for left, right in both)]


def _compact(name: str, activity: BughuntActivity, cells: Cells) -> list[Run]:
    check = activity.checks[name]
    difference, tag = _difference(check, activity)
    sign, of_sign = _sign(check, cells)
    return [
        (cells.pad(quantity_text(name, cells), _name_room(activity, cells)), "title"),
        (cells.rjust(numeral(check.derivative).text, _NUMBER), "gradient"),
        (cells.rjust(difference, _NUMBER), tag),
        (f" {sign if activity.located else ' '}", of_sign),
    ]


def _sign(check: SlopeCheck, cells: Cells) -> Run:
    match check.verdict:
        case "agrees":
            return cells.glyphs.done, TAGS[check.verdict]
        case "disagrees":
            return cells.glyphs.wrong, TAGS[check.verdict]
        case "kink" | "jump" | "too-steep" | "undefined" | "overflow":
            return "?", TAGS[check.verdict]


def _difference(check: SlopeCheck, activity: BughuntActivity) -> Run:
    value = measured(check) if activity.checked else None
    return _NOTHING if value is None else numeral(value).text, "value" if activity.checked else "dim"


def _name_room(activity: BughuntActivity, cells: Cells) -> int:
    return max(cells.width(quantity_text(name, cells)) for name in activity.checks) + 1


def _columns(voice: Voice, cells: Cells) -> dict[str, int]:
    """The heads of the numbers and their widths."""
    words = (voice(by_hand.BACKPROP), voice(slopes.CENTRAL_DIFFERENCE), voice(by_hand.RELATIVE_ERROR))
    return {word: max(_NUMBER, cells.width(word) + 2) for word in words}
