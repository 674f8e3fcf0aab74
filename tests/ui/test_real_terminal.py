"""The real program on a pseudo-terminal, with the colours and widths that terminals have."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.terminal import Screen, Terminal
from tutor.progress import open_progress

TERMINALS: Mapping[str, Mapping[str, str]] = {
    "true colour": {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    "256 colours": {"TERM": "xterm-256color", "COLORTERM": ""},
    "16 colours": {"TERM": "xterm", "COLORTERM": ""},
    "no colour": {"TERM": "xterm-256color", "NO_COLOR": "1"},
    "ambiguous wide": {"TERM": "xterm-256color", "TUTOR_AMBIGUOUS": "2"},
}


@pytest.mark.parametrize("kind", TERMINALS)
@pytest.mark.every(8)
def test_a_question_answered_and_the_window_resized(tmp_path: Path, kind: str) -> None:
    environment = {**TERMINALS[kind], "TUTOR_HOME": str(tmp_path), "LANG": "C.UTF-8"}
    with Terminal(
        [sys.executable, "-m", "tutor", "play", "chain-rule", "--lang", "en"], environment=environment
    ) as terminal:
        terminal.wait_for("By 0.2")
        terminal.resize(40, 120)
        terminal.type("3\r")
        terminal.wait_for("Right")
        terminal.resize(24, 80)
        terminal.type("l")
        terminal.wait_for("正确")
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    ("keys", "shown"), [("\x1b[B\r", "Networks are nested functions"), ("l\x1b[B\r", "网络就是函数的嵌套")]
)
@pytest.mark.every(2)
def test_what_is_typed_while_the_course_opens_is_done_in_its_order(keys: str, shown: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tutor", "--lang", "en"]
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path), "LANG": "C.UTF-8"}) as terminal:
        terminal.wait_for(lambda screen: bool(screen.text.strip()))
        terminal.type(keys)
        terminal.wait_for(lambda screen: shown in screen.lines[0] and " 1/" in screen.lines[0])
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0


def test_whoever_starts_with_a_lesson_sees_no_list_before_it(tmp_path: Path) -> None:
    seen: list[str] = []

    def is_open(screen: Screen) -> bool:
        if not screen.in_frame:
            seen.append(screen.text)
        return screen.full and " 1/14" in screen.lines[0]

    command = [sys.executable, "-m", "tutor", "play", "slopes", "--lang", "en"]
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path), "LANG": "C.UTF-8"}) as terminal:
        terminal.wait_for(is_open)
        assert any("One moment" in text for text in seen)
        assert all("One moment" in text or "1/14" in text for text in seen if "Slopes" in text)
        assert not any("Go on" in text or "The chain rule" in text for text in seen)
        terminal.type("\x1b")
        terminal.wait_for("The chain rule")
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize("said", ["", "1"], ids=["asked for widths", "widths said"])
@pytest.mark.every(2)
def test_what_is_typed_before_anything_is_shown_is_done_as_well(said: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tutor", "--lang", "en"]
    environment = {"TUTOR_HOME": str(tmp_path), "LANG": "C.UTF-8", "TUTOR_AMBIGUOUS": said}
    with Terminal(command, environment=environment) as terminal:
        terminal.type("\x1b[B\x1b[B\r")
        terminal.wait_for(lambda screen: "One neuron" in screen.lines[0] and " 1/" in screen.lines[0])
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("\x1b[B\x1b[B\rnn", lambda lines: "One neuron" in lines[0] and " 3/" in lines[0]),
        ("/loss", lambda lines: "Search" in lines[0] and "Measuring the error" in "".join(lines)),
        ("g\x0c", lambda lines: "术语表" in lines[0]),
    ],
)
@pytest.mark.every(3)
def test_each_key_that_is_typed_early_is_for_what_the_one_before_has_opened(
    keys: str, shown: Callable[[list[str]], bool], tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tutor", "--lang", "en"]
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path), "LANG": "C.UTF-8"}) as terminal:
        terminal.type(keys)
        terminal.wait_for(lambda screen: shown(screen.lines))
        terminal.type("\x11")
        assert terminal.wait_for_end() == 0


@pytest.mark.parametrize(
    ("step", "keys", "stands", "moves", "moved", "then", "shown"),
    [
        ("nudge", "3\r", "▸ 3", "\x1b[A", "▸ 2", "3\r", "3 ✓ By 0.2"),
        ("inner", "6789\r", "6789", "0", "67890", "\x1b[C\r", "67890"),
        ("nudge", "\x1b[B\x1b[B\x1b[B\x1b[A\r", "▸ 3", "\x1b[A", "▸ 2", "3\r", "3 ✓ By 0.2"),
    ],
)
@pytest.mark.every(3)
def test_what_is_typed_before_a_step_is_seen_stands_there_but_is_not_given_as_the_answer(
    step: str, keys: str, stands: str, moves: str, moved: str, then: str, shown: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "tutor", "play", "chain-rule", "--step", step, "--lang", "en"]
    with Terminal(command, environment={"TUTOR_HOME": str(tmp_path), "LANG": "C.UTF-8"}) as terminal:
        terminal.type(keys)
        terminal.wait_for(stands)
        assert "✓" not in terminal.screen.text
        terminal.type(moves)
        terminal.wait_for(moved)
        # Now the step was seen for sure, and Enter is heard behind another key.
        terminal.type(then)
        terminal.wait_for(lambda screen: "✓ Right" in screen.text or "✗" in screen.text, 60)
        assert shown in terminal.screen.text
    answers = [event.raw for event in open_progress(tmp_path / "progress.sqlite3").progress.history() if event.raw]
    assert len(answers) == 1


@pytest.mark.parametrize("command", [[], ["play", "slopes"]], ids=["the list", "a lesson"])
@pytest.mark.parametrize("key", ["q", "\x11"])
@pytest.mark.every(4)
def test_whoever_leaves_while_the_course_opens_does(command: list[str], key: str, tmp_path: Path) -> None:
    with Terminal([sys.executable, "-m", "tutor", *command], environment={"TUTOR_HOME": str(tmp_path)}) as terminal:
        terminal.wait_for(lambda screen: screen.full and screen.text.strip() != "")
        terminal.type(key)
        assert terminal.wait_for_end() == 0
