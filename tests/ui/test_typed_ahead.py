"""Keys from the first millisecond on, at random delays and under load, on a real terminal: none goes astray."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.benchmarks.keys import COURSE, LESSON
from tests.small_lesson import TEXT
from tests.terminal import Screen, Terminal
from tutor.progress import open_progress

DELAYS = 20
"""For each way to start, shared by the bursts that are tried on it."""
LATEST = 2.5
"""Seconds after the start of the process at which the last burst may come: the first screens are there by then."""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")


@pytest.fixture
def load() -> Iterator[None]:
    """Keep every processor busy."""
    busy = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(os.cpu_count() or 1)]
    yield
    for process in busy:
        process.kill()
        process.wait()


@dataclass(frozen=True)
class Burst:
    """What is started, what is typed then, and what is to be seen; where `only` acts may be recorded."""

    command: tuple[str, ...]
    keys: str
    shown: Callable[[Screen], bool]
    only: str = ""


def is_at(title: str, place: int) -> Callable[[Screen], bool]:
    """Say of a screen whether it shows this step."""
    return lambda screen: title in screen.lines[0] and re.search(rf" {place}/\d+$", screen.lines[0]) is not None


BURSTS = {
    "search from the course list": Burst(
        (), "/loss", lambda screen: "Search" in screen.lines[0] and "loss" in [line.strip() for line in screen.lines]
    ),
    "a lesson, and on in it": Burst((), "\x1b[B\x1b[B\rnn", is_at("One neuron", 3), "neuron"),
    "a lesson by its number": Burst((), "12\r", is_at("The gradient check", 1), "gradient-check"),
    # Enter does nothing before the step is seen; what is typed for its field stands there.
    "play, an answer": Burst(
        ("play", "chain-rule", "--step", "inner"),
        "6789\r",
        lambda screen: "6789" in screen.text and is_at("The chain rule", 4)(screen),
        "chain-rule",
    ),
    "play, Enter alone": Burst(
        ("play", "chain-rule", "--step", "nudge"), "\r", is_at("The chain rule", 1), "chain-rule"
    ),
    "preview, on and on": Burst(("preview", "small.yaml"), "nn", is_at("A small lesson", 3)),
}


@pytest.mark.long
@pytest.mark.parametrize("what", BURSTS)
def test_each_key_is_for_the_right_screen_whenever_it_comes(what: str, tmp_path: Path, load: None) -> None:
    burst, chance = BURSTS[what], random.Random(what)
    (tmp_path / "small.yaml").write_text(TEXT, encoding="utf-8")
    alike = [other for other in BURSTS.values() if other.command[:1] == burst.command[:1]]
    for number in range(-(-DELAYS // len(alike))):
        delay = 0.0 if number == 0 else chance.uniform(0, LATEST)
        home = tmp_path / str(number)
        command = [sys.executable, "-m", "tutor", *burst.command, "--lang", "en"]
        with Terminal(command, environment={"TUTOR_HOME": str(home), "LANG": "C.UTF-8"}, folder=tmp_path) as terminal:
            read_for(terminal, delay)
            terminal.type(burst.keys)
            terminal.wait_for(burst.shown)
            # Nothing more comes of the keys later.
            read_for(terminal, 0.3)
            assert burst.shown(terminal.screen), f"after {delay} s:\n{terminal.screen.text}"
            terminal.type("\x11")
            assert terminal.wait_for_end() == 0
        if (home / "progress.sqlite3").exists():
            lessons = {event.lesson for event in open_progress(home / "progress.sqlite3").progress.history()}
            assert lessons == ({burst.only} if burst.only else set()), f"after {delay} s"


def read_for(terminal: Terminal, seconds: float) -> None:
    """Draw what the program writes for so long."""
    end = time.perf_counter() + seconds
    while (left := end - time.perf_counter()) > 0:
        assert terminal.read(left), terminal.screen.text


@pytest.mark.long
def test_a_paste_of_600_kilobytes_holds_nothing_up_and_loses_nothing_in_silence(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tutor", "play", "chain-rule", "--step", "inner", "--lang", "en"]
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path), "LANG": "C.UTF-8"}) as terminal:
        terminal.wait_for(is_at("The chain rule", 4))
        pasted = "line of text\n" * 50_000
        # A pseudo-terminal takes no more than the program has read.
        sender = threading.Thread(target=terminal.type, args=(f"\x1b[200~{pasted}\x1b[201~",))
        begun = time.perf_counter()
        sender.start()
        terminal.wait_for("characters were left out")
        sender.join()
        terminal.type("\x15")  # Ctrl+U empties the field.
        terminal.type("6789\r")
        terminal.wait_for("✗")
        assert "6789" in terminal.screen.text
        assert time.perf_counter() - begun < 20


@pytest.mark.long
@pytest.mark.parametrize("fps", [2, 10])
def test_a_run_is_painted_as_often_as_was_asked_for(tmp_path: Path, fps: int) -> None:
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    (tmp_path / "training.yaml").write_text(LESSON, encoding="utf-8")
    course, seconds = ["--course", str(tmp_path)], 4
    command = [sys.executable, "-m", "tutor", "play", "training", *course, "--fps", str(fps), "--lang", "en"]
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path), "LANG": "C.UTF-8"}) as terminal:
        terminal.wait_for("step 0")
        terminal.type(" ")
        read_for(terminal, 1)
        seen = [terminal.screen.lines[0]]
        end = time.perf_counter() + seconds
        while time.perf_counter() < end:
            terminal.read(0.02)
            if not terminal.screen.in_frame and terminal.screen.lines[0] != seen[-1]:
                seen.append(terminal.screen.lines[0])
        assert 2 <= len(seen) <= (fps + 1) * seconds + 1
