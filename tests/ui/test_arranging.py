"""Order and match through the real interface: lifted, carried and dropped, taken and given, by keys and by mouse."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor, visible
from tests.ui.test_keys import shown
from tests.ui.test_mouse import click_on
from tutor.activity.arranging import pairs_of
from tutor.ui.keys import BY_ID
from tutor.ui.widgets.match_board import MatchBoard
from tutor.ui.widgets.order_list import OrderList
from tutor.wording import LANGUAGES, Language

KINDS = Path(__file__).parents[1] / "courses" / "kinds"
LESSONS = {"order": "parts", "match": "slopes"}


def order_of(learner: Learner) -> list[str]:
    return list(learner.app.screen.query_one(OrderList).order)


def given(learner: Learner) -> dict[str, str]:
    return dict(learner.app.screen.query_one(MatchBoard).given)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.every(6)
async def test_answered_by_keys_in_both_languages(tmp_path: Path, lesson: str, language: Language) -> None:
    async with tutor(tmp_path, course=KINDS, lesson=lesson, language=language) as learner:
        await learner.answer_rightly()
        assert learner.lesson.session.player.complete
        assert "✓" in learner.text


async def test_space_lifts_arrows_carry_and_digits_jump(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="order", step="parts") as learner:
        first, second, third, fourth = order_of(learner)
        await learner.press("down", "up", "2")
        assert order_of(learner) == [first, second, third, fourth], "without lifting nothing moves"
        await learner.press("space", "down", "down", "down")
        assert order_of(learner) == [first, third, fourth, second], "the last place is the end"
        await learner.press("1", "space", "down")
        assert order_of(learner) == [second, first, third, fourth]
        await learner.press("space", "end")
        assert order_of(learner) == [second, third, fourth, first]


async def test_a_click_lifts_and_a_click_drops(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="order", step="parts") as learner:
        wanted = ["The forward", "The loss", "The backward", "The update"]
        for place, words in enumerate(wanted):
            await click_on(learner, words)
            rows = [line for line in learner.lines() if line.strip()[2:].strip().startswith("The ") or "↕" in line]
            await click_on(learner, rows[place].strip()[-12:])
        await click_on(learner, "Check")
        assert "✓ Right" in learner.text


async def test_a_wrong_order_is_marked_until_something_moves(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="order", step="parts") as learner:
        await learner.press("enter")
        assert sum("✗" in line for line in learner.lines()) == 2
        await learner.press("space", "down")
        assert sum("✗" in line for line in learner.lines()) == 1


async def test_a_hint_moves_no_cursor_and_marks_nothing_that_was_moved_since(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="order", step="parts") as learner:
        await learner.press("enter", "3", "h")
        items = learner.app.screen.query_one(OrderList)
        assert items.cursor == 2
        assert sum("✗" in line for line in learner.lines()) == 2
        await learner.press("space", "up", "space", "h")
        items = learner.app.screen.query_one(OrderList)
        assert items.cursor == 1
        assert sum("✗" in line for line in learner.lines()) == 1, "that of the verdict"


async def test_an_order_survives_the_switch_of_language_and_leaving(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="order", step="parts") as learner:
        await learner.press("enter", "space", "end", "enter")
        before = order_of(learner)
        await learner.press("l")
        assert order_of(learner) == before
    async with tutor(tmp_path, course=KINDS, lesson="order", seed=99) as learner:
        assert order_of(learner) == before


async def test_pairs_are_taken_and_given_without_letters(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="match") as learner:
        question = learner.lesson.session.player.activity.question
        assert question is not None
        await learner.press("space")
        assert sum(line.count("▸") for line in learner.lines()) == 2, "the thing and the partner at the cursor"
        await learner.press("down", "space")
        assert given(learner) == {question.options[0]: question.partners[1]}
        await learner.press("space", "space")
        assert given(learner)[question.options[1]] == question.partners[0], "the first free partner is offered"
        await learner.press("enter")
        assert visible(learner.lines(), "Not complete yet")
        assert visible(learner.lines(), "Still without a partner: 3")
        assert visible(learner.lines(), "costs nothing")
        assert len(given(learner)) == 2


async def test_a_hint_leaves_the_thing_at_the_cursor_and_marks_no_pair_that_was_made_since(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="match") as learner:
        question = learner.lesson.session.player.activity.question
        assert question is not None
        solution = pairs_of(learner.lesson.session.player.activity.ladder()[-1].answer)
        partners = [question.partners.index(solution[thing]) for thing in question.options]
        partners[2], partners[3] = partners[3], partners[2]
        for number, partner in enumerate(partners, start=1):
            await learner.press(str(number), "abcdefgh"[partner])
        await learner.press("enter")
        marked = sum("✗" in line for line in learner.lines())
        await learner.press("3", "abcdefgh"[partners[3]], "4", "abcdefgh"[partners[2]], "h")
        assert learner.app.screen.query_one(MatchBoard).here == question.options[3]
        assert sum("✗" in line for line in learner.lines()) == marked - 2


async def test_a_partner_belongs_to_one_thing(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="match") as learner:
        question = learner.lesson.session.player.activity.question
        assert question is not None
        await learner.press("1", "a", "2", "a")
        assert given(learner) == {question.options[1]: question.partners[0]}
        assert visible(learner.lines(), "a was taken from 1")
        await learner.press("2", "b")
        assert not visible(learner.lines(), "was taken from")


async def test_pairs_by_mouse(tmp_path: Path) -> None:
    async with tutor(tmp_path, course=KINDS, lesson="match") as learner:
        for left, right in [
            ("σ(z)", "a(1 − a)"),
            ("tanh z", "1 − a²"),
            ("ReLU", "else 0"),
            ("no activation", "everywhere"),
        ]:
            await click_on(learner, left)
            await click_on(learner, right)
        await click_on(learner, "Check")
        assert "✓ Right" in learner.text


async def test_a_thing_stands_on_one_line_while_its_short_partners_leave_room(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="forks", step="count-them") as learner:
        assert visible(learner.lines(), "four units in a row between x and y")
        board = learner.app.screen.query_one(MatchBoard)
        assert board.right.region.x == board.left.region.right + 3
        assert board.size.height == 4


async def test_what_is_matched_stays_in_its_columns(tmp_path: Path) -> None:
    def columns(learner: Learner) -> list[set[int]]:
        lines = learner.lines()
        return [{line.find(words) for line in lines} - {-1} for words in ("0.690, validation", "regularise, or")]

    async with tutor(tmp_path, lesson="overfitting", step="diagnosis") as learner:
        before = columns(learner)
        await learner.answer_rightly()
        assert "✓ Right" in learner.text
        assert columns(learner) == before


@pytest.mark.long
@pytest.mark.parametrize("lesson", LESSONS)
async def test_every_key_in_the_footer_does_something(tmp_path: Path, lesson: str) -> None:
    async with tutor(tmp_path, course=KINDS, lesson=lesson) as learner:
        ids = list(learner.lesson.live_keys())
    assert {"order": "lift", "match": "pair"}[lesson] in ids
    for index, key_id in enumerate(ids):
        home = tmp_path / str(index)
        home.mkdir()
        async with tutor(home, course=KINDS, lesson=lesson) as learner:
            before = shown(learner)
            await learner.press(BY_ID[key_id].key)
            assert shown(learner) != before, f"{key_id} does nothing in {lesson}"


@pytest.mark.parametrize("lesson", LESSONS)
@pytest.mark.every(2)
async def test_any_size(tmp_path: Path, lesson: str) -> None:
    async with tutor(tmp_path, course=KINDS, lesson=lesson) as learner:
        before = learner.lines()
        for size in [(40, 12), (120, 40), (20, 5), (80, 24)]:
            await learner.pilot.resize_terminal(*size)
            await learner.settle()
        assert learner.lines() == before
