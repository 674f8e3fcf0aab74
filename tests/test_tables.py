"""A table over a closed set has exactly the set's members: a forgotten one fails here, with the table's name.

Which tables these are is said by their own annotations: a constant `Mapping[Activation, …]` is one wherever it stands.
What speaks of some members only says so in its type, or is a field of the members' record.
"""

from __future__ import annotations

import ast
import importlib
import pkgutil
import typing
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal, get_args, get_origin

import pytest

import tutor

LEFT_OUT: Final = ("tutor.__main__",)


def _keys_of(annotation: Any) -> tuple[str, ...] | None:
    """The members of the closed set that the keys of a table come from; None for anything else."""
    if get_origin(annotation) is Final:
        (annotation,) = get_args(annotation)
    if get_origin(annotation) not in (dict, Mapping) or get_origin(get_args(annotation)[0]) is not Literal:
        return None
    return get_args(get_args(annotation)[0])


def _annotations(module: Any) -> Iterator[tuple[str, Any]]:
    """Name and evaluated annotation of each constant of a module."""
    texts = {
        name: text for name, text in sorted(module.__annotations__.items()) if "Mapping[" in text or "dict[" in text
    }
    if texts:  # Most modules have none, and need not be read.
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        known = {**vars(typing), **vars(module), **dict(_for_types_only(tree))}
        yield from ((name, eval(text, known)) for name, text in texts.items())


def _for_types_only(tree: ast.Module) -> Iterator[tuple[str, Any]]:
    """What a module imports for its annotations alone."""
    for block in tree.body:
        if isinstance(block, ast.If) and ast.unparse(block.test) == "TYPE_CHECKING":
            for node in block.body:
                assert isinstance(node, ast.ImportFrom), "such imports name what they take"
                source = importlib.import_module(node.module or "")
                yield from ((alias.asname or alias.name, getattr(source, alias.name)) for alias in node.names)


def tables() -> dict[str, tuple[object, tuple[str, ...]]]:
    """Every table over a closed set by its full name, with the members of the set."""
    found: dict[str, tuple[object, tuple[str, ...]]] = {}
    for info in pkgutil.walk_packages(tutor.__path__, "tutor."):
        if info.name in LEFT_OUT:
            continue
        module = importlib.import_module(info.name)
        for name, annotation in _annotations(module):
            members = _keys_of(annotation)
            if members is not None:
                found[f"{info.name}.{name}"] = getattr(module, name), members
    return found


TABLES: Final = tables()


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_has_exactly_the_members_of_its_set(name: str) -> None:
    table, members = TABLES[name]
    assert isinstance(table, Mapping)
    assert set(table) == set(members)


def test_tables_are_found() -> None:
    assert "tutor.network.functions.ACTIVATION_FUNCTIONS" in TABLES
