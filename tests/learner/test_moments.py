"""A walk is drawn while acts run: whatever is drawn is one moment, never half of one and half of the next."""

from __future__ import annotations

import random
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from tests.learner.test_player import do, session_of, state_of
from tests.small_lesson import small_lesson
from tutor.learner.player import Player
from tutor.learner.session import Session
from tutor.progress import MemoryProgress

LESSON = small_lesson()
DRAWS = 500
ACTS_OF_A_WALK = 40
"""After so many acts the learner begins with empty records, so that a walk can be replayed quickly."""
DEEDS = (
    ("answer", "right"),
    ("answer", "one"),
    ("answer", "w"),
    ("hint", ""),
    ("restart", ""),
    ("next", ""),
    ("go", 0),
)


class Learner:
    """Does one thing after the other in a thread of its own, as the bench of the application does."""

    def __init__(self, seed: int) -> None:
        self._deeds = random.Random(seed)
        self._stopped = False
        self.session = self._begun()
        self.acts = 0
        self.failure: Exception | None = None

    def _begun(self) -> Session:
        session = session_of(MemoryProgress(), LESSON)
        session.open()
        return session

    def run(self) -> None:
        """Act until told to stop."""
        try:
            while not self._stopped:
                self.acts += 1
                if self.acts % ACTS_OF_A_WALK == 0:
                    self.session = self._begun()
                do(self.session, *self._deeds.choice(DEEDS))
        except Exception as error:  # noqa: BLE001 - it is raised again where the test stands
            self.failure = error

    @contextmanager
    def acting(self) -> Iterator[None]:
        """Act while the block runs."""
        thread, interval = threading.Thread(target=self.run), sys.getswitchinterval()
        sys.setswitchinterval(1e-5)
        thread.start()
        try:
            yield
        finally:
            self._stopped = True
            thread.join()
            sys.setswitchinterval(interval)


@pytest.mark.parametrize("seed", [0, 1, 2, 3, 4])
@pytest.mark.every(5)
def test_what_is_drawn_while_acts_run_is_one_moment(seed: int) -> None:
    learner, seen = Learner(seed), set()
    with learner.acting():
        for _ in range(DRAWS):
            player = learner.session.player
            first = state_of(player)
            again = state_of(player)
            assert first == again, "nothing of it changes while it is drawn"
            seen.add((first["step"], len(player.journal)))
            assert first == state_of(Player.of(LESSON, player.journal)), "all of it belongs to the same records"
    assert learner.failure is None
    assert learner.acts > 50
    assert len(seen) > 20, "acts have run meanwhile"
