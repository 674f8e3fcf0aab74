"""How a lab is looked at: what is selected and written on edges, and which panels are open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal, Self, TypeAlias, get_args

from tutor.network.datasets import classes_on_plane
from tutor.network.lab import Lab
from tutor.ui.canvas.diagram.state import Part, Written

PanelId: TypeAlias = Literal["inspect", "loss", "numbers", "layers", "map", "boundary"]
PANELS: Final[tuple[PanelId, ...]] = get_args(PanelId)
"""In the order of their keys, 1 to 6; those that not every network has come last, so that no number is left out."""

PaceId: TypeAlias = Literal["slow", "steady", "fast", "full"]
PACES: Final[tuple[PaceId, ...]] = get_args(PaceId)
STEPS_A_SECOND: Final[dict[PaceId, float]] = {"slow": 2, "steady": 12, "fast": 200, "full": 1e9}


@dataclass(frozen=True, slots=True)
class LabView:
    """One learner's view of one lab; it is kept when the step is drawn anew.

    Of the `opened` panels the one opened last comes first; `large` gives it the diagram's rows as well. `axes` are the
    two parameters of the map, by name, the one chosen last first.
    """

    selected: Part | None = None
    written: Written = "weights"
    opened: tuple[PanelId, ...] = ("inspect",)
    large: bool = False
    log: bool = False
    pace: PaceId = "steady"
    axes: tuple[str, ...] = ()

    @property
    def panel(self) -> PanelId:
        """Return the panel that was opened last."""
        return self.opened[0]

    def opening(self, panel: PanelId, *, large: bool) -> Self:
        """Return the view with `panel` opened last."""
        return replace(self, opened=tuple(dict.fromkeys((panel, *self.opened))), large=large)


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


def first_view(lab: Lab, *, by_hand: bool) -> LabView:
    """Return how a lab is looked at before its learner opens anything; `by_hand` if nothing is to be trained in it.

    Beside the inspector, where there is room for two panels, stands what changes most.
    """
    charts: tuple[PanelId, ...] = ("boundary", "numbers" if by_hand else "loss")
    return LabView(opened=("inspect", next(panel for panel in charts if _applies(panel, lab))))
