"""Predictions and tasks of labs in the real application: what is settled, by which keys, and what stays said of it."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor, visible
from tutor.activity.base import PREDICTION
from tutor.activity.network import NetworkActivity
from tutor.numerals import numeral
from tutor.ui.widgets.prose import Prose


def activity_of(learner: Learner) -> NetworkActivity:
    activity = learner.lesson.session.player.activity
    assert isinstance(activity, NetworkActivity)
    return activity


async def until_settled(learner: Learner) -> None:
    while activity_of(learner).settled is None:
        await learner.pilot.pause(0.01)
    await learner.settle()


@pytest.mark.parametrize("key", ["U", "space"])
@pytest.mark.every(2)
async def test_a_run_goes_past_the_task_to_where_the_prediction_is_settled(tmp_path: Path, key: str) -> None:
    """The task is missed after 1 update, the prediction is about the loss after 10; `faq/edge` once never settled."""
    async with tutor(tmp_path, lesson="faq", step="edge", reduced_motion=True) as learner:
        await learner.press("1", "enter")
        assert "U runs on to step 10, where your prediction is settled." in learner.text
        assert learner.lines()[-1].split("  ")[1] == "U Outcome"
        learner.send(key)
        await until_settled(learner)
        assert activity_of(learner).lab.step == 10
        assert "It turned out differently." in learner.text
        assert "U Outcome" not in learner.lines()[-1]
        await learner.press("i")
        assert "Your prediction: It falls" in learner.text
        assert "It turned out differently." in learner.text


@pytest.mark.parametrize("key", ["2", ""])
@pytest.mark.every(2)
async def test_the_verdict_on_a_prediction_waits_for_no_record_and_no_key_pressed_meanwhile_takes_it_away(
    tmp_path: Path, key: str
) -> None:
    verdict, recorded = "It turned out differently.", threading.Event()
    async with tutor(tmp_path, lesson="faq", step="edge", reduced_motion=True) as learner:
        await learner.press("1", "enter")
        busy = asyncio.create_task(learner.app.bench.run(recorded.wait))
        try:
            learner.send("U")
            while activity_of(learner).lab.step < 10:
                await learner.pilot.pause(0.01)
            learner.send(*filter(None, [key]))
            await learner.pilot.pause(0.01)
            learner.drawing.draw(learner.app)
            assert activity_of(learner).settled is None, "not recorded yet"
            assert verdict in learner.text
            assert "Nothing was changed for the task yet." not in learner.text
        finally:
            recorded.set()
        await busy
        await until_settled(learner)
        assert learner.text.count(verdict) == 1


async def test_enter_pressed_as_a_run_ends_does_not_lead_on_from_its_verdict(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="neuron", step="xor", reduced_motion=True) as learner:
        await learner.press("1", "enter")
        learner.send("U")
        learner.watch.pace = 0.1
        while activity_of(learner).settled is None:
            await learner.pilot.pause(0.01)
        await learner.press("enter")
        assert learner.step == "xor"
        assert "It turned out differently." in learner.text
        learner.watch.pace = 2.0
        await learner.press("enter")
        assert learner.step != "xor"


def misses(learner: Learner) -> list[str]:
    """What was set for each try of a task that is on record as missed."""
    journal = learner.lesson.session.player.journal
    return [event.raw for event in journal if event.part != PREDICTION and event.verdict == "wrong"]


async def test_a_task_is_missed_only_where_it_was_tried(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="faq", step="edge", reduced_motion=True) as learner:
        await learner.press("1", "enter")
        learner.send("U")
        await until_settled(learner)
        await learner.press("u")
        assert "Nothing was changed for the task yet. Press r, set something, run again." in learner.text
        assert "+ and - double and halve the learning rate" in learner.text
        assert "Not within" not in learner.text
        assert misses(learner) == [], "who only looks has not tried"
        await learner.press("r", "e", *"0.04", "enter", "u")
        assert "Not within 1 step. Press r, set something, run again." in learner.text
        assert "+ and - double and halve the learning rate" in learner.text
        await learner.press("f", "b", "r", "u")
        assert misses(learner) == ["learning_rate=0.04"], "the same try counts once"
        await learner.press("r", "e", *"0.03", "enter", "u")
        assert misses(learner) == ["learning_rate=0.04", "learning_rate=0.03"]


async def test_what_settles_a_prediction_is_whole_and_the_prediction_is_in_the_text(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="neuron", step="live", reduced_motion=True) as learner:
        await learner.press("3", "enter")
        assert "U does the forward pass and shows the outcome." in learner.text
        assert "shows the rest" not in learner.text
        await learner.press("i")
        assert "Your prediction: Above 0.5; it is wrong every time" in learner.text
        await learner.press("i", "U")
        assert activity_of(learner).settled == "between"
        assert "L = (1/4)Σ(a − y)² ≈ 0.333" in learner.text
        assert activity_of(learner).lab.step == 0


async def test_the_verdict_on_a_prediction_stays_when_the_step_is_opened_again(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="forks", step="tug", reduced_motion=True) as learner:
        await learner.press("3", "enter")
        assert activity_of(learner).settled is None
        learner.send("U")
        await until_settled(learner)
    async with tutor(tmp_path, lesson="forks", step="tug", reduced_motion=True) as learner:
        assert (activity_of(learner).lab.step, activity_of(learner).settled) == (0, "between")
        assert "Your prediction came out before: ✓ You predicted it." in learner.text
        kinds = [event.kind for event in learner.lesson.session.player.journal]
        assert kinds.count("settled") == 1


async def test_what_was_just_set_is_said_rather_than_how_the_prediction_came_out(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="forks", step="tug", reduced_motion=True) as learner:
        await learner.press("3", "enter")
        learner.send("U")
        await until_settled(learner)
        await learner.press("r", "e")
        await learner.type("v = 1")
        await learner.press("enter")
        assert visible(learner.lines(), "→ 1")
        assert "came out before" not in learner.text


async def test_a_task_by_hand_is_met_by_the_forward_pass_that_shows_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="mappings", step="live", reduced_motion=True) as learner:
        await learner.press("3", "enter")
        await learner.press("e")
        await learner.type("b2 = -1")
        await learner.press("enter", "f", "f", "f", "f")
        assert activity_of(learner).task is not None, "the loss is not shown yet"
        await learner.press("f")
        assert activity_of(learner).task is None
        assert activity_of(learner).lab.step == 0
        assert "Met by hand, with what you set." in learner.text


async def test_what_the_rows_had_no_room_for_is_read_in_the_text(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="forks", step="tug", reduced_motion=True) as learner:
        await learner.press("3", "enter", "u", "e")
        await learner.type("v = 1")
        await learner.press("enter", "i")
        assert "Something was changed on the way." in learner.text
        assert "Press r and run from the" in learner.text


async def test_the_outcome_comes_without_what_was_set_and_then_that_is_brought_back(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="faq", step="edge", reduced_motion=True) as learner:
        await learner.press("1", "enter", "e")
        await learner.type("lr = 0.06")
        await learner.press("enter")
        assert "Your prediction is about the unchanged run: U runs it, z returns." in learner.text
        await learner.press("u")
        assert learner.lines()[-1].split("  ")[1] == "r Reset", "what the words name comes first"
        assert "U Outcome" in learner.lines()[-1]
        learner.send("U")
        await until_settled(learner)
        lab = activity_of(learner).lab
        assert (lab.step, lab.learning_rate) == (10, 0.11)
        assert "It turned out differently." in learner.text
        assert "came out before" not in learner.text
        assert "what you set is put aside, z brings it back." in learner.text
        assert "Not within" not in learner.text
        await learner.press("z")
        assert (lab.step, lab.learning_rate) == (1, 0.06)


async def test_a_network_that_was_trained_first_is_not_done_by_hand(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="mappings", step="live", reduced_motion=True) as learner:
        await learner.press("3", "enter", "u", "u", "e")
        await learner.type("b2 = -1")
        await learner.press("enter", "F")
        assert activity_of(learner).task is not None
        assert visible(learner.lines(), "By hand counts what is set at the start: r goes back, and what you set stays.")
        await learner.press("r", "F")
        assert activity_of(learner).task is None
        assert "Met by hand, with what you set." in learner.text


async def test_after_an_edit_esc_first_says_that_it_would_leave(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="forks", step="tug", reduced_motion=True) as learner:
        await learner.press("3", "enter", "e")
        await learner.type("v = 1")
        await learner.press("enter", "escape")
        assert learner.step == "tug"
        assert "esc once more leaves" in learner.text


@pytest.mark.parametrize(
    ("lesson", "step"), [("loss", "live"), ("welcome", "watch"), ("slopes", "live"), ("faq", "edge")]
)
@pytest.mark.every(4)
async def test_nothing_on_the_screen_answers_a_prediction_that_is_open(tmp_path: Path, lesson: str, step: str) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, reduced_motion=True, size=(120, 50)) as learner:
        first = numeral(activity_of(learner).lab.loss).text
        await learner.press("1", "enter", "2")
        assert first not in " ".join(learner.lines()[3:]).split()
        await learner.press("F")
        assert first in learner.lines()[0]


async def test_the_outcome_that_a_backward_pass_shows_stands_on_the_edges(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="live", reduced_motion=True) as learner:
        await learner.press("1", "enter", "U")
        assert activity_of(learner).settled == "weight"
        assert "∂+0.4" in learner.text, "that of w"
        assert "∂+0.2" in learner.text, "that of b"


async def test_a_run_goes_on_at_the_first_press_after_something_was_decided(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="faq", step="edge", reduced_motion=True) as learner:
        await learner.press("1", "enter")
        learner.send("U")
        await until_settled(learner)
        for again in (11, 1):
            learner.send("space")
            while activity_of(learner).lab.step < again:
                await learner.pilot.pause(0.01)
            await learner.press("space", "r")
            assert "space Run" in learner.lines()[-1]


@pytest.mark.parametrize("size", [(120, 40), (200, 60)], ids=str)
@pytest.mark.parametrize(("lesson", "step"), [("chain-rule", "live"), ("beyond", "eye")])
@pytest.mark.every(4)
async def test_a_network_beside_its_question_begins_in_the_row_of_the_words(
    lesson: str, step: str, size: tuple[int, int], tmp_path: Path
) -> None:
    """One unit a layer has rows to spare, and so have ten."""
    async with tutor(tmp_path, lesson=lesson, step=step, size=size) as learner:
        words = learner.app.screen.query(Prose).first().region.y
        assert " output" in learner.lines()[words]


async def test_the_title_of_a_prediction_says_more_in_a_wider_window(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="beyond", step="eye") as learner:
        assert "lr 0.1" not in learner.lines()[0]
        await learner.pilot.resize_terminal(120, 40)
        await learner.settle()
        assert "lr 0.1" in learner.lines()[0]
