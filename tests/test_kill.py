"""`kill -9` at any moment of a real walk: what was shown is kept, the file opens, the walk goes on where it was."""

from __future__ import annotations

import random
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.terminal import Screen, Terminal
from tutor.events import Event
from tutor.learner.course import present_steps
from tutor.lesson.format.model import Lesson, Step
from tutor.lesson.loading.course import load_course
from tutor.paths import shipped_course
from tutor.progress import open_progress

LESSON = "chain-rule"
ANSWERING = ["\x1b[B\r"] * 12 + ["\r"] * 3 + [" ", "h", "2*(a-y)", "a(1-a)", "x", "\x1b[5~", "\x1b[6~"]
"""What a learner presses at a question: down and Enter, and all the rest; the last two go back and on."""
GOING_ON = ["\x1b[6~", "\x1b[6~", "\x1b[5~", *["a"] * 5]
"""What a learner presses where nothing is asked: on, back, or the step again."""

POSITION = re.compile(r" (\d+)/\d+$")
VERDICT = re.compile(r"▌ [✓✗] .*\n((?:  ▌.*\n)+)(?= *\n)")
"""A verdict with what is said to it, down to the empty line that ends it."""


def openings(step: Step) -> dict[str, str]:
    """The first words of what is said to each choice of a question, up to any markup, with the id of the choice."""
    choices = getattr(step, "choices", ()) if getattr(step, "kind", "") == "single" else ()
    found = {re.split(r"[$*\[`\n]", choice.feedback)[0].strip(): choice.id for choice in choices}
    return {words: choice for words, choice in found.items() if len(words) > 8}


@dataclass
class Walk:
    """One learner's home, and what the terminal has shown since the last start."""

    home: Path
    chance: random.Random
    lesson: Lesson
    shown_step: str = ""
    stale: str | None = None
    painted: list[tuple[str, str]] = field(default_factory=list)
    """Step and choice of each verdict, in the order in which they came to the screen."""

    def __post_init__(self) -> None:
        self.steps = [step.id for step in present_steps(self.lesson)]
        self.titles = {step.id: step.title for step in present_steps(self.lesson)}
        self.openings = {step.id: openings(step) for step in present_steps(self.lesson)}

    def until_killed(self) -> None:
        """Start the program, work in it, and kill it at a random moment, perhaps before it has shown anything."""
        self.shown_step, self.stale = "", None
        self.painted.clear()
        questions = [step for step, words in self.openings.items() if words]
        with self.program(self.chance.choice(["", "", *questions])) as terminal:
            begins = self.chance.random() < 0.8
            # A slow machine takes longer for everything: a walk lasts about as long as its start.
            start = terminal.wait_for(self.shows_a_step) if begins else 1.0
            end = time.perf_counter() + self.chance.uniform(0, start)
            while time.perf_counter() < end:
                if self.shown_step:
                    asked = "n Next" not in terminal.screen.lines[-1]
                    terminal.type(self.chance.choice(ANSWERING if asked else GOING_ON))
                self.watch(terminal, min(end, time.perf_counter() + self.chance.uniform(0, 0.1)))
            terminal.kill()
            self.look(terminal.screen)

    def program(self, step: str = "") -> Terminal:
        """Return the real program, opened at the lesson, and there at `step` if one is named."""
        command = [sys.executable, "-m", "tutor", "play", LESSON, "--lang", "en", *(["--step", step] if step else [])]
        return Terminal(command, environment={"TUTOR_HOME": str(self.home)})

    def watch(self, terminal: Terminal, until: float) -> None:
        """Look at everything that is painted until then."""
        while (left := until - time.perf_counter()) > 0:
            assert terminal.read(left), f"the program ended by itself:\n{terminal.screen.text}"
            self.look(terminal.screen)

    def look(self, screen: Screen) -> None:
        """Note the step and the verdict of a complete frame."""
        position = POSITION.search(screen.lines[0])
        if screen.in_frame or not position:
            return
        step, verdict = self.steps[int(position[1]) - 1], VERDICT.search(screen.text)
        if self.titles[step] not in screen.lines[0]:
            # The learner went past the end of the lesson and on to another.
            return
        if step != self.shown_step:
            # The title of the new step may come a frame before its body.
            self.shown_step, self.stale = step, verdict and verdict[1]
        elif verdict and verdict[1] != self.stale:
            self.stale = None
            words = " ".join(verdict[1].replace("▌", "").split())
            choices = [choice for opening, choice in self.openings[step].items() if words.startswith(opening)]
            if choices and (step, choices[0]) not in self.painted[-1:]:
                self.painted.append((step, choices[0]))

    def shows_a_step(self, screen: Screen) -> bool:
        """Look at the screen; return whether the lesson has come."""
        self.look(screen)
        return bool(self.shown_step)

    def recorded(self) -> list[Event]:
        """Return what the file holds of the lesson; it must open without a word."""
        opened = open_progress(self.home / "progress.sqlite3")
        assert opened.notice is None
        try:
            return [event for event in opened.progress.history() if event.lesson == LESSON]
        finally:
            opened.progress.close()


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """A learner who has not begun."""
    lesson = load_course(shipped_course()).lesson(LESSON).value
    assert lesson
    return Walk(tmp_path / "home", random.Random(9), lesson.source)


