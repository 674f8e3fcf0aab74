"""The smallest window that lessons are written for, and the room that one page of it has for texts."""

from __future__ import annotations

from typing import Final

SMALLEST: Final = (80, 24)
"""Columns and rows of that window."""
WIDEST_TEXT: Final = 72
"""Lines longer than this are hard to read."""
MESSAGE_ROWS: Final = 3
"""Rows that are kept for what is said, so that nothing moves when it is."""
_TITLE_AND_FOOTER: Final = 2
MOST_ROWS: Final = SMALLEST[1] - _TITLE_AND_FOOTER - MESSAGE_ROWS
"""Rows that a text or a question has there."""
