"""How things are said and drawn on this terminal: the learner's language and the terminal's cells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from typing import Final

from tutor.text import Cells
from tutor.wording import Voice

FRAMES_PER_SECOND: Final = 30
"""How often moving pictures are drawn where nobody asked for less."""


@dataclass(frozen=True, slots=True)
class Display:
    """Passed to every view, so that none has to ask the application.

    `reduced_motion` shows results at once instead of on their way; `colourless` says that the terminal shows no
    colours. `clock` tells seconds, for what depends on how soon a key comes.
    """

    voice: Voice
    cells: Cells
    frames_per_second: int = FRAMES_PER_SECOND
    reduced_motion: bool = False
    colourless: bool = False
    clock: Callable[[], float] = monotonic
