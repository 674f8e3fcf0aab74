"""A page to read: it asks nothing."""

from __future__ import annotations

from tutor.activity.base import Activity, Form, Hint, Question, Reading, Unreadable
from tutor.events import Verdict


class ProseActivity(Activity):
    """Reading is done when the learner goes on."""

    question: Question | None = None

    def form_of(self, part: str) -> Form:
        """A page is left by a press of Enter."""
        return "reveal"

    def read(self, text: str) -> Reading:
        """Nothing is asked, so nothing is read."""
        return Unreadable("nothing-asked")

    def judge(self, raw: str) -> Verdict:
        """Nothing is asked, so nothing is judged."""
        return Verdict("unreadable", "nothing-asked")

    def ladder(self) -> tuple[Hint, ...]:
        """A page has no hints."""
        return ()
