"""The palettes of both themes."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from textual.theme import Theme

from tutor.ui.canvas.grid import Palette
from tutor.ui.theme import DARK, LIGHT


def palette_of(theme: Theme) -> Palette:
    colours = {"background": str(theme.background), "foreground": str(theme.foreground)}
    variables = {**theme.variables, **colours}
    return Palette(**{field.name: int(variables[field.name].removeprefix("#")[:6], 16) for field in fields(Palette)})


PALETTES: Final = {"dark": palette_of(DARK), "light": palette_of(LIGHT)}
