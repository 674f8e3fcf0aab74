"""Any data whatever has the shape of a lesson, or problems that can be said."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.patience import drawn
from tutor.lesson.files.document import Document, KeyPath
from tutor.lesson.files.shape import shape_problems
from tutor.lesson.files.source import read_source
from tutor.lesson.format.model import WrittenLesson
from tutor.wording.problems import PROBLEMS

FILE = Path(__file__).parent / "good/small.yaml"
DOCUMENT = read_source(FILE.read_text(encoding="utf-8"), FILE)
PATHS = sorted((path for path in DOCUMENT.values if path), key=repr)
JUNK = [
    None,
    "",
    [],
    {},
    "x",
    "1",
    [None],
    {"a": None},
    {"id": "x"},
    [["x"]],
    "a/b",
    {"x": {"y": "z"}},
    "quiz",
    ["a", "b"],
]
KEYS = ["choises", "colour", "kind", "type", "x y", "feedback", "id"]

_CHANGES = st.tuples(st.sampled_from(PATHS), st.sampled_from(JUNK), st.sampled_from(["replace", "delete", *KEYS]))


def _changed(data: Any, path: KeyPath, junk: Any, how: str) -> None:
    """Change what stands at `path`, if an earlier change has left it there."""
    for item in path[:-1]:
        if not isinstance(data, dict | list) or (isinstance(item, int) != isinstance(data, list)):
            return
        if (item not in data) if isinstance(data, dict) else len(data) <= int(item):
            return
        data = data[item]  # type: ignore[index]
    if not isinstance(data, dict):
        return
    if how == "delete":
        data.pop(path[-1], None)
    else:
        data[path[-1] if how == "replace" else how] = copy.deepcopy(junk)


@settings(max_examples=drawn(400), deadline=None)
@given(changes=st.lists(_CHANGES, min_size=1, max_size=3))
def test_any_change_of_the_data_gives_problems_that_can_be_said(changes: list[tuple[KeyPath, Any, str]]) -> None:
    data = copy.deepcopy(DOCUMENT.data)
    for change in changes:
        _changed(data, *change)
    changed = Document(FILE, data, DOCUMENT.keys, DOCUMENT.values)
    try:
        WrittenLesson.model_validate(data)
    except ValidationError as error:
        problems = shape_problems(WrittenLesson, changed, error)
        assert problems != []
        for problem in problems:
            PROBLEMS[problem.code].say("en", **problem.arguments)


class Wordless:
    """Pydantic's errors without their sentences, and without the words that some carry about what was expected."""

    def __init__(self, error: ValidationError) -> None:
        self._error = error

    def errors(self, **_: bool) -> list[dict[str, Any]]:
        kept = {"loc", "type", "input", "ctx"}
        said = ("literal_error", "union_tag_invalid", "union_tag_not_found")
        return [
            {key: {} if key == "ctx" and detail["type"] in said else detail[key] for key in kept & detail.keys()}
            for detail in cast(list[dict[str, Any]], self._error.errors())
        ]


@pytest.mark.parametrize(
    ("key", "junk", "code", "arguments"),
    [
        ("type", "quizz", "misspelt-value", {"value": "quizz", "suggestion": "quiz"}),
        ("type", "page", "not-one-of", {"key": "type", "value": "page"}),
        ("kind", "singel", "misspelt-value", {"value": "singel", "suggestion": "single"}),
        ("kind", "pick", "not-one-of", {"key": "kind", "value": "pick"}),
        ("kind", None, "missing-key", {"key": "kind"}),
    ],
)
def test_no_word_of_pydantic_decides_what_a_mistake_is(
    key: str, junk: Any, code: str, arguments: dict[str, str]
) -> None:
    data = copy.deepcopy(DOCUMENT.data)
    question = next(index for index, step in enumerate(data["steps"]) if step["type"] == "quiz")
    _changed(data, ("steps", question, key), junk, "replace")
    with pytest.raises(ValidationError) as caught:
        WrittenLesson.model_validate(data)
    changed = Document(FILE, data, DOCUMENT.keys, DOCUMENT.values)
    problems = shape_problems(WrittenLesson, changed, caught.value)
    assert shape_problems(WrittenLesson, changed, cast(ValidationError, Wordless(caught.value))) == problems
    assert problems[0].code == code
    assert arguments.items() <= problems[0].arguments.items()
