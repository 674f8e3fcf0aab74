"""What the declaration says about its fields: which are words, which decide a verdict, which keys stand where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, Tag
from pydantic.fields import FieldInfo

from tutor.lesson.format.scalars import OneLine, Translatable, Ungraded


def field_key(name: str, field: FieldInfo) -> str:
    """Return the key of a field as the author writes it."""
    return field.alias or name


@cache
def translatable_fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields of `model` whose values are words, or lists or mappings of words."""
    return frozenset(name for name, field in model.model_fields.items() if _has(field, Translatable))


@cache
def one_line_fields(model: type[BaseModel]) -> frozenset[str]:
    """Return the names of the fields of `model` whose words stay on one line."""
    return frozenset(name for name, field in model.model_fields.items() if _has(field, OneLine))


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


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a file, and in which model of the declaration, an error of pydantic belongs."""

    path: tuple[str | int, ...]
    model: type[BaseModel]
    """The innermost model around the end of `path`."""
    declared: Any = None
    """The annotation of what stands there, without `| None`."""

    @property
    def keys(self) -> list[str]:
        """The keys that an author may write there."""
        return [field_key(name, field) for name, field in self.model.model_fields.items()]

    @property
    def tag_key(self) -> str:
        """The key that tells apart what may stand there."""
        return "type" if len(_literals(self.declared, "type")) > 1 else "kind"

    @property
    def words(self) -> list[str]:
        """The words that an author may write there, or behind `tag_key` where models may stand."""
        return _literals(self.declared, self.tag_key)


def spot(root: type[BaseModel], location: tuple[str | int, ...]) -> Spot:
    """Return the spot of a pydantic error's `location`, which names union members besides keys and indexes."""
    annotation: Any = root
    model = root
    path: list[str | int] = []
    for item in location:
        annotation = _bare(annotation)
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            model = annotation
        if _is_union(annotation):
            annotation = next((member for member in get_args(annotation) if _has_tag(member, item)), None)
        else:
            path.append(item)
            annotation = _inside(annotation, item)
    return Spot(tuple(path), model, _bare(annotation))


def _bare(annotation: Any) -> Any:
    """`annotation` without `Annotated` and without `| None`."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif _is_union(annotation) and NoneType in get_args(annotation):
            annotation = next(member for member in get_args(annotation) if member is not NoneType)
        else:
            return annotation


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


def _has_tag(member: Any, tag: str | int) -> bool:
    if any(isinstance(item, Tag) and item.tag == tag for item in getattr(member, "__metadata__", ())):
        return True
    member = _bare(member)
    if _is_union(member):
        return any(_has_tag(part, tag) for part in get_args(member))
    fields = getattr(member, "model_fields", {})
    return any(tag in get_args(fields[name].annotation) for name in ("type", "kind") if name in fields)


def _literals(annotation: Any, key: str) -> list[str]:
    """The words of a `Literal`, or those of the field `key` in all models of a union; each once."""
    annotation = _bare(annotation)
    if _is_union(annotation):
        return list(dict.fromkeys(word for member in get_args(annotation) for word in _literals(member, key)))
    if get_origin(annotation) is Literal:
        return [str(word) for word in get_args(annotation)]
    fields = getattr(annotation, "model_fields", {})
    return _literals(fields[key].annotation, key) if key in fields else []


def _inside(annotation: Any, item: str | int) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        fields = annotation.model_fields.items()
        return next((field.annotation for name, field in fields if field_key(name, field) == item), None)
    arguments = get_args(annotation)
    if isinstance(item, int):
        return arguments[min(item, len(arguments) - 1)] if arguments and arguments[-1] is not ... else arguments[0]
    return arguments[1] if len(arguments) == 2 else None


def texts(part: BaseModel, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of `part` that a translation may replace, with its path below `path`."""
    words = translatable_fields(type(part))
    for name, value in part:
        yield from _texts(value, (*path, name), name in words)


def _texts(value: Any, path: tuple[str | int, ...], translatable: bool) -> Iterator[tuple[tuple[str | int, ...], str]]:
    match value:
        case BaseModel():
            yield from texts(value, path)
        case str() if translatable and value:
            yield path, value
        case tuple():
            for index, item in enumerate(value):
                yield from _texts(item, (*path, index), translatable)
        case dict():
            for key, item in value.items():
                yield from _texts(item, (*path, key), translatable)
        case _:
            pass
