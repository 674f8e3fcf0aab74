"""A bug hunt drawn: the loss that falls nevertheless, and backprop's gradients beside their central differences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tutor.activity.bughunt import LOOKED_AT, BughuntActivity
from tutor.figures.lines import Line, Run, flowed, wrapped
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


def loss_lines(activity: BughuntActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the losses at the start and later, which fall although the gradients are wrong."""
    items: list[Line] = [[(voice(by_hand.LOSS_FALLS), "dim")]]
    for step, loss in zip(LOOKED_AT, activity.losses, strict=False):
        items.append([(voice(by_hand.AT_STEP, step=step) + " ", "dim"), (numeral(loss).text, "value")])
    return flowed(items, 2, width, cells)


def asked_lines(activity: BughuntActivity, voice: Voice, cells: Cells, width: int, *, key: str = "Enter") -> list[Line]:
    """Return what is to be done now; nothing at the end. `key` runs the check."""
    if not activity.part:
        return []
    tag = "strong" if activity.checked else "hint"
    return wrapped(voice(by_hand.HUNT[activity.part], key=key), tag, cells, min(width, WIDEST))


def head_line(activity: BughuntActivity, voice: Voice, cells: Cells) -> Line:
    """Return the head over rows of gradients."""
    texts = [cells.rjust(word, width) for word, width in _columns(voice, cells).items()]
    return [(" " * _name_room(activity, cells) + "".join(texts), "dim")]


def row_line(name: str, activity: BughuntActivity, voice: Voice, cells: Cells) -> Line:
    """Return one parameter with its two numbers; what the check has not computed yet is a dash."""
    check, known = activity.checks[name], activity.checked
    texts = [
        numeral(check.derivative).text,
        _difference(check) if known else _NOTHING,
        _error(check) if known else _NOTHING,
    ]
    tags = ["gradient", "value" if known else "dim", "dim"]
    line: list[Run] = [(cells.pad(quantity_text(name, cells), _name_room(activity, cells)), "title")]
    for text, width, tag in zip(texts, _columns(voice, cells).values(), tags, strict=True):
        line += [(" " * (width - cells.width(text)), ""), (text, tag)]
    return line


def table_lines(activity: BughuntActivity, voice: Voice, cells: Cells) -> list[Line]:
    """Return all gradients as a table; once a wrong one was found, with a mark behind each."""
    rows = [
        [*row_line(name, activity, voice, cells), *_mark(check, activity, voice, cells)]
        for name, check in activity.checks.items()
    ]
    return [head_line(activity, voice, cells), *rows]


def compact_lines(activity: BughuntActivity, voice: Voice, cells: Cells) -> list[Line]:
    """Return all gradients in two columns where they are many: the two numbers, and whether they agree."""
    rows = [_compact(name, activity, cells) for name in activity.checks]
    words = (voice(by_hand.BACKPROP), voice(by_hand.DIFFERENCE))
    head = " " * _name_room(activity, cells) + "".join(cells.rjust(word, _NUMBER) for word in words) + "  "
    half = (len(rows) + 1) // 2 if len(rows) > _MOST_ROWS else len(rows)
    gap: Run = (" " * _BETWEEN, "")
    if half == len(rows):
        return [[(head, "dim")], *rows]
    lines: list[Line] = [[(head, "dim"), gap, (head, "dim")]]
    for index in range(half):
        right: Sequence[Run] = rows[index + half] if index + half < len(rows) else []
        lines.append([*rows[index], gap, *right])
    return lines


def _compact(name: str, activity: BughuntActivity, cells: Cells) -> list[Run]:
    check, known = activity.checks[name], activity.checked
    difference = _difference(check) if known else _NOTHING
    sign, tag = _sign(check, cells)
    return [
        (cells.pad(quantity_text(name, cells), _name_room(activity, cells)), "title"),
        (cells.rjust(numeral(check.derivative).text, _NUMBER), "gradient"),
        (cells.rjust(difference, _NUMBER), "value" if known else "dim"),
        (f" {sign if activity.located else ' '}", tag),
    ]


def _mark(check: SlopeCheck, activity: BughuntActivity, voice: Voice, cells: Cells) -> list[Run]:
    if not activity.located:
        return []
    sign, tag = _sign(check, cells)
    return [(f"  {sign} {voice(slopes.BRIEF_VERDICTS[check.verdict])}", tag)]


def _sign(check: SlopeCheck, cells: Cells) -> Run:
    match check.verdict:
        case "agrees":
            return cells.glyphs.done, TAGS[check.verdict]
        case "disagrees":
            return cells.glyphs.wrong, TAGS[check.verdict]
        case "kink" | "jump" | "too-steep" | "undefined" | "overflow":
            return "?", TAGS[check.verdict]


def _difference(check: SlopeCheck) -> str:
    value = measured(check)
    return _NOTHING if value is None else numeral(value).text


def _error(check: SlopeCheck) -> str:
    return _NOTHING if measured(check) is None or check.vanishes else numeral(check.relative_error, 2).text


def _name_room(activity: BughuntActivity, cells: Cells) -> int:
    return max(cells.width(quantity_text(name, cells)) for name in activity.checks) + 1


def _columns(voice: Voice, cells: Cells) -> dict[str, int]:
    """The heads of the numbers and their widths."""
    words = (voice(by_hand.BACKPROP), voice(slopes.CENTRAL_DIFFERENCE), voice(by_hand.RELATIVE_ERROR))
    return {word: max(_NUMBER, cells.width(word) + 2) for word in words}
