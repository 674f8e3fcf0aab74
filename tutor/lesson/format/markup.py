"""Markdown with maths and terms to a frozen tree of blocks: parsed once, drawn by any front end.

There are no links, pictures or HTML: what looks like one, or like another program's markup, is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

from markdown_it.token import Token

from tutor.lesson.format.markdown_rules import markdown


@dataclass(frozen=True, slots=True)
class Text:
    """Plain characters; a newline is a forced line break."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A code span, shown as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Maths:
    """LaTeX inside a line."""

    latex: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word that the glossary explains: the id of the entry and the words shown."""

    id: str
    shown: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words; `strong` for two asterisks."""

    parts: tuple[Inline, ...]
    strong: bool = False


Inline: TypeAlias = Text | Code | Maths | Term | Emphasis


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One run of text."""

    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the largest."""

    level: int
    parts: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class DisplayMaths:
    """LaTeX on lines of its own."""

    latex: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of code, kept as they are."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """Items, each with blocks of its own; `start` is the first number, or None for bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody else's words."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, the first row the head; `alignments` has `left`, `center` or `right` for each column."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    alignments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Block: TypeAlias = Paragraph | Heading | DisplayMaths | CodeBlock | List | Quote | Table | Rule

_DEEPEST: Final = 8
"""How many marks of emphasis may stand in each other."""
_WIDE: Final = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’]")
_PARAMETER: Final = re.compile(r"@\{([A-Za-z][A-Za-z0-9_]*)\}")


@lru_cache(maxsize=512)
def parse(text: str) -> tuple[Block, ...]:
    """Return the blocks of Markdown `text`; every text has a reading, none is an error."""
    return tuple(_blocks(_Tokens(markdown().parse(text)), end=""))


def parameters(text: str) -> list[str]:
    """Return the names in `@{name}`, in order of appearance."""
    return _PARAMETER.findall(text)


def left_parameters(text: str, names: Collection[str]) -> Iterator[re.Match[str]]:
    """Yield what looks like a drawn number but is none: `@{p+1}`, `@{p`, and of a `p` among `names` `@p`, `@ {p}`."""
    bare = "|".join([*map(re.escape, names), r"(?!)"])
    left = rf"@\{{(?![A-Za-z]\w*\}})[^}}\n]*\}}?|(?<![\w.])@(?:(?:{bare})(?!\w)|[ \t]+\{{[ \t]*(?:{bare})[ \t]*\}})"
    return re.finditer(left, text, re.ASCII)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Return `text` with each `@{name}` replaced by its value; KeyError for a name without one."""
    return _PARAMETER.sub(lambda match: values[match[1]], text)


def blocks_within(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield every block, those inside a list or quote after it."""
    for block in blocks:
        yield block
        match block:
            case List(items=items):
                for item in items:
                    yield from blocks_within(item)
            case Quote(blocks=inner):
                yield from blocks_within(inner)
            case Paragraph() | Heading() | DisplayMaths() | CodeBlock() | Table() | Rule():
                pass


def inlines(blocks: Sequence[Block]) -> Iterator[Inline]:
    """Yield every inline part of `blocks`, the parts of an emphasis after it."""
    for block in blocks_within(blocks):
        match block:
            case Paragraph(parts=parts) | Heading(parts=parts):
                yield from _deep(parts)
            case Table(head=head, rows=rows):
                for cell in (*head, *(cell for row in rows for cell in row)):
                    yield from _deep(cell)
            case DisplayMaths() | CodeBlock() | List() | Quote() | Rule():
                pass


def _deep(parts: Sequence[Inline]) -> Iterator[Inline]:
    for part in parts:
        yield part
        if isinstance(part, Emphasis):
            yield from _deep(part.parts)


class _Tokens:
    """The flat tokens of markdown-it, read once from left to right."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._tokens = iter(tokens)

    def until(self, end: str) -> Iterator[Token]:
        """Yield tokens up to the one of type `end`, which is consumed."""
        for token in self._tokens:
            if token.type == end:
                return
            yield token


def _blocks(tokens: _Tokens, end: str) -> Iterator[Block]:
    for token in tokens.until(end):
        match token.type:
            case "paragraph_open":
                yield Paragraph(_line_parts(tokens, "paragraph_close"))
            case "heading_open":
                yield Heading(int(token.tag[1:]), _line_parts(tokens, "heading_close"))
            case "display_maths":
                yield DisplayMaths(token.content)
            case "fence" | "code_block":
                yield CodeBlock(token.content.rstrip("\n"), token.info.strip())
            case "bullet_list_open":
                yield List(tuple(_items(tokens, "bullet_list_close")))
            case "ordered_list_open":
                yield List(tuple(_items(tokens, "ordered_list_close")), int(token.attrGet("start") or 1))
            case "blockquote_open":
                yield Quote(tuple(_blocks(tokens, "blockquote_close")))
            case "table_open":
                yield _table(tokens)
            case "hr":
                yield Rule()
            case _:
                pass


def _items(tokens: _Tokens, end: str) -> Iterator[tuple[Block, ...]]:
    for token in tokens.until(end):
        if token.type == "list_item_open":
            yield tuple(_blocks(tokens, "list_item_close"))


def _table(tokens: _Tokens) -> Table:
    rows: list[list[tuple[Inline, ...]]] = []
    alignments: list[str] = []
    for token in tokens.until("table_close"):
        match token.type:
            case "tr_open":
                rows.append([])
            case "th_open" | "td_open":
                if token.type == "th_open":
                    alignments.append(str(token.attrGet("style") or "text-align:left").removeprefix("text-align:"))
                rows[-1].append(_line_parts(tokens, token.type.replace("open", "close")))
            case _:
                pass
    head, *body = (tuple(row) for row in rows)
    return Table(head, tuple(body), tuple(alignments))


def _line_parts(tokens: _Tokens, end: str) -> tuple[Inline, ...]:
    """The inline parts of the block that `end` closes; hidden paragraphs of tight lists included."""
    children = [child for token in tokens.until(end) for child in token.children or ()]
    return tuple(_inline(_Tokens(_shallow(children)), end=""))


def _shallow(children: Sequence[Token]) -> Iterator[Token]:
    """Leave out marks that stand deeper in each other than anybody would see."""
    depth = 0
    for token in children:
        depth += token.nesting == 1
        if token.nesting == 0 or depth <= _DEEPEST:
            yield token
        depth -= token.nesting == -1


def _inline(tokens: _Tokens, end: str) -> Iterator[Inline]:
    text, line_ended = "", False
    for token in tokens.until(end):
        if token.type == "softbreak":
            line_ended = True
            continue
        content = {"text": token.content, "hardbreak": "\n"}.get(token.type)
        if line_ended:
            text += _gap(text, content or "")
            line_ended = False
        if content is not None:
            text += content
            continue
        if text:
            yield Text(text)
            text = ""
        yield from _marked(token, tokens)
    if text:
        yield Text(text)


def _gap(before: str, after: str) -> str:
    """What the end of a source line means: a space, but nothing beside Chinese, which is written without spaces."""
    return "" if _WIDE.match(before[-1:]) or _WIDE.match(after) else " "


def _marked(token: Token, tokens: _Tokens) -> Iterator[Inline]:
    match token.type:
        case "code_inline":
            yield Code(token.content)
        case "maths":
            yield Maths(token.content)
        case "term":
            yield Term(token.meta["id"], token.content)
        case "em_open":
            yield Emphasis(tuple(_inline(tokens, "em_close")))
        case "strong_open":
            yield Emphasis(tuple(_inline(tokens, "strong_close")), strong=True)
        case _:
            pass
