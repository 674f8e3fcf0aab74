"""The screen is drawn anew while an act runs: it shows what was, whole, until it shows what is."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.ui.driving import Learner, tutor

DRAWS = 3


async def drawn(learner: Learner) -> list[str]:
    """What stands on the screen once everything on it was drawn anew; the title may have a sign of waiting."""
    await learner.lesson.retell()
    learner.lesson.refresh_footer()
    for _ in range(3):
        await learner.pilot.pause(0)
    return learner.lines()[1:]


def held(act: Callable[[], object], done: threading.Event, go_on: threading.Event) -> None:
    """Act, and end only when the screen was drawn: all is recorded, and nothing shown yet."""
    act()
    done.set()
    assert go_on.wait(PATIENCE)


@pytest.mark.parametrize("draws", [DRAWS, pytest.param(100, marks=pytest.mark.long)])
async def test_a_screen_that_is_drawn_while_an_act_runs_shows_no_part_of_it(tmp_path: Path, draws: int) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="inner", seed=1) as learner:
        session = learner.lesson.session

        def wrong() -> object:
            return session.answer("17")

        def shown() -> None:
            for _ in range(5):
                session.hint()

        def following() -> None:
            session.go(session.player.position + 1)

        acts: list[Callable[[], object]] = [session.hint, wrong, session.restart, shown, following, session.hint]
        for act in acts:
            before = await drawn(learner)
            done, go_on = threading.Event(), threading.Event()
            learner.lesson.begin(partial(held, act, done, go_on))
            try:
                async with asyncio.timeout(PATIENCE):
                    while not done.is_set():
                        await learner.pilot.pause(0)
                for _ in range(draws):
                    assert await drawn(learner) == before
            finally:
                go_on.set()
            await learner.settle()
            after = await drawn(learner)
            assert after == await drawn(learner)
            assert after != before, "and now it shows what was done"
