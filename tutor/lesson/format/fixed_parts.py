"""What a translation must keep: formulas, parameters, terms and code, whatever the order of its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple

from tutor.lesson.format.markdown_rules import TERM, term_id

Kind = Literal["formulas", "parameters", "terms", "code"]

_PARTS: Final = re.compile(
    rf"""
      (?P<code> ```.*?``` | `[^`\n]+` )
    | \\[$`]
    | \$\$ (?P<display> .+? ) \$\$
    | \$ (?P<inline> (?=\S) (?:\\.|[^$\\])+? (?<=\S) ) \$ (?!\d)
    | (?P<term> {TERM} )
    | (?P<parameter> @\{{\w+\}} )
    """,
    re.VERBOSE | re.DOTALL | re.ASCII,
)
_WORDS: Final = re.compile(r"\\(?:text|mathrm|textbf|textit)\{[^{}]*\}")


class FixedPart(NamedTuple):
    """One thing that every language shares."""

    kind: Kind
    text: str


def fixed_parts(text: str, *, as_written: bool = False) -> Iterator[FixedPart]:
    """Yield the parts of `text` that are the same in every language.

    Spaces and `\\text{…}` are left out of formulas, unless they are wanted `as_written`.

    This reads the text itself, not its Markdown tree, which takes twenty times as long.
    """
    for match in _PARTS.finditer(text):
        kind, part = match.lastgroup, match[0]
        if kind == "code":
            yield FixedPart("code", part)
        elif kind == "term":
            yield FixedPart("terms", f"[[{term_id(match['term_name'])}]]")
        elif kind == "parameter":
            yield FixedPart("parameters", part)
        elif kind in ("display", "inline"):
            shared = "".join(_WORDS.sub("", match[kind]).split())
            yield FixedPart("formulas", part if as_written else f"${shared}$")


def without_fixed_parts(text: str) -> str:
    """Return `text` with a blank in the place of every character of a fixed part, so that the others stay in theirs."""
    return _PARTS.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def has_words(text: str) -> bool:
    """Return whether anything in `text` is a language's own, besides formulas, parameters and code."""
    return any(character.isalpha() for character in _PARTS.sub(_shown_words, text))


def _shown_words(match: re.Match[str]) -> str:
    """The words in the place of a fixed part: those of a term, for which every language has its own."""
    return match["term_name"] if match["term"] else " "


def terms(text: str) -> Iterator[str]:
    """Yield the id of every term that `text` links."""
    if "[[" in text:
        for match in _PARTS.finditer(text):
            if match["term"]:
                yield term_id(match["term_name"])
