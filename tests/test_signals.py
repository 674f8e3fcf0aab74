"""Signals, and a terminal that is gone: the terminal is whole afterwards, the process ended, and every answer kept."""

from __future__ import annotations

import os
import random
import re
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.painted import Painted, recorded
from tests.patience import PATIENCE
from tests.small_disk import SmallDisk
from tests.terminal import ROOT, USUAL_MODES, Screen, Terminal
from tutor.lesson.loading.course import load_course
from tutor.paths import shipped_course

if sys.platform == "win32":
    pytest.skip("needs signals and a pseudo-terminal", allow_module_level=True)

LESSON = "chain-rule"
CHOOSING = ["\x1b[B\r", "\x1b[B\r", "\r", " ", "h", "s", "\x1b[5~", "\x1b[6~"]


@dataclass(frozen=True)
class Place:
    """Where a learner is: the command that leads there, and what is pressed there by chance."""

    command: Sequence[str]
    keys: Sequence[str]
    first: Mapping[str, str | Callable[[Screen], bool]] = field(default_factory=dict)
    """What is pressed before, and what then has to come to the screen."""
    lesson: str = LESSON
    keeps: bool = True
    """Whether what is answered here counts."""


# Enter is heard when another key was pressed on the page that is seen, or some time later: what moves the mark is that.
CHOSEN: Mapping[str, str] = {"\x1b[B": "▸ 2", "\x1b[B\r": "▌ "}
PLACES = {
    "lesson": Place(["play", LESSON], CHOOSING, first=CHOSEN),
    "field": Place(
        ["play", LESSON, "--step", "sigma-slope"],
        ["2*a\r", "a(1-a)\r", "2*", "a", "\x7f", "\x15", "\x15", "\x07", "\x1b[6~", "\x1b[5~"],
        first={"2*": lambda screen: any(line.strip() == "2*" for line in screen.lines), "a\r": "✗ Not yet"},
    ),
    # The run that is begun here has ten thousand steps: it goes on, but where Space pauses it or U takes it to its end.
    "lab": Place(
        ["play", "training-loop", "--step", "ten-thousand"],
        [*" uU12h", "\x1b[A", "\x1b[B"],
        first={"\x1b[B": "▸ 2", "\x1b[A\x1b[B\r": "U Outcome", " ": "space Pause"},
        lesson="training-loop",
    ),
    "preview": Place(["preview", str(ROOT / "lessons/chain-rule.yaml")], CHOOSING, first=CHOSEN, keeps=False),
    "plain": Place(
        ["play", LESSON, "--plain"],
        ["1\n", "2\n", "3\n", "2*x\n", "\n", ":h\n", ":s\n"],
        # The choices are in any order there.
        first={"1\n": lambda screen: re.search("^[✓✗] ", screen.text, re.MULTILINE) is not None},
    ),
}
ENDING = [signal.SIGTERM, signal.SIGHUP, signal.SIGINT]


def program(home: Path, place: str) -> Terminal:
    command = [sys.executable, "-m", "tutor", *PLACES[place].command, "--lang", "en"]
    # At the prompt nothing may scroll away before it is compared.
    return Terminal(command, rows=500 if place == "plain" else 24, environment={"TUTOR_HOME": str(home)})


def is_open(screen: Screen) -> bool:
    return screen.full and re.search(r" \d+/\d+$", screen.lines[0]) is not None


def is_asking(screen: Screen) -> bool:
    return is_open(screen) and "enter Check" in screen.lines[-1]


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


def choose(terminal: Terminal, said: str) -> None:
    """Answer the first question, of which `said` is to be said."""
    terminal.wait_for(is_asking)
    (move, moved), (enter, _) = CHOSEN.items()
    terminal.type(move)
    terminal.wait_for(moved)
    terminal.type(enter)
    terminal.wait_for(said)


def answer(terminal: Terminal) -> None:
    choose(terminal, "▌ ")


def assert_ended(terminal: Terminal, before: list[object], *statuses: int) -> None:
    assert terminal.wait_for_end() in statuses
    assert terminal.settings == before
    assert terminal.screen.is_usual
    assert "Traceback" not in terminal.screen.text or "tutor" not in terminal.screen.text, terminal.screen.text


@pytest.mark.parametrize("number", ENDING)
@pytest.mark.every(3)
def test_a_signal_ends_the_interface_and_the_terminal_is_whole(number: signal.Signals, tmp_path: Path) -> None:
    with program(tmp_path, "lesson") as terminal:
        before = terminal.settings
        answer(terminal)
        assert terminal.settings != before
        assert not terminal.screen.is_usual
        terminal.process.send_signal(number)
        assert_ended(terminal, before, -number)
    assert [event.kind for event in recorded(tmp_path, LESSON)].count("answered") == 1


