"""What was done in a lab, as text: settings that are typed, and the answer to a task as the journal keeps it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from tutor.formulas.evaluate import value as value_of
from tutor.formulas.parse import Vocabulary, parse
from tutor.network.timeline import Edit

Settings: TypeAlias = Mapping[str, float]
"""What was changed before a run: names of the lab's quantities and their values."""

SHORT_RATE: Final = "lr"
"""What the learning rate is called in a lab."""
_FROZEN: Final = {"frozen": 1.0, "thawed": 0.0}
_ACTION: Final = re.compile(r"\s*([^\s=#@]+?)\s*(?:#(\d{1,7}))?\s*=\s*([^\s=#@]+)\s*(?:@(\d{1,6}))?\s*")


def settings_of(text: str) -> dict[str, float]:
    """Return the settings in `text`, values being numbers or calculations with them.

    Raises ValueError, or FormulaError for a value that cannot be read, where it is not of that form.
    """
    pairs = [(name.strip(), value) for name, value in (part.split("=") for part in _parts(text))]
    if not all(name for name, _ in pairs):
        raise ValueError(text)
    return {name: _number(value) for name, value in pairs}


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        number = value_of(parse(text, Vocabulary()), {})
        if math.isnan(number):
            raise
        return number


def actions_text(edits: Iterable[Edit]) -> str:
    """Return what was changed as an answer is stored, `learning_rate=2.0, x#3=0.5, w=-4.0@12, b=frozen@12`.

    `#3` is the third example, `@12` after twelve updates; neither stands at the first example and at the start. Of what
    was set several times at one step only the last is written.
    """
    last = {(edit.step, edit.name, edit.row, edit.freezes): edit for edit in edits}
    return ", ".join(_action_text(edit, "=", repr) for edit in last.values())


def actions_words(text: str) -> str:
    """Return a stored answer as it is shown and may be typed, `lr = 2, w = -4`."""
    shown = (replace(edit, name=typed_name(edit.name)) for edit in actions_of(text))
    return ", ".join(_action_text(edit, " = ", "{:g}".format) for edit in shown)


def typed_name(name: str) -> str:
    """Return how what can be changed, by its `name` in the network, is called where it is typed."""
    return SHORT_RATE if name == "learning_rate" else name


def _action_text(edit: Edit, equals: str, number: Callable[[float], str]) -> str:
    row = f"#{edit.row + 1}" if edit.row else ""
    value = ("frozen" if edit.value else "thawed") if edit.freezes else number(edit.value)
    return f"{edit.name}{row}{equals}{value}{f'@{edit.step}' if edit.step else ''}"


def actions_of(text: str) -> Sequence[Edit]:
    """Return what was done according to a stored answer. ValueError where `text` is none."""
    return tuple(_action(part) for part in _parts(text))


def _parts(text: str) -> list[str]:
    """What stands between commas; those in a name, `w[x1,h2]`, part nothing."""
    return [part for part in re.split(r",(?![^\[]*\])", text) if part.strip()]


def _action(text: str) -> Edit:
    found = _ACTION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    name, row, value, step = found.groups()
    freezes = value in _FROZEN
    number = _FROZEN[value] if freezes else float(value)
    return Edit(int(step or 0), name, number, freezes, int(row or 1) - 1)
