"""Are a lesson's texts drawn as they were meant: formulas, emphasis, the width of code, the height of a screen?"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from tutor.errors import Problem, Problems
from tutor.lesson.files.document import Document, KeyPath, Node
from tutor.lesson.format import bank, model
from tutor.lesson.format.course_model import Glossary, GlossaryTerm
from tutor.lesson.format.fields import one_line_fields, texts
from tutor.lesson.format.markdown_rules import without_fixed_parts
from tutor.lesson.format.markup import (
    Block,
    Code,
    CodeBlock,
    DisplayMaths,
    Emphasis,
    Heading,
    Inline,
    List,
    Maths,
    Paragraph,
    Quote,
    Rule,
    Table,
    Term,
    Text,
    blocks_within,
    inlines,
    left_parameters,
    parse,
)
from tutor.lesson.format.part import Screenful
from tutor.lesson.format.scalars import shortened
from tutor.lesson.loading.file import Loaded
from tutor.lesson.loading.overlay import translated_path
from tutor.prose.compose import compose
from tutor.prose.window import MOST_ROWS, WIDEST_TEXT
from tutor.quiz.variant import Variant, draw
from tutor.text import Cells
from tutor.typesetting.latex import LatexError, parse_latex

_CHOICE_INDENT: Final = 6
_TAGS: Final = (
    "a|b|br|center|code|div|em|font|h[1-6]|hr|i|img|kbd|li|ol|p|pre|s|small|span|strong|su[bp]|table|t[dhr]|u|ul"
)
_FOREIGN: Final = {
    "formula-in-brackets": re.compile(r"(?<!\\)\\(?:[(\[]|begin\{[A-Za-z]+\*?\})"),
    "no-images": re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)"),
    "no-links": re.compile(
        r"(?<!!)\[[^\]\n]+\]\([^)\s]*[./:#][^)\s]*\)|<(?:(?:https?|mailto):[^>\s]+|[\w.+-]+@[\w-]+\.[\w.-]+)>"
        r"|(?<![\w\]!])\[[^\[\]\n]+\]\[[^\[\]\n]*\]|^ {0,3}\[[^\[\]^\n]+\]:[ \t]+\S+",
        re.MULTILINE,
    ),
    "no-such-markup": re.compile(
        r"\[\^[^\]\s]+\]|^\s*[-*+] \[[ xX]\](?= )|~~(?=\S)[^~\n]+~~"
        r"|(?<![A-Za-z0-9_\\])(_{1,2})(?=[^\W_])[^_\n]*(?<=[^\W_])\1(?![A-Za-z0-9_])",
        re.MULTILINE,
    ),
    "no-html": re.compile(rf"</?(?:{_TAGS})(?:\s+[\w-]+=[^<>\n]*)?\s*/?>|<!--|&(?:[a-z]{{2,8}}|#\d+);", re.IGNORECASE),
}
"""What other programs draw, by the code of the problem that says so."""
_MARKUP: Final = {
    "plain-words": re.compile(r"\$[^\s$][^$]*\$|(?<![\w*])(\*{1,2})(?=[^\s*])[^*]+\1|`[^`]+`|\[\[[^\[\]]+\]\]|@\{\w+\}")
}
"""What lessons' own texts have drawn, but their titles and summaries do not."""
_PLAIN: Final = one_line_fields(model.Lesson) | one_line_fields(GlossaryTerm)
_NOTHING_DRAWN: Final = Variant()
_FENCE: Final = re.compile(r"^ {0,3}(?P<sign>`{3,}|~{3,})(?P<word>[^`\n]*)$", re.MULTILINE)


def sound_texts(step: model.Step, meaning: Problems, node: Node, rows_above: int = 0) -> Problems:
    """Yield what is wrong with the `meaning` of the step at `node`, and unless there is an error, with its texts."""
    problems = list(meaning)
    yield from problems
    if not any(problem.is_error for problem in problems):
        yield from text_problems(step, node.__truediv__, rows_above)


def text_problems(step: model.Step, place: Callable[[KeyPath], Node], rows_above: int = 0) -> Problems:
    """Yield what is wrong with the texts of `step`; `place` says where in a document the text at a path stands.

    Its screen has `rows_above` it that are not its own.

    Texts that the document does not have are left out, which are those that a translation takes from its source.
    """
    question = step.question_at()
    variant = draw(question.params, question.where, 0) if question is not None else _NOTHING_DRAWN
    for below, text in texts(step):
        here = place(below)
        if here.path not in here.document.values:
            continue
        yield from _prose(text, here, variant)
        screenful = step.screenful(below)
        rows = _rows_of(screenful, variant) if screenful is not None else 0
        if rows > MOST_ROWS - rows_above:
            yield here.warning("longer-than-a-screen", rows=rows, most=MOST_ROWS - rows_above)


