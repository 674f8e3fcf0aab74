"""Whatever the encoding, lines arrive, can be read, and steer no terminal."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.printing import LinePrinter, printable
from tutor.text import ASCII, UNICODE, WIDEST, Cells


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
