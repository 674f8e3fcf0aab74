"""An event as a row of plain values and back: the one place that knows how each field is written down."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import blake2b
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from tutor.errors import Argument
from tutor.events import Event

Value: TypeAlias = str | int

COLUMNS: Final[tuple[str, ...]] = tuple(field.name for field in fields(Event))
DEFAULTS: Final[Mapping[str, str]] = {"arguments": "{}", "feedback": "[]"}
"""What stands in the columns that came with version 2 of the file where an event is older."""
ADDED: Final[Mapping[str, str]] = {**DEFAULTS, "checksum": ""}
"""The same of all columns that came with later versions than the first."""
_AT: Final = COLUMNS.index("at")
_DRAWN: Final = COLUMNS.index("drawn")
_ARGUMENTS: Final = COLUMNS.index("arguments")
_FEEDBACK: Final = COLUMNS.index("feedback")
_TYPES: Final = tuple(int if name in ("seed", "hints") else str for name in COLUMNS)
_values_of = attrgetter(*COLUMNS)


def timestamp(moment: datetime) -> str:
    """Return `moment` in UTC as ISO text of fixed length, so that texts sort as times do."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def row_of(event: Event) -> list[Value]:
    """Return the values of `event` in the order of `COLUMNS`.

    A lone surrogate (from a terminal that sent bytes that are no UTF-8) is written as its escape: no file can hold it.
    """
    values: list[Any] = list(_values_of(event))
    values[_AT] = timestamp(event.at)
    values[_DRAWN] = json.dumps(dict(event.drawn), ensure_ascii=False) if event.drawn else "{}"
    values[_ARGUMENTS] = json.dumps(dict(event.arguments), ensure_ascii=False) if event.arguments else "{}"
    values[_FEEDBACK] = json.dumps(event.feedback, ensure_ascii=False) if event.feedback else "[]"
    return [value if isinstance(value, int) else _writable(value) for value in values]


def event_of(row: Sequence[Any]) -> Event:
    """Return the event that `row` (in the order of `COLUMNS`) describes.

    Raises:
        ValueError: a value is not of its field's type, the time is none, `drawn` is no mapping of texts, `arguments`
            none of texts and numbers, or `feedback` no list of texts.
    """
    if tuple(map(type, row)) != _TYPES:
        raise ValueError("not the fields of an event")
    values = list(row)
    values[_AT] = datetime.fromisoformat(values[_AT])
    if values[_AT].tzinfo is not UTC:
        raise ValueError("a time that is not in UTC")
    values[_DRAWN] = _drawn(values[_DRAWN])
    values[_ARGUMENTS] = _arguments(values[_ARGUMENTS])
    values[_FEEDBACK] = _feedback(values[_FEEDBACK])
    return Event(*values)


def checksum(row: Sequence[Value], moment: str) -> str:
    """Return what stands beside `row` (in the order of `COLUMNS`) and its `moment` so that damage to them is seen."""
    return blake2b("\0".join(map(str, (*row, moment))).encode(), digest_size=8).hexdigest()


def object_of(text: str) -> dict[str, Any]:
    """Return the JSON object that `text` is; raises ValueError where it is none, however it is nested."""
    value = _parsed(text)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


@lru_cache(maxsize=1024)
def _drawn(text: str) -> Mapping[str, str]:
    """The drawn numbers; all events of one attempt have the same text, and share the mapping."""
    drawn = object_of(text)
    if not all(isinstance(value, str) for value in drawn.values()):
        raise ValueError("drawn numbers are texts")
    return MappingProxyType(drawn)


@lru_cache(maxsize=1024)
def _arguments(text: str) -> Mapping[str, Argument]:
    """What a sentence names; few verdicts name anything, and many name the same."""
    arguments = object_of(text)
    if not all(type(value) in (str, int, float) for value in arguments.values()):
        raise ValueError("arguments are texts and numbers")
    return MappingProxyType(arguments)


@lru_cache(maxsize=1024)
def _feedback(text: str) -> tuple[str, ...]:
    feedback = _parsed(text)
    if not isinstance(feedback, list) or not all(isinstance(value, str) for value in feedback):
        raise ValueError("feedback is a list of texts")
    return tuple(feedback)


def _writable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
