"""Signals, and a terminal that is gone: the terminal is whole afterwards, the process ended, and every answer kept."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.terminal import ROOT, USUAL_MODES, Screen, Terminal
from tutor.progress import open_progress

PLACES = {
    "lesson": ["play", "chain-rule"],
    "field": ["play", "chain-rule", "--step", "sigma-slope"],
    "lab": ["play", "chain-rule", "--step", "live"],
    "preview": ["preview", str(ROOT / "lessons/chain-rule.yaml")],
    "plain": ["play", "chain-rule", "--plain"],
}
ENDING = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]
KEYS = ["\x1b[B\r", "\r", " ", "h", "2*x", "s", "\x1b[5~", "\x1b[6~"]


def program(home: Path, place: str) -> Terminal:
    command = [sys.executable, "-m", "tutor", *PLACES[place], "--lang", "en"]
    return Terminal(command, environment={"TUTOR_HOME": str(home)})


def is_open(screen: Screen) -> bool:
    return screen.full and re.search(r" \d+/\d+$", screen.lines[0]) is not None


def asks(screen: Screen) -> bool:
    return ">" in screen.lines


def wait_until_stopped(terminal: Terminal) -> None:
    """Draw what is written until the process has stopped, as its parent is told."""
    deadline = time.perf_counter() + PATIENCE
    while not os.waitid(os.P_PID, terminal.process.pid, os.WSTOPPED | os.WNOHANG):
        assert terminal.read(0.05)
        assert time.perf_counter() < deadline
    while any_more(terminal):
        pass


def any_more(terminal: Terminal) -> bool:
    """Draw what is there to be read now; return whether there was anything."""
    before = terminal.written
    terminal.read(0)
    return terminal.written > before


def answers(home: Path) -> list[str]:
    opened = open_progress(home / "progress.sqlite3")
    assert opened.notice is None
    try:
        return [event.raw for event in opened.progress.history() if event.kind == "answered"]
    finally:
        opened.progress.close()


def answer(terminal: Terminal) -> None:
    terminal.wait_for("1/")
    terminal.type("\x1b[B\x1b[B\r")
    terminal.wait_for("▌ ")


def assert_ended(terminal: Terminal, before: list[object], *statuses: int) -> None:
    assert terminal.wait_for_end() in statuses
    assert terminal.settings == before
    assert terminal.screen.is_usual


@pytest.mark.parametrize("number", ENDING)
def test_a_signal_ends_the_interface_and_the_terminal_is_whole(number: signal.Signals, tmp_path: Path) -> None:
    with program(tmp_path, "lesson") as terminal:
        before = terminal.settings
        answer(terminal)
        assert terminal.settings != before
        assert not terminal.screen.is_usual
        terminal.process.send_signal(number)
        assert_ended(terminal, before, -number)
    assert len(answers(tmp_path)) == 1


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
def test_a_stop_gives_the_terminal_back_and_a_return_draws_all_again(number: signal.Signals, tmp_path: Path) -> None:
    with program(tmp_path, "lesson") as terminal:
        before = terminal.settings
        answer(terminal)
        taken = terminal.settings
        terminal.process.send_signal(number)
        wait_until_stopped(terminal)
        if number == signal.SIGTSTP:
            assert terminal.screen.is_usual
            assert terminal.settings == before
        terminal.set(before)  # as a shell does
        terminal.screen.feed(b"\x1b[2J")
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for(lambda screen: "1/" in screen.lines[0] and "▌ " in screen.text)
        assert terminal.settings == taken
        terminal.process.send_signal(signal.SIGTERM)
        assert_ended(terminal, before, -signal.SIGTERM)


@pytest.mark.parametrize("place", ["preview", "plain"])
def test_a_program_whose_terminal_is_gone_ends(place: str, tmp_path: Path) -> None:
    with program(tmp_path, place) as terminal:
        terminal.wait_for(asks if place == "plain" else is_open)
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) in (0, 1, 129)


BARE = "from textual.app import App; App().run()"
"""What we mend outside of Textual; where the test of it fails, Textual does it itself by now."""


def textual_taken(screen: Screen) -> bool:
    return screen.modes.get("?2004", False)


def test_textual_alone_leaves_the_terminal_as_it_has_set_it_at_a_signal() -> None:
    with Terminal([sys.executable, "-c", BARE]) as terminal:
        before = terminal.settings
        terminal.wait_for(textual_taken)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_for_end() == -signal.SIGTERM
        assert terminal.settings != before
        assert not terminal.screen.is_usual


@pytest.mark.long
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "SIGTSTP", "gone"])
def test_at_any_moment_the_terminal_is_whole_and_the_process_ended(name: str, place: str, tmp_path: Path) -> None:
    chance = random.Random(f"{name} {place}")
    for number in range(10):
        home = tmp_path / str(number)
        with program(home, place) as terminal:
            before = terminal.settings
            # By default SIGTSTP stops no process without a shell behind it: the interface must be there.
            if chance.random() < 0.7 or name == "SIGTSTP":
                terminal.wait_for(asks if place == "plain" else is_open)
            for _ in range(chance.randrange(30)):
                if terminal.screen.full or place == "plain":
                    terminal.type(chance.choice(KEYS) + ("\n" if place == "plain" else ""))
                terminal.read(0.05)
            MOMENTS.get(name, end_by)(terminal, name)
            if name == "gone":
                assert terminal.process.wait(PATIENCE) is not None
            else:
                terminal.wait_for_end()
                assert terminal.settings == before
                assert terminal.screen.is_usual
        answers(home)  # The file opens without a word.


def end_by(terminal: Terminal, name: str) -> None:
    terminal.process.send_signal(signal.Signals[name])


def stop_and_end(terminal: Terminal, name: str) -> None:
    end_by(terminal, name if terminal.screen.full else "SIGSTOP")
    wait_until_stopped(terminal)
    terminal.process.send_signal(signal.SIGCONT)
    terminal.process.send_signal(signal.SIGTERM)


MOMENTS: dict[str, Callable[[Terminal, str], None]] = {
    "SIGTSTP": stop_and_end,
    "gone": lambda terminal, name: terminal.hang_up(),
}


@pytest.mark.parametrize("term", ["dumb", ""])
def test_a_terminal_that_can_place_no_cursor_gets_the_prompt(term: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tutor", "play", "chain-rule", "--lang", "en"]
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path), "TERM": term}) as terminal:
        terminal.wait_for(asks)
        terminal.type(":q\n")
        assert terminal.wait_for_end() == 0
        assert terminal.screen.modes == USUAL_MODES
