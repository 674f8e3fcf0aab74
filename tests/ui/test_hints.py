"""Hints: the newest thing that was said comes first, what goes on below says so, and the answer never comes unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor, visible
from tutor.ui.screens.room import StepRoom
from tutor.ui.widgets.typed_number import NEXT_DIGIT
from tutor.wording import LANGUAGES, Language


def row_of(learner: Learner, words: str) -> int:
    """The first row in which `words` stand."""
    return next(row for row, line in enumerate(learner.lines()) if words in line)


async def test_a_hint_moves_nothing_that_was_said_before_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", size=(80, 40), reduced_motion=True) as learner:
        await learner.press("enter")
        verdict = row_of(learner, "✗ Not yet")
        await learner.press("h")
        first = row_of(learner, "Hint 1 of 3")
        assert verdict < first
        await learner.press("h")
        assert first < row_of(learner, "Hint 2 of 3")
        assert (row_of(learner, "✗ Not yet"), row_of(learner, "Hint 1 of 3")) == (verdict, first)


async def test_a_hunt_of_many_gradients_has_rows_for_what_is_said_of_them(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", step="famous-bug", reduced_motion=True) as learner:
        await learner.press("c", "7", "enter")
        lines, verdict = learner.lines(), row_of(learner, "✗ Not yet")
        assert lines[verdict - 1] == "", "the verdict is apart from the last gradient"
        assert "b₄" in lines[verdict - 2]
        loss = row_of(learner, "Training loss")
        await learner.press("1", "enter", "h")
        first = row_of(learner, "Hint 1 of 2")
        before = learner.lines()[:first]
        assert row_of(learner, "Training loss") == loss
        await learner.press("h")
        assert row_of(learner, "Hint 2 of 2") - first in (0, 1), (
            "in the place of the first one, for which no row is left"
        )
        assert visible(learner.lines(), "has changed a little?")
        assert learner.lines()[:first] == before


async def test_a_gradient_of_a_hunt_is_chosen_by_its_number_of_two_digits(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", step="famous-bug", reduced_motion=True) as learner:
        await learner.press("c", "1")
        assert visible(learner.lines(), "▸  1 ")
        assert visible(learner.lines()[-1:], "1…9 Number")
        learner.watch.pace = NEXT_DIGIT / 2
        await learner.press("2")
        assert visible(learner.lines(), "▸ 12 ")
        await learner.press("9")
        assert visible(learner.lines(), "▸  9 "), "there is no gradient 129"
        learner.watch.pace = NEXT_DIGIT
        await learner.press("1", "0")
        assert visible(learner.lines(), "▸  1 "), "a digit that comes later is another number, and there is none"


@pytest.mark.parametrize(
    ("lesson", "step", "keys"),
    [("in-code", "breaks", ("1", "a", "enter")), ("slopes", "quotient", ("x", "enter"))],
)
async def test_a_hint_leaves_standing_what_was_said_for_nothing(
    lesson: str, step: str, keys: tuple[str, ...], tmp_path: Path
) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, reduced_motion=True) as learner:
        await learner.press(*keys)
        assert visible(learner.lines(), "This costs nothing")
        verdict = next(line for line in learner.lines() if "This costs nothing" in line)
        await learner.press("ctrl+g")
        assert visible(learner.lines(), "Hint 1 of")
        assert verdict in learner.lines()


@pytest.mark.parametrize(
    ("lesson", "step"), [("training-loop", "one-turn"), ("in-code", "breaks"), ("welcome", "mistakes")]
)
@pytest.mark.every(3)
async def test_what_was_said_last_is_in_the_window(lesson: str, step: str, tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, reduced_motion=True) as learner:
        await learner.press("enter", "h")
        assert visible(learner.lines(), "Hint 1 of")
        await learner.press("h")
        assert visible(learner.lines(), "Hint 2 of")


@pytest.mark.parametrize(
    ("lesson", "step", "keys"),
    [
        ("slopes", "exact", ("2", "w")),
        ("slopes", "hold", ("w",)),
        ("backward-pass", "by-hand", ()),
        ("chain-rule", "sigma-slope", ("a",)),
        ("welcome", "number", ()),
    ],
)
async def test_nothing_that_is_said_is_hidden_while_rows_are_kept_free_above_it(
    lesson: str, step: str, keys: tuple[str, ...], tmp_path: Path
) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, reduced_motion=True) as learner:
        await learner.press(*keys)
        room = learner.lesson.query_one(StepRoom)
        for _ in range(3):
            await learner.press("ctrl+g")
            # One row may part it from what is asked.
            first = room.messages.region.y
            above = any(learner.lines()[first - 2 : first])
            assert above or not (room.messages_go_on or room.messages.max_scroll_y)


async def test_a_verdict_after_a_hint_stands_below_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", size=(80, 40), reduced_motion=True) as learner:
        await learner.press("h")
        hint = row_of(learner, "Hint 1 of 3")
        await learner.press("enter")
        verdict = row_of(learner, "✗ Not yet")
        assert (row_of(learner, "Hint 1 of 3"), verdict > hint) == (hint, True)
        await learner.press("h")
        assert verdict < row_of(learner, "Hint 2 of 3")
        assert (row_of(learner, "✗ Not yet"), row_of(learner, "Hint 1 of 3")) == (verdict, hint)


async def test_beside_hints_and_a_name_that_is_not_known_the_page_stands_still(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="backward-pass", step="by-hand", reduced_motion=True) as learner:
        page = learner.lesson.query_one(StepRoom).page
        stood = learner.lines()[:18]
        await learner.press("x", "ctrl+g")
        assert visible(learner.lines(), "“x” is not known here; names look like i1, y1, L, alpha, w1, z_h1, h1.")
        assert visible(learner.lines(), "takes the place of the error?")
        await learner.press("ctrl+g")
        assert visible(learner.lines(), "slope of the activation function at z.")
        assert learner.lines()[:18] == stood
        assert page.max_scroll_y == 0


async def test_what_is_read_is_seen_above_the_hints_as_it_is_typed(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="backward-pass", step="by-hand", reduced_motion=True) as learner:
        await learner.press("ctrl+g", "ctrl+g", "x")
        assert visible(learner.lines(), "“x” is not known here")


async def test_what_explains_a_derivation_that_was_shown_stands_there_at_once(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="exact", reduced_motion=True) as learner:
        await learner.press("2", "enter", "w", "enter", "ctrl+g", "ctrl+g", "ctrl+g")
        await learner.press("ctrl+g")
        assert visible(learner.lines(), "At w = 1 this is −4")
        assert not learner.lesson.query_one(StepRoom).messages.max_scroll_y


@pytest.mark.parametrize(("language", "words"), [("en", "Shown to you Surprising as it is"), ("zh", "答案是看来的")])
async def test_an_answer_that_was_shown_is_no_right_one_and_is_explained(
    language: Language, words: str, tmp_path: Path
) -> None:
    async with tutor(tmp_path, lesson="welcome", step="guess", language=language, reduced_motion=True) as learner:
        await learner.press("h", "h", "h", "h")
        assert words in " ".join(learner.text.replace("▌", "").split())
        assert "✓ Right" not in learner.text


async def test_enter_reads_on_before_it_leaves_the_step(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="welcome", step="mistakes", size=(80, 20), reduced_motion=True) as learner:
        await learner.answer_rightly()
        assert "enter More" in learner.lines()[-1]
        while "enter More" in learner.lines()[-1]:
            before = learner.text
            await learner.press("enter")
            assert learner.step == "mistakes"
            assert learner.text != before
        assert "PgDn shows the rest" not in learner.text
        await learner.press("enter")
        assert learner.step != "mistakes"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(2)
async def test_what_is_said_at_the_end_has_the_rows_that_were_free_above(language: Language, tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="welcome", step="mistakes", language=language) as learner:
        asked = learner.lesson.query_one(StepRoom).query("Prose").first().region
        await learner.answer_rightly()
        room = learner.lesson.query_one(StepRoom)
        assert room.query("Prose").first().region == asked
        assert not room.messages_go_on
        assert learner.lines()[-2] == ""


async def test_an_experiment_uses_the_rows_above_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", step="batches", reduced_motion=True) as learner:
        await learner.press("1", "enter")
        assert not learner.lesson.query_one(StepRoom).messages_go_on


@pytest.mark.parametrize(
    ("lesson", "step"),
    [("overfitting", "strength"), ("vanishing-gradients", "explosion"), ("faq", "bend")],
)
@pytest.mark.every(3)
async def test_a_chart_gives_up_rows_for_what_is_said_of_it(lesson: str, step: str, tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, reduced_motion=True) as learner:
        await learner.press("1", "enter")
        assert not learner.lesson.query_one(StepRoom).messages_go_on


async def test_a_row_stays_free_between_choices_and_a_short_message(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", step="famous-bug", reduced_motion=True) as learner:
        await learner.answer_rightly()
        await learner.answer_rightly()
        assert learner.lines()[row_of(learner, "✓ Your last answer was right") - 1] == ""


async def test_before_the_answer_is_given_away_it_is_said(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", reduced_motion=True) as learner:
        await learner.press("h")
        assert "close to the answer" not in learner.text
        await learner.press("h")
        assert "Hint 2 of 3  the next one is close to the answer" in learner.text
        assert "h Hint: answer" not in learner.lines()[-1]
        await learner.press("h")
        assert "Hint 3 of 3  next comes the answer" in learner.text
        assert "h Hint: answer" in learner.lines()[-1]


async def test_what_goes_on_below_says_with_which_key(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-alone", reduced_motion=True) as learner:
        await learner.press("4", "enter", "ctrl+g", "ctrl+g", "pageup")
        more = "… PgDn shows the rest"
        assert more in learner.lines()[-3]
        while more in learner.text:
            before = learner.text
            await learner.press("pagedown")
            assert learner.text != before
        assert learner.step == "neuron-alone"


async def test_a_wrong_rule_has_its_sign(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded", reduced_motion=True) as learner:
        await learner.press("enter")
        assert "✗" not in learner.text
        await learner.press("enter")
        assert "1 ✗ " in learner.text


async def test_a_gradient_that_is_not_the_wrong_one_has_its_sign(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="forks", step="hunt") as learner:
        await learner.press("enter", "9", "enter")
        assert "✗ Not yet" in learner.text
        assert "▸ 9 ✗ w" in " ".join(learner.text.split())
        assert sum("✗" in line for line in learner.lines()) == 2
