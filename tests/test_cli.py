"""The commands as they are called: what they print, where, and with which exit code."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from tests.patience import PATIENCE
from tests.platforms import needs_posix
from tutor.cli import main

Called = subprocess.CompletedProcess[str]

NEURON = ("derive", "sigmoid(w*x+b)", "--wrt", "w", "--at", "w=0.5,x=2,b=0.1")
LOGISTIC = Path(__file__).parent / "courses/logistic"
COURSE = "everything-is-a-mapping"


def tutor(home: Path, *arguments: str | Path, typed: str = "", encoding: str = "utf-8", **environment: str) -> Called:
    """Call the program with a home of its own and read what it printed."""
    own = {"TUTOR_HOME": str(home), "PYTHONIOENCODING": encoding, "LANG": "C", "LC_ALL": ""}
    return subprocess.run(
        [sys.executable, "-m", "tutor", *map(str, arguments)],
        env={**os.environ, **own, **environment},
        input=typed,
        capture_output=True,
        text=True,
        encoding=encoding,
        timeout=PATIENCE,
        check=False,
    )


@pytest.fixture
def called(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Called]:
    """The same in this process, which takes a tenth of the time, for what does not depend on how a process starts."""

    def call(*arguments: str | Path, **environment: str) -> Called:
        for name, value in {"TUTOR_HOME": str(tmp_path), "LANG": "C", "LC_ALL": "", **environment}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["tutor", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        return Called(sys.argv, int(ended.value.code or 0), *capsys.readouterr())

    return call


def test_derive_prints_the_derivation_with_its_check(tmp_path: Path) -> None:
    done = tutor(tmp_path, *NEURON)
    assert (done.returncode, done.stderr) == (0, "")
    assert "∂f/∂w = σ(w·x + b)·(1 − σ(w·x + b))·x" in done.stdout
    assert "central difference ≈ 0.374740  (agrees)" in done.stdout
    assert not tmp_path.joinpath("progress.sqlite3").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-ln(a)", "--wrt", "a"), "df/da = −1/a"),
        (("--wrt", "a", "-ln(a)"), "df/da = −1/a"),
        (("--wrt=a", "--", "-ln(a)"), "df/da = −1/a"),
        (("--at", "h=-2,x=1", "--lang", "en", "-h*x", "--wrt", "x"), "∂f/∂x = 2"),
        (("-(y*ln(a)+(1-y)*ln(1-a))", "--wrt", "a"), "∂f/∂a = −(y/a − (1 − y)/(1 − a))"),
        (("2*arctan(x)", "--wrt", "x"), "df/dx = 2/(1 + x²)"),
        (("x^3", "--wrt", "x", "--order", "2"), "d²f/dx² = 6·x"),
        (("-7", "--wrt", "x"), "x does not occur in f."),
    ],
)
def test_derive_takes_formulas_as_they_are_written(
    called: Callable[..., Called], arguments: tuple[str, ...], said: str
) -> None:
    done = called("derive", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert said in done.stdout.splitlines()


def test_the_language_comes_from_the_option_or_the_environment(called: Callable[..., Called]) -> None:
    assert "（一致）" in called(*NEURON, "--lang", "zh").stdout
    assert "（一致）" in called("--lang", "zh", *NEURON).stdout
    assert "（一致）" in called(*NEURON, LANG="zh_CN.UTF-8").stdout
    assert "(agrees)" in called(*NEURON, LANG="de_DE.UTF-8").stdout


def test_an_unreadable_formula_is_shown_with_the_place(tmp_path: Path) -> None:
    done = tutor(tmp_path, "derive", "a(1-", "--wrt", "a")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "  a(1-\n   ^\nThe ( at character 2 is never closed.\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("derive", "x", "--wrt", "2x"), "“2x” is not the name of a quantity."),
        (("derive", "x", "--wrt", "x", "--at", "x"), "“x” gives no value."),
        (("derive", "w*x", "--wrt", "x", "--at", "x=1"), "Values are missing for w."),
        (("derive", "x^2", "--wrt", "x", "--at", "x=1,x=2"), "x has two values in --at."),
        (("derive", "sigmoid(wx+b)", "--wrt", "w"), "wx was read as one name. Write w*x if that was meant."),
        (("derive", "x^2", "--wrt", "X"), "X does not occur in f. Did you mean x?"),
        (("derive", "1/softmax(x)", "--wrt", "x"), "“softmax” is not a known function."),
        (("derive", "lg(x)", "--wrt", "x"), "“lg” is not a known function."),
        (("derive", "x^T A x", "--wrt", "x"), "Formulas here are of numbers, not of matrices"),
        (("derive", "x mod 2", "--wrt", "x"), "The remainder of a division (mod)"),
        (("play", "nothing", "--plain"), "There is no lesson nothing in this course"),
        (("play", "chain-rule", "--step", "nowhere", "--plain"), "has no step nowhere. Its steps: nudge, rule,"),
        (("progress", "--reset", "nothing"), "There is no lesson nothing in this course"),
        (
            ("list", "--course", "https://example.org/c"),
            "https://example.org/c is an address. This takes a file",
        ),
        (("new", "x", "--course", "https://example.org/c"), "https://example.org/c is an address."),
        (("list", "--course", "file:///c"), "file:///c is an address."),
        (("check", "git@example.org:a/c.git"), "git@example.org:a/c.git is an address."),
        (("preview", "https://example.org/c.yaml"), "https://example.org/c.yaml is an address."),
        (("progress", "--import", "https://example.org/p"), "https://example.org/p is an address."),
        (("progress", "--export", "https://example.org/p"), "https://example.org/p is an address."),
        (
            ("check", "lessons/CON.yaml"),
            "“CON.yaml” names a device on Windows, where no file or folder can be called so.",
        ),
        (("new", "nul"), "“nul” can't be the id of a lesson."),
        (("list", "--course", "aux"), "“aux” names a device on Windows,"),
        (("progress", "--export", r"\\server\share\com1.jsonl"), "“com1.jsonl” names a device on Windows,"),
        (("list", "--course", r"\\server\share\course"), r"The course cannot be opened. \\server\share\course:"),
        (("list", "--course", r"D:courses\mine"), r"The course cannot be opened. D:courses\mine:"),
        (("list", "--course", "C:/courses/mine"), "The course cannot be opened. C:/courses/mine:"),
        (("list", "--course", r"\\?\C:\courses"), r"The course cannot be opened. \\?\C:\courses:"),
        (
            ("list", "--course", "/nonexistent/course"),
            "The course cannot be opened. /nonexistent/course:",
        ),
        (
            ("--plain", "--course", "/nonexistent/course"),
            "The course cannot be opened. /nonexistent/course:",
        ),
    ],
)
def test_failures_are_said_without_a_traceback(
    called: Callable[..., Called], arguments: tuple[str, ...], said: str
) -> None:
    done = called(*arguments)
    assert done.returncode == 1
    assert said in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("derive", "x"),
        ("derive",),
        ("derive", "x", "y", "--wrt", "x"),
        ("derive", "x", "--wtr", "x"),
        ("derive", "x", "--wrt", "x", "--order", "9"),
        ("--lang", "fr"),
        ("nothing",),
        ("list", "x"),
    ],
)
def test_wrong_usage_has_an_exit_code_of_its_own(called: Callable[..., Called], arguments: tuple[str, ...]) -> None:
    done = called(*arguments)
    assert done.returncode == 2
    assert "Usage:" in done.stderr


def test_a_course_with_an_error_says_which_and_where(tmp_path: Path, called: Callable[..., Called]) -> None:
    (tmp_path / "course.yaml").write_text(
        "format: 1\nid: c\nlanguage: en\ntitel: A course\nlessons: []\n", encoding="utf-8"
    )
    done = called("list", "--course", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("The course cannot be opened. course.yaml:")


def test_list_and_progress_tell_how_far_the_learner_is(tmp_path: Path, called: Callable[..., Called]) -> None:
    assert tutor(tmp_path, "play", "chain-rule", "--plain", typed="3\n\n").returncode == 0
    for command in ("list", "progress"):
        done = called(command)
        title, *lessons = done.stdout.splitlines()
        assert re.fullmatch(r"Everything is a mapping · 0/\d+ lessons done", title)
        assert any(re.fullmatch(r"◐ +\d+  The chain rule +chain-rule +1/14  begun", line) for line in lessons)


@pytest.mark.long
def test_commands_take_the_course_that_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(LOGISTIC, tmp_path / "mine")
    (tmp_path / "mine/notes/today").mkdir(parents=True)
    for folder in ("mine", "mine/notes/today"):
        monkeypatch.chdir(tmp_path / folder)
        assert tutor(tmp_path, "list").stdout.startswith("The logistic loss · 0/1 lessons done\n")
        assert "Checked: “The logistic loss” in " in tutor(tmp_path, "check").stdout
        status = tutor(tmp_path, "translate", "zh", "--status").stdout
        assert status.splitlines()[0] == f"Course: {tmp_path / 'mine'}"
        assert "Step 1 of 6: " in tutor(tmp_path, "play", "logistic-loss", "--plain").stdout
        assert tutor(tmp_path, "export", "logistic-loss/lab").stderr.startswith("Course: The logistic loss")
    monkeypatch.chdir(tmp_path)
    assert tutor(tmp_path, "list").stdout.startswith("Everything is a mapping")


@pytest.mark.long
def test_progress_goes_out_and_comes_in(tmp_path: Path) -> None:
    tutor(tmp_path / "one", "play", "chain-rule", "--plain", typed="3\n")
    file = tmp_path / "progress.jsonl"
    assert "3 records were exported" in tutor(tmp_path / "one", "progress", "--export", file).stdout
    assert "3 new records were imported" in " ".join(
        tutor(tmp_path / "two", "progress", "--import", file).stdout.split()
    )
    assert re.search(r"chain-rule +1/14  begun", tutor(tmp_path / "two", "list").stdout)
    assert tutor(tmp_path / "one", "progress", "--export", "-").stdout == file.read_text(encoding="utf-8")
    assert "begins afresh" in tutor(tmp_path / "two", "progress", "--reset", "chain-rule").stdout
    assert re.search(r"chain-rule +0/14  new", tutor(tmp_path / "two", "list").stdout)


def test_progress_tells_where_it_is_kept_without_making_it(tmp_path: Path) -> None:
    home = tmp_path / "not yet"
    assert tutor(home, "progress", "--path").stdout == f"{home / 'progress.sqlite3'}\n"
    assert not home.exists()


def test_a_pipe_gets_the_plain_front_end(tmp_path: Path) -> None:
    done = tutor(tmp_path, typed="\n:q\n")
    assert done.returncode == 0
    assert re.search(r"Step 1 of \d+: ", done.stdout)
    assert done.stdout.endswith("Goodbye. Everything is saved.\n")
    assert "\x1b" not in done.stdout


@pytest.mark.parametrize("arguments", [("--plain",), NEURON, ("list",), ("derive", "x（", "--wrt", "x")])
@pytest.mark.every(4)
def test_an_encoding_without_the_characters_ends_nothing(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = tutor(tmp_path, *arguments, typed="\n3\n", encoding="ascii")
    assert "Error" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout or done.stderr


@needs_posix("a shell")
def test_a_pipe_that_is_closed_early_is_no_news(tmp_path: Path) -> None:
    command = f"{sys.executable} -m tutor play chain-rule --plain | head -1"
    done = subprocess.run(
        ["sh", "-c", command],
        env={**os.environ, "TUTOR_HOME": str(tmp_path)},
        input="3\n" * 3000,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def heed_control_c() -> None:
    """Let a new process end at Ctrl+C, as a terminal's shell does, though the tests themselves may ignore it.

    Whoever ignores SIGINT (`nohup`, a script in the background) hands that on to all its children.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def at_terminal(home: Path) -> pexpect.spawn[str]:
    """The program with the lesson's first question asked, on a terminal of 60 columns."""
    arguments = ["-m", "tutor", "play", "chain-rule", "--plain", "--lang", "en"]
    environment = {**os.environ, "TUTOR_HOME": str(home), "TERM": "xterm-256color"}
    environment.pop("COLUMNS", None)
    program = pexpect.spawn(
        sys.executable,
        arguments,
        env=environment,
        encoding="utf-8",
        dimensions=(24, 60),
        timeout=PATIENCE,
        preexec_fn=heed_control_c,
    )
    program.logfile_read = io.StringIO()
    program.expect("1 to 4\\.\r\n")
    program.expect("\r\n> ")
    return program


