"""What a lesson has shown as judged, on a screen or at the prompt, held against what its learner's file keeps."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from tests.terminal import Screen
from tutor.events import Event
from tutor.learner.course import present_steps
from tutor.lesson.format.model import Lesson, Step
from tutor.progress import open_progress

POSITION = re.compile(r" (\d+)/\d+$")
VERDICT = re.compile(r"▌ ([✓✗]) .*\n((?: +▌.*\n)+)")
"""A verdict with what is said to it, or as much of that as has room."""
PREDICTION = re.compile(
    r"^ +(?:([✓✗]) )?(You predicted it|It turned out differently|.* your prediction is settled)\.$", re.MULTILINE
)
"""That a prediction is given, or how it came out, over the diagram of a lab."""
AT_PROMPT = re.compile(r"^Step (\d+) of \d+: |^([✓✗]) (?:Right|Not yet)\b", re.MULTILINE)
"""A step that is opened, or a verdict, at the prompt."""
VERDICTS = {"✓": "right", "✗": "wrong", "": ""}


class Judged(NamedTuple):
    """One verdict that was seen: on which step, and on which choice if what was said to it tells.

    The verdict is empty while it is kept back, as that on a prediction is.
    """

    step: str
    verdict: str
    choice: str = ""

    def is_of(self, event: Event) -> bool:
        """Return whether `event` is the answer that was judged so."""
        return self.step == event.step and self.verdict in ("", event.verdict) and self.choice in ("", event.raw)


def openings(step: Step) -> dict[str, str]:
    """The first words of what is said to each choice of a question, up to any markup, with the id of the choice."""
    choices = getattr(step, "choices", ()) if getattr(step, "kind", "") == "single" else ()
    found = {re.split(r"[$*\[`\n]", choice.feedback)[0].strip(): choice.id for choice in choices}
    return {words: choice for words, choice in found.items() if len(words) > 8}


@dataclass
class Painted:
    """What one start of the program has shown of `lesson`, in English."""

    lesson: Lesson
    step: str = ""
    """The step that was seen last."""
    verdicts: list[Judged] = field(default_factory=list)
    """In the order in which they came to the screen."""
    _stale: str | None = None

    def __post_init__(self) -> None:
        self.steps = [step.id for step in present_steps(self.lesson)]
        self.openings = {step.id: openings(step) for step in present_steps(self.lesson)}
        self._titles = {step.id: step.title for step in present_steps(self.lesson)}

    def look(self, screen: Screen) -> None:
        """Note the step and the verdict of a complete frame."""
        position = POSITION.search(screen.lines[0])
        if screen.in_frame or not position:
            return
        step, seen = self.steps[int(position[1]) - 1], VERDICT.search(screen.text) or PREDICTION.search(screen.text)
        if self._titles[step] not in screen.lines[0]:
            # The learner went past the end of the lesson and on to another.
            return
        if step != self.step:
            # The title of the new step may come a frame before its body.
            self.step, self._stale = step, seen and seen[2]
        elif seen and seen[2] != self._stale:
            self._stale = None
            words = " ".join(seen[2].replace("▌", "").split())
            choices = [choice for opening, choice in self.openings[step].items() if words.startswith(opening)]
            self._note(Judged(step, VERDICTS[seen[1] or ""], *choices[:1]))

    def read(self, screen: Screen) -> None:
        """Note all that the prompt has written, as far as it stands there yet."""
        self.step, self.verdicts = "", []
        for position, mark in AT_PROMPT.findall(screen.text):
            if position:
                self.step = self.steps[int(position) - 1]
            elif self.step:
                self._note(Judged(self.step, VERDICTS[mark]))

    def _note(self, judged: Judged) -> None:
        before = [one for one in self.verdicts if one.step == judged.step]
        if before and not before[-1].verdict:
            # The prediction that was seen before is judged now.
            self.verdicts.remove(before.pop())
        if judged not in before[-1:] and (judged.verdict or not before):
            self.verdicts.append(judged)

    def assert_kept(self, before: Sequence[Event], after: Sequence[Event]) -> None:
        """Of what was seen, all is kept, in its order; `before` is what was kept before this start."""
        assert after[: len(before)] == before
        for step in {judged.step for judged in self.verdicts}:
            seen = [judged for judged in self.verdicts if judged.step == step]
            # A step that was answered in an earlier start shows its last verdict again.
            earlier = {event.part: event for event in before if is_answer(event, step)}
            kept = [*earlier.values(), *(event for event in after[len(before) :] if is_answer(event, step))]
            rest = iter(kept)
            told = [(event.part, event.raw, event.verdict) for event in kept]
            assert all(any(judged.is_of(event) for event in rest) for judged in seen), f"{seen} seen, {told} kept"
        if self.step:
            assert self.step in {event.step for event in after if event.kind == "visited"}


def is_answer(event: Event, step: str) -> bool:
    """Return whether `event` is an answer in `step`."""
    return (event.step, event.kind) == (step, "answered")


def recorded(home: Path, lesson: str) -> list[Event]:
    """Return what the file of a learner holds of `lesson`; it must open without a word."""
    opened = open_progress(home / "progress.sqlite3")
    assert opened.notice is None
    try:
        return [event for event in opened.progress.history() if event.lesson == lesson]
    finally:
        opened.progress.close()
