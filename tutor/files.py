"""Files of others: read only where they are files, written as a whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

DEVICES: Final = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"))
"""What Windows opens in place of a file of that name, whatever its case and ending."""


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
    unfinished = real.with_name(f".backprop-tutor-{secrets.token_hex(8)}.part")
    try:
        unfinished.touch(mode, exist_ok=False)
        with unfinished.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if before is not None:
            unfinished.chmod(stat.S_IMODE(before.st_mode))
        unfinished.replace(real)
    finally:
        with suppress(OSError):
            unfinished.unlink()  # there is none where all went well
    keep_entries(real.parent)


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
        raise SpecialFileError(errno.EINVAL, os.strerror(errno.EINVAL), str(file))
