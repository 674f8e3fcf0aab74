"""Errors of shape: what pydantic found, all at once, as problems with the place in the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from tutor.errors import Argument, Problem
from tutor.lesson.files.document import Document, KeyPath, Node
from tutor.lesson.files.spelling import in_structure, in_word, listed, nearest
from tutor.lesson.format.fields import Spot, spot
from tutor.lesson.format.quoted import QuotedText
from tutor.lesson.format.scalars import shortened

_CODES: Final = {
    "tuple_type": "not-a-list",
    "mapping_type": "not-a-mapping",
    "dict_type": "not-a-mapping",
    "model_type": "not-a-mapping",
    "model_attributes_type": "not-a-mapping",
    "string_type": "not-a-text",
    "string_too_short": "no-value",
    "too_short": "too-few",
    "too_long": "too-many",
    "greater_than": "not-above",
    "greater_than_equal": "too-small",
    "less_than": "not-below",
    "less_than_equal": "too-large",
}
"""Pydantic's error types, each with the code of the problem it is here."""

_STRUCTURE: Final = re.compile(r"\s*(?:- |[\[{]|[\w-]+:\s)")
"""How a text begins that was to be a list or a mapping."""
_TAGS: Final = ("type", "kind")
"""Keys that say what their mapping is: without them nobody knows which other keys belong there."""
_LIMITS: Final = ("min_length", "max_length", "gt", "ge", "lt", "le")
"""Names under which pydantic's errors carry the limit that was broken."""


def shape_problems(model: type[BaseModel], document: Document, error: ValidationError) -> list[Problem]:
    """Return a problem for each error that `model` found in `document`.

    A misspelt key is also a missing one; it is reported once, as misspelt.
    """
    problems: list[Problem] = []
    meant: set[KeyPath] = set()
    details = error.errors(include_url=False, include_input=True)
    for detail in details:
        if detail["type"] == "extra_forbidden":
            here = spot(model, detail["loc"])
            problems.append(_unknown_key(here, document, meant))
    for detail in details:
        here = spot(model, detail["loc"])
        follows = detail["type"] == "missing" and here.path in meant
        if detail["type"] != "extra_forbidden" and not follows and not _counts_sound_entries_only(detail):
            problems.append(_problem(detail, here, document))
    return problems


