"""Which fields of a model are words, and which of the others decide a verdict: read from the declaration itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from tutor.lesson.scalars import Translatable, Ungraded


def field_key(name: str, field: FieldInfo) -> str:
    """Return the key of a field as the author writes it."""
    return field.alias or name


@cache
def translatable_fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields of `model` whose values are words, or lists or mappings of words."""
    return frozenset(name for name, field in model.model_fields.items() if _has(field, Translatable))


@cache
def graded_fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields of `model` that are neither words nor marked as ungraded."""
    return frozenset(
        name
        for name, field in model.model_fields.items()
        if not _has(field, Translatable) and not any(isinstance(item, Ungraded) for item in field.metadata)
    )


def _has(field: FieldInfo, marker: type[Translatable]) -> bool:
    return any(isinstance(item, marker) for item in (*field.metadata, *_metadata(field.annotation)))


def _metadata(annotation: Any) -> Iterator[object]:
    """Everything that `Annotated` attaches anywhere inside `annotation`."""
    yield from getattr(annotation, "__metadata__", ())
    for argument in get_args(annotation):
        yield from _metadata(argument)
