"""What waits for a refresh is told of it, though the page on top, with which Textual keeps that, goes first."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.ui.driving import tutor
from tutor.ui import waiting
from tutor.ui.waiting import called_back, when_painted

TURNS = range(2, 14)
"""Of the event loop, after which the page on top mostly was asked to call back, and is not painted yet."""


async def test_a_page_that_goes_takes_nothing_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.02)
    async with tutor(tmp_path) as learner:
        for turns in TURNS:
            home, painted = learner.app.home, asyncio.Event()
            await learner.press("?")
            assert learner.app.screen is not home
            learner.app.screen.refresh(layout=True)
            told = asyncio.create_task(called_back(home, home.call_after_refresh))
            when_painted(home, painted.set)
            for _ in range(turns):
                await asyncio.sleep(0)
            learner.app.pop_screen()
            async with asyncio.timeout(PATIENCE):
                assert await told
                await painted.wait()
            assert learner.app.screen is home
