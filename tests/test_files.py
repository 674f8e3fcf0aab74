"""A file is replaced as a whole or stays as it was; links, permissions and what others have left there are kept."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.platforms import needs_posix
from tutor.files import SpecialFileError, is_device, read_file, replace_file


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


@needs_posix("permissions")
def test_a_new_file_has_the_permissions_that_the_shell_would_give(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace_file(tmp_path / "new", b"first")
    finally:
        os.umask(before)
    assert (tmp_path / "new").read_bytes() == b"first"
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


@needs_posix("permissions")
def test_a_link_is_followed_and_permissions_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    target, link = tmp_path / "real" / "file", tmp_path / "link"
    target.write_bytes(b"before")
    target.chmod(0o604)
    link.symlink_to(target)
    replace_file(link, b"after")
    assert link.is_symlink()
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"after", 0o604)
    assert (names(tmp_path), names(tmp_path / "real")) == (["link", "real"], ["file"])


@needs_posix("the error of a circle")
def test_links_in_a_circle(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("two")
    (tmp_path / "two").symlink_to("one")
    with pytest.raises(OSError, match="symbolic links") as refusal:
        replace_file(tmp_path / "one", b"")
    assert refusal.value.errno == errno.ELOOP


def test_what_others_left_beside_it_stays(tmp_path: Path) -> None:
    for name in ("mine", "mine.part", "mine.new"):
        (tmp_path / name).write_text(name)
    replace_file(tmp_path / "mine", b"after")
    assert [(tmp_path / name).read_text() for name in ("mine.part", "mine.new")] == ["mine.part", "mine.new"]
    assert names(tmp_path) == ["mine", "mine.new", "mine.part"]


@pytest.mark.parametrize(
    "moment", [pytest.param("write", marks=needs_posix("a limit on the size of files")), "fsync", "replace"]
)
def test_where_it_fails_the_old_content_stays(moment: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    if moment == "fsync":
        monkeypatch.setattr(os, "fsync", full)
    elif moment == "replace":
        monkeypatch.setattr(Path, "replace", full)
    if moment == "write":
        code = f"""
import resource, pathlib, signal
from tutor.files import replace_file
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, resource.RLIM_INFINITY))
replace_file(pathlib.Path({str(file)!r}), b"x" * 5000)
"""
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert "File too large" in done.stderr
    else:
        with pytest.raises(OSError, match="No space left"):
            replace_file(file, b"after")
    assert file.read_bytes() == b"before"
    assert names(tmp_path) == ["file"]


@needs_posix("named pipes and devices")
def test_a_folder_a_pipe_and_a_device_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for special in (tmp_path, tmp_path / "pipe", Path("/dev/zero"), Path("/dev/null")):
        with pytest.raises(SpecialFileError):
            replace_file(special, b"")
        with pytest.raises(SpecialFileError):
            read_file(special, 10)


def test_no_more_is_read_than_is_needed_to_see_that_it_is_too_much(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    assert read_file(tmp_path / "file", 10) == b"0123456789"
    assert read_file(tmp_path / "file", 3) == b"0123"


@needs_posix("permissions")
def test_a_folder_in_which_nothing_may_be_written(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    (tmp_path / "file").write_bytes(b"before")
    (tmp_path / "file").chmod(0o444)
    with pytest.raises(PermissionError):
        replace_file(tmp_path / "file", b"after")


@pytest.mark.parametrize("name", ["CON", "nul", "Aux.yaml", "com1.zh.yaml", "LPT9", "prn .txt", "COM²"])
def test_a_name_that_windows_keeps_for_a_device(name: str) -> None:
    assert is_device(name)


@pytest.mark.parametrize("name", ["", "console", "com", "com10", "null.yaml", "my.con", "auxiliary.zh.yaml"])
def test_a_name_that_windows_lets_a_file_have(name: str) -> None:
    assert not is_device(name)


UNFINISHED = """
import pathlib, sys
from tutor import files
files.os.fsync = lambda _: (print("writing", flush=True), sys.stdin.read())
files.replace_file(pathlib.Path(sys.argv[1]), b"of another program")
"""


@needs_posix("locks on files")
def test_what_a_program_that_was_killed_left_is_removed_and_nothing_else(tmp_path: Path) -> None:
    """Beside it: what a program still writes, and files that only look alike."""
    (tmp_path / "folder").mkdir()
    alike = [".backprop-tutor-notes.part", ".backprop-tutor-0123456789abcdeF.part", "backprop-tutor.part"]
    for name in alike:
        (tmp_path / name).write_text("mine")
    (tmp_path / f".backprop-tutor-{'1' * 16}.part").mkdir()
    (tmp_path / f".backprop-tutor-{'2' * 16}.part").symlink_to(alike[0])
    os.mkfifo(tmp_path / f".backprop-tutor-{'3' * 16}.part")
    there = names(tmp_path)
    command = [sys.executable, "-c", UNFINISHED, str(tmp_path / "other")]
    killed, writing = (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(2)
    )
    for process in (killed, writing):
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
    assert len(names(tmp_path)) == len(there) + 2
    killed.kill()
    killed.communicate()
    replace_file(tmp_path / "file", b"mine")
    assert len(names(tmp_path)) == len(there) + 2  # the file, and what is still being written
    writing.communicate()
    assert names(tmp_path) == sorted([*there, "file", "other"])
    assert (tmp_path / "other").read_bytes() == b"of another program"


def test_a_file_taken_for_one_that_was_left_over_is_begun_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program comes between the making of the unfinished file and its lock."""
    fcntl = pytest.importorskip("fcntl")
    lock = fcntl.flock
    taken: list[Path] = []

    def late(stream: object, how: int) -> None:
        if how == fcntl.LOCK_EX and not taken:
            taken.extend(tmp_path.glob(".*.part"))
            taken[0].unlink()
        lock(stream, how)

    monkeypatch.setattr(fcntl, "flock", late)
    replace_file(tmp_path / "file", b"whole")
    assert taken
    assert (names(tmp_path), (tmp_path / "file").read_bytes()) == (["file"], b"whole")
