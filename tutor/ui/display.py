"""How things are said and drawn on this terminal: the learner's language and the terminal's cells."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.text import Cells
from tutor.wording import Voice


@dataclass(frozen=True, slots=True)
class Display:
    """Passed to every view, so that none has to ask the application.

    `reduced_motion` shows results at once instead of on their way; `colourless` says that the terminal shows no
    colours.
    """

    voice: Voice
    cells: Cells
    frames_per_second: int = 30
    reduced_motion: bool = False
    colourless: bool = False
