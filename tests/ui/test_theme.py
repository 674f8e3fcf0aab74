"""Both themes have every colour that is named."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest
from textual.theme import Theme

from tutor.ui.canvas.grid import Palette
from tutor.ui.theme import DARK, LIGHT, STYLES


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_every_colour_of_a_style_or_a_canvas_is_in_the_theme(theme: Theme) -> None:
    """Textual would draw a style with an unknown colour as plain text, and say nothing."""
    named = {name for style in STYLES.values() for name in re.findall(r"\$([\w-]+)", style)}
    named |= {field.name for field in fields(Palette)}
    assert named - {*theme.to_color_system().generate(), *theme.variables} == set()


def test_both_themes_have_the_same_colours() -> None:
    """Whoever switches loses none."""
    assert DARK.variables.keys() == LIGHT.variables.keys()
