"""Export and import: lossless, repeatable, all or nothing."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.patience import drawn
from tests.platforms import needs_posix
from tests.progress.plain import event
from tests.progress.strategies import any_event
from tutor.errors import TutorError
from tutor.events import Event
from tutor.progress import MemoryProgress, open_progress
from tutor.progress.transfer import FORMAT, Imported, export_progress, import_progress


@settings(max_examples=drawn(60), deadline=None)
@given(recorded=st.lists(any_event, max_size=8, unique_by=lambda one: one.id))
def test_an_import_gives_what_was_exported(recorded: list[Event]) -> None:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "mine.jsonl"
        assert export_progress(MemoryProgress(recorded), file) == len(recorded)
        other = MemoryProgress()
        assert import_progress(other, file) == Imported(added=len(recorded), known=0)
        assert other.history() == sorted(recorded, key=lambda one: one.at)
        assert import_progress(other, file) == Imported(added=0, known=len(recorded))


def test_two_machines_that_exchange_exports_agree(tmp_path: Path) -> None:
    laptop, desk = (open_progress(tmp_path / f"{name}.sqlite3").progress for name in ("laptop", "desk"))
    laptop.append(event(0), event(20))
    desk.append(event(10), event(30))
    export_progress(laptop, tmp_path / "laptop.jsonl")
    export_progress(desk, tmp_path / "desk.jsonl")
    import_progress(laptop, tmp_path / "desk.jsonl")
    import_progress(desk, tmp_path / "laptop.jsonl")
    assert laptop.history() == desk.history()
    assert [one.at.second for one in laptop.history()] == [0, 10, 20, 30]
    laptop.close()
    desk.close()


NAMES = (
    "id kind course lesson step part digest at language program bank seed drawn raw verdict code hints certainty "
    "arguments feedback"
)


def good_lines() -> list[str]:
    head = json.dumps({"backprop-tutor-progress": 2})
    values = {"kind": "answered", "at": "2026-03-01T12:00:00.000000+00:00", "seed": 1, "hints": 0, "drawn": "{}"}
    values |= {"arguments": '{"count": 2}', "feedback": '["one"]'}
    return [head, json.dumps({name: values.get(name, "x") for name in NAMES.split()})]


def with_value(name: str, value: object) -> str:
    return json.dumps({**json.loads(good_lines()[1]), name: value})


def test_the_good_lines_are_good(tmp_path: Path) -> None:
    file = tmp_path / "good.jsonl"
    file.write_text("\n".join(good_lines()) + "\n")
    assert import_progress(MemoryProgress(), file) == Imported(added=1, known=0)


BAD_LINES = {
    "no JSON": "{",
    "no object": "[1, 2]",
    "nested": "[" * 200_000,
    "a field too few": json.dumps({"id": "x"}),
    "a field too many": with_value("mood", "fine"),
    "a number for a text": with_value("raw", 3),
    "a text for a number": with_value("hints", "3"),
    "true for a number": with_value("seed", True),
    "a number beyond any file": with_value("seed", 2**63),
    "no time": with_value("at", "noon"),
    "a time of nowhere": with_value("at", "2026-03-01T12:00:00"),
    "another zone": with_value("at", "2026-03-01T12:00:00.000000+08:00"),
    "drawn numbers that are none": with_value("drawn", '{"w": 0.5}'),
    "drawn numbers nested": with_value("drawn", "[" * 200_000),
    "arguments that are no object": with_value("arguments", "[]"),
    "an argument that is a list": with_value("arguments", '{"count": [2]}'),
    "an argument that is true": with_value("arguments", '{"count": true}'),
    "feedback that is no list": with_value("feedback", '{"one": 1}'),
    "feedback that is a number": with_value("feedback", "[1]"),
    "feedback nested": with_value("feedback", "[" * 200_000),
    "a line of version 1": json.dumps(dict.fromkeys(NAMES.split()[:-2], "x")),
    "no UTF-8": "\udcff",
}


@pytest.mark.parametrize("bad", BAD_LINES.values(), ids=BAD_LINES.keys())
def test_one_bad_line_is_named_and_nothing_is_imported(bad: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text("\n".join([*good_lines(), bad, ""]), encoding="utf-8", errors="surrogateescape")
    progress = MemoryProgress()
    with pytest.raises(TutorError) as refusal:
        import_progress(progress, file)
    assert (refusal.value.code, refusal.value.arguments["line"]) == ("progress.import-line", 3)
    assert progress.history() == []


def test_an_export_that_was_cut_off_can_be_imported_without_its_last_line(tmp_path: Path) -> None:
    file, recorded = tmp_path / "mine.jsonl", [event(second, raw="笔记") for second in range(3)]
    export_progress(MemoryProgress(recorded), file)
    whole = file.read_bytes()
    last = whole.rindex(b"\n", 0, -1) + 1
    progress = MemoryProgress()
    for end in range(last + 1, len(whole) - 1):
        file.write_bytes(whole[:end])
        with pytest.raises(TutorError) as refusal:
            import_progress(progress, file)
        assert (refusal.value.code, refusal.value.arguments["line"]) == ("progress.import-cut-off", 4)
    assert progress.history() == []
    for end, count in ((last, 2), (len(whole) - 1, 3)):
        file.write_bytes(whole[:end])
        assert import_progress(MemoryProgress(), file) == Imported(added=count, known=0)


@pytest.mark.parametrize("bad", [json.dumps({"id": "x"}), "notes of another kind", "[1,"])
def test_a_last_line_that_is_no_event_is_not_called_cut_off(bad: str, tmp_path: Path) -> None:
    file = tmp_path / "bad.jsonl"
    file.write_text("\n".join([*good_lines(), bad]))
    with pytest.raises(TutorError) as refusal:
        import_progress(MemoryProgress(), file)
    assert (refusal.value.code, refusal.value.arguments["line"]) == ("progress.import-line", 3)


@pytest.mark.parametrize("head", ["", "{}", '{"backprop-tutor-progress": "1"}', good_lines()[1]])
def test_a_file_that_is_no_export(head: str, tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(f"{head}\n")
    with pytest.raises(TutorError) as refusal:
        import_progress(MemoryProgress(), file)
    assert (refusal.value.code, refusal.value.arguments["line"]) == ("progress.import-line", 1)


def test_an_export_of_version_1_has_neither_arguments_nor_feedback(tmp_path: Path) -> None:
    _, line = good_lines()
    old = {name: value for name, value in json.loads(line).items() if name not in ("arguments", "feedback")}
    file = tmp_path / "old.jsonl"
    file.write_text('{"backprop-tutor-progress": 1}\n' + json.dumps(old) + "\n")
    progress = MemoryProgress()
    assert import_progress(progress, file) == Imported(added=1, known=0)
    (imported,) = progress.history()
    assert (imported.code, imported.arguments, imported.feedback) == ("x", {}, ())


def test_an_export_from_a_newer_program_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "newer.jsonl"
    file.write_text(f'{{"backprop-tutor-progress": {FORMAT + 1}}}\n{{"anything": 1}}\n')
    with pytest.raises(TutorError) as refusal:
        import_progress(MemoryProgress(), file)
    assert refusal.value.code == "progress.import-newer"
    assert refusal.value.arguments == {"file": str(file), "found": FORMAT + 1, "supported": FORMAT}
    kept = file.read_bytes()
    with pytest.raises(TutorError) as refusal:
        export_progress(MemoryProgress([event()]), file)
    assert (refusal.value.code, file.read_bytes()) == ("progress.export-newer", kept)


def test_files_that_can_be_neither_read_nor_written(tmp_path: Path) -> None:
    with pytest.raises(TutorError) as refusal:
        import_progress(MemoryProgress(), tmp_path / "missing.jsonl")
    assert refusal.value.code == "progress.import-failed"
    with pytest.raises(TutorError) as refusal:
        export_progress(MemoryProgress(), tmp_path / "no-folder" / "mine.jsonl")
    assert refusal.value.code == "progress.export-failed"


@needs_posix("named pipes and devices")
@pytest.mark.parametrize("make", [Path.mkdir, lambda path: os.mkfifo(path), lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_ordinary_file_is_neither_read_nor_written(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "special")
    with pytest.raises(TutorError) as refusal:
        import_progress(MemoryProgress(), tmp_path / "special")
    assert refusal.value.code == "progress.import-special"
    with pytest.raises(TutorError) as refusal:
        export_progress(MemoryProgress([event()]), tmp_path / "special")
    assert refusal.value.code == "progress.export-special"


OWN = (
    "progress.sqlite3",
    "Progress.SQLite3",
    "progress.sqlite3-journal",
    "progress.lock",
    "progress-new.sqlite3",
    "progress-damaged-2026-03-01-093005.sqlite3",
    "progress-backup-2026-03-01.jsonl.gz",
)


@pytest.mark.parametrize("name", OWN)
def test_no_export_takes_the_place_of_what_the_program_keeps(name: str, tmp_path: Path) -> None:
    home, progress = tmp_path / "home", MemoryProgress([event()])
    home.mkdir()
    (home / name).write_bytes(b"kept")
    (tmp_path / "link").symlink_to(home / name)
    for target in (home / name, tmp_path / "link", home / ".." / "home" / name):
        with pytest.raises(TutorError) as refusal:
            export_progress(progress, target, home / "progress.sqlite3")
        assert refusal.value.code == "progress.export-own"
    assert (home / name).read_bytes() == b"kept"
    for target in (home / "mine.jsonl", home / "progress.jsonl", tmp_path / name):
        assert export_progress(progress, target, home / "progress.sqlite3") == 1


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_no_export_takes_the_place_of_one_with_other_records(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    file, both = tmp_path / "mine.jsonl", [event(0), event(1)]
    export_progress(MemoryProgress(both), file)
    file.write_bytes(pack(file.read_bytes()))
    kept = file.read_bytes()
    for fewer in ([], both[:1], [both[1], event(2)]):
        with pytest.raises(TutorError) as refusal:
            export_progress(MemoryProgress(fewer), file)
        assert (refusal.value.code, refusal.value.arguments["count"]) == ("progress.export-over", 2 - len(fewer[:1]))
        assert file.read_bytes() == kept
    assert export_progress(MemoryProgress([*both, event(2)]), file) == 3


@pytest.mark.parametrize("there", [b"my thesis\n", b"{}\n", b"\x1f\x8b and no more", b'{"a": 1}\n{"b": 2}\n', b"\xff"])
def test_no_export_takes_the_place_of_what_is_none(there: bytes, tmp_path: Path) -> None:
    file = tmp_path / "thesis.jsonl"
    file.write_bytes(there)
    with pytest.raises(TutorError) as refusal:
        export_progress(MemoryProgress([event()]), file)
    assert refusal.value.code == "progress.export-other"
    assert file.read_bytes() == there


def test_an_export_is_written_into_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "new.jsonl").touch()
    assert export_progress(MemoryProgress([event()]), tmp_path / "new.jsonl") == 1


def test_an_export_that_an_editor_has_saved_is_read(tmp_path: Path) -> None:
    file, progress = tmp_path / "mine.jsonl", MemoryProgress()
    export_progress(MemoryProgress([event(0)]), file)
    file.write_text(file.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert import_progress(progress, file).added == 1


def test_no_export_takes_the_place_of_progress_that_is_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"kept")
    (tmp_path / "progress.sqlite3").symlink_to("elsewhere")
    with pytest.raises(TutorError) as refusal:
        export_progress(MemoryProgress(), tmp_path / "elsewhere", tmp_path / "progress.sqlite3")
    assert refusal.value.code == "progress.export-own"


def test_a_file_too_large_for_an_export_is_not_read_through(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as stream:
        stream.truncate(10**12)  # a hole: it takes no room
    with pytest.raises(TutorError) as refusal:
        import_progress(MemoryProgress(), tmp_path / "large")
    assert refusal.value.code == "progress.import-large"
