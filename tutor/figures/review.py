"""What is said about the day's review, for every front end."""

from __future__ import annotations

from tutor.today import Today
from tutor.wording import Voice, review


def state_of_review(today: Today, voice: Voice, key: str) -> str:
    """Return how the day's review stands: what was done, what is left (`key` goes on), when the next cards come."""
    sentences = []
    if today.done:
        sentences.append(voice(review.DONE, count=len(today.done), known=today.known))
    if today.due:
        sentences.append(voice(review.LEFT, left=len(today.due), key=key))
    else:
        sentences += [] if today.done else [voice(review.NOTHING_DUE if today.schedules else review.NO_CARDS)]
        sentences += _next(today.days_until_next, voice)
    return ("" if voice.language == "zh" else " ").join(sentences)


def _next(days: int | None, voice: Voice) -> list[str]:
    if days is None:
        return []
    return [voice(review.NEXT_TOMORROW) if days == 1 else voice(review.NEXT_LATER, days=days)]
