"""The numbers of a lab as tables: its units and its parameters."""

from __future__ import annotations

from collections.abc import Sequence

from tutor.figures.lines import Line, Run
from tutor.figures.quantities import example_words, quantity_text
from tutor.network.lab import Lab
from tutor.numerals import numeral
from tutor.text import Cells
from tutor.wording import Voice, interface

_GAP = 2


def unit_lines(lab: Lab, voice: Voice, cells: Cells) -> list[Line]:
    """Return z, a and δ of every unit for the lab's example, which is named where there are several.

    A number that this step has not computed yet is a dash.
    """
    of = example_words(lab, voice)
    return _table(
        [of or voice(interface.UNIT), "z", "a", "δ"],
        [_row_of(unit, ("z", "a", "delta"), lab, cells) for layer in lab.spec.layers for unit in layer.units],
        ["", "", "", "gradient"],
        cells,
    )


def parameter_lines(lab: Lab, voice: Voice, cells: Cells) -> list[Line]:
    """Return value, gradient and next value of every parameter; a dash where this step has not computed it yet."""
    return _table(
        [voice(interface.PARAMETER), voice(interface.VALUE), voice(interface.GRADIENT), voice(interface.NEXT_VALUE)],
        [_row_of(name, ("", "gradient", "next"), lab, cells) for name in lab.trainer.network.layout.listed],
        ["", "value", "gradient", ""],
        cells,
    )


def _row_of(name: str, kinds: Sequence[str], lab: Lab, cells: Cells) -> list[str]:
    values = [lab.value(f"{name}.{kind}" if kind else name) for kind in kinds]
    return [quantity_text(name, cells), *("–" if value is None else numeral(value).text for value in values)]


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], tags: Sequence[str], cells: Cells) -> list[Line]:
    widths = [max(cells.width(row[column]) for row in (head, *rows)) for column in range(len(head))]
    # A number that grows while the network runs must not push its neighbours about.
    widths = [widths[0], *(max(width, 7) for width in widths[1:])]
    lines: list[Line] = [_row(head, widths, ["dim"] * len(head), cells)]
    lines += [_row(row, widths, tags, cells) for row in rows]
    return lines


def _row(texts: Sequence[str], widths: Sequence[int], tags: Sequence[str], cells: Cells) -> Line:
    first, *rest = zip(texts, widths, tags, strict=True)
    line: list[Run] = [(cells.pad(first[0], first[1]), first[2] or "title")]
    for text, width, tag in rest:
        line += [(" " * (_GAP + width - cells.width(text)), ""), (text, tag)]
    return line
