"""Every place of the format at which an author writes something, taken from the format's own schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeAlias

from tutor.lesson.format.schema import Kind, schema

Field: TypeAlias = tuple[str | int, ...]
"""The keys that lead to a value; 0 stands for an item of a list, `any` for a key that authors choose."""


schema_once = cache(schema)
"""The schema, which takes half a second, made once for all that only read it."""


@cache
def fields(kind: Kind) -> Sequence[Field]:
    """Return every field of a file of this `kind`, keys that authors choose included."""
    made = schema_once(kind)
    return sorted(set(_fields(made, made, (), frozenset())), key=str)


def _fields(part: dict[str, Any], root: dict[str, Any], path: Field, around: frozenset[str]) -> Iterator[Field]:
    if "$ref" in part:
        name = part["$ref"].rsplit("/", 1)[1]
        if name not in around:
            yield from _fields(root["$defs"][name], root, path, around | {name})
        return
    inside = [(path, option) for key in ("oneOf", "anyOf") for option in part.get(key, ())]
    inside += [((*path, key), value) for key, value in part.get("properties", {}).items()]
    chosen = [*part.get("patternProperties", {}).values(), part.get("additionalProperties")]
    inside += [((*path, "any"), value) for value in chosen if isinstance(value, dict)]
    inside += [((*path, 0), part["items"])] if "items" in part else []
    for here, value in inside:
        yield from _fields(value, root, here, around)
    if not inside:
        yield path


def written(field: Field, text: str) -> str:
    """Return a file that has only `field`, whose value is `text`, at its end."""
    lines = [f"{'  ' * level}{'-' if isinstance(key, int) else f'{key}:'}" for level, key in enumerate(field)]
    return "\n".join(lines) + f" {text}\n"
