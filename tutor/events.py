"""What a learner did, one immutable record for each act, and what was said to it; all progress is a replay of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Final, Literal, TypeAlias, get_args

from tutor.errors import Argument

EventKind: TypeAlias = Literal[
    "visited",
    "answered",
    "hinted",
    "revealed",
    "skipped",
    "completed",
    "settled",
    "restarted",
    "reset",
    "noted",
    "reported",
    "bookmarked",
    "known",
]
"""`visited` a step was opened · `answered` something was judged · `hinted` a hint was shown · `revealed` a worked part
or a solution was shown · `skipped` the learner went past unanswered questions · `completed` nothing in the step is left
to ask · `settled` a run has shown how a prediction comes out, `raw` is the choice that came true · `restarted` a
finished step was begun again, with fresh numbers · `reset` a lesson begins afresh: what stands before it no longer
counts, but for what the learner wrote beside the steps · `noted` the learner wrote a note on a step, `reported` one on
a problem with it, `raw` is its whole text and the last one counts · `bookmarked` a bookmark was set, or taken away
where `raw` is empty · `known` the learner has shown to know the lesson, `step` is empty. Of annotations that two
terminals wrote without seeing each other's, both count."""

Annotation: TypeAlias = Literal["bookmarked", "noted", "reported"]
ANNOTATIONS: Final[tuple[Annotation, ...]] = get_args(Annotation)
BOOKMARK: Final = "on"
"""What `raw` is where a bookmark was set."""
REPLACES: Final = "replaces"
"""The argument of an annotation with the ids, parted by spaces, of those whose texts its writer saw and replaced; what
programs before it was kept have written replaces all before it."""

REVIEW: Final = "@review"
"""Stands for the lesson in the events of a review; no lesson can have this id. The step is then the id of a card."""

KNOWING: Final = "@knowing"
"""The argument of what was answered in no review, but to show that one knows the lesson with the id that it is."""

VerdictKind: TypeAlias = Literal["", "right", "wrong", "unreadable", "undecided"]


def is_right(verdict: VerdictKind) -> bool:
    """Return whether an answer with this verdict is right."""
    match verdict:
        case "right":
            return True
        case "" | "wrong" | "unreadable" | "undecided":
            return False


def is_wrong(verdict: VerdictKind) -> bool:
    """Return whether an answer with this verdict counts as a mistake."""
    match verdict:
        case "wrong":
            return True
        case "" | "right" | "unreadable" | "undecided":
            return False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one answer: `code` names the reason, `feedback` the authored texts that answer it, by id."""

    kind: VerdictKind
    code: str = ""
    arguments: Mapping[str, Argument] = field(default_factory=dict)
    feedback: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Return whether the answer is right."""
        return is_right(self.kind)

    @property
    def readable(self) -> bool:
        """Return whether the answer could be read."""
        match self.kind:
            case "unreadable":
                return False
            case "" | "right" | "wrong" | "undecided":
                return True

    @property
    def costs_nothing(self) -> bool:
        """Return whether it leaves no trace, for the answer could not be judged."""
        match self.kind:
            case "unreadable" | "undecided":
                return True
            case "" | "right" | "wrong":
                return False


@dataclass(frozen=True, slots=True)
class Event:
    """One act of a learner in one step.

    `course`, `lesson`, `step` and `part` are authored ids (`part` is empty for acts on the whole step). `digest`
    identifies the graded part of the step, so that an edited answer can be told from edited prose. `seed` and `drawn`
    fix the variant of the question: numbers as text, exactly as they were shown. `at` is UTC. `arguments` are what the
    sentence for `code` names (and `KNOWING`, `REPLACES`), `feedback` the ids of the authored texts that were shown with
    the verdict; both are empty in events of programs before they were kept.
    """

    id: str
    kind: EventKind
    course: str
    lesson: str
    step: str
    part: str
    digest: str
    at: datetime
    language: str
    program: str
    bank: str = ""
    seed: int = 0
    drawn: Mapping[str, str] = field(default_factory=dict)
    raw: str = ""
    verdict: VerdictKind = ""
    code: str = ""
    hints: int = 0
    certainty: str = ""
    arguments: Mapping[str, Argument] = field(default_factory=lambda: MappingProxyType({}))
    feedback: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Return whether it is a right answer."""
        return self.kind == "answered" and is_right(self.verdict)

    @property
    def unaided(self) -> bool:
        """Return whether it is a right answer that was given without a hint."""
        return self.right and not self.hints

    @property
    def helps(self) -> bool:
        """Return whether a hint or the answer was shown."""
        return self.kind in ("hinted", "revealed")

    @property
    def closes(self) -> bool:
        """Return whether it ends the part that it is about: a right answer, or a solution that was shown."""
        return self.right or self.kind == "revealed"
