"""A pass by hand as it stands: what is given, the units with their numbers so far, and the numbers that are asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tutor.activity.quantity_names import NamedQuantity, owner_of
from tutor.activity.trace import TraceActivity
from tutor.figures.calculations import loss_formula
from tutor.figures.formulas import symbol_text, word_text
from tutor.figures.lines import Line, Run, flowed, labelled, width_of, wrapped
from tutor.figures.quantities import quantity_text
from tutor.numerals import numeral
from tutor.text import WIDEST, Cells
from tutor.wording import Voice, by_hand, interface, network

_GAP: Final = 3
_NUMBER: Final = 8
"""Cells of a column of numbers."""
_LEAST_ROOM: Final = 16


def number_name(named: NamedQuantity, voice: Voice, cells: Cells) -> str:
    """Return how a number is written: `z_h₁`, `h₁`, `δ_o₁`, `∂L/∂w₅`."""
    if named.derivative is None or named.quantity.kind == "delta":
        return word_text(named.symbol, voice, cells)
    of, by = named.derivative
    return word_text(f"d{of}/d{by}", voice, cells)


def number_words(kind: str, of: str, voice: Voice, cells: Cells) -> str:
    """Return what a number of this kind is, `of` its unit or parameter."""
    return voice(by_hand.QUANTITIES[kind], of=quantity_text(of, cells))


def pass_lines(activity: TraceActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return everything at hand: inputs, targets, loss, learning rate, what was found, and a row for each unit."""
    return [
        *_given_lines(activity, voice, cells, width),
        [],
        *_unit_lines(activity, voice, cells, width),
    ]


def least_width(activity: TraceActivity, voice: Voice, cells: Cells) -> int:
    """Return the columns that everything at hand needs, whatever is found: that may go on in another row."""
    given = flowed(_given(activity, voice, cells), _GAP, WIDEST, cells)
    return max(width_of(line, cells) for line in (*given, *_unit_lines(activity, voice, cells, WIDEST)))


