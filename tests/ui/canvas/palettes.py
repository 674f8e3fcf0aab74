"""The palettes of both themes."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

from tutor.ui.canvas.colour import Palette
from tutor.ui.theme import DARK, LIGHT


def palette_of(theme: Theme) -> Palette:
    colours = {"background": str(theme.background), "foreground": str(theme.foreground)}
    return Palette.of({**theme.variables, **colours})


PALETTES: Final = {"dark": palette_of(DARK), "light": palette_of(LIGHT)}
