"""The part of JSON Schema that the format uses, enough to see what an editor would say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)


def complaints(value: Any, schema: dict[str, Any], root: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield a line for each thing in `value` that `schema` does not allow; scalars are text, as lessons read them."""
    if "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rsplit("/", 1)[1]] | {key: schema[key] for key in schema if key != "$ref"}
    for key in ("oneOf", "anyOf"):
        if key in schema:
            options = [list(complaints(value, option, root, path)) for option in schema[key]]
            if all(options):
                yield f"{path}: no alternative fits; nearest: {min(options, key=len)}"
    if "const" in schema and value != schema["const"] and value != str(schema["const"]):
        yield f"{path}: not {schema['const']}"
    if "enum" in schema and value not in schema["enum"]:
        yield f"{path}: not in {schema['enum']}"
    if "type" in schema and not any(_has_type(value, kind) for kind in _listed(schema["type"])):
        yield f"{path}: {value!r} is not {schema['type']}"
        return
    if isinstance(value, str) and "pattern" in schema and not re.search(schema["pattern"], value):
        yield f"{path}: {value!r} does not match {schema['pattern']}"
    if isinstance(value, str) and not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)):
        yield f"{path}: {len(value)} characters"
    if "minimum" in schema and float(value) < schema["minimum"]:
        yield f"{path}: {value} is below {schema['minimum']}"
    if isinstance(value, dict):
        yield from _mapping(value, schema, root, path)
    if isinstance(value, list):
        yield from _list(value, schema, root, path)


def _mapping(value: dict[str, Any], schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    yield from (f"{path}: {key} is missing" for key in schema.get("required", ()) if key not in value)
    for key, item in value.items():
        inner = schema.get("properties", {}).get(key)
        for pattern, candidate in schema.get("patternProperties", {}).items():
            inner = inner or (candidate if re.search(pattern, key) else None)
        if inner is None:
            if schema.get("additionalProperties") is False:
                yield f"{path}: {key} is unknown"
            continue
        yield from complaints(item, inner, root, f"{path}/{key}")


def _list(value: list[Any], schema: dict[str, Any], root: dict[str, Any], path: str) -> Iterator[str]:
    if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
        yield f"{path}: {len(value)} items"
    for index, item in enumerate(value):
        yield from complaints(item, schema.get("items", {}), root, f"{path}/{index}")


def _listed(kind: str | list[str]) -> list[str]:
    return [kind] if isinstance(kind, str) else kind


def _has_type(value: Any, kind: str) -> bool:
    match kind:
        case "string":
            return isinstance(value, str)
        case "number":
            return isinstance(value, str) and NUMBER.fullmatch(value) is not None
        case "integer":
            return isinstance(value, str) and value.lstrip("-").isdigit()
        case "boolean":
            return value in ("true", "false")
        case "object":
            return isinstance(value, dict)
        case "array":
            return isinstance(value, list)
        case _:
            raise ValueError(kind)
