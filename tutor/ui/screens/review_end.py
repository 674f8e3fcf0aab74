"""The end of a review, or of the questions about one lesson: how each went, when it comes back, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.figures.lines import wrapped
from tutor.figures.review_end import card_lines, foot_words, head_lines, onward_words
from tutor.learner.review_end import ReviewEnd, end_of_review
from tutor.learner.today import ReviewSession
from tutor.ui.bench import Bench
from tutor.ui.display import Display
from tutor.ui.keys import bindings
from tutor.ui.screens.end_page import EndPage
from tutor.ui.screens.page import PlaceChosen, ReviewWanted
from tutor.wording import ending, review

if TYPE_CHECKING:
    from tutor.learner.study import Study


class ReviewEndScreen(EndPage):
    """Draws the end of a session of cards; says where the learner goes from there."""

    BINDINGS = bindings("review-end")
    places = ("review-end", "everywhere")

    def __init__(self, display: Display, end: ReviewEnd, session: ReviewSession, study: Study, bench: Bench) -> None:
        super().__init__(display)
        self._end, self._session, self._study, self._bench = end, session, study, bench

    @classmethod
    async def of(cls, session: ReviewSession, study: Study, display: Display, bench: Bench) -> ReviewEndScreen:
        """Return the end of `session`; raises as `end_of_review` does."""
        end = await bench.run(end_of_review, session, study, display.voice.language)
        return cls(display, end, session, study, bench)

    async def retell(self) -> None:
        """Say everything in the present language."""
        self._end = await self._bench.run(end_of_review, self._session, self._study, self.voice.language)
        self.show()

    def live_keys(self) -> Sequence[str]:
        """Return the keys to what comes next and back."""
        goes_on = self._end.left or self._end.following is not None
        return (*(("after-review", "leave-review") if goes_on else ("review-to-course",)), "language", "theme", "help")

    def action_after_review(self) -> None:
        """Go on with more cards, or with the lesson that comes next; where there are none, go back to the course."""
        if self._end.left:
            self.post_message(ReviewWanted())
        elif self._end.following is not None:
            self.post_message(PlaceChosen(self._end.following.id))
        else:
            self.action_to_course()

    def show(self) -> None:
        """Say how it went, then of each card the same, then what comes next."""
        end, voice, cells, width = self._end, self.voice, self.cells, self.text_width
        title = voice(review.KNOWING) if end.subject else voice(review.TITLE)
        self.title_bar.set([(title, "title"), ("  " + end.subject if end.subject else "", "dim")])
        lines = [*head_lines(end, voice, cells, width), [], *card_lines(end, voice, cells, width)]
        if words := foot_words(end, voice):
            lines += [[], *wrapped(words, "dim", cells, width)]
        onward, question = onward_words(end, voice)
        if onward:
            lines += [[], *self.next_lines(ending.GOES_ON, onward, question)]
        self.lay_out(lines, [])
