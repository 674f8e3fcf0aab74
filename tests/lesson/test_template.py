"""The lesson that `new` writes has every kind of step and every key of the format, each with a word about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from tutor.lesson.format.fields import field_key
from tutor.lesson.format.model import WrittenLesson
from tutor.lesson.writing.new import template
from tutor.network.spec import OPTIMIZER_SETTINGS

KEY = re.compile(r"^ *(?:- |# )? *(?:# )?(\w+):(?: |$)|[{,] ?(\w+): ")


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    """Every model that is reached from `annotation`, each perhaps several times."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
        for field in annotation.model_fields.values():
            yield from _models(field.annotation)
            yield from (model for item in field.metadata for model in _models(item))
    for argument in get_args(annotation):
        yield from _models(argument)


def _keys() -> list[str]:
    models = set(_models(WrittenLesson))
    return sorted({field_key(name, field) for model in models for name, field in model.model_fields.items()})


def _written() -> set[str]:
    found = (match for line in template("my-lesson").splitlines() for match in KEY.finditer(line))
    return {match[1] or match[2] for match in found}


@pytest.mark.parametrize("key", _keys())
def test_every_key_of_the_format_stands_in_it(key: str) -> None:
    assert key in _written()


def test_it_has_no_key_that_the_format_lacks() -> None:
    own_names = {"w", "b", "x", "y", "z", "a", "L", "neuron", "chain", "parabola", "learning_rate"}
    assert _written() - own_names <= set(_keys())


def test_every_kind_of_step_and_question_is_shown() -> None:
    text = template("my-lesson")
    for key in ("type", "kind"):
        for model in set(_models(WrittenLesson)):
            field = model.model_fields.get(key)
            if field is not None and "Step" in "".join(base.__name__ for base in model.__mro__):
                assert f"{key}: {get_args(field.annotation)[0]}" in text


@pytest.mark.parametrize("setting", sorted(frozenset().union(*OPTIMIZER_SETTINGS.values()) - {"beta2"}))
def test_every_optimizer_that_looks_at_a_setting_stands_beside_it(setting: str) -> None:
    """`beta2` stands below `beta1`, which speaks of both."""
    said = re.search(rf"# {setting}: .*# for (.*)", template("my-lesson"))
    assert said is not None
    kinds = {kind for kind, settings in OPTIMIZER_SETTINGS.items() if setting in settings}
    assert set(re.findall(r"[a-z]+", said[1].partition(", like")[0])) - {"and"} == kinds