def _counts_sound_entries_only(detail: ErrorDetails) -> bool:
    """Whether a list is called too short only because some of its entries have errors of their own."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]


def _unknown_key(here: Spot, document: Document, meant: set[KeyPath]) -> Problem:
    *around, key = here.path
    if sign := in_structure(str(key)):
        return (document / here.path).key_problem(sign.code, **sign.arguments)
    taken = _mapping_at(document.data, tuple(around))
    known = [candidate for candidate in here.keys if candidate not in taken]
    suggestion = nearest(str(key), known)
    if not suggestion:
        return (document / here.path).key_problem("unknown-key", key=shortened(key), known=listed(here.keys))
    meant.add((*around, suggestion))
    return (document / here.path).key_problem("misspelt-key", key=shortened(key), suggestion=suggestion)


def _problem(detail: ErrorDetails, here: Spot, document: Document) -> Problem:
    node = document / here.path
    match detail["type"]:
        case "missing" if isinstance(node.path[-1], int):
            return node.problem("too-few", limit=node.path[-1] + 1)
        case "missing":
            return _missing_key(here.path, document)
        case "union_tag_not_found":
            return _missing_key((*here.path, here.tag_key), document)
        case "union_tag_invalid":
            given = detail["input"][here.tag_key]
            return _look_alike(node / here.tag_key, given) or _choice_problem(node / here.tag_key, given, here.words)
        case "literal_error":
            return _look_alike(node, detail["input"]) or _choice_problem(node, detail["input"], here.words)
        case _:
            return _value_problem(detail, node)


def _value_problem(detail: ErrorDetails, node: Node) -> Problem:
    kind, context = detail["type"], detail.get("ctx", {})
    if detail["input"] is None:
        return node.key_problem("no-value")
    if node.path[-1:] != ("[key]",) and (strange := _look_alike(node, _piece(detail["input"], context))):
        return strange
    if isinstance(detail["input"], dict) and (dash := _dash_in_key(node, detail["input"])):
        return dash
    if isinstance(detail["input"], QuotedText) and kind in _CODES and _STRUCTURE.match(detail["input"]):
        return node.problem("in-quotes", value=shortened(detail["input"]))
    is_item = bool(node.path) and isinstance(node.path[-1], int)
    if is_item and isinstance(detail["input"], str) and _CODES.get(kind) == "not-a-mapping":
        return node.problem("item-without-key", value=shortened(detail["input"]))
    report = node.problem
    if node.path[-1:] == ("[key]",):
        report = (node.document / node.path[:-1]).key_problem
    return report(_CODES.get(kind, kind), **_arguments(kind, context, detail["input"]))


def _piece(given: object, context: dict[str, Any]) -> object:
    """What is refused: the piece of a list that its own reader refused, else what was given."""
    return context.get("value", given) if isinstance(given, list) else given


def _look_alike(node: Node, given: object) -> Problem | None:
    """The sign in a value that is no text, which only looks like one that may stand there."""
    found = in_word(given) if isinstance(given, str) else None
    return node.problem_inside(str(given), found.place, found.code, found.arguments) if found else None


def _dash_in_key(node: Node, given: Mapping[object, object]) -> Problem | None:
    """The sign that was to begin an item of a list, and made its first key another one."""
    found = ((key, in_structure(str(key))) for key in given)
    return next(((node / str(key)).key_problem(sign.code, **sign.arguments) for key, sign in found if sign), None)


def _arguments(kind: str, context: dict[str, Any], value: object) -> dict[str, Argument]:
    if kind not in _CODES:
        return dict(context)
    limit = next((context[name] for name in _LIMITS if name in context), None)
    return {"value": shortened(value)} if limit is None else {"limit": limit}


def _missing_key(path: KeyPath, document: Document) -> Problem:
    around, key = path[:-1], str(path[-1])
    owner, node = _mapping_at(document.data, around), document / around
    if meant := nearest(key, [written for written in owner if written not in _TAGS]) if key in _TAGS else "":
        return (document / (*around, meant)).key_problem("misspelt-key", key=shortened(meant), suggestion=key)
    if key == "feedback" and "choices" in around and isinstance(owner.get("id"), str):
        return node.problem("missing-feedback", choice=shortened(owner["id"]))
    if not around:
        return node.problem("missing-key-at-top", key=key)
    return node.problem("missing-key", key=key, owner=named_path(document.data, around))


def _choice_problem(node: Node, value: object, known: list[str]) -> Problem:
    suggestion = nearest(shortened(value), known)
    if suggestion:
        return node.problem("misspelt-value", value=shortened(value), suggestion=suggestion)
    return node.problem("not-one-of", key=str(node.path[-1]), value=shortened(value), known=listed(known))


def _mapping_at(data: Any, path: KeyPath) -> Any:
    """The value at `path`, an empty mapping where the file has a short form in its place, `data: xor`."""
    for item in path:
        if not isinstance(item, int):
            data = data.get(item) if isinstance(data, dict) else None
        else:
            data = data[item] if isinstance(data, list) else None
    return data if isinstance(data, dict) else {}


def named_path(data: Any, path: KeyPath) -> str:
    """Return `path` as an author reads it: ids in the place of indexes, `steps.q-order.choices.dzda`."""
    words: list[str] = []
    for item in path:
        data = data[item]
        id_ = data.get("id") if isinstance(item, int) and isinstance(data, dict) else None
        words.append(shortened(id_) if isinstance(id_, str) else str(item + 1 if isinstance(item, int) else item))
    return ".".join(words)
