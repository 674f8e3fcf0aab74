"""What is said in a lab has rows of its own: in no lab of the course, in no language or size, it moves anything."""

from __future__ import annotations

from functools import partial
from itertools import product
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.ui.driving import Learner, shipped, tutor
from tutor.lesson.format.network_steps import NetworkStep
from tutor.ui.lab.desk import LabDesk
from tutor.ui.lab.view import PANELS
from tutor.ui.steps.scene import Settled
from tutor.wording import LANGUAGES, Language
from tutor.wording.lab import READ_ON

SIZES = ((80, 24), (120, 40), (200, 60))
LABS = [
    (place.id, step.id)
    for place in shipped().course.source.lessons
    for step in shipped().sound_lesson(place.id).source.steps
    if isinstance(step, NetworkStep)
]
SOME = (("welcome", "watch"), ("softmax", "live"))


def some_and_long(*sizes: tuple[int, int]) -> list[object]:
    """Each lab in each size, the languages in turn; a few in the ordinary run, all sizes among them."""
    found: list[object] = []
    for number, (lab, size) in enumerate(product(LABS, sizes)):
        is_ordinary = lab in SOME and (SOME.index(lab) + sizes.index(size)) % len(SOME) == 0
        marks = () if is_ordinary else pytest.mark.long
        values = *lab, size, LANGUAGES[number % len(LANGUAGES)]
        found.append(pytest.param(*values, marks=marks, id="-".join(map(str, values))))
    return found


def desk_of(learner: Learner) -> LabDesk:
    return learner.app.screen.query_one(LabDesk)


def in_cells(line: str) -> str:
    """A line in which each character has as many places as it takes cells."""
    return "".join(character.ljust(cell_len(character)) for character in line)


def besides_what_is_said(learner: Learner) -> tuple[object, list[str]]:
    """Where everything stands in a lab, and the screen without its keys and the rows for what is said."""
    desk = desk_of(learner)
    places = desk.places(desk.size)
    said = desk._arrangement(desk.size).field.translate(desk.region.offset)
    lines = [
        f"{line[: said.x].rstrip()}|{line[said.right :].rstrip()}" if said.y <= number < said.bottom else line
        for number, line in enumerate(map(in_cells, learner.lines()[:-1]))
    ]
    return [(type(part).__name__, region) for part, region in places.items()], lines


async def open_lab(learner: Learner) -> NetworkStep:
    """Predict what has the longest feedback."""
    step = learner.lesson.step
    assert isinstance(step, NetworkStep)
    assert step.predict is not None
    longest = max(step.predict.choices, key=lambda choice: len(choice.feedback))
    learner.lesson.begin(partial(learner.lesson.session.answer, longest.id))
    await learner.settle()
    return step


@pytest.mark.parametrize(("lesson", "step", "size", "language"), some_and_long(*SIZES))
async def test_hints_outcomes_verdicts_and_notices_move_and_cover_nothing(
    lesson: str, step: str, size: tuple[int, int], language: Language, tmp_path: Path
) -> None:
    cut = READ_ON.in_language(language)
    async with tutor(tmp_path, lesson=lesson, step=step, size=size, language=language, reduced_motion=True) as learner:
        step_of_lab, session = await open_lab(learner), learner.lesson.session
        before = besides_what_is_said(learner)
        assert (cut in learner.text) <= (not step_of_lab.tasks), "only a text without tasks is shortened"
        for hint in session.player.activity.ladder():
            if hint.kind != "answer":
                await learner.press("h")
                assert besides_what_is_said(learner) == before
                assert (cut in learner.text) <= (not step_of_lab.tasks), "a hint is said whole"
        learner.lesson.say("A notice, which is said above the footer. " * 2)
        await learner.settle()
        assert besides_what_is_said(learner)[0] == before[0]
        assert step_of_lab.predict is not None
        desk_of(learner).post_message(Settled(step_of_lab.predict.choices[0].id))
        await learner.settle()
        assert besides_what_is_said(learner) == before
        assert (cut in learner.text) <= (not step_of_lab.tasks), "what the author says to the outcome is said whole"
        while session.player.activity.question is not None:
            await learner.answer_rightly()
            assert besides_what_is_said(learner)[0] == before[0]


@pytest.mark.parametrize(("lesson", "step", "size", "language"), some_and_long(SIZES[0]))
async def test_a_lab_stands_where_its_size_says_whatever_it_was_before(
    lesson: str, step: str, size: tuple[int, int], language: Language, tmp_path: Path
) -> None:
    seen: dict[tuple[int, int], list[str]] = {}
    async with tutor(tmp_path, lesson=lesson, step=step, size=size, language=language, reduced_motion=True) as learner:
        await open_lab(learner)
        for new in (*SIZES, *SIZES[::-1], SIZES[1]):
            await learner.pilot.resize_terminal(*new)
            await learner.settle()
            assert seen.setdefault(new, learner.lines()) == learner.lines()


@pytest.mark.every(2)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(
    ("lesson", "step", "language"), [("backward-pass", "live", "en"), ("training-loop", "ten-thousand", "zh")]
)
async def test_a_panel_that_was_large_leaves_everything_as_it_was(
    lesson: str, step: str, size: tuple[int, int], language: Language, tmp_path: Path
) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, size=size, language=language, reduced_motion=True) as learner:
        await open_lab(learner)
        await learner.press("f")
        bench = desk_of(learner)._workbench
        for panel in (*bench.panels[1:], bench.panels[0]):
            key = str(PANELS.index(panel) + 1)
            await learner.press(key)
            before = learner.lines()
            for closing in ("escape", key):
                await learner.press(key)
                assert learner.lines() != before, f"{key} makes nothing large"
                await learner.press(closing)
                assert learner.lines() == before, f"{closing} leaves something of {key}"
