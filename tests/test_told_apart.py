"""A member of a closed set is told apart by `match`, by a whole table or by its record, never by a comparison.

`if optimizer.kind == "adam"` goes on silently when an optimizer is added; a `match` without `case _` is a type error
then, and a table that lacks a member fails in `test_tables.py`. So no comparison in the program may name a member, and
no dictionary may have some members for keys and not all. This is judged by the words alone, whatever is compared: of
the sets below none has a word that is compared as something else anywhere.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Final, get_args

import pytest

import tutor
from tutor.network.spec import Activation, Convention, Dataset, Initializer, Loss, OptimizerKind

CLOSED_SETS: Final[Mapping[str, frozenset[str]]] = {
    "Loss": frozenset(get_args(Loss)),
    "OptimizerKind": frozenset(get_args(OptimizerKind)),
    "Convention": frozenset(get_args(Convention)),
    "Initializer": frozenset(get_args(Initializer)),
    "Dataset": frozenset(get_args(Dataset)),
    "Activation": frozenset(get_args(Activation)),
}
PROGRAM: Final = Path(tutor.__file__).parent
OF_FORMULAS: Final = ("formulas", "deriving", "judging", "typesetting")
"""Rooms in which some words of activations are names of functions, which have records of their own."""


def _texts(node: ast.expr) -> Iterator[str]:
    """The texts that an operand is or lists."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            for part in parts:
                yield from _texts(part)
        case _:
            pass


@cache
def _words(source: str) -> list[tuple[int, bool, frozenset[str]]]:
    """Line and texts of each comparison of `source`, and of the keys of each dictionary; whether it is one."""
    found = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Compare(left=left, comparators=others):
                found.append((node.lineno, False, frozenset(text for one in (left, *others) for text in _texts(one))))
            case ast.Dict(keys=keys):
                texts = (text for key in keys if key is not None for text in _texts(key))
                found.append((node.lineno, True, frozenset(texts)))
            case _:
                pass
    return [(line, is_table, words) for line, is_table, words in found if words]


def told_apart(source: str, members: frozenset[str]) -> list[int]:
    """The lines of `source` that compare with a member, or have some members and nothing else for keys."""
    return [line for line, is_table, words in _words(source) if (words < members if is_table else words & members)]


@pytest.mark.parametrize("name", CLOSED_SETS)
def test_no_member_is_told_apart_by_a_comparison_or_a_partial_table(name: str) -> None:
    found = {
        str(file.relative_to(PROGRAM)): lines
        for file in sorted(PROGRAM.rglob("*.py"))
        if name != "Activation" or file.relative_to(PROGRAM).parts[0] not in OF_FORMULAS
        if (lines := told_apart(file.read_text(encoding="utf-8"), CLOSED_SETS[name]))
    }
    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        'made = 1 if optimizer.kind == "adam" else 2',
        'made = "adam" != kind',
        'made = spec.training.optimizer.kind in ("momentum", "nesterov")',
        'made = kind not in ["sgd", other]',
        'made = {"momentum": 1, "nesterov": 2}.get(kind, 0)',
    ],
)
def test_each_such_way_is_seen(source: str) -> None:
    assert told_apart(source, CLOSED_SETS["OptimizerKind"]) == [1]


def test_whole_tables_and_other_words_are_no_concern() -> None:
    members = CLOSED_SETS["OptimizerKind"]
    assert told_apart(f'table = {dict.fromkeys(members)}\nmade = word == "dam" or text.find("adam")', members) == []
