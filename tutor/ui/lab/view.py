"""How a lab is looked at: what is selected and written on edges, which panels are open and with how many rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from tutor.network.datasets import classes_on_plane
from tutor.network.lab import Lab
from tutor.ui.canvas.diagram.state import Part, Written
from tutor.ui.grid import words_beside

PanelId: TypeAlias = Literal["inspect", "loss", "numbers", "layers", "map", "boundary"]
PANELS: Final[tuple[PanelId, ...]] = get_args(PanelId)
"""In the order of their keys, 1 to 6; those that not every network has come last, so that no number is left out."""

PaceId: TypeAlias = Literal["slow", "steady", "fast", "full"]
PACES: Final[tuple[PaceId, ...]] = get_args(PaceId)
STEPS_A_SECOND: Final[dict[PaceId, float]] = {"slow": 2, "steady": 12, "fast": 200, "full": 1e9}


@dataclass(frozen=True, slots=True)
class LabView:
    """One learner's view of one lab; it is kept when the step is drawn anew.

    `large` gives the open panel the diagram's rows as well. `axes` are the two parameters of the map, by name, the one
    chosen last first.
    """

    selected: Part | None = None
    written: Written = "weights"
    panel: PanelId = "inspect"
    large: bool = False
    log: bool = False
    pace: PaceId = "steady"
    axes: tuple[str, ...] = ()


_MOST_PARAMETERS: Final = 400
"""A network of more is too large to have its loss mapped in a moment; one of fewer than two has no map."""


def panels_of(lab: Lab) -> tuple[PanelId, ...]:
    """Return the panels that have anything to show for this lab."""
    return tuple(panel for panel in PANELS if _applies(panel, lab))


def _applies(panel: PanelId, lab: Lab) -> bool:
    match panel:
        case "boundary":
            return classes_on_plane(lab.trainer.examples) is not None
        case "map":
            return 2 <= lab.trainer.network.layout.size <= _MOST_PARAMETERS
        case "inspect" | "loss" | "numbers" | "layers":
            return True


# Which panels are open at a size, and how many rows each of them gets.

BESIDE_FROM: Final = 30
"""Rows from which on words and panels stand beside the diagram, where there are columns for them."""
PANEL_ROWS: Final = 6
"""Rows of the one panel below the diagram in the smallest window."""
_DIAGRAM_ROWS: Final = 14
_ROWS_OF_A_CHAIN: Final = 8
"""Rows of the diagram in the smallest window; of one that has a single unit in every layer, which needs no more."""
_LEAST_ROOM: Final = PANEL_ROWS + _DIAGRAM_ROWS
_LEAST: Final[Mapping[PanelId, int]] = {"inspect": 9, "loss": 7, "boundary": 9, "numbers": 5, "layers": 4, "map": 9}
"""Rows, heading included, below which a panel is not opened beside others."""
_WANTED: Final[Mapping[PanelId, int]] = {
    "inspect": 11, "loss": 12, "boundary": 16, "numbers": 10, "layers": 6, "map": 16
}  # fmt: skip
"""Rows that a panel takes where there are more than all need at least."""


@dataclass(frozen=True, slots=True)
class Arrangement:
    """`beside`: the panels stand beside the diagram; then `rows` says how many rows each open one has."""

    beside: bool
    rows: Mapping[PanelId, int]
    diagram: bool = True


def stands_beside(size: tuple[int, int]) -> bool:
    """Return whether words and panels stand beside the diagram in a room of `size` (columns, rows)."""
    width, height = size
    return height >= BESIDE_FROM and words_beside(width) > 0


def arrangement(
    applicable: Sequence[PanelId],
    chosen: PanelId,
    size: tuple[int, int],
    widest: int,
    words: int,
    *,
    large: bool = False,
) -> Arrangement:
    """Return the arrangement of a room of `size` (columns, rows) for a network whose widest layer has `widest` units.

    So many rows are left to `words`. `large` gives all others to the chosen panel.
    """
    height = max(1, size[1] - words)
    if large:
        return Arrangement(False, {chosen: height}, diagram=False)
    if stands_beside(size):
        return Arrangement(True, _shared(_opened(applicable, chosen, height), height))
    if widest == 1:
        return Arrangement(False, _below_a_chain(chosen, height))
    spare = max(0, height - PANEL_ROWS - _DIAGRAM_ROWS)
    return Arrangement(False, {chosen: min(PANEL_ROWS + spare // 2, height // 2)})


def _below_a_chain(chosen: PanelId, height: int) -> dict[PanelId, int]:
    """The rows that a diagram of one row leaves over: below the inspector they show the loss."""
    rows = max(PANEL_ROWS, height - _ROWS_OF_A_CHAIN - max(0, height - _LEAST_ROOM) // 2)
    match chosen:
        case "inspect" if rows >= 2 * PANEL_ROWS:
            return {"inspect": PANEL_ROWS, "loss": rows - PANEL_ROWS}
        case "inspect" | "loss" | "boundary" | "numbers" | "layers" | "map":
            return {chosen: rows}


def _opened(applicable: Sequence[PanelId], chosen: PanelId, height: int) -> list[PanelId]:
    """The chosen panel and, the more telling ones first, those that still fit, in the order of their keys."""
    opened: list[PanelId] = []
    for panel in dict.fromkeys([chosen, *(panel for panel in _LEAST if panel in applicable)]):
        if sum(map(_LEAST.__getitem__, opened)) + _LEAST[panel] <= height:
            opened.append(panel)
    return [panel for panel in PANELS if panel in opened]


def _shared(opened: Sequence[PanelId], height: int) -> dict[PanelId, int]:
    """What each needs at least, and of the rest a row for each in turn until it has what it wants."""
    rows = {panel: _LEAST[panel] for panel in opened}
    spare = height - sum(rows.values())
    while spare > 0:
        hungry = [panel for panel in opened if rows[panel] < _WANTED[panel]] or [opened[0]]
        for panel in hungry[:spare]:
            rows[panel] += 1
        spare -= len(hungry[:spare])
    return rows
