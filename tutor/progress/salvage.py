"""Finds the records of a damaged progress file one by one, whatever else of the file is broken."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from tutor.events import Event
from tutor.progress.database import HEAD_SIZE
from tutor.progress.rows import ADDED, COLUMNS, checksum, event_of

# What is known of a table in SQLite's file format (https://www.sqlite.org/fileformat2.html, sections 1.5, 1.6 and 2).
_PAGE_SIZES: Final = (512, 1024, 2048, 4096, 8192, 16384, 32768, 65536)
_USUAL_PAGE_SIZE: Final = 4096
_MAGIC: Final = b"SQLite format 3\0"
_LENGTHS: Final = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)
_MOMENT: Final = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+00:00")
_HEAD: Final = re.compile(rb"[\x10-\x7f]\x00(?:[\x00-\x7f]|[\x80-\xff][\x00-\x7f])\x4d")
"""The head of a record of ours: its length, no value for `sequence` (it is the row's number), an id of any length below
8,000 bytes, and a moment, whose text has 32 bytes always."""
_ORDER: Final = ("id", "moment", *COLUMNS[1:], "checksum")
"""The columns as they stand in a record after `sequence`; one of an earlier version ends earlier."""
_COUNTS: Final = {len(_ORDER) - len(ADDED), len(_ORDER) - 1, len(_ORDER)}
"""How many columns the records of each version have."""


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it stands in the file: its number, the time that orders it, and what happened."""

    sequence: int
    moment: str
    event: Event


@dataclass(frozen=True, slots=True)
class Missing:
    """Records that could not be read: how many, and the times of those around them, between which they lay."""

    count: int
    after: str
    before: str


def salvage(path: Path) -> list[Row]:
    """Return every row of the file whose checksum is right, or which is of a version without, in order.

    Nothing else of the file is believed: neither its head nor its pages' need to be sound.
    Raises OSError where the file can't be read.
    """
    content = path.read_bytes()
    found: dict[str, tuple[bool, Row]] = {}
    for start in (match.start() for match in _HEAD.finditer(content)):
        one = _row_at(content, start)
        if one is not None and one[0] >= found.get(one[1].event.id, one)[0]:
            found[one[1].event.id] = one
    return sorted((row for _, row in found.values()), key=lambda row: (row.moment, row.sequence))


def is_cut_off(path: Path) -> bool:
    """Return whether the file is shorter than its head says (section 1.3). Raises OSError where it can't be read."""
    with path.open("rb") as stream:
        head = stream.read(HEAD_SIZE)
    pages, changes, changes_when_counted = (int.from_bytes(head[at : at + 4], "big") for at in (28, 24, 92))
    is_told = head.startswith(_MAGIC) and changes == changes_when_counted
    return is_told and path.stat().st_size < pages * _page_sizes(head)[0]


def missing(rows: Sequence[Row]) -> Missing | None:
    """Return what is missing before the last of `rows`, by their numbers: a program gives them one after the other.

    No checksum vouches for a number. A row whose own was damaged leaves one that nobody has, which is no loss; and one
    that jumps ahead, but in time lies before the row below it, says nothing of how many there were.
    """
    numbered = sorted((row.sequence, row.moment) for row in rows)
    while len(numbered) > 1 and numbered[-1][0] - numbered[-2][0] > 1 and numbered[-1][1] < numbered[-2][1]:
        numbered.pop()
    count = numbered[-1][0] - len(rows) if numbered else 0
    if count <= 0:
        return None
    pairs = pairwise([(0, numbered[0][1]), *numbered])
    around = [moment for earlier, later in pairs if later[0] - earlier[0] > 1 for moment in (earlier[1], later[1])]
    return Missing(count, min(around), max(around))


def _row_at(content: bytes, start: int) -> tuple[bool, Row] | None:
    """The row whose record's head begins at `start`, with whether a checksum vouches for it; None where none does."""
    types = _types(content, start)
    size = content[start] + sum(map(_length, types))
    if len(types) - 1 not in _COUNTS or size > len(content):
        return None
    for page in _page_sizes(content):
        with suppress(ValueError):
            values = _values(_whole(content, start, size, page)[content[start] :], types[1:])
            named: dict[str, Any] = {**ADDED, **dict(zip(_ORDER, values, strict=False))}
            row, moment, expected = [named[name] for name in COLUMNS], str(named["moment"]), named["checksum"]
            if not expected or checksum(row, moment) == expected:
                return bool(expected), Row(_number_before(content, start), moment, event_of(row))
    return None


def _types(content: bytes, start: int) -> list[int]:
    """The types of a record's values (section 2.1)."""
    types, place, end = [], start + 1, start + content[start]
    while place < end:
        kind, place = _number_at(content, place)
        types.append(kind)
    return types


def _length(kind: int) -> int:
    return (kind - 12) // 2 if kind >= 12 else _LENGTHS[kind] if kind < len(_LENGTHS) else 0


def _values(body: bytes, types: list[int]) -> list[Any]:
    """The values of a record; ValueError where a text is no UTF-8 or one is cut off."""
    values: list[Any] = []
    for kind in types:
        raw, body = body[: _length(kind)], body[_length(kind) :]
        if len(raw) < _length(kind):
            raise ValueError("cut off")
        values.append(raw.decode() if kind >= 13 else kind - 8 if kind >= 8 else int.from_bytes(raw, signed=True))
    return values


def _whole(content: bytes, start: int, payload: int, page: int) -> bytes:
    """The record that begins at `start`: where it is long, its rest lies on other pages, each naming the next."""
    room = page - 35
    if payload <= room:
        return content[start : start + payload]
    least = (page - 12) * 32 // 255 - 23
    local = least + (payload - least) % (page - 4)
    local = local if local <= room else least
    whole = content[start : start + local]
    link = content[start + local : start + local + 4]
    while any(link) and len(whole) < payload:
        place = (int.from_bytes(link, "big") - 1) * page
        link, more = content[place : place + 4], content[place + 4 : place + page]
        whole += more
    return whole[:payload]


def _page_sizes(content: bytes) -> tuple[int, ...]:
    """The page size that the file's head tells, if it can be one, and the usual one."""
    told = int.from_bytes(content[16:18], "big")
    told = 65536 if told == 1 else told
    return (told, _USUAL_PAGE_SIZE) if told in _PAGE_SIZES and told != _USUAL_PAGE_SIZE else (_USUAL_PAGE_SIZE,)


def _number_at(content: bytes, place: int) -> tuple[int, int]:
    """The variable-length number at `place` (section 1.6), and the place after it."""
    number = 0
    for _ in range(8):
        byte = content[place] if place < len(content) else 0
        place += 1
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            break
    return number, place


def _number_before(content: bytes, end: int) -> int:
    """The variable-length number that ends just before `end`: the number of the row whose record begins there."""
    start = end - 1
    while start > 0 and end - start < 8 and content[start - 1] >= 0x80:
        start -= 1
    return _number_at(content, start)[0]
