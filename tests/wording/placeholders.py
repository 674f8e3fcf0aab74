"""The names that a sentence waits for."""

from __future__ import annotations

from string import Formatter


def placeholders(template: str) -> set[str]:
    """The argument names in `template`; `{count|question|questions}` waits for `count`."""
    return {name.split("|")[0] for _, name, _, _ in Formatter().parse(template) if name is not None}
