"""The composition of steps: what is said never moves what is asked, and everything stands on the one grid."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.ui.driving import Learner, shipped, tutor, visible
from tutor.activity.base import Question
from tutor.check.walk import own_answer
from tutor.prose.window import MESSAGE_ROWS, MOST_ROWS, SMALLEST, WIDEST_TEXT
from tutor.ui.grid import OUTLINE_FROM, SIDE_FROM, columns, first_row, message_rows
from tutor.ui.screens.outline import OutlineColumn
from tutor.ui.screens.reading import ReadingPage
from tutor.ui.screens.room import StepRoom
from tutor.wording import LANGUAGES, Language

SIZES = ((80, 24), (120, 40), (200, 60))
STEPS = (
    ("slopes", "knob", (), ("1", "enter")),
    ("chain-rule", "stuck", (), ("1", "enter")),
    ("chain-rule", "neuron-faded", ("enter",), ("1", "enter")),
    ("backward-pass", "order-back", (), ("enter",)),
    ("backward-pass", "by-hand", (), ("0", "enter")),
    ("forks", "count-them", (), ("a", "down", "b", "down", "c", "down", "d", "enter")),
    ("gradient-check", "hunt-xor", ("c", "1", "enter"), ("1", "enter")),
    ("in-code", "numpy", ("enter",), ("enter",)),
    ("faq", "final", (), ("enter",)),
)
"""A step of each kind that asks, keys up to a question, and some that answer it wrongly or not to the end."""


def places(learner: Learner) -> dict[str, object]:
    """Where everything stands that is asked, and what its first cells say."""
    room = learner.app.screen.query_one(StepRoom)
    assert room.view is not None
    return {f"{number} {type(part).__name__}": part.region for number, part in enumerate(room.view.children)}


@pytest.mark.every(12)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize(("lesson", "step", "before", "answer"), STEPS, ids=lambda value: str(value))
async def test_what_is_said_moves_nothing(
    lesson: str, step: str, before: Sequence[str], answer: Sequence[str], size: tuple[int, int], tmp_path: Path
) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, size=size) as learner:
        await learner.press(*before)
        asked = places(learner)
        await learner.press(*answer)
        assert places(learner) == asked
        await learner.press("ctrl+g" if learner.lesson.in_field else "h")
        assert places(learner) == asked
        learner.lesson.say("A notice, which is said above the footer. " * 5)
        await learner.settle()
        assert places(learner) == asked


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.every(4)
async def test_the_right_answer_leaves_question_and_answers_where_they_are(
    size: tuple[int, int], tmp_path: Path
) -> None:
    async with tutor(tmp_path, lesson="slopes", step="knob", size=size) as learner:
        beside = OutlineColumn.columns if size[0] >= OUTLINE_FROM else 0
        before = [line[beside:] for line in learner.lines()]
        await learner.press("4", "enter")
        after = [line[beside:] for line in learner.lines()]
        rows = [number for number, line in enumerate(before) if "By 0." in line or "meter" in line]
        assert rows
        assert [before[row].replace("▸", " ") for row in rows[:-1]] == [after[row] for row in rows[:-1]]


async def test_what_is_found_of_a_pass_moves_none_of_its_parts_to_another_column(tmp_path: Path) -> None:
    """In a wide window, the loss that was found made the numbers at hand too wide for the place beside the text."""
    async with tutor(tmp_path, lesson="softmax", step="by-hand", size=(200, 60)) as learner:
        columns = [line.find("x = 2") for line in learner.lines() if "x = 2" in line]
        for _ in range(4):
            await learner.answer_rightly()
        assert "L ≈ 2.55" in learner.text
        assert [line.find("x = 2") for line in learner.lines() if "x = 2" in line] == columns


def test_the_grid_is_that_of_the_three_widths() -> None:
    small, middle = columns(80, least_side=40), columns(120, least_side=40)
    assert (small.left, small.text, small.side) == (3, 72, 0)
    assert (middle.left, middle.text, middle.rule, middle.side_left, middle.side) == (4, 60, 66, 68, 48)
    assert columns(120).side == columns(SIDE_FROM - 1, least_side=40).side == 0
    assert columns(120, least_side=50).side == 0, "a figure that needs more stands in the column of the text"


@pytest.mark.parametrize("least_side", [0, 40])
def test_columns_stand_beside_each_other_within_the_room(least_side: int) -> None:
    for width in range(20, 240):
        grid = columns(width, least_side)
        assert grid.left >= 0
        assert grid.left + grid.text <= width
        assert grid.text <= 72
        if grid.side:
            assert grid.left + grid.text < grid.rule < grid.side_left
            assert grid.side_left + grid.side <= width


def test_a_third_of_the_free_rows_is_above() -> None:
    for height in range(1, 70):
        for rows in range(80):
            free = max(0, height - rows)
            assert first_row(height, rows) == (max(1, free // 3) if free else 0)
        assert message_rows(height) <= min(height, MESSAGE_ROWS)


async def test_a_wide_window_shows_the_outline_with_the_states_beside_the_step(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="knob", size=(200, 60)) as learner:
        await learner.press("4", "enter")
        listed = [line[:33] for line in learner.lines() if line[:33].strip(" │")][1:-1]
        assert listed[0].split() == ["▸", "1", "A", "knob", "and", "a", "meter"]
        numbered = [line for line in listed if line[6:8].strip().isdigit()]
        assert len(numbered) == len(learner.lesson.session.player.steps)
        learner.lesson.open_step("quotient")
        await learner.settle()
        assert any(line.startswith("    ✓  1  A knob and a meter") for line in learner.lines())
        await learner.pilot.resize_terminal(120, 40)
        await learner.settle()
        assert "Measure a slope" not in "\n".join(learner.lines()[1:-1])


@pytest.mark.parametrize("size", [(160, 40), (200, 60)])
async def test_the_outline_beside_a_lab_begins_in_the_row_of_its_words_and_stays_there(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with tutor(tmp_path, lesson="softmax", step="live", size=size) as learner:
        await learner.press("1", "enter")
        before = learner.lines()[1:-1]
        first = next(row for row, line in enumerate(before) if line[:33].strip(" │"))
        assert first == next(row for row, line in enumerate(before) if line[34:].strip(" │"))
        await learner.press("f", "b", "2", "2")
        after = learner.lines()[1:-1]
        assert [line[:33].rstrip() for line in after] == [line[:33].rstrip() for line in before]


@pytest.mark.parametrize("step", ["knob", "quotient"])
async def test_outline_text_and_figure_begin_in_one_row(tmp_path: Path, step: str) -> None:
    async with tutor(tmp_path, lesson="slopes", step=step, size=(200, 60)) as learner:
        lines = learner.lines()[1:-1]
        first = next(row for row, line in enumerate(lines) if line[:33].strip(" │"))
        assert first == next(row for row, line in enumerate(lines) if line[34:].strip(" │"))


@pytest.mark.parametrize(("lesson", "step"), [("softmax", "live"), ("in-code", "keras-training")])
@pytest.mark.every(2)
async def test_all_rules_of_a_window_are_of_one_length(tmp_path: Path, lesson: str, step: str) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, size=(200, 60)) as learner:
        lines = learner.lines()
        columns = [at for at, character in enumerate(lines[2]) if character == "│"]
        assert len(columns) == 2
        lengths = [{row for row, line in enumerate(lines) if line[at : at + 1] == "│"} for at in columns]
        assert lengths[0] == lengths[1]


async def test_the_outline_beside_a_step_cuts_no_title_that_has_room(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="in-code", size=(200, 60)) as learner:
        column = learner.app.screen.query_one(OutlineColumn)
        said = " ".join(str(column.render()).split())
        assert "Which line computes which factor?" in said
        assert "…" not in said


async def test_a_narrower_window_leaves_the_title_of_a_lab_whole(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="beyond", step="eye", size=(120, 40)) as learner:
        await learner.press("enter")
        await learner.pilot.resize_terminal(80, 24)
        await learner.settle()
        assert learner.lines()[0].startswith(" What does it look at?  ")


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (159, 45), (160, 45)], ids=str)
@pytest.mark.every(4)
async def test_between_the_widths_all_of_a_question_is_there(size: tuple[int, int], tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="knob", size=size) as learner:
        for resized in (size, (80, 24), size):
            await learner.pilot.resize_terminal(*resized)
            await learner.settle()
            assert "A machine has one knob" in learner.text
            assert "By 0.19" in learner.text


PAGES = (("help", "?"), ("note", "j"), ("glossary", "escape g"), ("search", "escape slash"), ("progress", "escape p"))


@pytest.mark.parametrize(("page", "keys"), PAGES, ids=[name for name, _ in PAGES])
@pytest.mark.every(3)
async def test_what_is_said_on_a_page_has_rows_of_its_own(page: str, keys: str, tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="stuck") as learner:
        await learner.press(*keys.split())
        before = learner.lines()
        assert isinstance(learner.app.screen, ReadingPage)
        learner.app.screen.say("A notice, which is said above the footer. " * 5)
        await learner.settle()
        after = learner.lines()
        assert "A notice" in learner.text
        assert all(now == old for old, now in zip(before, after, strict=True) if old.strip())


TALLEST = (
    ("forks", "alone", 5),
    ("forks", "hunt", 1),
    ("backward-pass", "by-hand", 5),
    ("softmax", "alone", 4),
    ("beyond", "eye", 0),
)
"""Questions of the course that need the most rows, and how many of their parts are answered before they do."""


@pytest.mark.every(6)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("lesson", "step", "answered"), TALLEST, ids=lambda value: str(value))
async def test_a_question_stands_whole(
    lesson: str, step: str, answered: int, language: Language, tmp_path: Path
) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, language=language) as learner:
        for _ in range(answered):
            await learner.answer_rightly()
        room = learner.app.screen.query_one(StepRoom)
        assert room.page.max_scroll_y == 0
        assert learner.lines()[1] == "", "a row is free under the title"


ROWS_SAID = (
    ("slopes", "quotient"),
    ("gradient-descent", "bias-gradient"),
    ("training-loop", "one-turn"),
    ("in-code", "breaks"),
)
"""A number, a formula, an order and pairs, whose hints fit on the screen where the question begins high enough."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("lesson", "step"), ROWS_SAID, ids=lambda value: str(value))
async def test_a_question_of_any_kind_begins_where_its_hints_fit(
    lesson: str, step: str, language: Language, tmp_path: Path
) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, language=language) as learner:
        room = learner.app.screen.query_one(StepRoom)
        asked = places(learner)
        for _ in range(len(learner.lesson.session.player.activity.ladder()) - 1):
            await learner.press("ctrl+g")
        assert places(learner) == asked
        assert not room.messages_go_on


