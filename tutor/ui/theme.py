"""Colours by meaning, in each theme, and the style of each tag that drawings carry."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme


def _theme(
    name: str,
    *,
    dark: bool,
    positive: str,
    negative: str,
    gradient: str,
    right: str,
    hint: str,
    maths: str,
    lit: str,
    foreground: str,
    background: str,
    surface: str,
    panel: str,
    dim: str,
    rule: str,
    hover: str,
    secondary: str,
) -> Theme:
    """Return a theme of colours that mean the same in every one; scrollbars are drawn as rules on the background."""
    meanings = {"positive": positive, "negative": negative, "gradient": gradient, "right": right, "hint": hint}
    drawn = {"dim": dim, "rule": rule, "maths": maths, "lit": lit}
    cursor = {"input-cursor-background": foreground, "input-cursor-foreground": background}
    bars = {"scrollbar": rule, "scrollbar-hover": hover, "scrollbar-active": positive}
    behind = ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active")
    return Theme(
        name=f"tutor-{name}",
        dark=dark,
        primary=positive,
        secondary=secondary,
        accent=gradient,
        foreground=foreground,
        background=background,
        surface=surface,
        panel=panel,
        success=right,
        warning=hint,
        error=negative,
        variables=meanings | drawn | cursor | bars | dict.fromkeys((*behind, "scrollbar-corner-color"), background),
    )


DARK: Final = _theme(
    "dark",
    dark=True,
    positive="#6cb2ff",
    negative="#ff9a5c",
    gradient="#ff7ac6",
    right="#7fd69a",
    hint="#f2c14e",
    maths="#bcd7ff",
    lit="#1d2c48",
    foreground="#e2e6f0",
    background="#10121b",
    surface="#171a26",
    panel="#1f2333",
    dim="#8b93a9",
    rule="#343a50",
    hover="#4a5270",
    secondary="#9aa7c7",
)

LIGHT: Final = _theme(
    "light",
    dark=False,
    positive="#1a5fb4",
    negative="#b04a08",
    gradient="#a3237a",
    right="#1c7a3a",
    hint="#7d5400",
    maths="#17406f",
    lit="#d9e6f5",
    foreground="#1d2230",
    background="#fbfaf6",
    surface="#f3f1ea",
    panel="#e9e6dc",
    dim="#666e80",
    rule="#cfcabb",
    hover="#b5af9d",
    secondary="#4b5670",
)

HIGH_CONTRAST: Final = _theme(
    "high-contrast",
    dark=True,
    positive="#7fd4ff",
    negative="#ffab4a",
    gradient="#ff9df0",
    right="#7dff9b",
    hint="#ffe04a",
    maths="#e4f2ff",
    lit="#123a5c",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    dim="#d0d0d0",
    rule="#a0a0a0",
    hover="#ffffff",
    secondary="#ffffff",
)

NORD: Final = _theme(
    "nord",
    dark=True,
    positive="#88c0d0",
    negative="#e39a80",
    gradient="#d3a6cb",
    right="#a3be8c",
    hint="#ebcb8b",
    maths="#b3d4d9",
    lit="#3b4a5e",
    foreground="#e5e9f0",
    background="#2e3440",
    surface="#343b49",
    panel="#3b4252",
    dim="#a6b0c3",
    rule="#4c566a",
    hover="#66728a",
    secondary="#b6c2d6",
)

GRUVBOX: Final = _theme(
    "gruvbox",
    dark=True,
    positive="#8fb5a8",
    negative="#fe8f33",
    gradient="#e39bb0",
    right="#b8bb26",
    hint="#fabd2f",
    maths="#d5e0d3",
    lit="#33403a",
    foreground="#ebdbb2",
    background="#282828",
    surface="#2f2e2d",
    panel="#3c3836",
    dim="#b0a18c",
    rule="#504945",
    hover="#7c6f64",
    secondary="#bdae93",
)

CATPPUCCIN: Final = _theme(
    "catppuccin",
    dark=True,
    positive="#89b4fa",
    negative="#fab387",
    gradient="#f5a8df",
    right="#a6e3a1",
    hint="#f9e2af",
    maths="#c3cbff",
    lit="#2b3350",
    foreground="#cdd6f4",
    background="#1e1e2e",
    surface="#252536",
    panel="#313244",
    dim="#9ca3bd",
    rule="#45475a",
    hover="#626680",
    secondary="#bac2de",
)

SOLARIZED: Final = _theme(
    "solarized",
    dark=False,
    positive="#1c6ea8",
    negative="#b04410",
    gradient="#b0286a",
    right="#566600",
    hint="#765700",
    maths="#12615c",
    lit="#dde7e4",
    foreground="#32474e",
    background="#fdf6e3",
    surface="#f6efdc",
    panel="#eee8d5",
    dim="#566a71",
    rule="#d3cbb4",
    hover="#b3ac97",
    secondary="#52686f",
)

THEMES: Final = (DARK, LIGHT, HIGH_CONTRAST, NORD, GRUVBOX, CATPPUCCIN, SOLARIZED)
"""In the order in which the key goes through them. The last four are well known: their grounds are as everywhere, their
colours mean what ours do, and are stronger where they could not be read."""

STYLES: Final[dict[str, str]] = {
    "heading": "bold $primary",
    "emphasis": "italic",
    "strong": "bold",
    "code": "$hint on $surface",
    "maths": "$maths",
    "term": "underline $primary",
    "term-here": "bold $background on $primary",
    "quote": "$dim",
    "bullet": "$primary",
    "accent": "$primary",
    "rule": "$rule",
    "dim": "$dim",
    "label": "$dim",
    "value": "bold",
    "positive": "$positive",
    "negative": "$negative",
    "gradient": "bold $gradient",
    "right": "bold $right",
    "wrong": "bold $negative",
    "hint": "bold $hint",
    "asked": "bold $hint on $lit",
    "worked": "$maths",
    "answered": "bold $right",
    "hidden": "$rule",
    "title": "bold",
    "key": "bold $primary",
    "cursor": "bold $background on $primary",
    "selected": "bold $primary",
    "curve": "$positive",
    "curve-2": "$hint",
    "curve-3": "$foreground",
    "curve-4": "$dim",
    "mark": "bold $primary",
    "code-keyword": "bold $maths",
    "code-string": "$right",
    "code-number": "$positive",
    "code-comment": "italic $dim",
    "bad-place": "bold underline $negative",
}
"""The style of each tag. No meaning is told by colour alone: signs and words stand beside it."""


def style_of(tag: str) -> str:
    """Return the style for `tag`; a tag with a value, `term:gradient`, has the style of its name."""
    return STYLES.get(tag.partition(":")[0], "")


def theme_named(name: str) -> str:
    """Return `name` if a theme is called so, else the name of the first one."""
    return name if any(theme.name == name for theme in THEMES) else THEMES[0].name


def theme_after(name: str) -> str:
    """Return the name of the theme that the key goes to from the one called `name`."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)]
