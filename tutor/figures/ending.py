"""The end of a lesson in words, for both front ends."""

from __future__ import annotations

from tutor.figures.lines import Line, wrapped
from tutor.learner.ending import LessonEnd
from tutor.text import Cells
from tutor.wording import Voice, ending

_SIGN = 2
"""Cells of a sign with the space behind it."""
_BETWEEN = " · "
"""Between two facts in a row."""


def outcome_lines(end: LessonEnd, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return what the learner can do now, or once all is done, each behind a sign; nothing where nothing is said."""
    if not end.outcomes:
        return []
    head, sign = ending.YOU_CAN_NOW, (f"{cells.glyphs.done} ", "right")
    if end.undone:
        head, sign = ending.WITH_ALL_DONE, (f"{cells.glyphs.todo} ", "dim")
    lines: list[Line] = [[(voice(head), "")]]
    for outcome in end.outcomes:
        first, *more = wrapped(outcome, "", cells, width - 2 * _SIGN)
        lines.append([(" " * _SIGN, ""), sign, *first])
        lines += [[(" " * 2 * _SIGN, ""), *line] for line in more]
    return lines


def fact_words(end: LessonEnd, voice: Voice) -> str:
    """Return how it went in one row: first tries, what is still open, new cards, each where there are any."""
    return _BETWEEN.join(_facts(end, voice))


def fact_lines(end: LessonEnd, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return the same on as many lines as `width` needs, broken between two facts."""
    rows: list[str] = []
    for fact in _facts(end, voice):
        row = _BETWEEN.join([*rows[-1:], fact])
        rows[-1:] = [row] if cells.width(row) <= width else [*rows[-1:], fact]
    return [line for row in rows for line in wrapped(row, "dim", cells, width)]


def _facts(end: LessonEnd, voice: Voice) -> list[str]:
    facts = [
        voice(ending.FIRST_TRY, right=end.first_try, tried=end.tried) if end.tried else "",
        voice(ending.STILL_OPEN, count=len(end.undone)) if end.undone else "",
        _new_cards_words(end, voice) if end.new_cards else "",
    ]
    return [fact for fact in facts if fact]


def _new_cards_words(end: LessonEnd, voice: Voice) -> str:
    days = end.new_cards_in
    sentences = {0: ending.NEW_CARDS_TODAY, 1: ending.NEW_CARDS_TOMORROW}
    return voice(sentences.get(days, ending.NEW_CARDS_LATER), count=end.new_cards, days=days)


def next_words(end: LessonEnd, voice: Voice) -> tuple[str, str]:
    """Return the lesson that follows and its question; where none waits, what there is to say then, and nothing."""
    if end.following is None:
        return voice(ending.ALL_DONE if end.all_done else ending.NONE_WAITS), ""
    facts = end.following.facts
    lesson = voice(ending.NEXT_LESSON, number=end.following.number, title=facts.title, minutes=facts.minutes)
    return lesson, facts.question
