"""The progress of the version before on the screen: the verdict that was recorded, and no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.progress.version1 import written_in
from tests.ui.driving import tutor
from tutor.activity.choices import SingleActivity
from tutor.judging.diagnosis import Judge
from tutor.wording import Language


@pytest.mark.parametrize(("lesson", "step"), [("chain-rule", "nudge"), ("vanishing-gradients", "power")])
@pytest.mark.parametrize(("language", "head"), [("en", "✗ Not yet"), ("zh", "✗ 还不对")])
@pytest.mark.every(4)
async def test_a_step_answered_long_ago_opens_with_its_verdict(
    lesson: str, step: str, language: Language, head: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_in(tmp_path)
    monkeypatch.delattr(Judge, "judge")
    monkeypatch.delattr(SingleActivity, "grade")
    async with tutor(tmp_path, lesson=lesson, step=step, language=language) as learner:
        assert head in learner.text
        # What its author says of the choice stands below.
        assert ("one from the other" in learner.text) is ((step, language) == ("nudge", "en"))
