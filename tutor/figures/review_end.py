"""The end of a review in words, and that of the questions that show whether a lesson is known."""

from __future__ import annotations

from typing import Final

from tutor.figures.course_list import SIGNS
from tutor.figures.home import review_words
from tutor.figures.lines import Line, Run, wrapped
from tutor.figures.overview import next_cards_words
from tutor.learner.review_end import CardEnd, ReviewEnd
from tutor.text import Cells
from tutor.wording import Voice, ending, review

_LEAST: Final = 8
"""Cells below which the title of a lesson is left out."""
_BETWEEN: Final = 2
"""Cells between the titles, and before what is said at the end of the row."""


def head_lines(end: ReviewEnd, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return in a sentence how it went."""
    right, asked = sum(card.at_once is True for card in end.cards), len(end.cards)
    if end.is_known:
        return wrapped(voice(review.KNOWN_NOW, title=end.subject), "", cells, width)
    sentence = review.NOT_KNOWN if end.subject else ending.FIRST_TRY
    return wrapped(voice(sentence, right=right, tried=asked, asked=asked), "", cells, width)


def card_lines(end: ReviewEnd, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return each card with whether it was right at once, and when it comes back."""
    return [_card_line(card, voice, cells, width, names_lesson=not end.subject) for card in end.cards]


def _card_line(card: CardEnd, voice: Voice, cells: Cells, width: int, *, names_lesson: bool) -> Line:
    back = _back_words(card.days, voice)
    title = card.title or card.lesson or voice(review.FROM_BANK)
    room = width - 2 * _BETWEEN - cells.width(back)
    shown = cells.truncate(title, room)
    left = room - cells.width(shown)
    named = names_lesson and card.lesson != title and left > _LEAST
    lesson = cells.truncate(" " * _BETWEEN + card.lesson, left) if named else ""
    gap = " " * (left - cells.width(lesson) + _BETWEEN)
    return [_sign(card, cells), (" ", ""), (shown, ""), (lesson, "dim"), (gap, ""), (back, "dim")]


def _sign(card: CardEnd, cells: Cells) -> Run:
    if card.at_once is None:
        return SIGNS["skipped"]
    return (cells.glyphs.done, "right") if card.at_once else (cells.glyphs.wrong, "wrong")


def _back_words(days: int, voice: Voice) -> str:
    if days == 0:
        return voice(review.BACK_TODAY)
    return voice(review.BACK_TOMORROW) if days == 1 else voice(review.BACK_LATER, days=days)


def foot_words(end: ReviewEnd, voice: Voice) -> str:
    """Return when the next cards of the review come, which is not what the questions about one lesson are for."""
    return "" if end.subject else next_cards_words(end.today, voice)


def onward_words(end: ReviewEnd, voice: Voice) -> tuple[str, str]:
    """Return what comes next and what it is about: more cards, or a lesson with its question; nothing where none is."""
    if end.left:
        return review_words(end.today, voice), ""
    if end.following is None:
        return "", ""
    facts = end.following.facts
    lesson = voice(ending.NEXT_LESSON, number=end.following.number, title=facts.title, minutes=facts.minutes)
    return lesson, facts.question
