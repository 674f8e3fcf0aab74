"""However a lesson is left, the next start goes on there: a real program on a real terminal each time."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.terminal import Screen, Terminal
from tutor.progress import open_progress


def program(home: Path, *arguments: str) -> Terminal:
    command = [sys.executable, "-m", "tutor", *arguments, "--lang", "en"]
    return Terminal(command, environment={"TUTOR_HOME": str(home), "LANG": "C.UTF-8"})


def is_at(place: str) -> Callable[[Screen], bool]:
    """Say of a screen whether it shows the lesson's step of this number."""
    return lambda screen: screen.full and re.search(rf" {place}/\d+$", screen.lines[0]) is not None


def leave(terminal: Terminal) -> None:
    terminal.type("\x1b")
    terminal.wait_for("Go on")
    terminal.type("q")
    terminal.wait_for_end()


def leave_at_once(terminal: Terminal) -> None:
    terminal.type("\x11")
    terminal.wait_for_end()


def signalled(number: signal.Signals) -> Callable[[Terminal], None]:
    def end(terminal: Terminal) -> None:
        terminal.process.send_signal(number)
        terminal.wait_for_end()

    return end


def hung_up(terminal: Terminal) -> None:
    terminal.hang_up()
    terminal.process.send_signal(signal.SIGHUP)
    terminal.process.wait(60)


WAYS: Mapping[str, Callable[[Terminal], None]] = {
    "esc and q": leave,
    "ctrl+q": leave_at_once,
    "kill -9": Terminal.kill,
    "sigterm": signalled(signal.SIGTERM),
    "closed terminal": hung_up,
}
"""How somebody leaves."""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal and signals")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.every(5)
def test_the_next_start_goes_on_where_the_last_one_was_left(tmp_path: Path, way: str) -> None:
    with program(tmp_path, "play", "softmax") as terminal:
        terminal.wait_for(is_at("1"))
        terminal.type("n")
        terminal.wait_for(is_at("2"))
        WAYS[way](terminal)
    with program(tmp_path) as terminal:
        terminal.wait_for("Go on")
        terminal.type("\r")
        terminal.wait_for(is_at("2"))
        assert "Softmax" in terminal.screen.lines[0]
        terminal.kill()
    with program(tmp_path, "play") as terminal:
        terminal.wait_for(is_at("2"))
        assert "Softmax" in terminal.screen.lines[0]


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_it_goes_on_where_another_terminal_was_last(tmp_path: Path) -> None:
    with program(tmp_path, "play", "slopes") as one:
        one.wait_for(is_at("1"))
        with program(tmp_path, "play", "softmax") as other:
            other.wait_for(is_at("1"))
            other.type("n")
            other.wait_for(is_at("2"))
        one.type("\x11")
        one.wait_for_end()
    last = [
        event for event in open_progress(tmp_path / "progress.sqlite3").progress.history() if event.kind == "visited"
    ]
    assert last[-1].lesson == "softmax"
    with program(tmp_path) as terminal:
        terminal.wait_for("Go on")
        terminal.type("\r")
        terminal.wait_for(is_at("2"))
        assert "Softmax" in terminal.screen.lines[0]
