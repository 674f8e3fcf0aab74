"""A remedy that is named works when it is followed: commands parse, options and keys exist, in both languages."""

from __future__ import annotations

import importlib
import pkgutil
import re
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path

import click
import pytest

import tutor.wording
from tutor.cli import tutor as command_line
from tutor.plain.commands import order_of
from tutor.text import Cells
from tutor.ui.keys import KEYS, Place
from tutor.wording import LANGUAGES, Sentence, plainly
from tutor.wording.commands import HELP
from tutor.wording.sentence import program

ROOT = Path(__file__).parents[2]
QUOTED = """"[^"]*"|'[^']*'"""
COMMAND = re.compile(rf"python -m tutor((?: (?:--?[a-z]\w*|[\w{{}}./-]+|名称|{QUOTED}|\[[^]]*\]))*)", re.ASCII)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
ORDER = re.compile(r"(?<![\w:“]):([^\W\d_]+|[?!/])(?![\w：])", re.ASCII)
KEY = re.compile(r"按 ?([A-Za-z0-9+]+|空格键)")
PRINTED = {"Enter": "enter", "Esc": "escape", "空格键": "space", "PgDn": "pagedown"}
TERMINAL = {"Shift", "Ctrl+Q", "Ctrl+C"}
"""Keys of the input method, of Textual and of the terminal."""
SCREENS: Mapping[str, tuple[Place, ...]] = {
    "interface": ("home", "lesson", "field", "lab", "leaving"),
    "lab": ("lab",),
    "notes": ("note", "lesson"),
    "overview": ("lesson",),
    "by_hand": ("lesson", "bughunt"),
    "drawn": ("lesson",),
    "code": ("lesson",),
}
"""Where the sentences of a module are said that name keys."""


def sentences(value: object) -> Iterator[Sentence]:
    """Every sentence in a value of a module, however deep."""
    match value:
        case Sentence():
            yield value
        case Mapping():
            for inner in value.values():
                yield from sentences(inner)
        case tuple() | list():
            for inner in value:
                yield from sentences(inner)
        case _ if is_dataclass(value) and not isinstance(value, type):
            for field in fields(value):
                yield from sentences(getattr(value, field.name))
        case _:
            pass


def texts_of(module: str) -> list[str]:
    values = vars(importlib.import_module(f"tutor.wording.{module}")).values()
    return [sentence.in_language(language) for one in values for sentence in sentences(one) for language in LANGUAGES]


MODULES = [module.name for module in pkgutil.iter_modules(tutor.wording.__path__)]
TEXTS = {
    **{module: texts_of(module) for module in MODULES},
    **{
        file: (ROOT / file).read_text(encoding="utf-8").splitlines()
        for file in ("README.md", "README.zh.md", "lessons/README.md")
        if (ROOT / file).exists()
    },
}


def parsed(arguments: list[str]) -> None:
    """Read a command line as the program does, without doing what it says; raises click.UsageError."""
    named = next((index for index, word in enumerate(arguments) if word in command_line.commands), len(arguments))
    with command_line.make_context("tutor", arguments[:named]) as context:
        if named < len(arguments):
            command = command_line.commands[arguments[named]]
            with command.make_context(command.name, arguments[named + 1 :], parent=context):
                pass


def filled(word: str, file: Path) -> str:
    """What a learner puts for a placeholder, and for a file that the text only imagines."""
    word = "1" if word == "N" else word.rstrip(".")
    if word == "FILE" or word.endswith((".yaml", "{file}")):
        return str(file)
    return re.sub(r"\{\w+\}|…|^LANG$", "zh", word)


@pytest.mark.parametrize("source", TEXTS)
def test_a_command_that_is_named_can_be_called(source: str, tmp_path: Path) -> None:
    file = tmp_path / "lesson.yaml"
    file.write_text("format: 1\n", encoding="utf-8")
    for text in TEXTS[source]:
        for match in COMMAND.finditer(text):
            whole = match[1].replace("\\|", "|")
            # What may be left out is tried both ways.
            for said in (re.sub(r"\[[^]]*\]", "", whole), re.sub(r"\[([^]|]*)[^]]*\]", r"\1", whole)):
                parsed([filled(word, file) for word in shlex.split(said)])


@pytest.mark.parametrize("module", MODULES)
def test_a_command_within_a_sentence_stands_in_backticks(module: str) -> None:
    """Line breaking keeps together what stands in backticks, so every command must, and nothing else with it."""
    for text in TEXTS[module]:
        outside, *pieces = text.split("`")
        assert len(pieces) % 2 == 0, text
        assert "python -m" not in "".join([outside, *pieces[1::2]]), text
        for quoted in pieces[::2]:
            assert not quoted.startswith("python -m") or COMMAND.fullmatch(quoted), text


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_command_that_fits_on_one_line_is_not_broken(width: int) -> None:
    cells, kept = Cells(), 0
    for module in MODULES:
        for text in TEXTS[module]:
            lines = cells.wrap(text, width)
            for quoted in re.findall("`[^`]+`", text):
                if cells.width(quoted) < width:
                    assert any(quoted in line for line in lines), text
                    kept += " " in quoted
    assert kept > 20


def test_an_argument_of_a_command_is_quoted_as_a_shell_needs_it() -> None:
    sentence = Sentence("In {file} look with `python -m tutor check {file}`.", "看 `python -m tutor check {file}`。")
    assert sentence.say("en", file="my course/a.yaml") == (
        f"In my course/a.yaml look with `{program()} check 'my course/a.yaml'`."
    )
    assert sentence.say("zh", file="my course/a.yaml") == f"看 `{program()} check 'my course/a.yaml'`。"


@pytest.mark.parametrize("source", MODULES)
def test_an_option_that_is_named_exists(source: str) -> None:
    known = {
        option
        for command in (command_line, *command_line.commands.values())
        for one in command.params
        if isinstance(one, click.Option)
        for option in one.opts
    }
    assert {option for text in TEXTS[source] for option in OPTION.findall(text)} <= {*known, "--help", "--no-cache-dir"}


def test_a_command_of_the_prompt_that_is_named_exists() -> None:
    named = {name for text in TEXTS["plainly"] for name in ORDER.findall(text)}
    assert len(named) > 5
    for name in named:
        order = order_of(f":{name}")
        assert order is not None
        assert order.command in plainly.COMMANDS, name


@pytest.mark.parametrize("module", SCREENS)
def test_a_key_that_is_named_is_one_of_its_screen(module: str) -> None:
    named = [(key, text) for text in TEXTS[module] for key in KEY.findall(text)]
    keys = {name for key in KEYS if key.place in SCREENS[module] for name in (key.key, key.printed, *key.twins)}
    for key, text in named:
        assert key in TERMINAL or PRINTED.get(key, key) in keys, text


def test_every_command_is_named_as_it_is_called() -> None:
    assert set(HELP) == {"tutor", *command_line.commands}
