"""Every test can at least be collected on Windows: what is missing there is taken away here for once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[1]
MISSING = """
import importlib, os, pathlib, select, signal, sys, time
import pytest

files = [file.with_suffix("") for file in sorted(pathlib.Path("tests").rglob("*.py")) if file.stem != "__main__"]
names = [".".join(file.parts).removesuffix(".__init__") for file in files]
for name in names:  # So that all libraries are there, as they are here.
    importlib.import_module(name)
for name in [name for name in sys.modules if name.partition(".")[0] in ("tests", "tutor")]:
    del sys.modules[name]
for name in ("fcntl", "grp", "pty", "pwd", "resource", "termios", "tty"):
    sys.modules[name] = None
known = {"SIGABRT", "SIGFPE", "SIGILL", "SIGINT", "SIGSEGV", "SIGTERM", "SIG_DFL", "SIG_IGN"}
for name in [name for name in dir(signal) if name.startswith(("SIG", "ITIMER", "setitimer")) and name not in known]:
    delattr(signal, name)
for name in ("fork", "geteuid", "getuid", "killpg", "mkfifo", "openpty", "setgid", "setgroups", "setuid"):
    delattr(os, name)
del select.poll, time.tzset
sys.platform = "win32"
for name in names:
    try:
        importlib.import_module(name)
    except pytest.skip.Exception:
        pass
    except (ImportError, AttributeError) as error:
        print(name, error)
print("seen", len(names))
"""


@pytest.mark.long
@pytest.mark.skipif(sys.platform == "win32", reason="the other tests show it there")
def test_no_module_of_tests_needs_posix_to_be_imported() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MISSING], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=True
    )
    *missed, seen = done.stdout.splitlines()
    assert missed == []
    assert int(seen.removeprefix("seen ")) > 300