def test_a_signal_while_the_course_opens_leaves_no_traceback(tmp_path: Path) -> None:
    with program(tmp_path, "lesson") as terminal:
        before = terminal.settings
        terminal.wait_for(lambda screen: screen.full)
        terminal.process.send_signal(signal.SIGTERM)
        assert_ended(terminal, before, -signal.SIGTERM)
        assert terminal.screen.text.strip() == ""


@pytest.mark.parametrize("number", [signal.SIGTSTP, signal.SIGSTOP])
@pytest.mark.every(2)
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
        # What was being written when it was stopped may come before it takes the terminal again.
        terminal.wait_for(lambda screen: terminal.settings == taken and "1/" in screen.lines[0] and "▌ " in screen.text)
        terminal.process.send_signal(signal.SIGTERM)
        assert_ended(terminal, before, -signal.SIGTERM)


@pytest.mark.parametrize("field", ["", "j"])
@pytest.mark.every(2)
def test_ctrl_z_stops_and_what_is_typed_is_there_after_the_return(field: str, tmp_path: Path) -> None:
    with program(tmp_path, "lesson") as terminal:
        before = terminal.settings
        answer(terminal)
        if field:
            terminal.type(field)
            terminal.wait_for("A note to yourself")
            terminal.type("half a note")
            terminal.wait_for("half a note")
        shown = terminal.screen.lines[0]
        terminal.type("\x1a")
        wait_until_stopped(terminal)
        assert terminal.screen.is_usual
        assert terminal.settings == before
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for(lambda screen: screen.lines[0] == shown and ("half a note" in screen.text) == bool(field))
        terminal.process.send_signal(signal.SIGTERM)
        assert_ended(terminal, before, -signal.SIGTERM)


@pytest.mark.long
def test_ctrl_z_is_told_to_the_script_too_that_started_the_program(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tutor", "--lang", "en"]
    script = ["sh", "-c", "trap 'echo stopped' TSTP; \"$@\"", "sh", *command]
    with Terminal(script, environment={"TUTOR_HOME": str(tmp_path)}) as terminal:
        terminal.wait_for("q Quit")
        terminal.type("\x1a")
        terminal.wait_for(lambda screen: not screen.full)
        deadline = time.perf_counter() + PATIENCE
        while not terminal.screen.full:
            os.killpg(terminal.process.pid, signal.SIGCONT)
            terminal.read(0.05)
            assert time.perf_counter() < deadline
        terminal.type("q")
        assert terminal.wait_for_end() == 0
        assert "stopped" in terminal.screen.text


@pytest.mark.parametrize("place", ["preview", "plain"])
@pytest.mark.every(2)
def test_a_program_whose_terminal_is_gone_ends(place: str, tmp_path: Path) -> None:
    with program(tmp_path, place) as terminal:
        terminal.wait_for(asks if place == "plain" else is_open)
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) in (0, 1, 129)


@pytest.mark.long
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("has_room", [True, False])
def test_what_a_full_disk_did_not_take_is_written_or_counted_when_a_signal_ends_the_prompt(
    number: signal.Signals, has_room: bool, small_disk: SmallDisk
) -> None:
    with program(small_disk.path, "plain") as terminal:
        before = terminal.settings
        terminal.wait_for(asks)
        small_disk.fill()
        terminal.type("3\n")
        terminal.wait_for("not saved for now")
        if has_room:
            small_disk.make_room()
        terminal.process.send_signal(number)
        assert_ended(terminal, before, -number)
        lost = "records of what you did are lost: the disk" in " ".join(terminal.screen.text.split())
        assert lost != has_room
    if not has_room:
        small_disk.make_room()
    assert kinds_of(small_disk).count("answered") == has_room


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.every(2)
def test_a_signal_ends_the_prompt(number: signal.Signals, tmp_path: Path) -> None:
    with program(tmp_path, "plain") as terminal:
        before = terminal.settings
        terminal.wait_for(asks)
        terminal.process.send_signal(number)
        assert_ended(terminal, before, -number)


@pytest.mark.long
@pytest.mark.parametrize("end", [*ENDING, None])
def test_what_a_full_disk_did_not_take_is_counted_when_the_interface_is_gone(
    end: signal.Signals | None, small_disk: SmallDisk
) -> None:
    with program(small_disk.path, "lesson") as terminal:
        before = terminal.settings
        terminal.wait_for(is_asking)
        small_disk.fill()
        choose(terminal, "not saved for now")
        if end is None:
            terminal.type("\x1b")
            terminal.wait_for("╭─ Go on")
            terminal.type("q")
            terminal.wait_for("not saved yet")
            terminal.type("q")
        else:
            terminal.process.send_signal(end)
        assert_ended(terminal, before, 1 if end is None else -end)
        assert "2 records of what you did are lost: the disk" in " ".join(terminal.screen.text.split())
    small_disk.make_room()
    assert kinds_of(small_disk).count("answered") == 0


