"""What a YAML parser's complaint means to an author: one code for each kind of mistake, and the place to look at.

The parsers' sentences change from release to release, so nothing here reads them: a complaint is told by the signs of
the text at its two marks, where the parser gave up and where the thing that it was reading had begun.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, TypeAlias

import yaml
from yaml.parser import ParserError

from tutor.errors import Argument
from tutor.lesson.files.spelling import in_structure

Meaning: TypeAlias = tuple[str, int, Mapping[str, Argument]]
"""A code, the place in the text and the arguments of its sentence."""

_NO_BEGINNINGS: Final = frozenset("@`%|>")
"""Signs that begin nothing; `|` and `>` do outside brackets, where no parser stops at them."""
_REFERENCES: Final = frozenset("&*!")
_LONGEST_KEY: Final = 1024
"""Characters from the beginning of a key to its colon, by YAML's specification."""
_KEY: Final = re.compile(r"[ -]*(?P<key>[\w-]+)(?=:(?:\s|$))")
_ITEM: Final = re.compile(r" *- +(?P<words>[\w-]+ [^:]*)$")
_KEY_LINE: Final = re.compile(r"^ *(?:- )?[\w-]+:(?:\s|$)", re.MULTILINE)
_COLON_JOINED: Final = re.compile(r"[ -]*[\w-]+(?P<colon>:)(?=[^\s:])")
_BRACE_IN_TEXT: Final = re.compile(r"\[[^\[\]\n]*[^\s,\[\]{}:](?P<brace>\{)")
_BRACKET_VALUE: Final = re.compile(r"[ -]*(?:[\w-]+: +)?(?P<sign>[\[{]).*[\]}]\s*$")
_QUOTED: Final = {"'": re.compile(r"'(?:[^']|'')*+'"), '"': re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)}


class Quoted(NamedTuple):
    """A value in quotes: which ones, where it begins, and where the text goes on behind it."""

    style: str
    start: int
    end: int


def explain(error: yaml.MarkedYAMLError, text: str, closed: Quoted | None, brackets: Sequence[int]) -> Meaning:
    """Return code, place and arguments for a parser's error in `text`.

    `closed` is the value in quotes that ended right before the error, if one did: text after a closing quote is most
    often an apostrophe. `brackets` are those that are open there.
    """
    mark = error.problem_mark or error.context_mark
    assert mark is not None, "a marked error has a mark"
    place, start = mark.index, (error.context_mark or mark).index
    if closed is not None and spans_keys(text[closed.start : closed.end]):
        return "quote-not-closed", closed.start, {}
    if (meaning := _looks_alike(text, place, start)) is not None:
        return meaning
    if _sign(text, start) in _REFERENCES and "\n" not in text[start:place]:
        return _begins_with(text, start)
    if not isinstance(error, ParserError):
        return _unreadable(text, place, start)
    if error.context_mark is None:
        return "yaml-syntax", place, {}
    return _out_of_place(text, place, start, closed, brackets)


def spans_keys(quoted: str) -> bool:
    """Return whether lines of what stands in quotes look like keys, so that the quote was to end before them."""
    return bool(_KEY_LINE.search(quoted, quoted.find("\n"))) if "\n" in quoted else False


def _looks_alike(text: str, place: int, start: int) -> Meaning | None:
    """A look-alike on the line where a parser gave up, on the one above, or where what it was reading began."""
    here = _line_start(text, place)
    for line in dict.fromkeys((_line_start(text, start), here, _line_start(text, max(0, here - 1)))):
        if found := in_structure(text[line:].split("\n", 1)[0]):
            return found.code, line + found.place, found.arguments
    return None


def _line_start(text: str, place: int) -> int:
    return text.rfind("\n", 0, place) + 1


def _sign(text: str, place: int) -> str:
    """The character at `place`; nothing at the end of the text."""
    return text[place : place + 1]


def _ends(text: str, place: int) -> bool:
    """Whether the text ends at `place`, or a line says so."""
    return place >= len(text) or (place == _line_start(text, place) and text.startswith(("---", "..."), place))


def _begins_with(text: str, place: int) -> Meaning:
    return "value-begins-with-sign", place, {"sign": _sign(text, place)}


def _out_of_place(text: str, place: int, start: int, closed: Quoted | None, brackets: Sequence[int]) -> Meaning:
    """The meaning where characters could be read, but what they say may not stand there."""
    sign = _sign(text, place)
    if start == place and sign in ("]", "}", ","):
        return _begins_with(text, place)
    if start == place and sign == ":":
        return "colon-in-plain-value", place, {}
    if start == place and _ends(text, place):
        return "bracket-not-closed", brackets[-1] if brackets else place, {}
    if _sign(text, start) in ("[", "{"):
        return _bracket(text, start)
    if brackets:
        return _bracket(text, brackets[0])
    if closed is not None:
        return "text-after-quote", place, {"quote": closed.style}
    line = _line_start(text, place)
    if opened := _BRACKET_VALUE.match(text[line:place]):
        return _begins_with(text, line + opened.start("sign"))
    return "wrong-indentation", place, {}


def _bracket(text: str, opened: int) -> Meaning:
    """The meaning of a bracket that is not closed: braces inside a text, as LaTeX has them, open brackets as well."""
    return "braces-in-list" if _BRACE_IN_TEXT.match(text, opened) else "bracket-not-closed", opened, {}


def _unreadable(text: str, place: int, start: int) -> Meaning:
    """The meaning where characters could not be read: at `place`, in what began at `start`."""
    sign, opening = _sign(text, place), _sign(text, start)
    if opening in _QUOTED and not _QUOTED[opening].match(text, start, place):
        # Only the end of the text, a line that ends the document, or an escape stops a parser inside quotes.
        not_closed = opening == "'" or _ends(text, place) or spans_keys(text[start:place])
        return "quote-not-closed" if not_closed else "latex-in-double-quotes", start, {}
    if opening == "%" and start == _line_start(text, start):
        return "several-documents", start, {}
    if sign == "\t":
        return "tab-as-indentation", place, {}
    if opening in ("|", ">") and start < place:
        return "text-beside-block-sign", place, {}
    if "\n" in text[start:place] or not sign or place - start > _LONGEST_KEY:
        # A line without a colon is found out when the next one has begun, at the end, or where no key is so long.
        return "colon-joined" if _COLON_JOINED.match(text, start) else "colon-missing", start, {}
    if start < place:
        return "yaml-syntax", place, {}
    if sign == ":" and (meaning := _misplaced_colon(text, place)):
        return meaning
    if sign in _NO_BEGINNINGS:
        return _begins_with(text, place)
    return {":": "colon-in-plain-value", "-": "dash-in-plain-value"}.get(sign, "yaml-syntax"), place, {}


def _misplaced_colon(text: str, place: int) -> Meaning | None:
    """The meaning where the colon at `place` ends the first word of its line, and the line above explains it.

    Either the line is indented more than the key above, or that is a `- ` whose own line has no key, `- id page`.
    """
    line = _line_start(text, place)
    key = _KEY.match(text, line)
    if key is None or key.end("key") != place:
        return None
    column = key.start("key") - line
    lines_above = text[:line].split("\n")[:-1]
    above = _KEY.match(next((one for one in reversed(lines_above) if one.strip()), ""))
    if above is not None and column > above.start("key"):
        return "key-too-deep", key.start("key"), {"key": key["key"]}
    item = _ITEM.match(lines_above[-1]) if lines_above else None
    if item is not None and column == item.start("words"):
        return "colon-missing", line - len(lines_above[-1]) - 1 + column, {}
    return None
