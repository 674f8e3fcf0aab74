"""However a walk was left, it goes on there: the place is worked out here from what was done, in every front end."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.small_course import Learner, right_answer
from tests.test_cli import tutor as command
from tests.ui.driving import tutor
from tutor.learner.session import Session
from tutor.plain.walk import walk
from tutor.progress import open_progress
from tutor.wording import Voice

STEPS = {"first": ["page", "twice", "thrice", "once"], "second": ["rate"]}
TITLES = {"page": "What a slope is", "twice": "Twice a number", "thrice": "Three times a number",
          "once": "Not a card", "rate": "A large rate"}  # fmt: skip


@dataclass
class Walked:
    """What somebody did, as somebody who watched would tell it."""

    learner: Learner
    last: str = ""
    left: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    skipped: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)

    def visit(self, lesson: str, acts: list[str]) -> None:
        """Open a lesson in a terminal of its own, do something there, and close the terminal in any way."""
        session = self.learner.study.session(lesson, "en")
        session.open()
        assert session.player.step.id == self.place(lesson)
        self.stand(lesson, session)
        for act in acts:
            self.act(lesson, session, act)

    def act(self, lesson: str, session: Session, act: str) -> None:
        here, last = session.player.position, len(STEPS[lesson]) - 1
        if act == "answer" and session.player.activity.question is not None:
            session.answer(right_answer(session))
            self.done.add(self.left[lesson])
        elif act in ("on", "skip"):
            gone_past = session.player.step.id
            if act == "skip":
                session.skip()
            (session.finish if here == last else lambda: session.go(here + 1))()
            # A text is done when it is gone past; a question is skipped only where that is said.
            if gone_past == "page":
                self.done.add(gone_past)
            elif act == "skip":
                self.skipped.add(gone_past)
            self.stand(lesson, session)
        elif act == "back" and here:
            session.go(here - 1)
            self.stand(lesson, session)

    def stand(self, lesson: str, session: Session) -> None:
        self.last, self.left[lesson] = lesson, session.player.step.id
        self.seen.add(session.player.step.id)

    def through(self, lesson: str) -> bool:
        """Whether every step was seen up to the end, and the learner is not back at one that is still to be done."""
        whole = self.seen.issuperset(STEPS[lesson]) and STEPS[lesson][-1] in self.done | self.skipped
        return whole and (self.left[lesson] in self.done or self.left[lesson] == STEPS[lesson][-1])

    def place(self, lesson: str) -> str:
        """The step at which `lesson` goes on."""
        if lesson not in self.left:
            return STEPS[lesson][0]
        gaps = [step for step in STEPS[lesson] if step not in self.done]
        if gaps:
            return gaps[0] if self.through(lesson) else self.left[lesson]
        return STEPS[lesson][0] if self.left[lesson] == STEPS[lesson][-1] else self.left[lesson]

    @property
    def next_lesson(self) -> str:
        """The lesson that goes on."""
        if self.last and not self.through(self.last):
            return self.last
        order = ["first", "second"] if self.last != "first" else ["second", "first"]
        open_ = [lesson for lesson in order if lesson not in self.left or not self.through(lesson)]
        ready = [lesson for lesson in open_ if lesson == "first" or lesson in self.left or "first" in self.left]
        gaps = [lesson for lesson in STEPS if not set(STEPS[lesson]) <= self.done]
        return [*ready, *open_, *gaps, "first"][0]


ACTS = ["answer", "on", "on", "skip", "back"]
walks = st.lists(st.tuples(st.sampled_from(list(STEPS)), st.lists(st.sampled_from(ACTS), max_size=9)), max_size=4)


@settings(max_examples=drawn(30), deadline=None)
@given(walks)
def test_any_walk_goes_on_where_it_was_left(visits: list[tuple[str, list[str]]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        walked = Walked(Learner(Path(folder)))
        for lesson, acts in visits:
            walked.visit(lesson, acts)
        study = walked.learner.study
        assert study.recommended(study.entries("en")) == walked.next_lesson
        sink = io.StringIO()
        walk(study, Voice("en"), "", source=io.StringIO("\n"), sink=sink)
        assert f": {TITLES[walked.place(walked.next_lesson)]}" in sink.getvalue()


WALKS: list[list[tuple[str, list[str]]]] = [
    [("first", ["on", "answer", "on"])],
    [("first", ["on"]), ("second", []), ("first", ["on", "back"])],
    [("first", ["on", "answer", "on", "answer", "on", "answer", "on"])],
    [("first", ["on"] * 3 + ["skip"]), ("second", ["answer", "on"])],
    [("first", ["on"] * 4)],
]
"""Left in the middle · in another lesson and back · at the end · with nothing left but what is still open · with the
last question open."""


@pytest.mark.parametrize("visits", WALKS)
@pytest.mark.every(3)
async def test_enter_on_the_course_list_goes_on(tmp_path: Path, visits: list[tuple[str, list[str]]]) -> None:
    progress = open_progress(tmp_path / "progress.sqlite3").progress
    walked = Walked(Learner(tmp_path / "course", progress))
    for lesson, acts in visits:
        walked.visit(lesson, acts)
    progress.close()
    async with tutor(tmp_path, course=tmp_path / "course") as learner:
        await learner.press("enter")
        assert (learner.lesson.lesson.id, learner.step) == (
            walked.next_lesson,
            walked.place(walked.next_lesson),
        )


async def test_a_lesson_that_was_done_to_its_end_is_read_anew_from_its_start(tmp_path: Path) -> None:
    progress = open_progress(tmp_path / "progress.sqlite3").progress
    walked = Walked(Learner(tmp_path / "course", progress))
    walked.visit("first", ["on", *["answer", "on"] * 3])
    progress.close()
    async with tutor(tmp_path, course=tmp_path / "course") as learner:
        await learner.press("home", "enter")
        assert (learner.lesson.lesson.id, learner.step) == ("first", "page")
        await learner.press("n", "escape", "home", "enter")
        assert learner.step == "twice", "who was reading it again goes on there"


async def test_at_the_end_of_a_lesson_enter_opens_the_next(tmp_path: Path) -> None:
    Learner(tmp_path / "course")
    async with tutor(tmp_path, course=tmp_path / "course", lesson="first") as learner:
        await learner.press("n", *["escape", "s"] * 3)
        assert "This is the end of Slopes of lines" in learner.text
        await learner.press("enter")
        assert learner.lesson.lesson.id == "second"


def test_play_without_a_lesson_goes_on_in_a_new_process(tmp_path: Path) -> None:
    progress = open_progress(tmp_path / "progress.sqlite3").progress
    Walked(Learner(tmp_path / "course", progress)).visit("first", ["on"])
    progress.close()
    said = command(tmp_path, "play", "--course", tmp_path / "course", "--plain").stdout
    assert "Step 2 of 4: Twice a number" in said
