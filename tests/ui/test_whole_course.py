"""The whole course, walked with Enter, answers and what the footer names: nobody needs another key."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.ui.driving import Learner, shipped, tutor
from tutor.ui.screens.lesson import LessonScreen
from tutor.ui.screens.lesson_end import EndScreen
from tutor.wording import Language
from tutor.wording.sentence import LANGUAGES

LESSONS = [place.id for place in shipped().course.source.lessons]


def named(learner: Learner) -> list[str]:
    """The keys that stand in the footer now."""
    footer = learner.lesson.footer
    return [key.key for key in footer.fitting(footer.content_size.width)]


async def walk_on(learner: Learner) -> None:
    """Do what is asked, else press Enter, which the footer must name."""
    question = learner.lesson.session.player.activity.question
    step, part = learner.step, question.part if question else ""
    if question is not None and question.form == "task":
        assert {"e", "enter"} <= {*named(learner)}, step
    if question is None and "U" in named(learner):
        await learner.press("U")
        async with asyncio.timeout(PATIENCE):
            while "U" in named(learner):
                await learner.settle()
    elif question is None or question.shows_next:
        assert "enter" in named(learner), (step, named(learner))
        await learner.press("enter")
    else:
        await learner.answer_rightly()
        if isinstance(learner.app.screen, LessonScreen) and learner.step == step:
            now = learner.lesson.session.player.activity.question
            assert now is None or now.shows_next or now.part != part, (step, part)


@pytest.mark.long
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
async def test_enter_and_answers_lead_from_the_first_step_to_the_end(
    tmp_path: Path, lesson: str, language: Language
) -> None:
    async with tutor(tmp_path, language=language, lesson=lesson, reduced_motion=True) as learner:
        seen: list[str] = []
        loop, patient_until = asyncio.get_running_loop(), 0.0
        while isinstance(learner.app.screen, LessonScreen):
            if [learner.step] != seen[-1:]:
                seen.append(learner.step)
                patient_until = loop.time() + PATIENCE
            await walk_on(learner)
            # How often Enter is pressed before the page is painted depends on the machine.
            assert loop.time() < patient_until, learner.text
        steps = [step.id for step in shipped().sound_lesson(lesson).source.steps if not step.retired]
        assert seen == steps
        assert isinstance(learner.app.screen, EndScreen), learner.text
        told = learner.text
        await learner.press("enter")
        if isinstance(learner.app.screen, LessonScreen):
            assert learner.lesson.lesson.title in told
            assert learner.lesson.session.player.position == 0
        else:
            assert lesson == LESSONS[-1]