def in_this_order(wanted: Sequence[str], given: Sequence[str]) -> bool:
    """Return whether all of `wanted` are among `given`, one after the other."""
    rest = iter(given)
    return all(one in rest for one in wanted)


def kill_and_look(walk: Walk) -> int:
    """Work, be killed, and compare what was painted with what is kept; return how many verdicts were painted."""
    before = walk.recorded()
    walk.until_killed()
    after = walk.recorded()
    assert after[: len(before)] == before
    for step in {step for step, _ in walk.painted}:
        painted = [choice for painted_in, choice in walk.painted if painted_in == step]
        # A step that was answered in an earlier start shows its last verdict again.
        earlier = [event.raw for event in before if (event.step, event.kind) == (step, "answered")][-1:]
        kept = [event.raw for event in after[len(before) :] if (event.step, event.kind) == (step, "answered")]
        assert in_this_order(painted, earlier + kept), f"{step}: {painted} painted, {earlier} before, {kept} kept"
    if walk.shown_step:
        assert walk.shown_step in {event.step for event in after if event.kind == "visited"}
    return len(walk.painted)


def assert_resumes(walk: Walk) -> None:
    """The next start opens the step that was open last, or what was skipped in a lesson that was gone through."""
    recorded = walk.recorded()
    visited = [event.step for event in recorded if event.kind == "visited"]
    with walk.program() as terminal:
        walk.shown_step = ""
        terminal.wait_for(walk.shows_a_step)
    expected = {visited[-1] if visited else walk.steps[0]}
    if {event.step for event in recorded if event.kind in ("completed", "skipped")} >= set(walk.steps):
        completed = {event.step for event in recorded if event.kind == "completed"}
        expected |= {step for step in walk.steps if step not in completed}
    assert walk.shown_step in expected


def kill_many_times(walk: Walk, kills: int, verdicts: int) -> None:
    """Kill so many times, and go on until so many verdicts were painted; every tenth start is a new learner's."""
    done = painted = 0
    while done < kills or painted < verdicts:
        assert done < 4 * kills, "too few verdicts to say anything"
        if done % 10 == 0:
            walk.home = walk.home.with_name(f"home-{done}")
        painted += kill_and_look(walk)
        done += 1
        if done % 10 == 0 or done == kills:
            assert_resumes(walk)


@pytest.mark.long
def test_a_dozen_kills_lose_nothing_that_was_painted(walk: Walk) -> None:
    kill_many_times(walk, kills=12, verdicts=5)


@pytest.mark.long
@pytest.mark.parametrize("quarter", range(4))
def test_two_hundred_kills_lose_nothing_that_was_painted(walk: Walk, quarter: int) -> None:
    walk.chance.seed(quarter)
    kill_many_times(walk, kills=50, verdicts=25)
