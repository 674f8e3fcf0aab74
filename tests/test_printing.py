"""Whatever the encoding, lines arrive, can be read, and steer no terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.terminal import Screen
from tutor.cli import main
from tutor.derive_text import derivation_text
from tutor.printing import LATE, SOON, LinePrinter, Sign, printable
from tutor.text import ASCII, UNICODE, WIDEST, Cells
from tutor.wording import LANGUAGES, Language, Voice


def stream(encoding: str) -> io.TextIOWrapper:
    """A stream that refuses what its encoding lacks."""
    return io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="strict")


def written(sink: io.TextIOWrapper) -> str:
    """What has arrived."""
    assert isinstance(sink.buffer, io.BytesIO)
    return sink.buffer.getvalue().decode(sink.encoding)


@pytest.mark.parametrize(
    ("text", "ascii_"),
    [
        ("σ(z)·(1 − σ(z)) ≈ 0.187", "sigma(z)*(1 - sigma(z)) ~ 0.187"),
        ("∂L/∂w₅ → ½(a − y)²", "dL/dw_5 -> 1/2*(a - y)^2"),
        ("(uⁿ)′ = n·uⁿ⁻¹", "(u^n)' = n*u^(n-1)"),
        ("3.51·10⁻⁵", "3.51e-5"),
        ("“quoted” — it’s", '"quoted" - it\'s'),
        ("✓ Right", "+ Right"),
        ("ŷ é", "yhat e"),
        ("对", "?"),
    ],
)
def test_what_ascii_makes_of_it(text: str, ascii_: str) -> None:
    assert printable(text, "ascii") == ascii_
    assert printable(text, "utf-8") == text


def test_only_what_is_missing_is_spelled_out() -> None:
    assert printable("é · ² σ", "latin-1") == "é · ² sigma"
    assert printable("链式法则 ŷ", "gbk") == "链式法则 yhat"


@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "gbk", "utf-8"]))
def test_anything_can_be_written(text: str, encoding: str) -> None:
    sink = stream(encoding)
    LinePrinter(sink).write(text)
    assert not set(written(sink)) & set("\x1b\x07\x00\x9b")


def test_half_characters_from_a_broken_input_do_not_end_the_program() -> None:
    sink = stream("utf-8")
    LinePrinter(sink).write("a\udce4b")
    assert written(sink) == "a\N{REPLACEMENT CHARACTER}b\n"


def test_drawings_follow_what_the_stream_can_take() -> None:
    assert LinePrinter(stream("utf-8")).cells.glyphs.unicode
    assert LinePrinter(io.StringIO()).cells.glyphs.unicode
    assert not LinePrinter(stream("ascii")).cells.glyphs.unicode


def test_lines_in_a_pipe_are_as_long_as_can_be_read_well() -> None:
    sink = stream("utf-8")
    printer = LinePrinter(sink)
    printer.say("word " * 60)
    assert printer.width == WIDEST
    assert max(map(len, written(sink).split("\n"))) <= WIDEST


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("variables", "drawn"),
    [
        ({}, "a\x1b[31mbad\x1b[m␛[32m\n"),
        ({"NO_COLOR": "1"}, "abad␛[32m\n"),
        ({"TERM": "dumb"}, "abad␛[32m\n"),
    ],
)
def test_colours_are_for_terminals_that_show_them(
    variables: dict[str, str], drawn: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    line = [("a", ""), ("bad", "wrong"), ("\x1b[32m", "")]
    LinePrinter(terminal := Terminal()).draw(line)
    assert terminal.getvalue() == drawn
    LinePrinter(pipe := stream("utf-8")).draw(line)
    assert written(pipe) == "abad␛[32m\n"


@pytest.mark.parametrize(("said", "cells"), [("2", Cells(2, ASCII)), ("1", Cells(1, UNICODE)), ("", Cells())])
def test_what_is_said_of_the_width_holds_for_printed_lines_as_well(
    said: str, cells: Cells, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TUTOR_AMBIGUOUS", said)
    assert LinePrinter(stream("utf-8")).cells == cells


def test_an_encoding_of_chinese_windows_gets_what_it_can_write(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TUTOR_AMBIGUOUS", raising=False)
    sink = stream("cp936")
    printer = LinePrinter(sink)
    printer.write("链式法则：∂L/∂w₅ ≈ ½σ")
    assert printer.cells.glyphs == ASCII
    assert written(sink).startswith("链式法则：")


class Clock:
    """Timers that end when they are told to."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._waiting: list[Callable[[], None]] = []

    def timer(self, seconds: float, call: Callable[[], None]) -> Timer:
        """Begin to wait."""
        self.seconds = seconds
        self._call = call
        return cast(Timer, self)

    def start(self) -> None:
        """Wait."""
        self._waiting = [self._call]

    def cancel(self) -> None:
        """Wait no more."""
        self._waiting = []

    def is_alive(self) -> bool:
        """Return whether it was begun; its thread may take a while to end."""
        return True

    def join(self) -> None:
        """Have ended."""
        assert not self._waiting

    def strike(self) -> None:
        """Let the time pass."""
        for call in self._waiting:
            call()
        self._waiting = []


