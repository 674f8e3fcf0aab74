"""What an experiment can record of its runs, and what follows from it for their comparison and their picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple, TypeAlias

Plot: TypeAlias = Literal["loss", "gradient-norm-by-layer", "accuracy", "weights", "boundary"]
"""The loss · the length of each layer's weight gradient · the share of examples told right · the length of the vector
of all weights · that share again, for a picture of where the network puts the boundary."""


class PlotFacts(NamedTuple):
    """`shares`: it is a share of examples told right. `unseen`: it is recorded on examples not trained on as well.

    `lowest_wins`: the best run ends lowest. `by_layer`: drawn as bars, one a layer; `on_plane`: as maps of two inputs.
    """

    shares: bool = False
    unseen: bool = False
    lowest_wins: bool = False
    by_layer: bool = False
    on_plane: bool = False


PLOT_FACTS: Final[Mapping[Plot, PlotFacts]] = {
    "loss": PlotFacts(unseen=True, lowest_wins=True),
    "gradient-norm-by-layer": PlotFacts(by_layer=True),
    "accuracy": PlotFacts(shares=True, unseen=True),
    "weights": PlotFacts(),
    "boundary": PlotFacts(shares=True, unseen=True, on_plane=True),
}