def glossary_problems(loaded: Loaded[Glossary]) -> Problems:
    """Yield what is wrong with a glossary, its texts and formulas included, in every language."""
    yield from loaded.problems
    if loaded.value is None or loaded.document is None:
        return
    yield from texts_of_file(loaded)
    for index, term in enumerate(loaded.value.source.terms):
        if term.formula is not None:
            yield from _latex(term.formula, loaded.document / "terms" / index / "formula")


def texts_of_file(loaded: Loaded[Any], without: str = "") -> Problems:
    """Yield what is wrong with the texts of a file in each language, `without` those below a key with its own check."""
    if loaded.value is None or loaded.document is None:
        return
    for language, document in {"": loaded.document, **loaded.translations}.items():
        version = loaded.value.in_language(language)
        for below, text in texts(version):
            here = document / (translated_path(version, below) if language else below)
            if below[0] != without and here.path in document.values:
                yield from _prose(text, here)


def _prose(text: str, node: Node, variant: Variant = _NOTHING_DRAWN) -> Problems:
    """What is wrong with one text as it stands, and with what is drawn once its parameters are filled in."""
    if [key for key in node.path if isinstance(key, str)][-1] in _PLAIN:
        yield from _left_raw(text, text, node, _FOREIGN | _MARKUP)
        return
    yield from _foreign(text, node, variant.numbers)
    filled = variant.text(text)
    yield from _blocks(parse(filled), node)
    if _has_stray_dollar(filled):
        yield node.warning("dollar-left")


def _foreign(text: str, node: Node, names: Collection[str]) -> Problems:
    """Markup that lessons do not have, and is shown as it stands; what code and formulas hold is left out."""
    for match in left_parameters(text, names):
        yield node.problem_inside(text, match.start(), "not-a-parameter", {"text": shortened(match[0])})
    yield from _left_raw(text, without_fixed_parts(text), node, _FOREIGN)
    if (start := _open_fence(text)) is not None:
        yield node.problem_inside(text, start, "fence-open", {})


def _left_raw(text: str, searched: str, node: Node, patterns: Mapping[str, re.Pattern[str]]) -> Problems:
    for code, pattern in patterns.items():
        for match in pattern.finditer(searched):
            yield replace(
                node.problem_inside(text, match.start(), code, {"text": shortened(match[0])}), severity="warning"
            )


def _open_fence(text: str) -> int | None:
    """Where a block of code begins that never ends."""
    opened: re.Match[str] | None = None
    for match in _FENCE.finditer(text):
        if opened is None:
            opened = match
        elif match["sign"].startswith(opened["sign"]) and not match["word"].strip():
            opened = None
    return opened.start("sign") if opened else None


def translated_node(
    words: Document, version: bank.Bank | model.Lesson | Glossary, key: str, index: int, below: KeyPath
) -> Node:
    """Return where the translation `words` has the text at `below` of the item at `index` of the list `key`."""
    return words / translated_path(version, (key, index, *below))


def _rows_of(screenful: Screenful, variant: Variant) -> int:
    """The rows of everything that stands there, with the empty one above the columns."""
    rows = screenful.rows + sum(_rows(variant.text(text)) for text in screenful.texts)
    if not (columns := screenful.columns):
        return rows
    width = WIDEST_TEXT // len(columns) - _CHOICE_INDENT
    return rows + 1 + max(sum(_rows(variant.text(text), width) for text in column.texts.values()) for column in columns)


def _rows(text: str, width: int = WIDEST_TEXT) -> int:
    return len(compose(parse(text), width, Cells()).lines)


def _has_stray_dollar(text: str) -> bool:
    """Whether a `$` is shown as it is, although no backslash asks for it."""
    parts = inlines(parse(text.replace("\\$", "")))
    return any("$" in part.text for part in parts if isinstance(part, Text))


def _blocks(blocks: Sequence[Block], node: Node) -> Problems:
    for block in blocks_within(blocks):
        match block:
            case DisplayMaths(latex=latex):
                yield from _latex(latex, node)
            case CodeBlock(text=code):
                yield from code_width_problems(code, node)
            case Paragraph() | Heading() | List() | Quote() | Table() | Rule():
                pass
    for part in inlines(blocks):
        yield from _inline(part, node)


def _inline(part: Inline, node: Node) -> Problems:
    match part:
        case Maths(latex=latex):
            yield from _latex(latex, node)
        case Text(text=text):
            if "**" in text:
                yield node.warning("stars-left")
        case Code() | Term() | Emphasis():
            pass


def _latex(latex: str, node: Node) -> Problems:
    try:
        parse_latex(latex)
    except LatexError as error:
        yield node.problem_inside(latex, error.index, error.code, error.arguments)


def code_width_problems(code: str, node: Node, most: int = WIDEST_TEXT) -> Problems:
    """Yield the lines of `code`, a piece of the text at `node`, that take more than `most` columns."""
    for line in code.splitlines():
        if len(line) > most:
            place = node.document.place_inside(node.path, line, most)
            yield Problem("code-too-wide", place, {"width": len(line), "most": most}, "warning")
