"""What lessons add to Markdown and leave out of it, and what of their texts a translation must keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, Literal, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

TERM: Final = r"\[\[(?P<term_name>[^\[\]|\n]{1,64})(?:\|(?P<term_shown>[^\[\]|\n]{1,64}))?\]\]"
"""A term by its name, or a term and the words shown for it."""

_TERM: Final = re.compile(TERM)
_LESSON: Final = "lesson:"
_DEEPEST: Final = 20
"""Levels of the parser: a quote is one, a list with its item two."""
_INDENTED: Final = re.compile(rf"^[ >*+\-.)\d]{{{_DEEPEST - 2}}}", re.MULTILINE)
"""A line that may stand that deep; most texts have none, and need not be parsed to know it."""
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


def term_id(name: str) -> str:
    """Return the glossary id that `name` in `[[name]]` means: spaces stand for hyphens, capitals don't count.

    `lesson:id` stays as it is.
    """
    return name.strip() if linked_lesson(name) else "-".join(name.lower().split())


def linked_lesson(name: str) -> str:
    """Return the id of the lesson that `[[lesson:id|its title]]` leads to; an empty text for a term."""
    return name.strip().removeprefix(_LESSON) if name.strip().startswith(_LESSON) else ""


def is_nested_too_deeply(text: str) -> bool:
    """Return whether lists and quotes stand so deep in each other that `markdown` would leave something out."""
    if not _INDENTED.search(text.expandtabs(4)):
        return False
    return any(token.level >= _DEEPEST for token in markdown(_DEEPEST + 2).parse(text))


@cache
def markdown(deepest: int = _DEEPEST) -> MarkdownIt:
    """Return the parser for lessons' text: CommonMark with tables, `$` maths and terms; no links, pictures, HTML."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": deepest})
    parser.enable("table")
    parser.disable(["html_block", "html_inline", "link", "image", "autolink", "reference", "entity"])
    parser.inline.ruler.at("emphasis", _stars)
    parser.inline.ruler.before("escape", "maths", _inline_maths)
    parser.inline.ruler.before("escape", "term", _term)
    stops: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    parser.block.ruler.before("fence", "display_maths", _display_maths, stops)
    return parser


def _stars(state: StateInline, silent: bool) -> bool:
    """Stars open before anything but a space, unless a letter or digit stands before them, and close after anything.

    CommonMark's own rule needs spaces around the stars where a quotation mark or bracket is next to them, which Chinese
    does not have; and it would read `2*3*4` as emphasis. The underscore stays an ordinary character.
    """
    start = state.pos
    if silent or state.src[start] != "*":
        return False
    length = state.scanDelims(start, True).length
    before = state.src[start - 1] if start else " "
    after = state.src[start + length : start + length + 1] or " "
    opens = not after.isspace() and not (before.isascii() and before.isalnum())
    for _ in range(length):
        state.push("text", "", 0).content = "*"
        token = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord("*"), length, token, -1, opens, not before.isspace()))
    state.pos += length
    return True


def _inline_maths(state: StateInline, silent: bool) -> bool:
    """`$…$` on one line; a dollar before a space or a digit after the closing one is money, as in Pandoc."""
    start = state.pos
    if state.src[start] != "$":
        return False
    fence = "$$" if state.src.startswith("$$", start) else "$"
    opening = start + len(fence)
    closing = _closing_dollar(state.src, fence, opening)
    inner = state.src[opening:closing]
    after = closing + len(fence)
    if (
        closing < 0
        or not inner.strip()
        or inner[0] == " "
        or inner[-1] == " "
        or state.src[after : after + 1].isdigit()
    ):
        return False
    if not silent:
        state.push("maths", "", 0).content = inner
    state.pos = after
    return True


def _closing_dollar(text: str, fence: str, start: int) -> int:
    """Index of the `fence` that closes maths from `start` on, or -1; `\\$` does not close."""
    position = text.find(fence, start)
    while position > 0 and text[position - 1] == "\\":
        position = text.find(fence, position + 1)
    return position


def _term(state: StateInline, silent: bool) -> bool:
    match = _TERM.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("term", "", 0)
        token.content = (match["term_shown"] or linked_lesson(match["term_name"]) or match["term_name"]).strip()
        token.meta = {"id": term_id(match["term_name"])}
    state.pos = match.end()
    return True


def _display_maths(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`$$` at the beginning of a line up to the `$$` that ends a line."""
    if state.is_code_block(start) or not _line(state, start).startswith("$$"):
        return False
    lines = [_line(state, start)[2:]]
    last = start
    while not lines[-1].rstrip().endswith("$$"):
        last += 1
        if last >= end or state.isEmpty(last):
            return False
        lines.append(_line(state, last))
    if not silent:
        latex = "\n".join(lines).rstrip().removesuffix("$$").strip()
        state.push("display_maths", "", 0).content = latex
        state.line = last + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


# ---------------------------------------------------------------- what a translation must keep


class FixedPart(NamedTuple):
    """One thing that every language shares."""

    kind: Literal["formulas", "parameters", "terms", "code"]
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
