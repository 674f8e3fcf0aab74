"""Damage of every kind: what is whole comes back as it was, the rest is told, and the damaged file is kept."""

from __future__ import annotations

import gzip
import random
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.progress.plain import START, event
from tests.progress.version1 import HERE
from tutor.events import Event
from tutor.progress import open_progress
from tutor.progress.database import SCHEMA_VERSION
from tutor.progress.salvage import is_cut_off, missing, salvage

PAGE = 4096
Damage = Callable[[bytearray, random.Random], bytes | bytearray]


def one_bit(content: bytearray, chance: random.Random) -> bytearray:
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    return content


def one_page_of_zeros(content: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(content) // PAGE) * PAGE
    content[start : start + PAGE] = bytes(PAGE)
    return content


def cut(content: bytearray, chance: random.Random) -> bytearray:
    return content[: chance.randrange(len(content))]


def head_overwritten(content: bytearray, chance: random.Random) -> bytearray:
    content[:100] = chance.randbytes(100)
    return content


DAMAGES: dict[Damage, int] = {one_bit: 60, one_page_of_zeros: 20, cut: 20, head_overwritten: 10}
"""Each kind, and how often the long test does it."""


def written(path: Path, count: int, chance: random.Random) -> dict[str, Event]:
    """Write `count` events of many lengths, some longer than a page; return them by id."""
    events = [
        event(
            second,
            id=str(uuid.UUID(int=chance.getrandbits(128))),
            raw="笔记" * chance.randrange(700, 4000) if second % 100 == 99 else "x" * chance.randrange(300),
            arguments={"count": second},
            seed=chance.getrandbits(chance.randrange(1, 63)),
            hints=second % 4,
        )
        for second in range(count)
    ]
    with closing(open_progress(path, lambda: START).progress) as progress:
        progress.append(*events)
    return {one.id: one for one in events}


def places(path: Path) -> dict[str, tuple[int, int]]:
    """Where the record of each row lies that lies in one piece, by the row's id: found by its texts alone."""
    content = path.read_bytes()
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT id, moment, raw, checksum FROM event").fetchall()
    head = 40  # at most so many bytes of the record stand before the id
    return {
        name: ((start := content.find((name + moment).encode())) - head, content.find(checksum.encode(), start) + 16)
        for name, moment, raw, checksum in rows
        if len(raw) < 300
    }


def attack(folder: Path, count: int, damage: Damage, times: int) -> None:
    chance = random.Random(f"{damage.__name__} {count}")
    path = folder / "progress.sqlite3"
    events = written(path, count, chance)
    whole, lying = path.read_bytes(), places(path)
    for _ in range(times):
        damaged = bytes(damage(bytearray(whole), chance))
        must = {name for name, (start, end) in lying.items() if whole[start:end] == damaged[start:end]}
        path.write_bytes(damaged)
        opened = open_progress(path)
        with closing(opened.progress) as progress:
            kept = progress.history()
            progress.append(event(10**6))
        assert [one for one in kept if events.get(one.id) != one] == []
        assert must <= {one.id for one in kept}
        assert kept == sorted(kept, key=lambda one: one.at)
        if opened.notice is None:
            assert len(kept) == count
        else:
            aside = Path(str(opened.notice.arguments["aside"]))
            assert aside.read_bytes() == damaged
            aside.unlink()


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.every(2)
def test_what_is_whole_comes_back(damage: Damage, tmp_path: Path) -> None:
    attack(tmp_path, 300, damage, 12)


@pytest.mark.long
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_of_three_thousand_events_what_is_whole_comes_back(damage: Damage, tmp_path: Path) -> None:
    attack(tmp_path, 3000, damage, DAMAGES[damage])


@pytest.mark.parametrize("first", [40, 58])
def test_what_is_missing_is_told_with_its_time(first: int, tmp_path: Path) -> None:
    """Within one minute, and around the end of one."""
    path = tmp_path / "progress.sqlite3"
    events = list(written(path, 300, random.Random(1)).values())
    content = path.read_bytes()
    for lost in events[first : first + 3]:
        content = content.replace(lost.id.encode(), b"?" * 36)
    path.write_bytes(content)
    opened = open_progress(path)
    opened.progress.close()
    assert opened.notice is not None
    assert opened.notice.code == "progress.recovered-in-part"
    told = opened.notice.arguments
    start, end, latest = (f"{events[at].at.astimezone():%Y-%m-%d %H:%M}" for at in (first - 1, first + 3, -1))
    assert [told["count"], told["lost"], told["latest"]] == [297, 3, latest]
    assert told["time"] == (start if first == 40 else f"{start} – {end}")
    again = open_progress(path)
    assert again.notice is None
    again.progress.close()


def test_of_a_file_that_was_cut_off_it_is_not_said_how_much_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    written(path, 300, random.Random(5))
    whole = path.read_bytes()
    assert not is_cut_off(path)
    codes = set()
    for size in (len(whole) // 3, len(whole) * 9 // 10, len(whole) - 1):
        path.write_bytes(whole[:size])
        opened = open_progress(path)
        with closing(opened.progress) as progress:
            kept = len(progress.history())
        assert opened.notice is not None
        codes.add(opened.notice.code)
        told = opened.notice.arguments
        assert told["count"] == kept
        if opened.notice.code == "progress.recovered-cut-off-in-part":
            assert 0 < int(told["lost"]) <= 300 - kept
        path.unlink()
    assert codes == {"progress.recovered-cut-off", "progress.recovered-cut-off-in-part"}


def test_a_head_that_is_none_does_not_tell_how_long_the_file_was(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    for content in (b"", b"SQLite", bytes(20) + b"\xff" * 200):
        path.write_bytes(content)
        assert not is_cut_off(path)


def test_where_nothing_is_missing_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    written(path, 50, random.Random(2))
    path.write_bytes(head_overwritten(bytearray(path.read_bytes()), random.Random(3)))
    opened = open_progress(path)
    opened.progress.close()
    assert opened.notice is not None
    assert (opened.notice.code, opened.notice.arguments["count"]) == ("progress.recovered", 50)


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_rows_of_every_version_come_back_with_its_checksums_or_without_any(version: int, tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    whole = gzip.decompress((HERE / f"version{version}.sqlite3.gz").read_bytes())
    path.write_bytes(whole)
    with closing(sqlite3.connect(path)) as connection:
        ids = {name for (name,) in connection.execute("SELECT id FROM event")}
    assert {row.event.id for row in salvage(path)} == ids
    assert missing(salvage(path)) is None
    path.write_bytes(head_overwritten(bytearray(whole), random.Random(4)))
    with closing(open_progress(path).progress) as progress:
        assert {one.id for one in progress.history()} == ids


def test_a_text_that_is_no_utf8_does_not_pass_for_a_row_of_an_earlier_version(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    written(path, 5, random.Random(8))
    whole = path.read_bytes()
    for ended in (b'{"count": 2', b"[]"):
        place = whole.rindex(ended)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x80]) + whole[place + 1 :])
        assert len(salvage(path)) == 4


def test_a_number_that_was_damaged_is_no_loss(tmp_path: Path) -> None:
    path = tmp_path / "progress.sqlite3"
    events = list(written(path, 300, random.Random(9)).values())
    whole = path.read_bytes()
    for event_, bit in ((events[40], 3), (events[120], 6), (events[200], 0), (events[250], 2)):
        content = bytearray(whole)
        # The number of a row ends where the head of its record begins: that is, its length, 0, 85 (36 bytes), 77 (32).
        head = content.rindex(b"\x00\x55\x4d", 0, content.index((event_.id + "2026").encode())) - 1
        content[head - 1] ^= 1 << bit
        path.write_bytes(content)
        opened = open_progress(path)
        with closing(opened.progress) as progress:
            assert len(progress.history()) == 300
        assert opened.notice is not None
        assert opened.notice.code == "progress.recovered"
