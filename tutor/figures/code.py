"""Code as lines: numbered, modestly coloured, with its blanks, and the lines that are being read marked."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from typing import Final

from tutor.activity.code import CodeActivity, Passage
from tutor.figures.lines import Line, Run, end_of, width_of, worded
from tutor.lesson.format.code_step import Blank
from tutor.text import Cells, without_control_characters
from tutor.wording import Voice
from tutor.wording import code as words

_TOKEN: Final = re.compile(
    r"""
      (?P<comment> \#.* )
    | (?P<string> [rbfRBF]{0,2} (?: '''.*?''' | \"\"\".*?\"\"\" | '[^'\n]*' | "[^"\n]*" ) )
    | (?P<word> [^\W\d]\w* )
    | (?P<number> \d[\d_.]*(?:[eE][+-]?\d+)? )
    """,
    re.VERBOSE,
)
_TAGS: Final = {"comment": "code-comment", "string": "code-string", "number": "code-number"}
_KEYWORDS: Final = frozenset(keyword.kwlist)
_LEAST_HOLE: Final = 4
"""Cells of a blank at least, so that its width tells little."""


def code_lines(
    activity: CodeActivity,
    cells: Cells,
    draft: str = "",
    *,
    marked: bool = True,
    width: int | None = None,
) -> list[Line]:
    """Return the source with its line numbers; `draft` stands in the open blank.

    Where it is `marked`, the lines of the open passage have a bar. Of a draft that makes its line wider than `width`
    cells only the end is shown.
    """
    passage, step = activity.passage, activity.step
    room = len(str(len(step.lines)))
    lines: list[Line] = []
    for number, text in enumerate(step.lines, 1):
        here = passage is not None and passage.first <= number <= passage.last
        bar: Run = ("▌" if here and cells.glyphs.unicode else ">" if here else " ", "selected")
        head: list[Run] = [*([bar] if marked else []), (f"{number:>{room}}  ", "selected" if here else "dim")]
        line = [*head, *_line(activity, number, text, draft)]
        excess = 0 if width is None else max(0, width_of(line, cells) - width)
        # The end of a draft is where whoever types is.
        lines.append([(end_of(part, cells.width(part) - excess * (tag == "asked"), cells), tag) for part, tag in line])
    return lines


def _line(activity: CodeActivity, number: int, text: str, draft: str) -> Iterator[Run]:
    """One line of code with its blanks; those that are filled in stand out."""
    step = activity.step
    blanks = [blank for blank in step.blanks if blank.line == number and blank.answer in text]
    position = 0
    for blank in sorted(blanks, key=lambda blank: text.index(blank.answer)):
        start = text.index(blank.answer)
        yield from highlighted(text[position:start], step.language)
        yield _hole(activity, blank, draft)
        position = start + len(blank.answer)
    yield from highlighted(text[position:], step.language)


def _hole(activity: CodeActivity, blank: Blank, draft: str) -> Run:
    passage = activity.passage
    if activity.filled(blank.id):
        return blank.answer, "answered"
    if passage is not None and passage.part == blank.id:
        return without_control_characters(draft).ljust(_LEAST_HOLE, "_"), "asked"
    return "_" * _LEAST_HOLE, "hint"


def highlighted(text: str, language: str) -> Iterator[Run]:
    """Yield `text` with the tags of its comments, strings, numbers and keywords, where it is Python."""
    position = 0
    for match in _TOKEN.finditer(text) if language == "python" else ():
        tag = _TAGS.get(match.lastgroup or "", "code-keyword" if match[0] in _KEYWORDS else "")
        if tag:
            yield text[position : match.start()], ""
            yield match[0], tag
            position = match.end()
    yield text[position:], ""


def passage_words(passage: Passage, voice: Voice) -> str:
    """Return which lines a note is about, or which blank is asked for."""
    if passage.blank is not None:
        return voice(words.FILL_IN, line=passage.first)
    if passage.first == passage.last:
        return voice(words.LINE, first=passage.first)
    return voice(words.LINES, first=passage.first, last=passage.last)


def script_lines(activity: CodeActivity, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return how to write the same network as a script."""
    sentence = voice(words.SAME_NETWORK, script=activity.script)
    return worded(sentence, "dim", cells, width)
