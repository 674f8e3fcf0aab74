"""The digest of a step's graded part: deaf to words, awake to answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tutor.lesson.files.source import read_source
from tutor.lesson.format.digest import graded_digest
from tutor.lesson.format.fields import graded_fields, translatable_fields
from tutor.lesson.format.model import WrittenLesson
from tutor.lesson.format.shelf import Shelf
from tutor.lesson.loading.file import load_lesson

FILE = Path(__file__).parent / "good/small.yaml"


def _data() -> Any:
    return read_source(FILE.read_text(encoding="utf-8"), FILE).data


def _digests(data: Any) -> dict[str, str]:
    lesson = Shelf().filled(WrittenLesson.model_validate(data))
    return {step.id: graded_digest(lesson, step) for step in lesson.steps}


def _change(data: Any, path: list[str | int], value: Any) -> None:
    for item in path[:-1]:
        data = data[item]
    data[path[-1]] = value


WORDS: list[tuple[list[str | int], Any]] = [
    (["steps", 0, "body"], "Other words."),
    (["steps", 0, "title"], "Other"),
    (["steps", 1, "hints"], ["One hint."]),
    (["steps", 1, "explain"], "Well done."),
    (["steps", 1, "skill"], None),
    (["steps", 1, "wrong", 0, "feedback"], "No."),
    (["steps", 2, "predict", "choices", 0, "text"], "It rises"),
    (["steps", 2, "tasks", 0, "text"], "Learn."),
    (["steps", 2, "tasks", 0, "witness"], {"learning_rate": "3"}),
    (["steps", 3, "choices", 0, "feedback"], "No."),
    (["steps", 3, "choices", 0, "text"], "$dz$"),
    (["steps", 3, "explain"], "So it is."),
    (["steps", 4, "choices", 0, "unselected_feedback"], "Left out."),
    (["steps", 5, "review"], "false"),
    (["steps", 5, "tolerance"], "1 %"),
    (["steps", 5, "was"], ["old-number"]),
    (["steps", 5, "retired"], "true"),
    (["steps", 6, "tests"], []),
    (["steps", 6, "wrong"], []),
    (["title"], "Another title"),
    (["minutes"], "50"),
    (["networks", "xor-net", "seed"], "8"),
]

GRADED: list[tuple[str, list[str | int], Any]] = [
    ("derive-w", ["steps", 1, "graph", "a"], "tanh(z)"),
    ("derive-w", ["steps", 1, "at", "x"], "3"),
    ("derive-w", ["steps", 1, "ask"], "all"),
    ("derive-w", ["steps", 1, "ask_rule"], "false"),
    ("derive-w", ["steps", 1, "domain", "x"], ["0.5", "3"]),
    ("play", ["steps", 2, "tasks", 0, "goal"], "loss[-1] < 0.02"),
    ("play", ["steps", 2, "tasks", 0, "within"], "6"),
    ("play", ["steps", 2, "predict", "choices", 0, "when"], "loss[2] > loss[0]"),
    ("play", ["networks", "neuron", "seed"], "8"),
    ("play", ["networks", "neuron", "layers", 0, "weights"], [["0.6"]]),
    ("q-single", ["steps", 3, "choices", 0, "correct"], "true"),
    ("q-number", ["steps", 5, "answer"], "w"),
    ("q-number", ["steps", 5, "tolerance"], "2%"),
    ("q-number", ["steps", 5, "params", "x", "int"], ["1", "5"]),
    ("q-number", ["steps", 5, "where"], []),
    ("q-formula", ["steps", 6, "answer"], "x"),
    ("q-formula", ["steps", 6, "symbols"], ["w", "x", "y", "b"]),
]


@pytest.mark.parametrize(("path", "value"), WORDS, ids=lambda value: str(value))
def test_edited_words_change_no_digest(path: list[str | int], value: Any) -> None:
    data = _data()
    before = _digests(data)
    _change(data, path, value)
    assert _digests(data) == before


@pytest.mark.parametrize(("step", "path", "value"), GRADED, ids=lambda value: str(value))
def test_an_edited_answer_changes_the_digest_of_its_step_alone(step: str, path: list[str | int], value: Any) -> None:
    data = _data()
    before = _digests(data)
    _change(data, path, value)
    after = _digests(data)
    assert {id_ for id_ in before if before[id_] != after[id_]} == {step}


def test_a_renamed_step_keeps_its_digest() -> None:
    data = _data()
    before = _digests(data)
    data["steps"][5]["id"] = "q-other"
    assert _digests(data)["q-other"] == before["q-number"]


def test_a_key_that_says_the_default_changes_nothing() -> None:
    data = _data()
    before = _digests(data)
    data["steps"][1]["retired"] = "false"
    data["steps"][6]["params"] = {}
    data["networks"]["neuron"]["l2"] = "0"
    assert _digests(data) == before


def test_the_digest_is_the_same_in_every_language() -> None:
    loaded = load_lesson(FILE).value
    assert loaded is not None
    chinese = loaded.in_language("zh")
    for step in loaded.source.steps:
        assert graded_digest(loaded.source, step) == graded_digest(chinese, chinese.step(step.id))


def test_the_digest_is_known_and_must_not_change_between_versions() -> None:
    assert _digests(_data())["q-number"] == "6a77c64135346eb2bc6b6a1977db30ed52e086cd1fe15a5236cf877990dedbd5"


def test_no_field_is_both_words_and_graded() -> None:
    lesson = load_lesson(FILE).value
    assert lesson is not None
    for step in lesson.source.steps:
        assert not graded_fields(type(step)) & translatable_fields(type(step))
