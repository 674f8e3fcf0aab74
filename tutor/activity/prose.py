"""A page to read: it asks nothing."""

from __future__ import annotations

from collections.abc import Mapping

from tutor.activity.base import Hint, Question, Reading, Unreadable, Verdict
from tutor.events import Event


class ProseActivity:
    """Reading is done when the learner goes on."""

    question: Question | None = None
    drawn: Mapping[str, str] = {}

    def read(self, text: str) -> Reading:
        """Nothing is asked, so nothing is read."""
        return Unreadable("nothing-asked")

    def judge(self, raw: str) -> Verdict:
        """Nothing is asked, so nothing is judged."""
        return Verdict("unreadable", "nothing-asked")

    def apply(self, event: Event) -> None:
        """No event changes a page."""

    def ladder(self) -> tuple[Hint, ...]:
        """A page has no hints."""
        return ()
