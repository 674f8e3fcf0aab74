"""Style sheets are read once for all applications of a process: they are the same, and reading takes long."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pytest
from textual.css.model import RuleSet
from textual.css.parse import parse

_RULES: Final[dict[tuple[object, ...], list[RuleSet]]] = {}
_VARIABLES: Final[list[object]] = []
"""The sets of colours that style sheets were read with."""


def _read_once(scope: str, css: str, read_from: Any, *, variable_tokens: Any, **how: Any) -> list[RuleSet]:
    """Return the rules of a style sheet, as Textual's `parse` does."""
    if variable_tokens not in _VARIABLES:
        _VARIABLES.append(variable_tokens)
    key = (scope, css, read_from, _VARIABLES.index(variable_tokens), *sorted(how.items()))
    if key not in _RULES:
        _RULES[key] = list(parse(scope, css, read_from, variable_tokens=variable_tokens, **how))
    return _RULES[key]


@contextmanager
def sheets_read_once() -> Iterator[None]:
    """Have style sheets read once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("textual.css.stylesheet.parse", _read_once)
        yield
