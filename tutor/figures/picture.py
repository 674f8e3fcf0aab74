"""What a network looks at: a digit, and beside it the gradient of its loss by every pixel."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

import numpy as np

from tutor.explain.explanation import explain
from tutor.explain.measure import input_gradient
from tutor.figures.explanation import checked_lines
from tutor.figures.formulas import symbol_text
from tutor.figures.lines import Line, Run, beside, wrapped
from tutor.figures.quantities import example_loss
from tutor.network.functions import Array
from tutor.network.lab import Lab
from tutor.network.spec import DATASET_FACTS
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.typesetting.line import plain_line
from tutor.wording import Voice, interface

_NAME: Final = "digit"
_SHADES: Final = (" ░▒▓█", " .:*#")
"""From nothing to full, in Unicode and in ASCII."""
_PIXEL: Final = 2
"""Cells of a pixel, so that it is about as wide as high; one where that would be too wide."""
_GAP: Final = 4
_BLANK: Final = 0.12
"""Gradients below this share of the largest one are left blank."""
_ANSWERS: Final = 3
"""Outputs that are named, the likeliest first."""


def pictured_digits(lab: Lab) -> Mapping[str, int]:
    """Return the digits of the current step that can be looked at: `digit3`, and which example of the step it is.

    Nothing for networks whose inputs are no picture.
    """
    if lab.spec.data is None or not DATASET_FACTS[lab.spec.data.name].pictures:
        return {}
    classes = lab.current.trace.targets.argmax(axis=1)
    return {f"{_NAME}{digit}": int(np.argmax(classes == digit)) for digit in np.unique(classes)}


def names_picture(name: str) -> bool:
    """Return whether `name` is one that `pictured_digits` gives; it is shown as it is, without subscripts."""
    return name.startswith(_NAME) and name.removeprefix(_NAME).isdecimal()


def picture_lines(lab: Lab, name: str, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return a digit, the gradient by its pixels, and the check of the strongest of these gradients."""
    example = pictured_digits(lab)[name]
    side = math.isqrt(len(lab.spec.inputs))
    image = lab.current.trace.layers[0].inputs[example].reshape(side, side)
    gradient = input_gradient(lab.trainer, lab.current, example)
    pixel = _PIXEL if 2 * _PIXEL * side + _GAP <= width else 1
    column, loss = pixel * side + _GAP, plain_line(example_loss(lab, example), cells)
    by_pixel: Line = [(voice(interface.GRADIENT_BY_PIXEL, loss=loss), "dim")]
    head = beside([[(voice(interface.PICTURE), "dim")]], [by_pixel], column, cells)
    pictures = beside(
        [[("".join(_shade(ink, cells) * pixel for ink in row), "value")] for row in image],
        _gradient_rows(gradient.reshape(side, side), pixel, cells),
        column,
        cells,
    )
    strongest = lab.spec.inputs[int(np.argmax(np.abs(gradient)))]
    explanation = explain(lab.spec, lab.trainer, lab.current, example, strongest, most_paths=0)
    words = voice(interface.STRONGEST_PIXEL, loss=loss, name=symbol_text(strongest, cells))
    strength = numeral(explanation.backprop)
    return [
        _answers(lab, example, name, cells),
        [],
        *head,
        *pictures,
        [],
        *wrapped(voice(interface.PICTURE_LEGEND, loss=loss), "dim", cells, width),
        [],
        [(f"{words} {strength.relation} ", ""), (strength.text, "gradient")],
        *checked_lines(explanation, voice, cells, width),
    ]


def _answers(lab: Lab, example: int, name: str, cells: Cells) -> Line:
    outputs = lab.current.trace.layers[-1].a[example]
    line: list[Run] = [(name, "title"), ("  ", "")]
    for unit in np.argsort(outputs)[::-1][:_ANSWERS]:
        value = numeral(float(outputs[unit]))
        answer = symbol_text(lab.spec.outputs[unit], cells)
        line += [("  ", ""), (f"{answer} {value.relation} ", "dim"), (value.text, "value")]
    return line


def _gradient_rows(gradient: Array, pixel: int, cells: Cells) -> list[Line]:
    """Each pixel as a sign and, where there is room, a shade, relative to the strongest."""
    rows: list[Line] = []
    for row in gradient / (float(np.abs(gradient).max()) or 1.0):
        line: list[Run] = []
        for share in row.tolist():
            sign, tag = ("+", "positive") if share > 0 else (cells.glyphs.minus, "negative")
            text = sign + _shade(abs(share), cells)
            line.append((cells.glyphs.times + " ", "dim") if abs(share) < _BLANK else (text, tag))
        rows.append([(text[:pixel], tag) for text, tag in line])
    return rows


def _shade(part: float, cells: Cells) -> str:
    shades = _SHADES[0 if cells.glyphs.unicode else 1]
    return shades[min(len(shades) - 1, int(part * len(shades)))]
