"""The lab as its learner has it: keys and mouse in the real application, on networks of every size."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.geometry import Region

from tests.patience import first_and_long
from tests.ui.driving import Learner, tutor, visible
from tests.ui.golden import assert_like_golden, painted
from tutor.activity.network import NetworkActivity
from tutor.check.walk import own_answer
from tutor.network.lab import Lab
from tutor.numerals import numeral
from tutor.prose.window import MESSAGE_ROWS
from tutor.ui.canvas.diagram.state import Bias, Edge, Unit
from tutor.ui.keys import BY_ID
from tutor.ui.lab.desk import LabDesk
from tutor.ui.lab.workbench import Workbench
from tutor.ui.steps.network import NetworkView
from tutor.ui.widgets.menu import Menu
from tutor.ui.widgets.tab_row import TabRow
from tutor.wording import LANGUAGES, Language
from tutor.wording.keys import EXPLAIN, PAUSE

COURSE = Path(__file__).parents[1] / "courses" / "labs"
SIZES = [(80, 24), (120, 40)]


@asynccontextmanager
async def lab_of(
    home: Path, step: str, *, size: tuple[int, int] = (80, 24), language: Language = "en"
) -> AsyncIterator[Learner]:
    given = {"lesson": "labs", "step": step, "size": size, "language": language}
    async with tutor(home, course=COURSE, reduced_motion=True, **given) as learner:  # type: ignore[arg-type]
        yield learner


def view_of(learner: Learner) -> NetworkView:
    view = learner.lesson.query_one(NetworkView)
    assert isinstance(view, NetworkView)
    return view


def bench_of(learner: Learner) -> Workbench:
    return view_of(learner)._workbench


def lab(learner: Learner) -> Lab:
    return bench_of(learner).lab


def phase(here: Lab) -> str:
    """The phase as a plain text: it changes between two looks, which a type checker cannot see."""
    return str(here.phase)


def numbers(here: Lab) -> list[float]:
    names = [f"{name}{suffix}" for name in here.trainer.network.layout.listed for suffix in ("", ".gradient", ".next")]
    names += [f"{unit}.{kind}" for layer in here.spec.layers for unit in layer.units for kind in ("z", "a", "delta")]
    return [here.hidden_value(name) for name in names]


# What a press does.


async def test_one_operation_at_a_time_there_and_back(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        here = lab(learner)
        assert here.value("h1.z") is None
        await learner.press("f")
        assert (here.value("h1.z") is None, here.value("h1.a")) == (False, None)
        await learner.press("f", "f", "f", "f")
        assert phase(here) == "forward-done"
        await learner.press("f")
        assert visible(learner.lines(), "Enter goes back for the gradients")
        await learner.press("b", "b", "b", "b")
        assert phase(here) == "backward-done"
        await learner.press("u")
        assert (here.step, phase(here)) == (1, "idle"), "who walks through a step walks through the next one as well"
        await learner.press("u")
        assert (here.step, phase(here)) == (2, "backward-done"), "who only updates sees all numbers at once"
        await learner.press("f")
        assert phase(here) == "forward", "f begins a finished step again"


async def test_a_whole_pass_at_once(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await learner.press("F")
        assert lab(learner).value("loss") == pytest.approx(0.298371, rel=1e-5)
        assert lab(learner).value("o1.delta") is None
        await learner.press("B")
        assert lab(learner).value("w1.gradient") == pytest.approx(0.000438568, rel=1e-5)


async def test_scrubbing_shows_what_was_bit_for_bit(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "xor") as learner:
        seen = []
        for _ in range(6):
            seen.append(numbers(lab(learner)))
            await learner.press("u")
        await learner.press("comma", "comma", "comma", "comma")
        assert (lab(learner).step, numbers(lab(learner))) == (2, seen[2])
        assert visible(learner.lines(), "Step 2 of 6, as it was")
        await learner.press("full_stop")
        assert numbers(lab(learner)) == seen[3]
        await learner.press("home")
        assert numbers(lab(learner)) == seen[0]
        await learner.press("end")
        assert lab(learner).step == 6


async def test_an_edit_in_the_past_begins_a_branch_and_undo_leads_back(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "xor") as learner:
        await learner.press("u", "u", "u", "comma", "comma", "e")
        before = lab(learner).hidden_value("learning_rate")
        await learner.type("learning_rate = 2")
        await learner.press("enter")
        assert (lab(learner).step, lab(learner).last_step, lab(learner).learning_rate) == (1, 1, 2)
        assert visible(learner.lines(), "A new branch begins at step 1")
        await learner.press("u", "z")
        assert (lab(learner).step, lab(learner).last_step, lab(learner).learning_rate) == (1, 3, before)


async def test_to_raise_the_rate_and_lower_it_again_changes_nothing(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        rate = lab(learner).learning_rate
        await learner.press("u", "plus", "plus", "minus")
        assert (lab(learner).learning_rate, len(lab(learner).edits)) == (2 * rate, 1)
        await learner.press("minus")
        assert (lab(learner).learning_rate, len(lab(learner).edits)) == (rate, 0)
        assert not visible(learner.lines(), "was changed")


async def test_the_learning_rate_is_typed_by_the_name_that_is_shown(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "xor") as learner:
        await learner.press("e")
        await learner.type("学习率 = 2")
        await learner.press("enter")
        assert lab(learner).learning_rate == 2


async def test_a_bare_number_is_meant_for_what_is_selected(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        bench_of(learner).select(Edge(1, 0, 0))
        await learner.press("e")
        assert visible(learner.lines(), "new w₅ (now 0.4), or name = number")
        await learner.type("−0,7".replace(",", "."))
        await learner.press("enter")
        assert lab(learner).hidden_value("w5") == -0.7
        await learner.press("e")
        await learner.type("seven")
        await learner.press("enter")
        assert visible(learner.lines(), "This could not be read")
        await learner.press("escape")
        assert learner.app.focused is view_of(learner)
        await learner.press("z")
        assert lab(learner).hidden_value("w5") == 0.4


async def test_reset_is_one_act_that_undo_takes_back(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("plus", "u", "u")
        after = numbers(lab(learner))
        await learner.press("r")
        assert (lab(learner).step, lab(learner).learning_rate) == (0, 0.1)
        await learner.press("z")
        assert (lab(learner).step, numbers(lab(learner))) == (2, after)


@pytest.mark.parametrize("between", [("l",), ("h",), ("pagedown", "pageup")])
@pytest.mark.every(3)
async def test_an_act_is_undone_as_a_whole_whatever_was_drawn_anew_since(
    tmp_path: Path, between: tuple[str, ...]
) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("e")
        await learner.type("w = 2, b = 3")
        await learner.press("enter", *between)
        await learner.press("z")
        assert [lab(learner).hidden_value(name) for name in ("w", "b")] == [0.5, 0.1]


@pytest.mark.parametrize(
    ("language", "said"), [("en", ("w: 0.5 → 2", "b: 0.1 → 3")), ("zh", ("w：0.5 → 2", "b：0.1 → 3"))]
)
@pytest.mark.every(2)
async def test_what_is_set_is_said_with_what_it_was(tmp_path: Path, language: Language, said: tuple[str, str]) -> None:
    async with lab_of(tmp_path, "neuron", language=language) as learner:
        await learner.press("e")
        await learner.type("w = 2, b = 3")
        await learner.press("enter")
        assert all(visible(learner.lines(), change) for change in said)


async def test_a_target_that_is_set_is_said_and_stands_in_the_inspector(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="backward-pass", step="live", reduced_motion=True) as learner:
        await learner.press("4", "enter", "e")
        await learner.type("y1=0.75")
        await learner.press("enter")
        assert visible(learner.lines(), "y₁: 0.01 → 0.75")
        view_of(learner).select(Unit(2, 0))
        await learner.settle()
        assert any("y₁" in line and "0.75" in line for line in learner.lines())


async def test_reset_says_whether_what_was_set_is_still_there(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("plus", "u", "r")
        assert visible(learner.lines(), "Back at step 0, with what you set; r again undoes that too")
        await learner.press("r")
        assert visible(learner.lines(), "Back at the start, without what you set. z brings it back.")
        assert not lab(learner).edits


async def test_what_is_written_on_the_edges_can_be_seen(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "xor") as learner:
        await learner.press("2", "2", "w")
        assert visible(learner.lines(), "The edges show the gradients")
        assert view_of(learner)._desk.diagram.display


async def test_an_input_is_given_and_never_frozen(tmp_path: Path) -> None:
    """In `gradient-check/frozen` only the learning rate may be changed."""
    async with tutor(tmp_path, lesson="gradient-check", step="frozen", reduced_motion=True) as learner:
        await learner.press("3", "enter")
        bench_of(learner).select(Unit(0, 0))
        await learner.press("k")
        assert visible(learner.lines(), "An input cannot be frozen")
        await learner.press("tab", "shift+tab")
        assert visible(learner.lines(), "a given number")
        assert "e changes it" not in learner.text
        await learner.press("e")
        assert visible(learner.lines(), "stays as it is in this step. What can be changed:")
        await learner.type("2")
        assert "stays as it is in this step" not in learner.text


async def test_what_another_esc_does_is_said_until_the_next_key(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("e")
        await learner.type("lr = 1")
        await learner.press("enter", "escape")
        assert "The field is closed already" in learner.text
        await learner.press("i")
        assert "The field is closed already" not in learner.text


@pytest.mark.parametrize(
    ("language", "said"), [("en", "F shows whether the task is met."), ("zh", "按 F 看是否达到目标。")]
)
@pytest.mark.every(2)
async def test_after_an_edit_by_hand_it_is_said_what_judges_it(tmp_path: Path, language: Language, said: str) -> None:
    async with tutor(tmp_path, lesson="neuron", step="live", language=language, reduced_motion=True) as learner:
        await learner.press("3", "enter", "e")
        await learner.type("b = -1")
        await learner.press("enter")
        assert said in learner.text
        await learner.press("F")
        assert said not in learner.text


async def test_freezing_keeps_a_weight_and_is_not_judged(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("k")
        assert visible(learner.lines(), "Select a weight or a bias first")
        await learner.press("tab", "tab", "tab", "k")
        assert lab(learner).frozen == {"w"}
        await learner.press("u")
        assert lab(learner).hidden_value("w") == 0.5
        assert bench_of(learner).run.state == "frozen"
        await learner.press("z")
        assert lab(learner).frozen == frozenset()


async def test_the_check_holds_every_gradient_against_its_difference(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await learner.press("c")
        assert visible(learner.lines(), "✓ 12 gradients agree with the central difference")


async def test_the_selected_gradient_is_explained_with_its_paths(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await learner.press(*["tab"] * 4, "x")
        assert visible(learner.lines(), "path 1 of 2")
        assert "w₁ = 0.15" in learner.text
        first = painted(learner.app)
        await learner.press("right")
        assert painted(learner.app) != first, "one path alone is lit"
        await learner.press("escape")
        assert learner.step == "two-two-two"


async def test_the_inspector_spells_the_sum_behind_a_hidden_delta(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        bench_of(learner).select(Edge(0, 0, 0))
        await learner.press("B")
        terms = [(5, "o1"), (7, "o2")]
        numbers_shown = [numeral(lab(learner).hidden_value(f"{unit}.delta")).text for _, unit in terms]
        assert visible(learner.lines(), "δ(h₁) = h₁(1 − h₁)·(w₅·δ(o₁) + w₇·δ(o₂))")
        assert all(text in learner.text for text in numbers_shown)
        assert visible(learner.lines(), "✓ central difference agrees")


@pytest.mark.parametrize(("language", "said"), [("en", "each update adds a point"), ("zh", "曲线上添一点")])
async def test_the_loss_panel_says_when_its_curve_comes(tmp_path: Path, language: Language, said: str) -> None:
    async with lab_of(tmp_path, "neuron", language=language) as learner:
        await learner.press("2")
        assert visible(learner.lines(), said)
        await learner.press("F")
        assert not visible(learner.lines(), said)


async def test_divergence_has_words(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("e")
        await learner.type("learning_rate = 1e200")
        await learner.press("enter", "u", "u", "u", "u")
        assert lab(learner).diverged
        assert visible(learner.lines(), "No task is left"), "which was to let it diverge"
        await learner.press("r", "z", "1")
        assert visible(learner.lines(), "The loss has diverged. Press r to start again.")


async def test_a_run_trains_pauses_and_keeps_its_pace(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "xor") as learner:
        await learner.press("v", "v", "space")
        while lab(learner).step < 20:
            await learner.pilot.pause(0.02)
        await learner.press("space")
        stopped = lab(learner).step
        await learner.press("2")
        assert lab(learner).step == stopped
        assert phase(lab(learner)) == "backward-done", "a paused run shows its numbers"


async def test_hint_and_text_can_be_read_in_full(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("h")
        assert visible(learner.lines(), "watch how far every update overshoots the target")
        await learner.press("1")
        assert not visible(learner.lines(), "overshoots the target"), "the rows fold again with the next act"
        await learner.press("i")
        for words in ("Its error a − y is 0.1", "within 50 updates.", "update overshoots the target"):
            assert words in learner.text
        await learner.press("escape")
        assert visible(learner.lines(), "1 Inspect")
        assert learner.step == "neuron"


async def test_view_and_news_survive_the_other_language(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "xor") as learner:
        await learner.press("u", "tab", "6", "w", "l")
        view = bench_of(learner).view
        assert (view.selected, view.panel, view.written) == (Unit(0, 0), "boundary", "gradients")
        assert visible(learner.lines(), "连线上显示梯度")
        assert lab(learner).step == 1


def course_of_two_tasks(folder: Path) -> Path:
    """The labs, where the first one has two tasks, the second with fewer steps to meet the same."""
    shutil.copytree(COURSE, folder)
    lesson = folder / "labs.yaml"
    text = lesson.read_text(encoding="utf-8")
    task = "      - {{id: {0}, text: Low., goal: 'loss[-1] < 0.003', within: {1}, witness: {{learning_rate: {2}}}}}\n"
    start, end = text.index("      - id: explode"), text.index("    explain: |")
    tasks = task.format("one", 20, 0.25) + task.format("two", 5, 0.125)
    lesson.write_text(text[:start] + tasks + text[end:], encoding="utf-8")
    return folder


async def test_a_run_that_meets_two_tasks_has_met_both_at_once(tmp_path: Path) -> None:
    given = {"course": course_of_two_tasks(tmp_path / "labs"), "lesson": "labs", "step": "neuron"}
    async with tutor(tmp_path, reduced_motion=True, **given) as learner:  # type: ignore[arg-type]
        await learner.press("u")
        activity = learner.lesson.session.player.activity
        assert isinstance(activity, NetworkActivity)
        assert (activity.lab.step, activity.finished) == (1, 2)
        assert "Met after 1 step." in learner.text


async def test_the_solution_of_a_task_is_told_where_it_was_asked_for(tmp_path: Path) -> None:
    given = {"course": course_of_two_tasks(tmp_path / "labs"), "lesson": "labs", "step": "neuron"}
    async with tutor(tmp_path, reduced_motion=True, **given) as learner:  # type: ignore[arg-type]
        await learner.press("h")
        assert "The answer: lr = 0.25" in learner.text
        await learner.press("h")
        assert "The answer: lr = 0.125" in learner.text
        assert "No task is left." in learner.text
        assert "Met" not in learner.text


async def test_whoever_comes_back_to_a_lab_finds_it_as_it_was_left(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("e")
        await learner.type("lr = 0.12")
        await learner.press("enter", "u", "u", "2", "pagedown", "pageup")
        assert learner.step == "neuron"
        assert (lab(learner).step, lab(learner).learning_rate) == (2, 0.12)
        assert view_of(learner)._workbench.view.panel == "loss"
        await learner.press("u", "z")
        assert (lab(learner).step, lab(learner).learning_rate) == (0, 0.05)
    async with lab_of(tmp_path, "xor") as learner:
        await learner.press("u", "a")
        assert lab(learner).step == 0, "to do a step again is to begin it anew"


async def test_whoever_leaves_the_lesson_finds_the_lab_as_it_was_left(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("plus", "u", "u", "2", "escape")
        await learner.press("enter")
        assert learner.step == "neuron"
        assert (lab(learner).step, lab(learner).learning_rate) == (2, 0.1)
        assert bench_of(learner).view.panel == "loss"


@pytest.mark.parametrize(
    ("size", "diagram", "words"), [((120, 40), (1, 74), (78, 40)), ((200, 60), (35, 104), (142, 56))]
)
@pytest.mark.every(2)
async def test_words_and_panels_stand_beside_a_wide_diagram_and_nothing_moves(
    tmp_path: Path, size: tuple[int, int], diagram: tuple[int, int], words: tuple[int, int]
) -> None:
    async with lab_of(tmp_path, "neuron", size=size) as learner:

        def places() -> list[Region]:
            desk = learner.app.screen.query_one(LabDesk)
            return [desk.diagram.region, desk.board.region, *(head.region for head in desk.board.query(TabRow))]

        before = places()
        brief = learner.app.screen.query_one("#brief").region
        assert [(one.x, one.width) for one in (before[0], brief)] == [diagram, words]
        task = next(row for row, line in enumerate(learner.lines()) if "Task 1/1" in line)
        for keys in (["h"], ["u"], ["e"]):
            await learner.press(*keys)
            assert places() == before, keys
            assert "Task 1/1" in learner.lines()[task], keys


async def test_meeting_the_task_is_said_and_keeps_the_view(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "neuron") as learner:
        await learner.press("2")
        await learner.answer_rightly()
        assert bench_of(learner).view.panel == "loss"
        assert visible(learner.lines(), "No task is left")
        assert learner.lines()[-1].startswith(" enter Next")


# The mouse.


async def click(learner: Learner, words: str, row: int | None = None) -> None:
    """Click on the first cell of `words`."""
    lines = learner.lines()
    y = next(number for number, line in enumerate(lines) if words in line and row in (None, number))
    await learner.pilot.click(offset=(lines[y].index(words), y))
    await learner.settle()


async def test_units_weights_tabs_footer_and_curve_answer_to_the_mouse(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await click(learner, "h₂")
        assert bench_of(learner).view.selected == Unit(1, 1)
        await click(learner, "+0.55")
        assert bench_of(learner).view.selected == Edge(1, 1, 1)
        await click(learner, "u Update")
        await learner.press("u", "u")
        assert lab(learner).step == 3
        await click(learner, "2 Loss")
        assert bench_of(learner).view.panel == "loss"
        row = len(learner.lines()) - 3 - MESSAGE_ROWS
        await learner.pilot.click(offset=(8, row))
        await learner.settle()
        assert lab(learner).step == 0


async def test_a_number_in_the_table_is_selected_by_a_click(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await learner.press("3")
        y = next(number for number, line in enumerate(learner.lines()) if line.strip().startswith("b  "))
        await learner.pilot.click(offset=(learner.lines()[y].index("+0.6") + 1, y))
        await learner.settle()
        assert bench_of(learner).view.selected == Bias(2, 0)


# Keys.


@pytest.mark.parametrize("step", first_and_long("neuron", "two-two-two", "xor", "two-hidden", "digits"))
async def test_every_lab_key_can_be_pressed_in_every_lab(tmp_path: Path, step: str) -> None:
    async with lab_of(tmp_path, step) as learner:
        for key in BY_ID.values():
            if key.place == "lab" and key.id not in ("run", "explain", "set", "check-all"):
                await learner.press(key.key)
                assert learner.step == step
        await learner.press("escape")


@pytest.mark.every(2)
@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_the_footer_names_all_that_is_needed_in_every_phase(tmp_path: Path, size: tuple[int, int]) -> None:
    needed = {"e Edit", "h Hint", "p Back", "x Explain", "? Help"}
    async with tutor(tmp_path, lesson="slopes", step="live", size=size, reduced_motion=True) as learner:
        await learner.press("enter", "U", "f")
        named = set()
        while lab(learner).step < 3:
            keys = [key.strip() for key in learner.lines()[-1].split("  ")]
            assert needed <= {*keys}
            named.add(keys[0])
            await learner.press("enter")
        assert named == {"enter Forward", "enter Backward", "enter Update"}
        await learner.press("p")
        assert learner.step != "live"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(2)
async def test_no_pass_run_or_large_panel_takes_the_way_to_understanding_off_the_footer(
    tmp_path: Path, language: Language
) -> None:
    explain = f"x {EXPLAIN.in_language(language)}"
    given = {"lesson": "training-loop", "step": "ten-thousand", "language": language}
    async with tutor(tmp_path, reduced_motion=True, **given) as learner:  # type: ignore[arg-type]
        await learner.answer_rightly()
        for key in ("1", "1", *"fffffbbbbb", "1", "1"):
            assert explain in learner.lines()[-1], f"before {key}"
            await learner.press(key)
        learner.send("space")
        await learner.sees(PAUSE.in_language(language))
        assert explain in learner.lines()[-1]
        await learner.press("space")


async def test_the_help_says_of_enter_what_it_does_in_every_phase(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await learner.press("F", "?")
        assert visible(learner.lines(), "enter Next operation Do what comes next")


async def test_a_prediction_names_the_keys_that_other_questions_name(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="live") as learner:
        keys = learner.lines()[-1]
        assert [name for name in ("enter Check", "s Skip", "p Back", "esc Course") if name not in keys] == []


async def test_an_act_needs_no_letter_where_the_list_of_keys_is_open(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await learner.press("f1")
        menu = learner.app.screen.query_one(Menu)
        menu.move([row.id for row in menu.rows].index("update"))
        await learner.press("enter")
        assert lab(learner).step == 1


async def test_a_panel_that_does_not_apply_says_why(tmp_path: Path) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await learner.press("6")
        assert visible(learner.lines(), "A decision boundary needs a network of two inputs")


# Pictures.


STEPS = [
    ("two-two-two", ["B", *["tab"] * 4]),
    ("xor", ["u", "u", "6"]),
    ("two-hidden", ["B", "w"]),
    ("digits", ["B"]),
    ("neuron", ["tab", "tab", "tab", "u"]),
]


def without_footer(learner: Learner) -> str:
    """The screen without its keys, which other tables add to."""
    return "\n".join(learner.lines()[:-1]) + "\n"


PICTURES = [
    pytest.param(step, keys, size, id=f"{step}-{size[0]}x{size[1]}")
    for number, (step, keys) in enumerate(STEPS)
    for size in (SIZES if number % 2 == 0 else SIZES[::-1])
]
"""The ordinary run sees each network in one size, and each size of some."""


@pytest.mark.parametrize(("step", "keys", "size"), PICTURES)
@pytest.mark.every(6)
async def test_pictures(tmp_path: Path, step: str, keys: list[str], size: tuple[int, int]) -> None:
    async with lab_of(tmp_path, step, size=size) as learner:
        await learner.press(*keys)
        assert_like_golden(f"lab-{step}-{size[0]}x{size[1]}", without_footer(learner))


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.every(2)
async def test_picture_in_colours(tmp_path: Path, theme: str) -> None:
    async with lab_of(tmp_path, "two-two-two") as learner:
        await learner.press("b", "b", *["tab"] * 4, *(["t"] if theme == "light" else []))
        assert_like_golden(f"lab-{theme}", painted(learner.app))


async def test_picture_without_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with lab_of(tmp_path, "xor") as learner:
        await learner.press("u", "6")
        assert_like_golden("lab-without-colours", without_footer(learner))


async def test_a_hint_stays_readable_where_a_run_has_settled_its_question_meanwhile(tmp_path: Path) -> None:
    """The window may be resized between the last step of a run and what is drawn of it."""
    async with tutor(tmp_path, lesson="chain-rule", step="live") as learner:
        while not learner.lesson.session.player.hints_given():
            question = learner.lesson.session.player.activity.question
            assert question is not None
            await (learner.press("h") if question.form == "task" else learner.answer_rightly())
        desk, session = learner.app.screen.query_one(LabDesk), learner.lesson.session
        assert "Hint" in learner.text
        while session.player.activity.question is not None:
            session.answer(own_answer(session.player.activity))
            desk.lay_out()
            desk.open_text(True)
            await learner.settle()
            desk.open_text(False)
