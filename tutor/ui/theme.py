"""Colours by meaning, dark, light and in high contrast, and the style of each tag that drawings carry."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="tutor-dark",
    dark=True,
    primary="#6cb2ff",
    secondary="#9aa7c7",
    accent="#ff7ac6",
    foreground="#e2e6f0",
    background="#10121b",
    surface="#171a26",
    panel="#1f2333",
    success="#7fd69a",
    warning="#f2c14e",
    error="#ff9a5c",
    variables={
        "dim": "#8b93a9",
        "rule": "#343a50",
        "positive": "#6cb2ff",
        "negative": "#ff9a5c",
        "gradient": "#ff7ac6",
        "right": "#7fd69a",
        "hint": "#f2c14e",
        "maths": "#bcd7ff",
        "lit": "#2a2140",
        "input-cursor-background": "#e2e6f0",
        "input-cursor-foreground": "#10121b",
        "scrollbar": "#343a50",
        "scrollbar-hover": "#4a5270",
        "scrollbar-active": "#6cb2ff",
        "scrollbar-background": "#10121b",
        "scrollbar-background-hover": "#10121b",
        "scrollbar-background-active": "#10121b",
        "scrollbar-corner-color": "#10121b",
    },
)

LIGHT: Final = Theme(
    name="tutor-light",
    dark=False,
    primary="#1a5fb4",
    secondary="#4b5670",
    accent="#a3237a",
    foreground="#1d2230",
    background="#fbfaf6",
    surface="#f3f1ea",
    panel="#e9e6dc",
    success="#1c7a3a",
    warning="#8a5d00",
    error="#b04a08",
    variables={
        "dim": "#666e80",
        "rule": "#cfcabb",
        "positive": "#1a5fb4",
        "negative": "#b04a08",
        "gradient": "#a3237a",
        "right": "#1c7a3a",
        "hint": "#8a5d00",
        "maths": "#17406f",
        "lit": "#f4dcec",
        "input-cursor-background": "#1d2230",
        "input-cursor-foreground": "#fbfaf6",
        "scrollbar": "#cfcabb",
        "scrollbar-hover": "#b5af9d",
        "scrollbar-active": "#1a5fb4",
        "scrollbar-background": "#fbfaf6",
        "scrollbar-background-hover": "#fbfaf6",
        "scrollbar-background-active": "#fbfaf6",
        "scrollbar-corner-color": "#fbfaf6",
    },
)

HIGH_CONTRAST: Final = Theme(
    name="tutor-high-contrast",
    dark=True,
    primary="#7fd4ff",
    secondary="#ffffff",
    accent="#ff9df0",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#262626",
    success="#7dff9b",
    warning="#ffe04a",
    error="#ffab4a",
    variables={
        "dim": "#d0d0d0",
        "rule": "#a0a0a0",
        "positive": "#7fd4ff",
        "negative": "#ffab4a",
        "gradient": "#ff9df0",
        "right": "#7dff9b",
        "hint": "#ffe04a",
        "maths": "#e4f2ff",
        "lit": "#4a2a6e",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "scrollbar": "#a0a0a0",
        "scrollbar-hover": "#ffffff",
        "scrollbar-active": "#7fd4ff",
        "scrollbar-background": "#000000",
        "scrollbar-background-hover": "#000000",
        "scrollbar-background-active": "#000000",
        "scrollbar-corner-color": "#000000",
    },
)

THEMES: Final = (DARK, LIGHT, HIGH_CONTRAST)
"""In the order in which the key goes through them."""

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
    "curve-3": "$gradient",
    "curve-4": "$right",
    "mark": "bold $gradient",
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
