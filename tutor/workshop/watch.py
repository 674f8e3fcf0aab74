"""Says when files were saved, by looking at them now and then: this works on every disk, network folders included."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final, TypeAlias

QUIET: Final = 0.2
"""Seconds without a further change after which a save counts as finished; editors write in several strokes."""

_State: TypeAlias = Mapping[Path, tuple[int, int, int]]
"""Time of change, size and inode of each file that is there."""


class Watch:
    """Looks at the files of some folders; what it is asked costs one `stat` a file."""

    def __init__(
        self,
        files: Callable[[], Iterable[Path]],
        *,
        clock: Callable[[], float] = time.monotonic,
        quiet: float = QUIET,
    ) -> None:
        self._files = files
        self._clock = clock
        self._quiet = quiet
        self._told = self._seen = _state(files())
        self._seen_at = clock()

    def changed(self) -> bool:
        """Return whether something was saved since this last returned true, and the saving is over."""
        now, state = self._clock(), _state(self._files())
        if state != self._seen:
            self._seen, self._seen_at = state, now
        if self._seen == self._told or now - self._seen_at < self._quiet:
            return False
        self._told = self._seen
        return True


def course_files(paths: Iterable[Path]) -> list[Path]:
    """Return every YAML file beside the files in `paths` and inside the folders in it."""
    folders = {path if path.is_dir() else path.parent for path in paths}
    return sorted(file for folder in folders for file in folder.glob("*.yaml"))


def _state(files: Iterable[Path]) -> _State:
    state: dict[Path, tuple[int, int, int]] = {}
    for file in files:
        try:
            found = file.stat()
        except OSError:  # Gone between two looks: an editor that replaces the file.
            continue
        state[file] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return state