@pytest.mark.long
@pytest.mark.parametrize("end", [*ENDING, "hang up"])
def test_what_a_full_disk_did_not_take_is_written_at_the_end_if_there_is_room(
    end: signal.Signals | str, small_disk: SmallDisk
) -> None:
    with program(small_disk.path, "lesson") as terminal:
        terminal.wait_for(is_asking)
        small_disk.fill()
        choose(terminal, "not saved for now")
        small_disk.make_room()
        if isinstance(end, str):
            terminal.hang_up()
        else:
            terminal.process.send_signal(end)
        terminal.process.wait(PATIENCE)
    assert kinds_of(small_disk).count("answered") == 1


def kinds_of(disk: SmallDisk) -> list[str]:
    return [event.kind for event in recorded(disk.path, LESSON)]


# What Textual alone does wrong: each of these tests is the witness for one thing that `tutor.ui.signals` does for it.


def bare(body: str = "pass", *arguments: str | Path) -> Terminal:
    """Start a Textual application that has nothing of ours, but for the `body` of its class."""
    return Terminal([sys.executable, "-c", f"{BARE}\n    {body}\nBare().run()", *arguments])


BARE = """
import asyncio, math, os, resource, signal, sys, time
from textual.app import App
from textual.widgets import Label
os.environ["TERM_PROGRAM"] = "Apple_Terminal"  # of which Textual asks nothing, so that no answer is to be read
class Bare(App):
    def compose(self): yield Label("here")"""


LATE_RETURN = """async def on_unmount(self):
        os.kill(os.getpid(), signal.SIGCONT)
        for _ in range(9): await asyncio.sleep(0)
        os._exit(0)"""
"""Told to go on when the terminal is given back already; what the loop does of it is done, before all ends."""


def mended(part: str) -> str:
    return f"Textual mends this now: remove {part} from tutor/ui/signals.py, and this test"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_textual_alone_leaves_the_terminal_taken_at_a_signal(number: signal.Signals) -> None:
    with bare() as terminal:
        before = terminal.settings
        terminal.wait_for("here")
        terminal.process.send_signal(number)
        assert terminal.wait_for_end() == -number
        whole = terminal.settings == before and terminal.screen.is_usual
        assert not whole, mended(f"{number.name} of _ENDING")


def test_textual_alone_takes_an_interrupt_for_a_farewell() -> None:
    with bare() as terminal:
        terminal.wait_for("here")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.wait_for_end() == 0, mended("SIGINT of _ENDING")


@pytest.mark.long
def test_textual_alone_is_busy_for_ever_where_the_terminal_is_gone() -> None:
    # The system ends it when it has kept the processor busy for a second or two more.
    limit = "math.ceil(time.process_time()) + 1, resource.getrlimit(resource.RLIMIT_CPU)[1]"
    with bare(f"def on_mount(self): resource.setrlimit(resource.RLIMIT_CPU, ({limit}))") as terminal:
        terminal.wait_for("here")
        terminal.hang_up()
        assert terminal.process.wait(PATIENCE) == -signal.SIGXCPU, mended("_end_with_terminal")


def test_textual_alone_stops_amid_any_act(tmp_path: Path) -> None:
    after = tmp_path / "after"
    act = "def key_x(self): os.kill(os.getpid(), signal.SIGTSTP); open(sys.argv[1], 'w')"
    with bare(act, after) as terminal:
        terminal.wait_for("here")
        terminal.type("x")
        wait_until_stopped(terminal)
        assert not after.exists(), mended("add_signal_handler(SIGTSTP) and _stop")


def test_textual_alone_forgets_the_settings_of_the_terminal_when_it_was_stopped_unasked() -> None:
    # Nothing is typed: of the two threads that then read, one would keep the process for ever.
    with bare(
        "def on_mount(self): asyncio.get_running_loop().add_signal_handler(signal.SIGUSR1, self.exit)"
    ) as terminal:
        before = terminal.settings
        terminal.wait_for("here")
        terminal.process.send_signal(signal.SIGSTOP)
        wait_until_stopped(terminal)
        written = terminal.written
        terminal.process.send_signal(signal.SIGCONT)
        terminal.wait_for(lambda screen: terminal.written > written and "here" in screen.text)
        terminal.process.send_signal(signal.SIGUSR1)
        assert terminal.wait_for_end() == 0
        assert terminal.settings != before, mended("the suspension in _continue")


