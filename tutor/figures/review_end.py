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

_GAP: Final = 2
"""Cells of a sign with the space behind it, and between what stands in a row."""


def head_lines(end: ReviewEnd, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return in a sentence how it went."""
    answered = [card.at_once for card in end.cards if card.at_once is not None]
    if end.is_known:
        said = voice(review.KNOWN_NOW, title=end.subject)
    elif end.subject:
        said = voice(review.NOT_KNOWN, right=sum(answered), asked=len(end.cards))
    elif answered:
        said = voice(ending.FIRST_TRY, right=sum(answered), tried=len(answered))
    else:
        said = voice(review.NONE_ANSWERED)
    return wrapped(said, "", cells, width)


def card_lines(end: ReviewEnd, voice: Voice, cells: Cells, width: int) -> list[Line]:
    """Return each card with when it comes back, and with its lesson where that fits and is not the same for all."""
    titles = [card.title or card.lesson or voice(review.FROM_BANK) for card in end.cards]
    backs = [_back_words(card.days, voice) for card in end.cards]
    room = width - 2 * _GAP - max(map(cells.width, backs), default=0)
    widest = min(room, max(map(cells.width, titles), default=0))
    beside = room - widest - _GAP if not end.subject else 0
    lines: list[Line] = []
    for card, title, back in zip(end.cards, titles, backs, strict=True):
        lesson = card.lesson if cells.width(card.lesson) <= beside and card.lesson != title else ""
        gap = width - _GAP - widest - cells.width(lesson) - cells.width(back) - _GAP
        name = cells.pad(cells.truncate(title, widest), widest + _GAP)
        lines.append([_sign(card, cells), (" ", ""), (name, ""), (lesson, "dim"), (" " * gap, ""), (back, "dim")])
    return lines


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
