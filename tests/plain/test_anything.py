"""Whatever is typed, the walk goes on, writes text only, and records nothing but judged answers."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plain.learner import own_study, typed
from tests.small_lesson import TEXT
from tutor.plain.commands import order_of
from tutor.text import WIDEST, Cells, first_control_character
from tutor.wording import LANGUAGES, Language
from tutor.wording.plainly import COMMANDS

LETTERS = [wording.letter for wording in COMMANDS.values() if wording.letter != "q"]
LINES = st.one_of(
    st.sampled_from(["", "1", "2", "1,2", "x", "2*z", "w", "f", "b", "u", "run 3", "lr = 2", "w = -4", "reset", "x w"]),
    st.sampled_from([f":{letter}" for letter in LETTERS]),
    st.builds(":{} {}".format, st.sampled_from(LETTERS), st.text(max_size=6)),
    st.text(max_size=20),
    st.text("()^*+-/=:,.0123456789ewxzσ'²（）", max_size=20),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(LINES, max_size=25), st.sampled_from(LANGUAGES))
def test_anything_may_be_typed(lines: list[str], language: Language) -> None:
    with tempfile.TemporaryDirectory() as folder:
        study = own_study(Path(folder), small=TEXT)
        output = typed(study, [line.replace("\n", " ").replace("\r", " ") for line in lines], "", language=language)
    assert first_control_character(output) is None
    answered = [event for event in study.progress.history() if event.kind == "answered"]
    assert {event.verdict for event in answered} <= {"right", "wrong"}


@settings(max_examples=15, deadline=None)
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