def asked_lines(activity: TraceActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the numbers that are asked together, the open one marked, with those that were found."""
    names = {name: number_name(activity.names.all[name], voice, cells) for name in activity.on_screen}
    room = max(map(cells.width, names.values()))
    lines: list[Line] = []
    for name, shown in names.items():
        here, found = name == activity.asked, activity.found(name)
        tag = "asked" if here else "answered" if found else "dim"
        number: list[Run] = [(cells.pad("?", _NUMBER + 2), tag if here else "dim"), ("  ", "")]
        if found:
            value = numeral(activity.right(name))
            number = [(cells.pad(f"{value.relation} {value.text}", _NUMBER + 4), "value")]
        mark = f"{cells.glyphs.current} " if here else "  "
        start = [(mark, "selected"), (cells.pad(shown, room), tag), ("   ", ""), *number]
        kind = activity.names.all[name].quantity.kind
        words = number_words(kind, owner_of(name), voice, cells)
        told = wrapped(words, "dim", cells, max(_LEAST_ROOM, width - width_of(start, cells)))
        lines += labelled(start, told, cells)
    return lines


def asked_line(activity: TraceActivity, voice: Voice, cells: Cells) -> Line:
    """Return the open number with what it is."""
    named = activity.names.all[activity.asked]
    words = number_words(named.quantity.kind, owner_of(activity.asked), voice, cells)
    return [(number_name(named, voice, cells), "asked"), ("  ", ""), (words, "")]


def _given_lines(activity: TraceActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    found = [_equation(name, activity, voice, cells) for name in _found_before(activity)]
    return flowed([*_given(activity, voice, cells), *found], _GAP, width, cells)


def _given(activity: TraceActivity, voice: Voice, cells: Cells) -> list[Line]:
    """The inputs and targets, the loss and the learning rate."""
    items = [_equation(name, activity, voice, cells) for name in (*activity.spec.inputs, *activity.spec.targets)]
    rate = activity.names.all["learning_rate"]
    formula: Line = [(loss_formula(activity.spec, activity.spec.size), "maths")]
    learning: Line = [
        (voice(interface.LEARNING_RATE) + " ", "dim"),
        (symbol_text(rate.symbol, cells), "maths"),
        (f" = {numeral(activity.right('learning_rate')).text}", "value"),
    ]
    return [*items, formula, learning]


def _equation(name: str, activity: TraceActivity, voice: Voice, cells: Cells) -> Line:
    shown = numeral(activity.right(name))
    return [
        (number_name(activity.names.all[name], voice, cells), "maths"),
        (f" {shown.relation} ", "dim"),
        (shown.text, "value"),
    ]


def _unit_lines(activity: TraceActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """A row for each unit: its activation function, what comes in on its weights, its bias, and z, a, δ so far."""
    units = [(layer, unit) for layer, spec in enumerate(activity.spec.layers) for unit in spec.units]
    activations = [voice(network.ACTIVATIONS[spec.activation]) for spec in activity.spec.layers]
    names = [f"{symbol_text(unit, cells)} {activations[layer]}" for layer, unit in units]
    first = max(cells.width(name) for name in (*names, voice(by_hand.UNIT)))
    # Calculations call the biases by their names.
    biases = {unit: _bias(layer, unit, activity, cells) for layer, unit in units}
    bias_room = max(_NUMBER, 2 + max(width_of(bias, cells) for bias in biases.values()))
    room = max(_LEAST_ROOM, width - first - _GAP - bias_room - 3 * _NUMBER)
    # A line for all that comes into each unit, where there is room for it.
    in_a_line = [flowed(_weights(layer, unit, activity, cells), 2, 10_000, cells) for layer, unit in units]
    room = min(room, max(width_of(line, cells) for unit_lines in in_a_line for line in unit_lines))
    heads = [cells.pad(voice(by_hand.UNIT), first + _GAP), cells.pad(voice(by_hand.WEIGHTS), room)]
    numbers = [cells.rjust(word, _NUMBER) for word in ("z", "a", "δ")]
    lines: list[Line] = [[("".join((*heads, cells.rjust(voice(by_hand.BIAS), bias_room), *numbers)), "dim")]]
    for (layer, unit), name in zip(units, names, strict=True):
        bias = [(" " * (bias_room - width_of(biases[unit], cells)), ""), *biases[unit]]
        lines += _unit_rows(layer, unit, [(cells.pad(name, first), "title")], bias, room, activity, cells)
    return lines


def _unit_rows(
    layer: int, unit: str, head: list[Run], bias: list[Run], room: int, activity: TraceActivity, cells: Cells
) -> Iterator[Line]:
    weights = flowed(_weights(layer, unit, activity, cells), 2, room, cells)
    numbers = [*bias]
    for name, tag in ((f"{unit}.z", ""), (f"{unit}.a", ""), (f"{unit}.delta", "gradient")):
        value = activity.value(name)
        text = "–" if value is None else numeral(value).text
        numbers.append((cells.rjust(text, _NUMBER), "dim" if value is None else tag))
    left = width_of(head, cells) + _GAP
    for index, weight in enumerate(weights):
        start: list[Run] = [*head, (" " * _GAP, "")] if index == 0 else [(" " * left, "")]
        end = [(" " * (room - width_of(weight, cells)), ""), *numbers] if index == 0 else []
        yield [*start, *weight, *end]


def _bias(layer: int, unit: str, activity: TraceActivity, cells: Cells) -> list[Run]:
    """The name of a unit's bias, and its value."""
    name = activity.spec.bias_names(layer)[activity.spec.layers[layer].units.index(unit)]
    names = [one for number in range(len(activity.spec.layers)) for one in activity.spec.bias_names(number)]
    room = max(cells.width(numeral(activity.right(one)).text) for one in names)
    value = cells.rjust(numeral(activity.right(name)).text, room)
    return [(symbol_text(activity.names.all[name].symbol, cells), "maths"), (" ", ""), (value, "value")]


def _weights(layer: int, unit: str, activity: TraceActivity, cells: Cells) -> list[Line]:
    """What comes in: each source with its weight's name and value."""
    spec = activity.spec
    column = spec.layers[layer].units.index(unit)
    names = [name for number in range(len(spec.layers)) for row in spec.weight_names(number) for name in row]
    room = max(cells.width(numeral(activity.right(name)).text) for name in names)
    return [
        [
            (f"{symbol_text(source, cells)} · ", "dim"),
            (symbol_text(activity.names.all[row[column]].symbol, cells), "maths"),
            (" ", ""),
            (cells.pad(numeral(activity.right(row[column])).text, room), "value"),
        ]
        for source, row in zip(spec.sources(layer), spec.weight_names(layer), strict=True)
    ]


def _found_before(activity: TraceActivity) -> Sequence[str]:
    """What was found on earlier screens and has no column in the table."""
    return [
        name
        for name in activity.step.ask
        if activity.found(name)
        and name not in activity.on_screen
        and activity.names.all[name].quantity.kind not in ("z", "a", "delta")
    ]
