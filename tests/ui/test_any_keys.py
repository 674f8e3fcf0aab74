"""Any keys in any order, typed ahead or one by one, in every lesson: the program stays up and shows something."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Final

import pytest

from tests.ui.driving import shipped, tutor
from tutor.ui.keys import KEYS
from tutor.wording import LANGUAGES

LESSONS: Final = [entry.id for entry in shipped().course.source.lessons]
LEAVING: Final = ("q", "ctrl+q", "ctrl+c")
NAMED: Final = sorted({name for key in KEYS for name in (key.key, *key.twins)}.difference(LEAVING))
TYPED: Final = "123456789abc0.5-+*/^()=,σ（ "
MANY: Final = 200


@pytest.mark.long
@pytest.mark.parametrize("lesson", LESSONS)
async def test_any_keys_do_no_harm(tmp_path: Path, lesson: str) -> None:
    chance = random.Random(lesson)
    loaded = shipped().lesson(lesson).value
    assert loaded
    language = chance.choice(LANGUAGES)
    step = chance.choice(loaded.source.steps).id
    async with tutor(tmp_path, language=language, lesson=lesson, step=step) as learner:
        for _ in range(MANY):
            learner.send(chance.choice(NAMED if chance.random() < 0.7 else TYPED))
            if chance.random() < 0.5:
                await learner.settle()
        await learner.settle()
        assert learner.app.is_running
        assert len(learner.text.split()) > 3