class Window(io.StringIO):
    """A stream to a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True

    @property
    def screen(self) -> Screen:
        """Return what the terminal shows."""
        screen = Screen(4, 80)
        screen.feed(self.getvalue().replace("\n", "\r\n").encode())
        return screen


@pytest.fixture
def window(monkeypatch: pytest.MonkeyPatch) -> Iterator[Window]:
    monkeypatch.setenv("TERM", "xterm-256color")
    yield Window()
    Sign.take_away()


def test_a_sign_comes_soon_changes_steps_aside_and_leaves_nothing(window: Window) -> None:
    clock, printer = Clock(), LinePrinter(window)
    sign = Sign(window, "Lesson 1", timer=clock.timer).begin()
    assert (clock.seconds, window.getvalue()) == (SOON, "")
    clock.strike()
    assert window.screen.lines[0] == "Lesson 1"
    sign.tell("2")
    assert window.screen.lines[0] == "2"
    printer.write("a result")
    assert window.screen.lines[:2] == ["a result", ""]
    clock.strike()
    assert window.screen.lines[:2] == ["a result", "2"]
    printer.draw([("another one", "")])
    assert window.screen.lines[:3] == ["a result", "another one", ""]
    Sign.take_away()
    clock.strike()
    assert window.screen.lines[:3] == ["a result", "another one", ""]


def test_no_sign_comes_beside_what_was_said_in_its_place(window: Window) -> None:
    clock, printer = Clock(), LinePrinter(window)
    Sign(window, "One moment …", timer=clock.timer).begin()
    printer.say("Another program is waited for.")
    Sign.rest()
    clock.strike()
    assert window.screen.lines[:2] == ["Another program is waited for.", ""]
    printer.write("a result")
    clock.strike()
    assert window.screen.lines[1:3] == ["a result", "One moment …"]


def test_what_is_quick_has_no_sign(window: Window) -> None:
    clock = Clock()
    sign = Sign(window, "Lesson 1", timer=clock.timer).begin()
    sign.tell("Lesson 2")
    Sign.take_away()
    assert window.getvalue() == ""


def test_a_sign_takes_one_line_in_any_window(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    clock = Clock()
    Sign(window, "正在检查第 3 课（共 19 课）：一个很长的标题", timer=clock.timer).begin()
    clock.strike()
    assert 0 < Cells().width(window.screen.lines[0]) < 30
    assert window.screen.lines[0].endswith("…")


@pytest.mark.parametrize("term", ["dumb", ""])
def test_where_no_line_can_be_taken_back_a_sign_is_a_line(
    term: str, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", term)
    clock = Clock()
    sign = Sign(window, "Lesson 1", timer=clock.timer).begin()
    clock.strike()
    sign.tell("Lesson 2")
    Sign.take_away()
    assert (clock.seconds, window.getvalue()) == (SOON, "Lesson 1\n")


def test_where_nobody_may_be_watching_a_sign_comes_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    clock, pipe = Clock(), stream("ascii")
    Sign(pipe, "One moment …", timer=clock.timer).begin()
    assert (clock.seconds, written(pipe)) == (LATE, "")
    clock.strike()
    Sign.take_away()
    assert written(pipe) == "One moment ...\n"


class Interrupted(Timer):
    """A timer that Ctrl+C keeps from being begun."""

    def start(self) -> None:
        """Begin nothing."""
        raise KeyboardInterrupt


def test_after_an_interrupt_amid_a_sign_more_can_be_written(window: Window) -> None:
    kinds = [Interrupted, Timer]
    with pytest.raises(KeyboardInterrupt):
        Sign(window, "Lesson 1", timer=lambda seconds, call: kinds.pop(0)(seconds, call)).begin()
    LinePrinter(window).write("Goodbye.")
    assert window.screen.lines[0] == "Goodbye."


@pytest.mark.parametrize("width", [40, 60, 80])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_derivation_fits_the_terminal_to_its_last_line(width: int, language: Language) -> None:
    neuron = "sigmoid(w_1*x_1+w_2*x_2+w_3*x_3+b)"
    at = "w_1=0.5,x_1=2,w_2=1,x_2=0.3,w_3=1,x_3=0.123456,b=1,alpha=2"
    lines = derivation_text(f"{neuron}*(1-{neuron})", "w_1", at, Voice(language), Cells(), width)
    assert max(map(Cells().width, lines)) <= width
    flat = "".join("".join(lines).split())
    assert flat.startswith("f=σ(w₁·x₁+w₂·x₂+w₃·x₃+b)·(1−σ(w₁·x₁+w₂·x₂+w₃·x₃+b))")


class _Terminal(io.StringIO):
    """A terminal that keeps what is written."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "command",
    ["list", "progress", "progress --reset loss", "progress --export FILE", "progress --restore", "progress --repair"],
)
@pytest.mark.every(3)
def test_what_a_command_prints_fits_the_terminal(
    command: str, language: Language, columns: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = _Terminal()
    monkeypatch.setattr(sys, "stdout", terminal)
    refusals = _Terminal()
    monkeypatch.setattr(sys, "stderr", refusals)
    monkeypatch.setattr(sys, "argv", ["tutor", "--lang", language, *command.replace("FILE", "kept.jsonl").split()])
    monkeypatch.setenv("COLUMNS", str(columns))
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as ended:
        main()
    refused = command == "progress --restore"
    assert bool(ended.value.code) == refused, "there is no backup"
    lines = (refusals if refused else terminal).getvalue().splitlines()
    assert lines
    assert max(map(Cells().width, lines)) <= columns, lines
