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
from tutor.lesson.files.look_alikes import in_structure

Meaning: TypeAlias = tuple[str, yaml.Mark, Mapping[str, Argument]]
"""A code, the place and the arguments of its sentence."""

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
    """A value in quotes: which ones, where it begins, and the index behind it."""

    style: str
    start: yaml.Mark
    end: int


def explain(error: yaml.MarkedYAMLError, text: str, closed: Quoted | None, brackets: Sequence[yaml.Mark]) -> Meaning:
    """Return code, place and arguments for a parser's error in `text`.

    `closed` is the value in quotes that ended right before the error, if one did: text after a closing quote is most
    often an apostrophe. `brackets` are those that are open there.
    """
    mark = error.problem_mark or error.context_mark
    assert mark is not None, "a marked error has a mark"
    start = error.context_mark or mark
    if closed is not None and spans_keys(text[closed.start.index : closed.end]):
        return "quote-not-closed", closed.start, {}
    if (meaning := _looks_alike(text, mark, start)) is not None:
        return meaning
    if _sign(text, start) in _REFERENCES and start.line == mark.line:
        return _begins_with(text, start)
    if isinstance(error, ParserError):
        return _out_of_place(text, mark, error.context_mark, closed, brackets)
    return _unreadable(text, mark, start)


def spans_keys(quoted: str) -> bool:
    """Return whether lines of what stands in quotes look like keys, so that the quote was to end before them."""
    return bool(_KEY_LINE.search(quoted, quoted.find("\n"))) if "\n" in quoted else False


def _looks_alike(text: str, mark: yaml.Mark, start: yaml.Mark) -> Meaning | None:
    """A look-alike on the line where a parser gave up, on the one above, or where what it was reading began."""
    lines = text.split("\n")
    for number in dict.fromkeys((start.line, mark.line, mark.line - 1)):
        found = in_structure(lines[number]) if 0 <= number < len(lines) else None
        if found is not None:
            index = sum(len(line) + 1 for line in lines[:number]) + found.place
            return found.code, yaml.Mark("", index, number, found.place, None, 0), found.arguments
    return None


def _sign(text: str, mark: yaml.Mark) -> str:
    """The character at `mark`; nothing at the end of the text."""
    return text[mark.index : mark.index + 1]


def _ends(text: str, mark: yaml.Mark) -> bool:
    """Whether the text ends at `mark`, or a line says so."""
    return mark.index >= len(text) or (mark.column == 0 and text.startswith(("---", "..."), mark.index))


def _begins_with(text: str, mark: yaml.Mark) -> Meaning:
    return "value-begins-with-sign", mark, {"sign": _sign(text, mark)}


def _out_of_place(
    text: str,
    mark: yaml.Mark,
    start: yaml.Mark | None,
    closed: Quoted | None,
    brackets: Sequence[yaml.Mark],
) -> Meaning:
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
        return _bracket(text, start)
    if brackets:
        return _bracket(text, brackets[0])
    if closed is not None:
        return "text-after-quote", mark, {"quote": closed.style}
    line = text.split("\n")[mark.line]
    if opened := _BRACKET_VALUE.match(line[: mark.column]):
        return _begins_with(text, _moved(mark, opened.start("sign") - mark.column))
    return "wrong-indentation", mark, {}


def _bracket(text: str, opened: yaml.Mark) -> Meaning:
    """The meaning of a bracket that is not closed: braces inside a text, as LaTeX has them, open brackets as well."""
    brace = _BRACE_IN_TEXT.match(text, opened.index)
    return "braces-in-list" if brace else "bracket-not-closed", opened, {}


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
        return "colon-joined" if _COLON_JOINED.match(text, start.index) else "colon-missing", start, {}
    if start.index < mark.index:
        return "yaml-syntax", mark, {}
    if sign == ":" and (meaning := _key_too_deep(text, mark) or _item_without_colon(text, mark)):
        return meaning
    if sign in _NO_BEGINNINGS:
        return _begins_with(text, mark)
    return {":": "colon-in-plain-value", "-": "dash-in-plain-value"}.get(sign, "yaml-syntax"), mark, {}


def _key_too_deep(text: str, mark: yaml.Mark) -> Meaning | None:
    """The meaning where the colon at `mark` ends the first word of a line that is indented more than the key above."""
    line, *above = reversed(text.split("\n")[: mark.line + 1])
    before = next((one for one in above if one.strip()), "")
    key, upper = _KEY.match(line), _KEY.match(before)
    if key is None or upper is None or key.end("key") != mark.column or key.start("key") <= upper.start("key"):
        return None
    return "key-too-deep", _moved(mark, key.start("key") - mark.column), {"key": key["key"]}


def _item_without_colon(text: str, mark: yaml.Mark) -> Meaning | None:
    """The meaning where the colon at `mark` ends the first key below a `- ` whose own line has no key, `- id page`."""
    above, *rest = text.split("\n")[max(0, mark.line - 1) : mark.line + 1]
    key, item = _KEY.match("".join(rest)), _ITEM.match(above)
    if key is None or item is None or key.end("key") != mark.column or key.start("key") != item.start("words"):
        return None
    column = item.start("words")
    index = mark.index - mark.column - len(above) - 1 + column
    return "colon-missing", yaml.Mark(mark.name, index, mark.line - 1, column, None, 0), {}


def _moved(mark: yaml.Mark, columns: int) -> yaml.Mark:
    return yaml.Mark(mark.name, mark.index + columns, mark.line, mark.column + columns, None, 0)


def _in_quotes(text: str, mark: yaml.Mark, start: yaml.Mark) -> Meaning:
    """Only the end of the text, a line that ends the document, or an escape stops a parser inside quotes."""
    not_closed = _sign(text, start) == "'" or _ends(text, mark) or spans_keys(text[start.index : mark.index])
    return "quote-not-closed" if not_closed else "latex-in-double-quotes", start, {}
