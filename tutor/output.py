"""Standard output that cannot be lost without a word."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class OutputError(Exception):
    """Standard output cannot be written: its disk is full, its reader is gone, it was closed."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error)
        self.is_unread = isinstance(error, BrokenPipeError)
        """Whether whoever read it wanted no more, which is no failure to speak of."""
        self.error = error


class _Descriptor(io.FileIO):
    """Standard output's descriptor; whoever writes may take an OSError for another file's, but not an OutputError."""

    _given_up = False

    def write(self, data: Any) -> int:
        """Write `data`, bytes of any kind; raises OutputError."""
        if self._given_up:  # What could not be written is tried again at the end, and would be said once more.
            return memoryview(data).nbytes
        try:
            return super().write(data)
        except OSError as error:
            self._given_up = True
            raise OutputError(error) from error


@contextmanager
def output_kept() -> Iterator[None]:
    """See to it that all that is written to standard output inside has arrived, else raise OutputError."""
    on_windows_console = sys.platform == "win32" and sys.stdout is not None and sys.stdout.isatty()
    if sys.stdout is not sys.__stdout__ or on_windows_console:  # Inside another, or in a test, or in a window.
        yield
        return
    _fill_closed_descriptors()
    before, output = sys.stdout, io.BufferedWriter(_Descriptor(1, "wb", closefd=False))
    encoding, errors = (before.encoding, before.errors) if before else (None, None)
    line_buffering = bool(before and before.line_buffering)
    sys.stdout = io.TextIOWrapper(output, encoding, errors, line_buffering=line_buffering)
    try:
        yield
    finally:
        try:
            sys.stdout.flush()
        finally:
            sys.stdout = before


def _fill_closed_descriptors() -> None:
    """Open what was closed, as something that cannot be written; else the next file that is opened takes its place."""
    while (descriptor := os.open(os.devnull, os.O_RDONLY)) <= 2:
        pass
    os.close(descriptor)
    if sys.stderr is None:
        sys.stderr = io.TextIOWrapper(io.FileIO(os.devnull, "w"), "utf-8")
