"""The review: cards that are due, one after the other, drawn as the questions of a lesson."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from tutor.learner.study import Study
from tutor.learner.today import ReviewSession
from tutor.lesson.format.model import Lesson
from tutor.quiz.cards import BANK
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import BY_ID, Place, bindings
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.open_lesson import OpenLesson
from tutor.ui.screens.page import Elsewhere, ReviewLeft
from tutor.ui.widgets.sheet import Line, Run, Sheet
from tutor.wording import LANGUAGES, review

_NOT_HERE: Final = ("again", "know", "outline", "bookmark", "note", "report")
"""What a lesson offers and a review does not: a card is seen once, and its step stands in a lesson."""


class ReviewScreen(LessonScreen):
    """Draws a session of cards; says how sure the learner is of each answer."""

    BINDINGS = bindings("review")

    def __init__(
        self,
        display: Display,
        session: ReviewSession,
        texts: Callable[[str], Lesson],
        bench: Bench,
        titles: Callable[[str, str], str],
    ) -> None:
        super().__init__(display, OpenLesson(session, texts), bench)
        self._room.outline = None
        # A verdict takes the place of that question, unless a hint stands below it already.
        self._room.keeps_beside = lambda: self._counts or self._open.hints_before > 0
        self._cards = session
        self._titles = titles
        self._room.beside = self._sure = Sheet(self._sure_lines, id="sure")

    @classmethod
    def of(cls, session: ReviewSession, study: Study, display: Display, bench: Bench) -> ReviewScreen:
        """Return the cards of `session`."""
        cards = [step.id for step in session.player.steps]
        texts = lru_cache(len(LANGUAGES))(lambda language: study.review_lesson(cards, language))
        return cls(display, session, texts, bench, study.lesson_title)

    @property
    def places(self) -> Sequence[Place]:  # type: ignore[override]
        """Return where the card's keys are declared."""
        return ("review", *super().places)

    def live_keys(self) -> Sequence[str]:
        """Return the keys of the card, with the one that says how sure the learner is."""
        keys = [key for key in super().live_keys() if key not in _NOT_HERE]
        if not self._counts:
            return keys
        return (keys[0], "field-unsure" if self.in_field else "unsure", *keys[1:])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keep off what a review does not offer."""
        if action in _NOT_HERE:
            return False
        return self._counts if action == "unsure" else super().check_action(action, parameters)

    @property
    def _counts(self) -> bool:
        """Whether the next answer is the one that is graded, the first to this card."""
        player = self._open.player
        return not player.complete and player.last_answer is None

    def refresh_footer(self) -> None:
        """Show the keys that work now, also beside the question of certainty."""
        super().refresh_footer()
        self._sure.redraw()

    def _heading(self) -> list[Run]:
        voice, place = self.voice, self.step.id.partition("/")[0]
        if lesson := self._cards.subject:
            return [(voice(review.KNOWING), "title"), ("  " + self._titles(lesson, voice.language), "dim")]
        source = self.step.title or voice(review.FROM_BANK) if place == BANK else self._titles(place, voice.language)
        new = f" · {voice(review.CARD_NEW)}" if self.step.id in self._cards.new else ""
        return [(voice(review.TITLE), "title"), ("  " + source, "dim"), (new, "hint")]

    def _sure_lines(self, width: int) -> list[Line]:
        if not self._counts:
            return []
        voice, glyphs, sure = self.voice, self.cells.glyphs, self._cards.certainty == "sure"
        key = BY_ID["field-unsure" if self.in_field else "unsure"].printed

        def option(name: str, chosen: bool) -> Line:
            """An answer to whether one is sure, marked if it is the `chosen` one."""
            return [(f"{glyphs.current if chosen else ' '} ", "selected"), (f"{name}  ", "title" if chosen else "dim")]

        return [
            [
                (voice(review.SURE_QUESTION) + "  ", "dim"),
                *option(voice(review.SURE), sure),
                *option(voice(review.UNSURE), not sure),
                (" " + voice(review.SWITCH_SURE, key=key), "dim"),
            ]
        ]

    def action_unsure(self) -> None:
        """Switch between sure and not sure, for the open card and until the next one."""
        self._cards.certainty = "unsure" if self._cards.certainty == "sure" else "sure"
        self._sure.redraw()

    def action_field_unsure(self) -> None:
        """Switch it from inside a field."""
        self.action_unsure()

    def action_next(self) -> None:
        """Go on to the next card, or back to the course after the last one."""
        self._cards.certainty = "sure"
        super().action_next()

    def farewell(self, *, finished: bool) -> Elsewhere:
        """Return that the review is left."""
        return ReviewLeft(self._cards, finished)
