"""A disk of a few kilobytes, really mounted, that can be filled up or made read-only; only root may mount one."""

from __future__ import annotations

import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest


class SmallDisk:
    """A file system in memory at `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if sys.platform != "linux":
            pytest.skip("this system mounts no memory")
        path.mkdir()
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(path)], capture_output=True, check=False
        )
        if mounted.returncode:
            pytest.skip("this user may mount nothing")

    def fill(self) -> None:
        """Leave no room on it."""
        with (self.path / "filler").open("ab", buffering=0) as stream, suppress(OSError):
            while stream.write(b"\0" * 4096):
                pass
        assert shutil.disk_usage(self.path).free == 0

    def make_room(self) -> None:
        """Take away what filled it."""
        (self.path / "filler").unlink()

    def let_write(self, allowed: bool) -> None:
        """Let everybody write to it, or nobody, root included; no file on it may be open."""
        option = f"remount,{'rw' if allowed else 'ro'},size=256k"
        subprocess.run(["mount", "-o", option, str(self.path)], check=True)

    def unmount(self) -> None:
        """Take it away, also while files on it are open."""
        subprocess.run(["umount", "-l", str(self.path)], check=True)
