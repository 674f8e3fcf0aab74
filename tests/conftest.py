"""What holds for all tests."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import settings

# A drawn example may take as long as it likes: how long it does says more about the machine than about the program.
settings.register_profile("busy-machine", deadline=None)
settings.load_profile("busy-machine")

# No test may see, or write to, the progress of whoever runs the tests.
_HOME: Final = TemporaryDirectory(prefix="tutor-home-", ignore_cleanup_errors=True)
os.environ["TUTOR_HOME"] = str(Path(_HOME.name) / "home")
