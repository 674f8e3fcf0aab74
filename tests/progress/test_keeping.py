"""What can't be written is held, counts, is said, and is written as soon as that works: on real disks and files."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from threading import Timer

import pytest

from tests.platforms import needs_posix
from tests.progress.plain import START, event
from tests.progress.test_opening import NOW, Home, as_someone_without_rights
from tests.progress.test_salvage import head_overwritten, written
from tests.small_disk import SmallDisk
from tutor.events import Event
from tutor.progress import Notice, Progress, database, keeping, open_progress
from tutor.progress.backup import back_up_later, backups
from tutor.progress.database import SqliteProgress
from tutor.progress.failures import UnwritableError


@pytest.fixture
def file(small_disk: SmallDisk) -> Path:
    """A progress file on a small disk, with three events."""
    path = small_disk.path / "home" / "progress.sqlite3"
    with closing(open_progress(path, lambda: START).progress) as progress:
        progress.append(*(event(second) for second in range(3)))
    return path


def in_file(path: Path) -> list[Event]:
    opened = open_progress(path, lambda: START)
    assert opened.notice is None
    with closing(opened.progress) as progress:
        return progress.history()


def told(progress: Progress) -> list[str]:
    return [notice.code for notice in progress.news()]


def large() -> list[Event]:
    """Events too large for what a full disk still has."""
    return [event(100 + second, raw="long" * 2000) for second in range(3)]


def test_what_a_full_disk_does_not_take_counts_and_is_written_when_there_is_room(
    file: Path, small_disk: SmallDisk
) -> None:
    before, new = in_file(file), large()
    progress = open_progress(file).progress
    small_disk.fill()
    progress.append(new[0])
    assert (told(progress), progress.saves) == (["progress.not-saved.full"], False)
    progress.append(new[1])
    assert told(progress) == []  # said already
    assert progress.history() == progress.events("mapping") == [*before, *new[:2]]
    assert progress.latest("mapping") == [new[1]]
    small_disk.make_room()
    progress.append(new[2])
    assert (told(progress), progress.saves) == (["progress.saved-now"], True)
    assert in_file(file) == progress.history() == [*before, *new]
    progress.close()


def test_a_reset_that_is_held_counts(file: Path, small_disk: SmallDisk) -> None:
    progress = open_progress(file).progress
    small_disk.fill()
    progress.append(event(9, kind="reset", step="", part="", raw="long" * 2000))
    assert progress.events("mapping") == progress.latest("mapping") == []
    assert not progress.saves


@pytest.mark.parametrize("room", [True, False])
def test_the_end_writes_what_is_held_or_says_how_much_is_lost(file: Path, small_disk: SmallDisk, room: bool) -> None:
    before, new = in_file(file), large()
    progress = open_progress(file).progress
    small_disk.fill()
    progress.append(*new)
    if room:
        small_disk.make_room()
        progress.close()
        assert (told(progress)[-1], progress.saves) == ("progress.saved-now", True)
        assert in_file(file) == [*before, *new]
        return
    with pytest.raises(UnwritableError) as refusal:
        progress.close()
    assert (refusal.value.code, refusal.value.arguments["count"]) == ("progress.lost.full", 3)
    small_disk.make_room()
    progress.close()
    assert (told(progress), progress.saves) == ([], False)
    assert in_file(file) == before


@pytest.mark.parametrize("begun", [True, False])
def test_a_disk_that_is_full_at_the_start(small_disk: SmallDisk, request: pytest.FixtureRequest, begun: bool) -> None:
    path: Path = request.getfixturevalue("file") if begun else small_disk.path / "home" / "progress.sqlite3"
    before = in_file(path) if begun else []
    small_disk.fill()
    opened = open_progress(path)
    assert opened.notice is not None
    assert opened.notice.code == "progress.not-saved.full"
    new = large()
    opened.progress.append(new[0])
    assert opened.progress.history() == [*before, new[0]]
    small_disk.make_room()
    opened.progress.append(new[1])
    assert told(opened.progress) == ["progress.saved-now"]
    opened.progress.close()
    assert in_file(path) == [*before, *new[:2]]


def test_a_damaged_file_on_a_full_disk_lends_what_can_be_read_and_stays_as_it_is(small_disk: SmallDisk) -> None:
    path = small_disk.path / "progress.sqlite3"
    events = written(path, 60, random.Random(1))
    broken = head_overwritten(bytearray(path.read_bytes()), random.Random(2))
    path.write_bytes(broken)
    small_disk.fill()
    opened = open_progress(path, lambda: NOW)
    assert opened.notice is not None
    assert (opened.notice.code, opened.notice.arguments["count"]) == ("progress.not-saved.damaged", 60)
    assert {one.id for one in opened.progress.history()} == set(events)
    assert path.read_bytes() == broken
    assert {one.name for one in small_disk.path.iterdir()} <= {"filler", path.name, "progress.lock"}
    small_disk.make_room()
    late = event(10**6)
    opened.progress.append(late)
    assert told(opened.progress) == ["progress.recovered", "progress.saved-now"]
    opened.progress.close()
    assert {one.id for one in in_file(path)} == {*events, late.id}
    (aside,) = small_disk.path.glob("progress-damaged-*")
    assert aside.read_bytes() == broken


def test_a_file_that_is_damaged_while_the_disk_is_full(small_disk: SmallDisk) -> None:
    path = small_disk.path / "progress.sqlite3"
    events = written(path, 60, random.Random(1))
    progress = open_progress(path, lambda: NOW).progress
    with path.open("r+b") as stream:
        stream.write(head_overwritten(bytearray(path.read_bytes()), random.Random(2)))
    small_disk.fill()
    assert {one.id for one in progress.history()} == set(events)
    assert told(progress) == ["progress.not-saved.damaged"]
    small_disk.make_room()
    progress.close()
    assert {one.id for one in in_file(path)} == set(events)


MADE_READ_ONLY = """
home = Path(sys.argv[1])
opened = tutor.progress.open_progress(home / "progress.sqlite3")
for mode in (0o755, 0o555, 0o755):
    home.chmod(mode)
    opened.progress.append(event())
    print(*(notice.code for notice in opened.progress.news()), len(opened.progress.history()), opened.progress.saves)
