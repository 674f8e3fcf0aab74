"""How things are said and drawn on this terminal: the learner's language and the terminal's cells."""

from __future__ import annotations

from dataclasses import dataclass

from tutor.text import Cells
from tutor.wording import Voice


@dataclass(frozen=True, slots=True)
class Display:
    """Passed to every view, so that none has to ask the application."""

    voice: Voice
    cells: Cells
