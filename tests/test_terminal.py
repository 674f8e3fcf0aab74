"""The screen that the tests on a pseudo-terminal look at shows what a terminal would."""

from __future__ import annotations

import sys

from tests.terminal import Screen, Terminal


def shown(output: str) -> list[str]:
    screen = Screen(3, 10)
    screen.feed(output.encode())
    return screen.lines


def test_text_goes_where_the_cursor_is() -> None:
    assert shown("one\r\ntwo\x1b[1;5Hx\x1b[2J\x1b[3;3Hthree") == ["", "", "  three"]
    assert shown("\x1b[2;4H\x1b[31mred\x1b[0m\x1b]0;title\x07!") == ["", "   red!", ""]
    assert shown("abcdef\x1b[1;3H\x1b[K") == ["ab", "", ""]


def test_wide_characters_take_two_cells() -> None:
    assert shown("链式\x1b[1;5Hx") == ["链式x", "", ""]


def test_a_sequence_may_arrive_in_pieces() -> None:
    screen = Screen(3, 10)
    for byte in "\x1b[2;4H链\x1b[1mb".encode():
        screen.feed(bytes([byte]))
    assert screen.lines == ["", "   链b", ""]


def test_a_frame_is_complete_when_its_end_is_there() -> None:
    screen = Screen(3, 10)
    screen.feed(b"\x1b[?2026hhalf")
    assert screen.in_frame
    screen.feed(b" done\x1b[?2026l")
    assert not screen.in_frame
    assert screen.lines[0] == "half done"


def test_the_terminal_answers_where_the_cursor_is() -> None:
    ask = "import os, sys, tty; tty.setcbreak(0); os.write(1, '链'.encode() + b'\\x1b[6n'); print(os.read(0, 9)[1:])"
    with Terminal([sys.executable, "-c", ask]) as terminal:
        terminal.wait_for("b'[1;3R'")


def test_a_program_is_read_typed_to_and_killed() -> None:
    program = "print('ready', flush=True); print('got', input(), flush=True); input()"
    with Terminal([sys.executable, "-c", program]) as terminal:
        terminal.wait_for("ready")
        terminal.type("hello\n")
        terminal.wait_for("got hello")
        terminal.kill()
        assert terminal.process.returncode == -9


def test_what_was_written_before_a_kill_is_drawn() -> None:
    program = "import os; os.write(1, b'x' * 79); os.kill(os.getpid(), 9)"
    with Terminal([sys.executable, "-c", program]) as terminal:
        terminal.process.wait()
        terminal.kill()
        assert terminal.screen.lines[0] == "x" * 79