def test_textual_alone_takes_the_terminal_again_after_it_was_given_back() -> None:
    with bare(LATE_RETURN) as terminal:
        before = terminal.settings
        terminal.wait_for("here")
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0
        assert terminal.settings != before, mended("_is_shown and _is_to_return")


@dataclass
class Walk:
    """One start of the program at `place`, and what it has shown."""

    home: Path
    place: str
    terminal: Terminal
    chance: random.Random
    painted: Painted

    def see(self, seconds: float) -> None:
        """Look at what is written within `seconds`, at the first sign of it."""
        self.terminal.read(seconds)
        self._note()

    def begin(self) -> None:
        """Wait until the program is there, and come to where the place is, by a first verdict."""
        self.terminal.wait_for(asks if self.place == "plain" else is_asking)
        self._note()
        for keys, awaited in PLACES[self.place].first.items():
            self.terminal.type(keys)
            self.terminal.wait_for(awaited)
            self._note()
        assert self.painted.verdicts, "no verdict was seen"

    def go_on(self, most: int) -> None:
        """Press at most so many keys by chance, or let so much time go by while there is nobody to press them for."""
        for _ in range(self.chance.randrange(most)):
            if self.terminal.screen.full or self.place == "plain":
                self.terminal.type(self.chance.choice(PLACES[self.place].keys))
            self.see(self.chance.uniform(0, 0.05))

    def _note(self) -> None:
        screen = self.terminal.screen
        if self.place == "plain":
            self.painted.read(screen)
        else:
            self.painted.look(screen)

    def assert_kept(self) -> None:
        """Compare what was seen with what is kept, once the program has ended."""
        kept = recorded(self.home, PLACES[self.place].lesson)
        if PLACES[self.place].keeps:
            self.painted.assert_kept([], kept)


@pytest.fixture
def painted(place: str) -> Painted:
    lesson = load_course(shipped_course()).lesson(PLACES[place].lesson).value
    assert lesson
    return Painted(lesson.source)


@pytest.mark.long
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT", "gone"])
def test_at_any_moment_the_process_ends_the_terminal_is_whole_and_nothing_is_lost(
    name: str, place: str, painted: Painted, moments: int, tmp_path: Path
) -> None:
    chance = random.Random(f"{name} {place}")
    for done in range(moments):
        home = tmp_path / str(done)
        with program(home, place) as terminal:
            before = terminal.settings
            walk = Walk(home, place, terminal, chance, Painted(painted.lesson))
            if done == 0 or chance.random() < 0.7:
                walk.begin()
            walk.go_on(30)
            if name == "gone":
                terminal.hang_up()
                assert terminal.process.wait(PATIENCE) is not None
            else:
                number = signal.Signals[name]
                terminal.process.send_signal(number)
                # At the prompt, Ctrl+C is a farewell. Python that has not come to the program yet ends in its own way.
                assert_ended(terminal, before, -number, 128 + number, *([0, 1] if number == signal.SIGINT else []))
        walk.assert_kept()


STOPS = 5
"""How many times one start of the program is stopped; each is a moment."""


@pytest.mark.long
@pytest.mark.parametrize("place", PLACES)
def test_at_any_moment_a_stop_gives_the_terminal_back_and_nothing_is_lost(
    place: str, painted: Painted, moments: int, tmp_path: Path
) -> None:
    chance, is_plain = random.Random(place), place == "plain"
    for done in range(0, moments, STOPS):
        home = tmp_path / str(done)
        with program(home, place) as terminal:
            before = terminal.settings
            walk = Walk(home, place, terminal, chance, Painted(painted.lesson))
            # By default SIGTSTP stops no process without a shell behind it: the interface must be there.
            walk.begin()
            taken = terminal.settings
            for _ in range(STOPS):
                walk.go_on(10)
                terminal.process.send_signal(signal.SIGTSTP if terminal.screen.full else signal.SIGSTOP)
                wait_until_stopped(terminal)
                assert terminal.settings == before
                assert terminal.screen.is_usual
                terminal.process.send_signal(signal.SIGCONT)
                terminal.wait_for(lambda screen: screen.full != is_plain and screen.text.strip() != "")
                assert terminal.settings == taken
            terminal.process.send_signal(signal.SIGTERM)
            assert_ended(terminal, before, -signal.SIGTERM)
        walk.assert_kept()


@pytest.mark.parametrize("term", ["dumb", ""])
@pytest.mark.every(2)
def test_a_terminal_that_can_place_no_cursor_gets_the_prompt(term: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tutor", "play", "chain-rule", "--lang", "en"]
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path), "TERM": term}) as terminal:
        terminal.wait_for(asks)
        terminal.type(":q\n")
        assert terminal.wait_for_end() == 0
        assert terminal.screen.modes == USUAL_MODES
