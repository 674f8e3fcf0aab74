"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A drawn example may take as long as it likes: how long it does says more about the machine than about the program.
settings.register_profile("busy-machine", deadline=None)
settings.load_profile("busy-machine")
