"""Every theme has every colour that is named, and what is chosen is kept."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from tests.ui.driving import tutor
from tests.ui.strips import strips_of
from tutor.opening import language_of
from tutor.settings import Settings, own_settings
from tutor.ui.canvas.grid import Palette
from tutor.ui.theme import DARK, STYLES, THEMES
from tutor.wording import interface


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_of_a_style_or_a_canvas_is_in_the_theme(theme: Theme) -> None:
    """Textual would draw a style with an unknown colour as plain text, and say nothing."""
    named = {name for style in STYLES.values() for name in re.findall(r"\$([\w-]+)", style)}
    named |= {field.name for field in fields(Palette)}
    assert named - {*theme.to_color_system().generate(), *theme.variables} == set()


def test_all_themes_have_the_same_colours() -> None:
    """Whoever switches loses none."""
    assert all(theme.variables.keys() == DARK.variables.keys() for theme in THEMES)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_all_that_means_something_can_be_read_on_each_ground(theme: Theme) -> None:
    """At least 4.5 : 1, as the guidelines for accessible content ask of text; what a cursor stands on included."""
    words = ("positive", "negative", "gradient", "right", "hint", "maths", "dim")
    pairs = {(name, ground): theme.variables[name] for name in words for ground in ("background", "surface")}
    pairs |= {("foreground", ground): str(theme.foreground) for ground in ("background", "surface", "panel")}
    grounds = {name: Color.parse(str(getattr(theme, name))) for name in ("background", "surface", "panel")}
    poor = {
        pair: ratio for pair, text in pairs.items() if (ratio := contrast(Color.parse(text), grounds[pair[1]])) < 4.5
    }
    assert poor == {}
    assert contrast(Color.parse(theme.variables["hint"]), Color.parse(theme.variables["lit"])) >= 4.5


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours by their relative luminance (WCAG 2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_every_theme_has_its_name() -> None:
    assert interface.THEMES.keys() == {theme.name for theme in THEMES}


async def test_the_key_goes_through_the_themes_and_says_each(tmp_path: Path) -> None:
    async with tutor(tmp_path) as learner:
        seen = [learner.app.theme]
        for _ in THEMES:
            await learner.press("t")
            seen.append(learner.app.theme)
            assert interface.THEMES[learner.app.theme].en in learner.text
    assert seen == [*(theme.name for theme in THEMES), THEMES[0].name]


async def test_what_an_empty_field_says_can_be_read_in_every_theme(tmp_path: Path) -> None:
    poor = {}
    async with tutor(tmp_path, lesson="slopes", step="quotient") as learner:
        for theme in THEMES:
            learner.app.theme = theme.name
            for focus, key in (("outside", "escape"), ("in the field", "i")):
                await learner.press(key)
                segments = [segment for strip in strips_of(learner.app) for segment in strip]
                style = next(segment.style for segment in segments if "number, or a calculation" in segment.text)
                assert style is not None
                assert style.color is not None
                assert style.bgcolor is not None
                ratio = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
                if ratio < 4.5:
                    poor[theme.name, focus] = ratio
    assert poor == {}


async def test_theme_and_language_are_kept_for_the_next_start(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "new" / "settings.txt")
    async with tutor(tmp_path, settings=settings) as learner:
        await learner.press("t", "l")
    assert (settings.get("theme"), settings.get("language")) == (THEMES[1].name, "zh")
    async with tutor(tmp_path, settings=Settings(tmp_path / "new" / "settings.txt")) as learner:
        assert learner.app.theme == THEMES[1].name


@pytest.mark.parametrize("content", [b"theme = none\nlanguage", b"\xff\x00", b"", None])
@pytest.mark.every(4)
async def test_settings_that_cannot_be_read_keep_nobody_out(content: bytes | None, tmp_path: Path) -> None:
    file = tmp_path / "settings.txt"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    settings = Settings(file)
    async with tutor(tmp_path, settings=settings) as learner:
        assert learner.app.theme == DARK.name
        await learner.press("t")
        assert learner.app.theme == THEMES[1].name
    assert settings.get("theme") == (THEMES[1].name if content is not None else "")


def test_the_language_that_was_asked_for_counts_before_the_one_that_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    assert language_of() == "en"
    own_settings().keep("language", "zh")
    assert language_of() == "zh"
    assert language_of("en") == "en"
    own_settings().keep("language", "xx")
    assert language_of() == "en"
