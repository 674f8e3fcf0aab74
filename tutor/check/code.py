"""Do the blanks and notes of a step on code lie on its lines, and is every expected mistake one?"""

from __future__ import annotations

from typing import Final

from tutor.activity.code import comparable, judged_blank
from tutor.check.texts import code_width_problems
from tutor.errors import Problems
from tutor.lesson.files.document import Node
from tutor.lesson.format.code_step import Blank, CodeStep, line_range

WIDEST: Final = 70
"""Columns of a line of code that fit beside the line numbers on a screen of 80."""


def code_problems(step: CodeStep, node: Node) -> Problems:
    """Yield what is wrong with the code at `node`, its notes and its blanks."""
    yield from code_width_problems(step.source, node / "source", WIDEST)
    if not step.notes and not step.blanks:
        yield node.problem("code-without-passages")
    for lines in step.notes:
        yield from _note(lines, len(step.lines), node / "notes" / lines)
    for index, blank in enumerate(step.blanks):
        yield from _blank(blank, step, node / "blanks" / index)
    yield from _overlaps(step, node)


def _note(lines: str, count: int, node: Node) -> Problems:
    first, last = line_range(lines)
    if first > last:
        yield node.key_problem("lines-backwards", lines=lines)
    elif last > count:
        yield node.key_problem("no-such-line", line=last, count=count)


def _blank(blank: Blank, step: CodeStep, node: Node) -> Problems:
    if blank.line > len(step.lines):
        yield (node / "line").problem("no-such-line", line=blank.line, count=len(step.lines))
        return
    found = step.lines[blank.line - 1].count(blank.answer)
    if not found:
        yield (node / "answer").problem("blank-not-in-line", answer=blank.answer, line=blank.line)
    elif found > 1:
        yield (node / "answer").problem("blank-several-times", answer=blank.answer, line=blank.line, count=found)
    yield from _mistakes(blank, step.lines[blank.line - 1], node)


def _mistakes(blank: Blank, line: str, node: Node) -> Problems:
    first: dict[str, str] = {}
    for index, wrong in enumerate(blank.wrong):
        here = node / "wrong" / index / "answer"
        if judged_blank(blank, wrong.answer, line).right:
            yield here.problem("wrong-answer-is-right", answer=wrong.answer, right=blank.answer)
            continue
        other = first.setdefault(comparable(wrong.answer), wrong.id)
        if other != wrong.id:
            yield here.problem("wrong-answers-equal", answer=wrong.answer, other=other)


def _overlaps(step: CodeStep, node: Node) -> Problems:
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
                yield (node / "blanks" / index / "answer").problem("blanks-overlap", id=blank.id, other=other)
        taken.append((blank.line, start, end, blank.id))
