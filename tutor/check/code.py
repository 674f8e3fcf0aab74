"""Do the blanks and notes of a step on code lie on its lines, and is every expected mistake one?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tutor.activity.code import comparable, judged_blank
from tutor.check.texts import code_width_problems
from tutor.errors import Problem
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.format.code_step import Blank, CodeStep, line_range

WIDEST: Final = 70
"""Columns of a line of code that fit beside the line numbers on a screen of 80."""


def code_problems(step: CodeStep, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Yield what is wrong with the code at `path`, its notes and its blanks."""
    yield from code_width_problems(step.source, document, (*path, "source"), WIDEST)
    if not step.notes and not step.blanks:
        yield document.problem(path, "code-without-passages")
    for lines in step.notes:
        yield from _note(lines, len(step.lines), document, (*path, "notes", lines))
    for index, blank in enumerate(step.blanks):
        yield from _blank(blank, step, document, (*path, "blanks", index))
    yield from _overlaps(step, document, path)


def _note(lines: str, count: int, document: Document, path: KeyPath) -> Iterator[Problem]:
    first, last = line_range(lines)
    if first > last:
        yield document.key_problem(path, "lines-backwards", lines=lines)
    elif last > count:
        yield document.key_problem(path, "no-such-line", line=last, count=count)


def _blank(blank: Blank, step: CodeStep, document: Document, path: KeyPath) -> Iterator[Problem]:
    if blank.line > len(step.lines):
        yield document.problem((*path, "line"), "no-such-line", line=blank.line, count=len(step.lines))
        return
    found = step.lines[blank.line - 1].count(blank.answer)
    if not found:
        yield document.problem((*path, "answer"), "blank-not-in-line", answer=blank.answer, line=blank.line)
    elif found > 1:
        yield document.problem(
            (*path, "answer"), "blank-several-times", answer=blank.answer, line=blank.line, count=found
        )
    yield from _mistakes(blank, document, path)


def _mistakes(blank: Blank, document: Document, path: KeyPath) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for index, wrong in enumerate(blank.wrong):
        here = (*path, "wrong", index, "answer")
        if judged_blank(blank, wrong.answer).right:
            yield document.problem(here, "wrong-answer-is-right", answer=wrong.answer, right=blank.answer)
            continue
        other = first.setdefault(comparable(wrong.answer), wrong.id)
        if other != wrong.id:
            yield document.problem(here, "wrong-answers-equal", answer=wrong.answer, other=other)


def _overlaps(step: CodeStep, document: Document, path: KeyPath) -> Iterator[Problem]:
    """Blanks that share a piece of their line."""
    taken: list[tuple[int, int, int, str]] = []
    for index, blank in enumerate(step.blanks):
        line = step.lines[blank.line - 1] if blank.line <= len(step.lines) else ""
        start = line.find(blank.answer)
        if start < 0:
            continue
        end = start + len(blank.answer)
        for number, begin, stop, other in taken:
            if number == blank.line and start < stop and begin < end:
                yield document.problem((*path, "blanks", index, "answer"), "blanks-overlap", id=blank.id, other=other)
        taken.append((blank.line, start, end, blank.id))
