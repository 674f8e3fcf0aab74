"""Every example in the instructors' README is part of a course that `check` finds nothing wrong with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lesson.expectations import said
from tutor.check import check
from tutor.formulas.functions import FUNCTIONS
from tutor.lesson.format.schema import Kind, schema_text
from tutor.lesson.writing.new import template
from tutor.network.mistakes import MISTAKES
from tutor.network.spec import ACTIVATIONS, CONVENTIONS, DATASETS, INITIALIZERS, LOSSES, OPTIMIZERS
from tutor.paths import shipped_course

README = (shipped_course() / "README.md").read_text(encoding="utf-8")
FENCE = re.compile(r"^```yaml *(.*)\n((?:.*\n)*?)```$", re.MULTILINE)

HEAD = """\
format: 1
id: reference
language: en
title: The reference
summary: Every example of a step.
minutes: 15
teaches: [chain-rule]
"""


def _examples() -> Iterator[tuple[str, str]]:
    """What each example is, and the example."""
    for match in FENCE.finditer(README):
        yield match[1], match[2]


def _indented(text: str) -> str:
    return "".join(f"  {line}" if line.strip() else line for line in text.splitlines(keepends=True))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples as a course: those of steps together in one lesson."""
    folder = tmp_path_factory.mktemp("course")
    parts = {"steps": "", "networks": "", "figures": ""}
    for what, text in _examples():
        kind, _, name = what.partition(" ")
        if kind in parts:
            parts[kind] += _indented(text)
        else:
            (folder / f"{name or kind}.yaml").write_text(text, encoding="utf-8")
    lesson = HEAD + "".join(f"{kind}:\n{parts[kind]}" for kind in ("networks", "figures", "steps"))
    (folder / "reference.yaml").write_text(lesson, encoding="utf-8")
    return folder


def test_every_example_says_what_it_is() -> None:
    kinds = {what.partition(" ")[0] for what, _ in _examples()}
    assert kinds == {"lesson", "steps", "networks", "figures", "course", "glossary", "bank", "translation"}
    assert README.count("```yaml") == len(list(_examples()))


def test_the_examples_are_a_course_without_problems(course: Path) -> None:
    assert said(check([course])) == []


def test_every_kind_of_step_and_question_is_shown(course: Path) -> None:
    steps = (course / "reference.yaml").read_text(encoding="utf-8")
    shown = template("reference").partition("\nsteps:\n")[2]
    for key in ("type", "kind"):
        pattern = re.compile(rf"^ +(?:- )?{key}: ([a-z]+)", re.MULTILINE)
        assert {match[1] for match in pattern.finditer(shown)} <= {match[1] for match in pattern.finditer(steps)}


@pytest.mark.parametrize("kind", ["lesson", "course", "glossary", "bank"])
def test_every_key_of_the_format_is_named(kind: Kind) -> None:
    keys = set(re.findall(r'"([a-z_0-9]+)": \{', schema_text(kind)))
    format_keys = keys - {"properties", "items", "additionalProperties", "discriminator", "mapping"}
    assert {key for key in format_keys if not re.search(rf"\b{key}\b", README)} == set()


def test_every_known_mistake_is_listed() -> None:
    assert [code for code in MISTAKES if f"`{code}`" not in README] == []


@pytest.mark.parametrize("members", [ACTIVATIONS, LOSSES, OPTIMIZERS, CONVENTIONS, INITIALIZERS, DATASETS])
def test_every_part_of_a_network_is_listed(members: tuple[str, ...]) -> None:
    assert [member for member in members if f"`{member}`" not in README] == []


def test_every_function_is_listed() -> None:
    assert [name for name in FUNCTIONS if not re.search(rf"`{name}[`(]", README)] == []


def test_links_lead_to_headings() -> None:
    headings = {
        re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in re.findall(r"^#+ (.*)$", README, re.M)
    }
    assert set(re.findall(r"\]\(#([\w-]+)\)", README)) <= headings
