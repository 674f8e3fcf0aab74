"""Whatever is typed, the walk goes on, writes text only, and records nothing but judged answers."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.plain.learner import own_study, typed
from tests.small_course import FIRST
from tests.small_lesson import TEXT
from tutor.plain.commands import order_of
from tutor.text import WIDEST, Cells, first_control_character
from tutor.wording import LANGUAGES, Language
from tutor.wording.plainly import COMMANDS

LETTERS = [wording.letter for wording in COMMANDS.values() if wording.letter != "q"]
UNSHOWN = [
    *map(chr, (0x1B, 0x9B, 0xAD, 0x34F, 0x600, 0x61C, 0x6DD, 0x70F, 0x8E2, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B)),
    *map(chr, (0x180E, 0x180F, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x202A, 0x202E, 0x2060, 0x2066, 0x206F)),
    *map(chr, (0x3164, 0xE000, 0xFDD0, 0xFE00, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0x110BD, 0x1D159, 0x1D173, 0xE0001)),
    *map(chr, (0xE007F, 0xE0100, 0xE01EF, 0xF0000, 0x10FFFF)),
]
"""Of each kind that is invisible or has no shape of its own."""
LINES = st.one_of(
    st.sampled_from(["", "1", "2", "1,2", "x", "2*z", "w", "f", "b", "u", "run 3", "lr = 2", "w = -4", "reset", "x w"]),
    st.sampled_from([f":{letter}" for letter in LETTERS]),
    st.builds(":{} {}".format, st.sampled_from(LETTERS), st.text(max_size=6)),
    st.text(max_size=20),
    st.text("()^*+-/=:,.0123456789ewxzσ'²（）", max_size=20),
)


@settings(max_examples=drawn(40), deadline=None)
@given(st.lists(LINES, max_size=25), st.sampled_from(LANGUAGES))
def test_anything_may_be_typed(lines: list[str], language: Language) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = own_study(Path(folder), small=TEXT)
        output = typed(study, [line.replace("\n", " ").replace("\r", " ") for line in lines], "", language=language)
    assert first_control_character(output) is None
    answered = [event for event in study.progress.history() if event.kind == "answered"]
    assert {event.verdict for event in answered} <= {"right", "wrong"}


def test_what_no_text_may_hold_is_left_out_of_answers_notes_and_searches(tmp_path: Path) -> None:
    for sign in UNSHOWN:
        study = own_study(tmp_path, first=FIRST)
        lines = [f":j ge{sign}ars", f":/ ge{sign}ars", f"{sign}1{sign}"]
        output = typed(study, lines, "first", "once")
        assert first_control_character(output) is None
        assert "\ufffd" not in output
        noted, answered = (event for event in study.progress.history() if event.kind in ("noted", "answered"))
        assert noted.raw == "gears"
        assert answered.verdict == "right", ascii(sign)
        study.close()


@settings(max_examples=drawn(15), deadline=None)
@given(st.lists(st.sampled_from(["", ":n", ":h", ":o", ":g", ":?", ":v", ":l", "1", "x"]), max_size=25))
def test_what_the_program_says_keeps_within_the_width(lines: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output = typed(own_study(Path(folder), small=TEXT), lines, "")
    assert max(map(Cells().width, output.split("\n"))) <= WIDEST


@pytest.mark.parametrize(
    ("line", "command", "argument"),
    [
        (":n", "next", ""),
        (" ： Ｎ ", "next", ""),
        (":NEXT", "next", ""),
        (":下一步", "next", ""),
        (":o5", "outline", "5"),
        (":o  5 ", "outline", "5"),
        (":g learning rate", "glossary", "learning rate"),
        (":?", "help", ""),
        ("？", "help", ""),
        ("：／ 斜率", "search", "斜率"),
        ("：、斜率", "search", "斜率"),
        (":", "", ""),
        (":nothing", "", ""),
        (":5", "", "5"),
    ],
)
def test_commands(line: str, command: str, argument: str) -> None:
    order = order_of(line)
    assert order is not None
    assert (order.command, order.argument) == (command, argument)


@pytest.mark.parametrize("line", ["", "n", "1:2", "a(1-a)", "w = 1", "??"])
def test_answers_are_no_commands(line: str) -> None:
    assert order_of(line) is None


def test_every_command_has_a_letter_and_a_name_of_its_own() -> None:
    words = [word for one in COMMANDS.values() for word in {one.letter, one.name.en, one.name.zh}]
    assert len(words) == len(set(words))