def ended(program: pexpect.spawn[str]) -> None:
    """Read to the end and wait for it: a process that is told to close earlier is killed."""
    program.expect(pexpect.EOF)
    program.wait()
    program.close()


@pytest.fixture(params=[signal.default_int_handler, signal.SIG_IGN], ids=["heeded", "ignored"])
def _our_control_c(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whether the tests themselves would end at Ctrl+C."""
    before = signal.signal(signal.SIGINT, request.param)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.every(2)
@pytest.mark.usefixtures("_our_control_c")
@needs_posix("a pseudo-terminal")
def test_at_a_terminal_a_line_can_be_edited_and_control_c_ends_politely(tmp_path: Path) -> None:
    program = at_terminal(tmp_path)
    program.send("4\x7f3\r")
    program.expect("✓ Right")
    program.expect("Enter goes on to the next step\\.\r\n> ")
    program.sendintr()
    ended(program)
    written = program.logfile_read.getvalue()
    assert program.exitstatus == 0
    assert written.endswith("\r\nGoodbye. Everything is saved.\r\n")
    assert max(map(len, written.split("\r\n"))) <= 60
    assert "\x1b" not in written


@needs_posix("a pseudo-terminal")
def test_at_a_terminal_an_enter_too_many_skips_no_feedback(tmp_path: Path) -> None:
    program = at_terminal(tmp_path)
    program.send("3\r\r\r\r")
    program.expect("Enter goes on to the next step\\.\r\n> ")
    program.send(":q\r")
    ended(program)
    assert "Step 2" not in program.logfile_read.getvalue()


@pytest.mark.long
@needs_posix("a shell")
def test_without_an_input_the_walk_ends_at_once(tmp_path: Path) -> None:
    done = subprocess.run(
        ["sh", "-c", f"{sys.executable} -m tutor --plain <&-"],
        env={**os.environ, "TUTOR_HOME": str(tmp_path), "LANG": "C"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0
    assert done.stdout.endswith("Goodbye. Everything is saved.\n")