opened.progress.close()
"""


@needs_posix("POSIX permissions")
def test_a_folder_that_is_made_read_only_while_the_program_runs() -> None:
    with closing(Home()) as home:
        if os.geteuid() == 0:
            os.chown(home.folder, 65534, 65534)
        said = as_someone_without_rights(MADE_READ_ONLY, str(home.folder)).splitlines()
        assert said == ["1 True", "progress.not-saved.not-permitted 2 False", "progress.saved-now 3 True"]


def test_a_read_only_disk_at_the_start(file: Path, small_disk: SmallDisk) -> None:
    before, new = in_file(file), event(50)
    small_disk.let_write(False)
    opened = open_progress(file)
    assert opened.notice is not None
    assert opened.notice.code == "progress.not-saved.read-only"
    opened.progress.append(new)
    assert opened.progress.history() == [*before, new]
    small_disk.let_write(True)
    opened.progress.close()
    assert in_file(file) == [*before, new]


def remove(path: Path) -> None:
    path.unlink()


def remove_folder(path: Path) -> None:
    shutil.rmtree(path.parent)


def empty(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize("gone", [remove, remove_folder, empty])
@pytest.mark.parametrize("act", ["write", "read", "leave"])
def test_a_file_that_is_removed_while_the_program_runs_is_begun_again_with_all_that_was_in_it(
    tmp_path: Path, gone: Callable[[Path], None], act: str
) -> None:
    path = tmp_path / "home" / "progress.sqlite3"
    before, new = [event(second) for second in range(9)], [event(10)] if act == "write" else []
    with closing(open_progress(path).progress) as progress:
        progress.append(*before)
        gone(path)
        if new:
            progress.append(*new)
        if act == "leave":
            progress.save()
        else:
            assert progress.history() == [*before, *new]
        (notice,) = progress.news()
        assert (notice.code, notice.arguments["count"]) == ("progress.begun-again", 9)
    assert in_file(path) == [*before, *new]


@pytest.mark.parametrize("act", ["write", "read"])
def test_what_is_known_of_a_file_that_is_overwritten_comes_back_in_its_order(tmp_path: Path, act: str) -> None:
    """Also where other records of it could be read; a reset among them voids nothing that came later."""
    path = tmp_path / "progress.sqlite3"
    before = [event(second, kind="reset" if second == 5 else "answered", raw="x" * 200) for second in range(60)]
    for pages, said in ((99, "progress.set-aside"), (9, "progress.recovered-in-part")):
        path.unlink(missing_ok=True)
        with closing(open_progress(path, lambda: NOW).progress) as progress:
            progress.append(*before)
            counted = progress.events("mapping")
            progress.history()
            with path.open("r+b") as stream:
                stream.write(random.Random(4).randbytes(4096 * pages))
            if act == "write":
                progress.append(event(100))
            assert [one.id for one in progress.history()[:60]] == [one.id for one in before]
            assert progress.events("mapping")[: len(counted)] == counted
            assert told(progress) == [said, "progress.put-back"]
        assert in_file(path)[:60] == before


def overwrite_all(path: Path) -> None:
    """Write garbage over the whole file."""
    path.write_bytes(b"no progress" * (path.stat().st_size // 11))


def overwrite_behind_the_head(path: Path) -> None:
    """Write garbage over all but the first page, in which nothing changes that SQLite looks at."""
    changed = path.stat().st_mtime_ns
    with path.open("r+b") as stream:
        stream.seek(4096)
        stream.write(random.Random(4).randbytes(path.stat().st_size - 4096))
    # The clock of a disk may stand still for some milliseconds.
    os.utime(path, ns=(changed + 10**9, changed + 10**9))


@pytest.mark.parametrize("overwrite", [overwrite_all, overwrite_behind_the_head])
@pytest.mark.parametrize("act", ["write", "read", "save", "leave"])
def test_what_is_written_over_a_file_while_the_program_runs_is_noticed_at_once(
    tmp_path: Path, overwrite: Callable[[Path], None], act: str
) -> None:
    """Not at the next start, when nobody knows any more what stood there; SQLite would serve on from its cache."""
    path = tmp_path / "progress.sqlite3"
    before, new = [event(second, raw="x" * 200) for second in range(60)], [event(100)] if act == "write" else []
    progress = open_progress(path, lambda: NOW).progress
    progress.append(*before)
    assert progress.history() == before
    overwrite(path)
    if act == "write":
        progress.append(*new)
    if act == "read":
        assert progress.history() == before
    if act == "save":
        progress.save()
    if act == "leave":
        progress.close()
    assert told(progress) == ["progress.set-aside", "progress.put-back"]
    progress.close()
    assert in_file(path) == [*before, *new]


def test_what_another_terminal_writes_is_not_taken_for_garbage(tmp_path: Path) -> None:
    """Nor is what this one writes itself; only a change that no commit explains is."""
    path = tmp_path / "progress.sqlite3"
    with closing(SqliteProgress(path)) as one, closing(SqliteProgress(path)) as other:
        for second in range(5):
            other.append(event(second))
            os.utime(path, ns=(second, second))
            assert not one.is_overwritten
            one.append(event(100 + second))
            assert not one.is_overwritten
        os.utime(path, ns=(10**9, 10**9))
        assert one.is_overwritten, "only the time of its last change tells"


def test_what_is_known_of_a_file_that_is_overwritten_counts_until_it_can_be_written(
    file: Path, small_disk: SmallDisk
) -> None:
    before, new = in_file(file), large()
    progress = open_progress(file, lambda: NOW).progress
    assert progress.history() == before
    file.write_bytes(b"no progress" * 200)
    small_disk.fill()
    progress.append(new[0])
    assert progress.history() == [*before, new[0]]
    with pytest.raises(UnwritableError) as refusal:
        progress.save()
    assert refusal.value.arguments["count"] == 4
    small_disk.make_room()
    progress.close()
    assert in_file(file) == [*before, new[0]]


def test_a_file_that_is_removed_where_none_can_be_begun(tmp_path: Path) -> None:
    path, first, second = tmp_path / "home" / "progress.sqlite3", event(1), event(2)
    progress = open_progress(path).progress
    progress.append(first)
    shutil.rmtree(path.parent)
    path.parent.write_text("a file where the folder was")
    progress.append(second)
    assert told(progress) == ["progress.not-saved.no-folder"]
    assert progress.history() == [first, second]
    path.parent.unlink()
    progress.close()
    assert in_file(path) == [first, second]


def test_another_progress_file_put_into_the_place_is_the_one_that_counts(tmp_path: Path) -> None:
    path, other = tmp_path / "progress.sqlite3", tmp_path / "other.sqlite3"
    first, second, third = event(1), event(2), event(3)
    with closing(open_progress(other).progress) as progress:
        progress.append(second)
    with closing(open_progress(path).progress) as progress:
        progress.append(first)
        other.replace(path)
        progress.append(third)
        assert progress.history() == [second, third]
    assert in_file(path) == [second, third]


def test_something_else_put_into_the_place_is_set_aside_and_nothing_is_lost(tmp_path: Path) -> None:
    path, other = tmp_path / "progress.sqlite3", tmp_path / "letter.txt"
    other.write_text("Dear all, " * 100)
    first, second = event(1), event(2)
    with closing(open_progress(path, lambda: NOW).progress) as progress:
        progress.append(first)
        other.replace(path)
        progress.append(second)
        assert told(progress) == ["progress.set-aside", "progress.put-back"]
    assert in_file(path) == [first, second]
    (aside,) = tmp_path.glob("progress-damaged-*")
    assert aside.read_text() == "Dear all, " * 100


def test_something_else_put_into_the_place_on_a_full_disk(file: Path, small_disk: SmallDisk) -> None:
    before, new = in_file(file), large()
    progress = open_progress(file, lambda: NOW).progress
    (file.parent / "letter.txt").write_text("Dear all, " * 100)
    (file.parent / "letter.txt").replace(file)
    small_disk.fill()
    progress.append(new[0])
    assert told(progress) == ["progress.not-saved.damaged"]
    assert progress.history() == [*before, new[0]]
    small_disk.make_room()
    progress.close()
    assert told(progress) == ["progress.set-aside", "progress.put-back", "progress.saved-now"]
    assert in_file(file) == [*before, new[0]]


@pytest.fixture
def holder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[sqlite3.Connection]:
    """Another program that may hold the file for long."""
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    monkeypatch.setattr(keeping, "IMPATIENCE", 0.01)
    open_progress(tmp_path / "progress.sqlite3").progress.close()
    with closing(sqlite3.connect(tmp_path / "progress.sqlite3", isolation_level=None)) as connection:
        yield connection


@pytest.mark.parametrize("at_start", [True, False])
def test_a_file_that_another_program_holds_for_long(tmp_path: Path, holder: sqlite3.Connection, at_start: bool) -> None:
    path, new = tmp_path / "progress.sqlite3", [event(1), event(2)]
    if at_start:
        holder.execute("BEGIN EXCLUSIVE")
    opened = open_progress(path)
    if not at_start:
        holder.execute("BEGIN IMMEDIATE")
    opened.progress.append(new[0])
    codes = [opened.notice.code] if opened.notice else told(opened.progress)
    assert codes == ["progress.not-read.busy" if at_start else "progress.not-saved.busy"]
    assert opened.progress.history() == new[:1]
    holder.execute("ROLLBACK")
    opened.progress.append(new[1])
    opened.progress.close()
    assert in_file(path) == new


@pytest.mark.parametrize("number", [0, 1])
def test_who_has_left_is_told_what_is_lost_and_nothing_that_was_so_before(
    tmp_path: Path, holder: sqlite3.Connection, number: int
) -> None:
    progress = open_progress(tmp_path / "progress.sqlite3").progress
    holder.execute("BEGIN EXCLUSIVE")
    progress.history()
    if number:
        progress.append(event(1))
        with pytest.raises(UnwritableError) as lost:
            progress.close()
        assert (lost.value.code, lost.value.arguments["count"]) == ("progress.lost.busy", 1)
    else:
        progress.close()
    assert told(progress) == []


def test_who_has_waited_once_does_not_wait_as_long_again(
    tmp_path: Path, holder: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "SILENCE", 0.02)
    waits: list[Notice] = []
    with closing(open_progress(tmp_path / "progress.sqlite3", tell=waits.append).progress) as progress:
        holder.execute("BEGIN EXCLUSIVE")
        for _ in range(3):
            progress.events("mapping")
            progress.latest("mapping")
        assert len(waits) == 1
        holder.execute("ROLLBACK")
        progress.append(event(1))
        holder.execute("BEGIN EXCLUSIVE")
        progress.history()
        assert len(waits) == 2, "it lets others write again"
        holder.execute("ROLLBACK")


def test_what_was_read_before_counts_while_the_file_can_not_be_read(tmp_path: Path, holder: sqlite3.Connection) -> None:
    path, (first, second, third) = tmp_path / "progress.sqlite3", [event(number) for number in (1, 2, 3)]
    progress = open_progress(path).progress
    progress.append(first)
    holder.execute("BEGIN EXCLUSIVE")
    progress.append(second)
    assert told(progress) == ["progress.not-saved.busy"]
    assert progress.history() == progress.events(first.course) == [first, second]
    assert told(progress) == ["progress.recalled"]
    progress.append(third)
    with pytest.raises(UnwritableError):
        progress.save()
    assert progress.history() == [first, second, third]
    assert told(progress) == []
    holder.execute("ROLLBACK")
    progress.save()
    assert told(progress) == ["progress.read-again"]
    assert progress.saves
    progress.close()
    assert in_file(path) == [first, second, third]


ANOTHER_CAUSE = """
import sqlite3
path = Path(sys.argv[1])
tutor.progress.keeping.PATIENCE = 0.05
progress = tutor.progress.open_progress(path).progress
holder = sqlite3.connect(path, isolation_level=None)

