"""Files of others: read only where they are files, written as a whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import secrets
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

if sys.platform != "win32":
    import fcntl
else:
    fcntl = None

DEVICES: Final = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"))
"""What Windows opens in place of a file of that name, whatever its case and ending."""

_UNFINISHED: Final = re.compile(r"\.backprop-tutor-[0-9a-f]{16}\.part")


class SpecialFileError(OSError):
    """What lies at a path is a folder, a device or a pipe, which can be neither read to its end nor replaced."""


def is_device(name: str) -> bool:
    """Return whether no file on Windows can have the `name`, such as `aux` or `Con.yaml`."""
    return name.partition(".")[0].rstrip().lower() in DEVICES


def read_file(file: Path, most: int) -> bytes:
    """Return what is in `file`, links followed, of it at most `most` + 1 bytes.

    Raises:
        SpecialFileError: it is no ordinary file; nothing was read.
        OSError: it can't be read.
    """
    _require_ordinary(file, file.stat())  # first: to open a pipe lasts until somebody writes into it
    with file.open("rb") as stream:
        return stream.read(most + 1)


def replace_file(file: Path, content: bytes, mode: int = 0o666) -> None:
    """Make `content` what is in `file`; where this fails, or the machine stops on the way, the old content stays.

    A link is followed, its target replaced. Permissions stay as they were; a new file has those of `mode` that the user
    lets new files have.

    Raises:
        SpecialFileError: what lies there is no ordinary file.
        OSError: it can't be written: it may be read-only, or its folder, or the disk is full.
    """
    try:
        real = file.resolve()
    except RuntimeError as error:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(file)) from error
    before = real.stat() if real.exists() else None
    if before is not None:
        _require_ordinary(file, before)
        if not os.access(real, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(file))
    _remove_left_over(real.parent)
    unfinished, stream = _begun(real.parent, mode)
    try:
        with stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
            if before is not None:
                unfinished.chmod(stat.S_IMODE(before.st_mode))
            if fcntl:  # while it is locked: nobody takes it for one that was left over
                unfinished.replace(real)
        if not fcntl:  # Windows renames no file that is open
            unfinished.replace(real)
    finally:
        with suppress(OSError):
            unfinished.unlink()  # there is none where all went well
    keep_entries(real.parent)


def _begun(folder: Path, mode: int) -> tuple[Path, BinaryIO]:
    """A new file in `folder`, locked for as long as it is open, with its path; the caller closes it."""
    while True:
        unfinished = folder / f".backprop-tutor-{secrets.token_hex(8)}.part"
        stream = open(unfinished, "xb", opener=lambda path, flags: os.open(path, flags, mode))  # noqa: SIM115
        if not fcntl:
            return unfinished, stream
        with suppress(OSError):  # some disks lock nothing; then nothing that was left over can be told there
            fcntl.flock(stream, fcntl.LOCK_EX)
        if os.fstat(stream.fileno()).st_nlink:
            return unfinished, stream
        stream.close()  # another program came between and took it for one that was left over


def _remove_left_over(folder: Path) -> None:
    """Remove unfinished files of programs that were stopped: whoever still writes one holds its lock."""
    if not fcntl:
        return
    for file in folder.glob(".backprop-tutor-*.part"):
        with suppress(OSError):
            if _UNFINISHED.fullmatch(file.name) and stat.S_ISREG(file.lstat().st_mode):
                with file.open("r+b") as stream:
                    fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    file.unlink()


def keep_entries(folder: Path) -> None:
    """Have the disk keep which files `folder` has now, where the system lets a folder be opened for that."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _require_ordinary(file: Path, status: os.stat_result) -> None:
    if not stat.S_ISREG(status.st_mode):
        number = errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.ENODEV
        raise SpecialFileError(number, os.strerror(number), str(file))
