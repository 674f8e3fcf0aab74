"""What stands at the end of a review, or of the questions that show whether a lesson is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.learner.facts import NextLesson
from tutor.learner.today import ReviewSession, Today

if TYPE_CHECKING:
    from tutor.learner.study import Study


@dataclass(frozen=True, slots=True)
class CardEnd:
    """A card that was asked, in the language of its texts."""

    title: str
    lesson: str
    """The title of the lesson that teaches it, empty where none does."""
    at_once: bool | None
    """Whether the first answer was right, without a hint; None where none was given."""
    days: int
    """The days until it comes back, 0 where it is still left for today."""


@dataclass(frozen=True, slots=True)
class ReviewEnd:
    """The end of a walk through review cards."""

    cards: tuple[CardEnd, ...]
    today: Today
    subject: str
    """The title of the lesson that was to be shown to be known; empty at the end of a review."""
    is_known: bool
    """Whether that was shown."""
    following: NextLesson | None
    """The lesson to go on with; None where none waits."""

    @property
    def left(self) -> bool:
        """Return whether more cards of a review are left for today."""
        return not self.subject and bool(self.today.due)


def end_of_review(session: ReviewSession, study: Study, language: str) -> ReviewEnd:
    """Return the end of `session`; raises TutorError `progress.unreadable`."""
    today, first = study.today(), session.at_once
    asked = study.review_lesson([step.id for step in session.player.steps], language).steps
    taught_in = {step.id: today.deck.by_id[step.id].lesson for step in asked}
    return ReviewEnd(
        tuple(
            CardEnd(
                step.title,
                study.lesson_title(taught_in[step.id], language) if taught_in[step.id] else "",
                first.get(step.id),
                today.days_until(step.id),
            )
            for step in asked
        ),
        today,
        study.lesson_title(session.subject, language) if session.subject else "",
        bool(session.subject) and session.is_known,
        study.following(study.entries(language)),
    )
