"""What a YAML parser's complaint means to an author: one code for each kind of mistake, and the place to look at.

The parsers' sentences change from release to release, so nothing here reads them: a complaint is told by the signs of
the text at its two marks, where the parser gave up and where the thing that it was reading had begun.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, TypeAlias

import yaml
from yaml.parser import ParserError

from tutor.errors import Argument

Meaning: TypeAlias = tuple[str, yaml.Mark, Mapping[str, Argument]]
"""A code, the place and the arguments of its sentence."""

_NO_BEGINNINGS: Final = frozenset("@`%|>")
"""Signs that begin nothing; `|` and `>` do outside brackets, where no parser stops at them."""
_REFERENCES: Final = frozenset("&*!")
_LONGEST_KEY: Final = 1024
"""Characters from the beginning of a key to its colon, by YAML's specification."""
_QUOTED: Final = {"'": re.compile(r"'(?:[^']|'')*+'"), '"': re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)}


def explain(error: yaml.MarkedYAMLError, text: str, closed_style: str | None) -> Meaning:
    """Return code, place and arguments for a parser's error in `text`.

    `closed_style` is the quote of the value that ended right before the error, if one did: text after a closing quote
    is most often an apostrophe.
    """
    mark = error.problem_mark or error.context_mark
    assert mark is not None, "a marked error has a mark"
    start = error.context_mark or mark
    if _sign(text, start) in _REFERENCES and start.line == mark.line:
        return _begins_with(text, start)
    if isinstance(error, ParserError):
        return _out_of_place(text, mark, error.context_mark, closed_style)
    return _unreadable(text, mark, start)


def _sign(text: str, mark: yaml.Mark) -> str:
    """The character at `mark`; nothing at the end of the text."""
    return text[mark.index : mark.index + 1]


def _ends(text: str, mark: yaml.Mark) -> bool:
    """Whether the text ends at `mark`, or a line says so."""
    return mark.index >= len(text) or (mark.column == 0 and text.startswith(("---", "..."), mark.index))


def _begins_with(text: str, mark: yaml.Mark) -> Meaning:
    return "value-begins-with-sign", mark, {"sign": _sign(text, mark)}


def _out_of_place(text: str, mark: yaml.Mark, start: yaml.Mark | None, closed_style: str | None) -> Meaning:
    """The meaning where characters could be read, but what they say may not stand there."""
    if start is None:
        return "yaml-syntax", mark, {}
    sign = _sign(text, mark)
    if start.index == mark.index and sign in ("]", "}", ","):
        return _begins_with(text, mark)
    if start.index == mark.index and sign == ":":
        return "colon-in-plain-value", mark, {}
    if start.index == mark.index and _ends(text, mark):
        return "bracket-not-closed", mark, {}
    if _sign(text, start) in ("[", "{"):
        return "bracket-not-closed", start, {}
    if closed_style in ("'", '"'):
        return "text-after-quote", mark, {"quote": closed_style}
    return "wrong-indentation", mark, {}


def _unreadable(text: str, mark: yaml.Mark, start: yaml.Mark) -> Meaning:
    """The meaning where characters could not be read: at `mark`, in what began at `start`."""
    sign, opening = _sign(text, mark), _sign(text, start)
    if opening in _QUOTED and not _QUOTED[opening].match(text, start.index, mark.index):
        return _in_quotes(text, mark, start)
    if opening == "%" and start.column == 0:
        return "several-documents", start, {}
    if sign == "\t":
        return "tab-as-indentation", mark, {}
    if opening in ("|", ">") and start.index < mark.index:
        return "text-beside-block-sign", mark, {}
    if start.line < mark.line or not sign or mark.index - start.index > _LONGEST_KEY:
        # A line without a colon is found out when the next one has begun, at the end, or where no key is so long.
        return "colon-missing", start, {}
    if start.index < mark.index:
        return "yaml-syntax", mark, {}
    if sign in _NO_BEGINNINGS:
        return _begins_with(text, mark)
    return {":": "colon-in-plain-value", "-": "dash-in-plain-value"}.get(sign, "yaml-syntax"), mark, {}


def _in_quotes(text: str, mark: yaml.Mark, start: yaml.Mark) -> Meaning:
    """Only the end of the text, a line that ends the document, or an escape stops a parser inside quotes."""
    not_closed = _sign(text, start) == "'" or _ends(text, mark)
    return "quote-not-closed" if not_closed else "latex-in-double-quotes", start, {}