async def test_each_question_of_a_quiz_begins_where_it_wants(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="faq", step="final", size=(80, 40)) as learner:
        room = learner.app.screen.query_one(StepRoom)
        for _ in range(2):
            assert room.view is not None
            rows = max(part.region.bottom for part in room.view.children) - min(
                part.region.y for part in room.view.children
            )
            assert room.view.children[0].region.y - room.region.y <= first_row(room.page.size.height, rows)
            await learner.answer_rightly()
            assert room.view is not None
            await learner.press("enter")


async def test_the_smallest_window_has_the_rows_and_columns_that_check_counts(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", size=SMALLEST) as learner:
        room = learner.app.screen.query_one(StepRoom)
        assert room.view is not None
        assert room.page.size.height == MOST_ROWS
        assert room.view.query(".text").first().content_size.width == WIDEST_TEXT


@pytest.mark.parametrize("size", [(80, 24), (60, 20), (80, 12)], ids=str)
@pytest.mark.every(3)
async def test_a_question_opens_at_its_first_sentence(size: tuple[int, int], tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="forks", step="alone", size=size) as learner:
        assert visible(learner.lines(), "A hidden unit with tanh")
        assert size == (80, 24) or "Scroll" in learner.lines()[-1]
        await learner.type("p")
        assert visible(learner.lines(), "read as p")


def wrong_answer(question: Question, right: str) -> str:
    """Something that is not the answer, as far as a question of any form can be answered wrongly."""
    match question.form:
        case "choice" | "choices" | "rule":
            return next((option for option in question.options if option != right), "")
        case "order":
            return ",".join(question.options)
        case "number" | "formula" | "code":
            return "0.12345"
        case "match" | "reveal" | "task":
            return ""


COURSE = shipped().course.source.lessons
KINDS = [(lesson.id, LANGUAGES[number % len(LANGUAGES)]) for number, lesson in enumerate(COURSE)]
"""Every kind of step in every language."""


def said_from(learner: Learner) -> int:
    """The row in which begins what is said about an answer."""
    return learner.app.screen.query_one(StepRoom).messages.region.y


@pytest.mark.parametrize("order", [("a hint", "a verdict"), ("a verdict", "a hint")], ids=" before ".join)
@pytest.mark.parametrize(
    ("lesson", "language"),
    [("slopes", "en"), *(pytest.param(*kind, marks=pytest.mark.long) for kind in KINDS)],
)
async def test_no_step_of_the_course_moves_when_something_is_said(
    lesson: str, language: Language, order: Sequence[str], tmp_path: Path
) -> None:
    """Hints, verdicts and notices, in every part of every step; what is said first stays where it is."""
    moved = []
    async with tutor(tmp_path, lesson=lesson, language=language) as learner:
        session = learner.lesson.session

        async def shown_after(do: Callable[[], object]) -> dict[str, object]:
            learner.lesson.begin(do)
            await learner.settle()
            return places(learner)

        for step in session.player.steps:
            asked = await shown_after(partial(session.open, step.id))
            while (question := session.player.activity.question) is not None:
                right = own_answer(session.player.activity) or next(iter(question.options), "")
                learner.lesson.say("A notice, which is said above the footer. " * 5)
                await learner.settle()
                said, rows = [("a notice", places(learner))], set()
                wrong = wrong_answer(question, right)
                if question.form in ("number", "formula", "code"):
                    # What is read as it is typed has its rows before anything is said.
                    await learner.type(wrong)
                acts: dict[str, Callable[[], object] | None] = {
                    "a hint": session.hint if session.player.activity.ladder() else None,
                    "a verdict": partial(session.answer, wrong) if wrong else None,
                }
                for what in order:
                    if (act := acts[what]) is None:
                        continue
                    now = await shown_after(act)
                    if session.player.activity.question != question:
                        # A prediction is committed, whatever it is.
                        break
                    said.append((what, now))
                    rows.add(said_from(learner))
                moved += [f"{step.id} {question.part}: {what}" for what, now in said if now != asked]
                moved += [f"{step.id} {question.part}: what was said"] * (len(rows) > 1)
                if session.player.activity.question == question:
                    await shown_after(partial(session.answer, right))
                asked = places(learner)
                if session.player.activity.question == question:
                    break
    assert moved == []


def columns_of(lines: Sequence[str], words: str) -> list[int]:
    """Where `words` begin in each line that has them."""
    return [line.index(words) for line in lines if words in line]


async def test_a_factor_that_is_filled_moves_none_sideways(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="softmax", step="alone") as learner:
        before = learner.lines()
        for _ in range(4):
            await learner.answer_rightly()
        assert columns_of(before, "───")[:1] == columns_of(learner.lines(), "───")[:1]
        assert visible(learner.lines(), "≈ 0.368")
        names = [line for line in (*before, *learner.lines()) if "∂S" in line and "∂L   " in line]
        assert len(set(names)) == 1


async def test_an_empty_field_is_told_what_to_type(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="forks", step="alone") as learner:
        await learner.press("enter")
        assert visible(learner.lines(), "Type a number or a formula first.")


async def test_pairs_keep_their_lines_when_they_are_right(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="in-code", step="breaks") as learner:
        before = columns_of(learner.lines(), "targets one-hot")
        rows = [number for number, line in enumerate(learner.lines()) if "targets" in line]
        await learner.answer_rightly()
        assert columns_of(learner.lines(), "targets one-hot") == before
        assert [number for number, line in enumerate(learner.lines()) if "targets " in line][: len(rows)] == rows


@pytest.mark.parametrize("step", ["xor-frozen", "frozen"])
@pytest.mark.every(2)
async def test_in_a_small_window_no_free_row_keeps_what_is_asked_out_of_sight(step: str, tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="gradient-check", step=step, size=(60, 20)) as learner:
        shown = learner.lines()
        first = next(number for number, line in enumerate(shown) if "▸ 1 " in line)
        assert [line.split()[0] for line in shown[first + 1 : first + 3]] == ["2", "3"]
        assert "Scroll" not in shown[-1]


@pytest.mark.parametrize("size", [(60, 20), (80, 12)], ids=str)
@pytest.mark.every(2)
async def test_in_a_small_window_choices_stay_where_a_verdict_stands(size: tuple[int, int], tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="knob", size=size) as learner:
        await learner.press("3", "enter")
        assert visible(learner.lines(), "3 ✗ By 0.01")
        assert visible(learner.lines(), "✗ Not yet")
        await learner.press("1")
        assert visible(learner.lines(), "▸ 1")


async def test_arrows_follow_the_two_columns_of_short_choices(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        marked = []
        for key in ("down", "right", "up", "left", "left", "right", "right"):
            await learner.press(key)
            assert learner.step == "nudge"
            line = next(line for line in learner.lines() if "▸" in line)
            marked.append(int(line.split("▸")[1].split()[0]))
        assert marked == [2, 4, 3, 1, 1, 3, 3]


async def test_where_choices_stand_below_each_other_arrows_to_the_sides_turn_the_page(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="gradient-descent", step="valley") as learner:
        await learner.press("right")
        assert learner.step != "valley"
