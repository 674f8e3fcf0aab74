"""How a lab is looked at: what is selected, which panel is open, what is written on edges."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias, get_args

from tutor.ui.canvas.diagram.state import Edge, Part, Written

PanelId: TypeAlias = Literal["inspect", "loss", "numbers", "layers", "map", "boundary"]
PANELS: Final[tuple[PanelId, ...]] = get_args(PanelId)
"""In the order of their keys, 1 to 6; those that not every network has come last, so that no number is left out."""

PaceId: TypeAlias = Literal["slow", "steady", "fast", "full"]
PACES: Final[tuple[PaceId, ...]] = get_args(PaceId)
STEPS_A_SECOND: Final[dict[PaceId, float]] = {"slow": 2, "steady": 12, "fast": 200, "full": 1e9}

_WRITTEN: Final[tuple[Written, ...]] = get_args(Written)


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

    def select(self, part: Part | None, parameter: str = "") -> LabView:
        """Select `part`; a parameter, by its name, becomes an axis of the map beside the one chosen before it."""
        axes = (parameter, *(name for name in self.axes if name != parameter))[:2] if parameter else self.axes
        return replace(self, selected=part, axes=axes)

    def open(self, panel: PanelId) -> LabView:
        """Open a panel; the one that is open already becomes large, or small again."""
        return replace(self, panel=panel, large=panel == self.panel and not self.large)

    @property
    def lists_edges(self) -> bool:
        """Return whether the open panel has what the edges show, so that it may stay above them."""
        match self.panel:
            case "numbers":
                return True
            case "inspect" | "loss" | "layers" | "map" | "boundary":
                return False

    def write_next(self) -> LabView:
        """Write the next thing on the edges."""
        return replace(self, written=_WRITTEN[(_WRITTEN.index(self.written) + 1) % len(_WRITTEN)])

    def next_pace(self) -> LabView:
        """Run at the next pace."""
        return replace(self, pace=PACES[(PACES.index(self.pace) + 1) % len(PACES)])

    def toggle_log(self) -> LabView:
        """Space powers of ten evenly, or values again."""
        return replace(self, log=not self.log)

    @property
    def on_weight(self) -> bool:
        """Whether a weight is selected."""
        return isinstance(self.selected, Edge)
