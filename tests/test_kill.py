"""`kill -9` at any moment of a real walk: what was shown is kept, the file opens, the walk goes on where it was."""

from __future__ import annotations

import random
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.painted import Painted, recorded
from tests.terminal import Screen, Terminal
from tutor.lesson.loading.course import load_course
from tutor.paths import shipped_course

LESSON = "chain-rule"
ANSWERING = ["\x1b[B\r"] * 12 + ["\r"] * 3 + [" ", "h", "2*(a-y)", "a(1-a)", "x", "\x1b[5~", "\x1b[6~"]
"""What a learner presses at a question: down and Enter, and all the rest; the last two go back and on."""
GOING_ON = ["\x1b[6~", "\x1b[6~", "\x1b[5~", *["a"] * 5]
"""What a learner presses where nothing is asked: on, back, or the step again."""


@dataclass
class Walk:
    """One learner's home, and what the terminal has shown since the last start."""

    home: Path
    chance: random.Random
    painted: Painted

    def start_anew(self) -> None:
        """Forget what was shown before this start."""
        self.painted = Painted(self.painted.lesson)

    def until_killed(self) -> None:
        """Start the program, work in it, and kill it at a random moment, perhaps before it has shown anything."""
        self.start_anew()
        questions = [step for step, words in self.painted.openings.items() if words]
        with self.program(self.chance.choice(["", "", *questions])) as terminal:
            begins = self.chance.random() < 0.8
            # A slow machine takes longer for everything: a walk lasts about as long as its start.
            start = terminal.wait_for(self.shows_a_step) if begins else 1.0
            end = time.perf_counter() + self.chance.uniform(0, start)
            while time.perf_counter() < end:
                if self.painted.step:
                    asked = not re.match(r" enter (Next|Finish)\b", terminal.screen.lines[-1])
                    terminal.type(self.chance.choice(ANSWERING if asked else GOING_ON))
                self.watch(terminal, min(end, time.perf_counter() + self.chance.uniform(0, 0.1)))
            terminal.kill()
            self.painted.look(terminal.screen)

    def program(self, step: str = "") -> Terminal:
        """Return the real program, opened at the lesson, and there at `step` if one is named."""
        command = [sys.executable, "-m", "tutor", "play", LESSON, "--lang", "en", *(["--step", step] if step else [])]
        return Terminal(command, environment={"TUTOR_HOME": str(self.home)})

    def watch(self, terminal: Terminal, until: float) -> None:
        """Look at everything that is painted until then."""
        while (left := until - time.perf_counter()) > 0:
            assert terminal.read(left), f"the program ended by itself:\n{terminal.screen.text}"
            self.painted.look(terminal.screen)

    def shows_a_step(self, screen: Screen) -> bool:
        """Look at the screen; return whether the lesson has come."""
        self.painted.look(screen)
        return bool(self.painted.step)


@pytest.fixture
def walk(tmp_path: Path) -> Walk:
    """A learner who has not begun."""
    lesson = load_course(shipped_course()).lesson(LESSON).value
    assert lesson
    return Walk(tmp_path / "home", random.Random(9), Painted(lesson.source))


def kill_and_look(walk: Walk) -> int:
    """Work, be killed, and compare what was painted with what is kept; return how many verdicts were painted."""
    before = recorded(walk.home, LESSON)
    walk.until_killed()
    walk.painted.assert_kept(before, recorded(walk.home, LESSON))
    return len(walk.painted.verdicts)


def assert_resumes(walk: Walk) -> None:
    """The next start opens the step that was open last, or what is still open in a lesson that was gone through.

    One that was done to its end begins again.
    """
    events = recorded(walk.home, LESSON)
    visited = [event.step for event in events if event.kind == "visited"]
    walk.start_anew()
    with walk.program() as terminal:
        terminal.wait_for(walk.shows_a_step)
    steps = walk.painted.steps
    expected = {visited[-1] if visited else steps[0]}
    behind = {event.step for event in events if event.kind in ("completed", "skipped")}
    if set(visited) >= set(steps) and steps[-1] in behind:
        completed = {event.step for event in events if event.kind == "completed"}
        expected |= {step for step in steps if step not in completed} or {steps[0]}
    assert walk.painted.step in expected


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
@pytest.mark.parametrize("part", range(2))
def test_no_kill_loses_anything_that_was_painted(walk: Walk, part: int, moments: int) -> None:
    walk.chance.seed(part)
    kill_many_times(walk, kills=5 * moments, verdicts=5 * moments // 2)