def told():
    print(len(progress.history()), *((one.code, one.arguments.get("detail", "")) for one in progress.news()))

progress.append(event(1))
holder.execute("BEGIN EXCLUSIVE")
progress.history()
progress.append(event(2))
told()
holder.execute("ROLLBACK")
path.chmod(0)
try:
    progress.save()
except tutor.errors.TutorError as error:
    print(error.code)
told()
path.chmod(0o600)
progress.save()
told()
progress.close()
"""


@needs_posix("POSIX permissions")
def test_what_was_read_before_counts_for_whichever_cause_the_file_can_not_be_read() -> None:
    """Held, then closed to its owner, then readable: each cause is said once, and nothing seems to be gone."""
    with closing(Home()) as home:
        if os.geteuid() == 0:
            os.chown(home.folder, 65534, 65534)
        path = home.folder / "progress.sqlite3"
        said = as_someone_without_rights(ANOTHER_CAUSE, str(path)).splitlines()
        assert said == [
            "2 ('progress.recalled', 'database is locked')",
            "progress.lost.not-permitted",
            "2 ('progress.recalled', 'unable to open database file')",
            "2 ('progress.read-again', '')",
        ]
        assert len(in_file(path)) == 2


def at_once(monkeypatch: pytest.MonkeyPatch) -> list[Timer]:
    """Let backups begin at once; the timers that are begun come into the list."""
    timers: list[Timer] = []

    def begun(path: Path, now: datetime, tell: Callable[[Notice], object]) -> Timer:
        timers.append(back_up_later(path, now, tell, delay=0))
        return timers[-1]

    monkeypatch.setattr(keeping, "back_up_later", begun)
    return timers


def test_a_program_that_is_open_for_days_backs_up_each_day_of_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    timers = at_once(monkeypatch)
    path, now = tmp_path / "progress.sqlite3", [START]
    with closing(open_progress(path, lambda: now[0]).progress) as progress:
        for day in range(3):
            for hour in range(4):
                now[0] = START + timedelta(days=day, hours=hour)
                progress.append(event(day * 86_400 + hour * 3600))
    assert len(timers) == 3  # at the start, and with the first act of each new day
    for timer in timers:
        timer.join()
    days = [f"{datetime.date(START + timedelta(days=day))}" for day in (1, 0)]
    assert [copy.name for copy in backups(path)] == [f"progress-backup-{day}.jsonl.gz" for day in days]


@pytest.mark.parametrize("adds", [True, False])
def test_whoever_leaves_at_once_leaves_a_backup_of_the_day_before(tmp_path: Path, adds: bool) -> None:
    path, morning = tmp_path / "progress.sqlite3", START + timedelta(days=1)
    with closing(open_progress(path, lambda: START).progress) as progress:
        progress.append(event())
    assert backups(path) == []
    with closing(open_progress(path, lambda: morning).progress) as progress:
        progress.append(*([event(86_400)] if adds else []))
    assert [copy.name for copy in backups(path)] == [f"progress-backup-{datetime.date(START)}.jsonl.gz"]


def test_leaving_waits_for_nobody_who_keeps_a_backup_from_being_made(
    tmp_path: Path, holder: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next start makes it, and nothing is said of it."""
    monkeypatch.setattr("tutor.progress.backup.IMPATIENCE", 0.01)
    path = tmp_path / "progress.sqlite3"
    with closing(open_progress(path, lambda: START).progress) as progress:
        progress.append(event())
    progress = open_progress(path, lambda: START + timedelta(days=1)).progress
    holder.execute("BEGIN EXCLUSIVE")
    progress.close()
    holder.execute("ROLLBACK")
    assert (told(progress), backups(path)) == ([], [])
    open_progress(path, lambda: START + timedelta(days=1)).progress.close()
    assert len(backups(path)) == 1


def test_a_backup_for_which_there_is_no_room_is_said_and_stops_nothing(
    file: Path, small_disk: SmallDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    timers = at_once(monkeypatch)
    small_disk.fill()
    progress = open_progress(file, lambda: START + timedelta(days=1)).progress
    timers[0].join()
    assert "progress.no-backup" in told(progress)
    assert backups(file) == []
    assert not list(file.parent.glob("*.part")) + list(file.parent.glob(".*.part"))
    progress.close()


def test_a_disk_that_is_not_tried_at_once_is_tried_by_the_first_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "PATIENCE", 0.05)
    file = tmp_path / "progress.sqlite3"
    open_progress(file).progress.close()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        opened = open_progress(file, tries_disk=False)
        assert opened.notice is None
        assert opened.progress.saves
        opened.progress.save()
        assert not opened.progress.saves
        assert [notice.code for notice in opened.progress.news()] == ["progress.not-saved.busy"]
    opened.progress.save()
    assert opened.progress.saves
    opened.progress.close()
