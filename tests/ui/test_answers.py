"""What a learner may type at the factor da/dz of a neuron, and what must happen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import Learner, tutor, visible
from tutor.activity.bank_quiz import BankQuizActivity
from tutor.formulas.limits import LEARNER
from tutor.lesson.format.markup import parse
from tutor.lesson.format.questions import NumericQuestion
from tutor.progress import open_progress
from tutor.ui.presses import DEAF
from tutor.ui.widgets.formula_field import FormulaField
from tutor.wording import LANGUAGES, Language
from tutor.wording.interface import RIGHT_ANSWER, YOUR_ANSWER

RIGHT = ["a(1-a)", "σ(z)(1−σ(z))", "a - a^2", "a（1－a）"]


async def at_the_factor(learner: Learner) -> None:
    """Come to the field for da/dz: the first factor is worked, the rule is asked before."""
    await learner.answer_rightly()
    await learner.answer_rightly()
    question = learner.lesson.session.player.activity.question
    assert question is not None
    assert question.part == "a/z"


@pytest.mark.parametrize("typed", RIGHT)
@pytest.mark.every(4)
async def test_any_equivalent_form_is_right(tmp_path: Path, typed: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        await learner.type(typed)
        assert "read as" in learner.text
        await learner.press("enter")
        question = learner.lesson.session.player.activity.question
        assert question is not None
        assert question.part == "z/w:rule"
        assert "✓ Your last answer was right" in learner.text


async def test_a_known_mistake_gets_its_reason(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        await learner.type("a")
        await learner.press("enter")
        step = learner.lesson.session.player.step
        feedback = next(wrong.feedback for wrong in step.wrong if wrong.id == "is-a")  # type: ignore[union-attr]
        words = parse(feedback)[0].parts[0].text  # type: ignore[union-attr]
        assert visible(learner.lines(), words.strip())


async def test_a_mistake_that_the_author_did_not_foresee_gets_a_reason(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        await learner.type("a(a-1)")
        await learner.press("enter")
        said = [line for line in learner.lines() if "▌" in line]
        assert len(said) >= 2
        assert "sign" in " ".join(said)


async def test_what_cannot_be_read_costs_nothing(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        before = open_progress(tmp_path / "progress.sqlite3").progress.history()
        await learner.type("a(1-")
        await learner.press("enter")
        assert "Could not be read" in learner.text
        assert "costs nothing" in learner.text
        assert visible(learner.lines(), "character 2")
        assert open_progress(tmp_path / "progress.sqlite3").progress.history() == before


HOSTILE = [
    "__import__('os').system('touch /tmp/owned')",
    "9**9**9",
    "(" * 200 + "a" + ")" * 200,
    "\x1b]52;c;aGk=\x07a",
    "\x1b[31ma",
    "[@click=app.quit]a[/]",
    "x.__class__.__mro__",
]


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.every(9)
async def test_hostile_answers_are_refused_in_words(tmp_path: Path, typed: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        learner.paste(typed)
        await learner.settle()
        await learner.press("enter")
        assert learner.app.is_running
        assert "✓" not in learner.text
        assert not Path("/tmp/owned").exists()
        assert all(character.isprintable() for line in learner.lines() for character in line)


async def test_an_answer_that_was_copied_with_marks_of_direction_is_read_without_them(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        learner.paste("\u202ea(1-a)\u202c")
        await learner.settle()
        await learner.press("enter")
        assert "✓ Your last answer was right" in learner.text
        assert all(character.isprintable() for line in learner.lines() for character in line)


async def test_a_formula_that_was_copied_in_lines_is_read(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        learner.paste("a\n* (1 - a)\n")
        await learner.press("enter")
        assert "✓ Your last answer was right" in learner.text


async def test_an_answer_that_is_pasted_too_long_is_spoken_of(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        learner.paste("a" * 600)
        await learner.settle()
        said = f"at most {LEARNER.characters} characters; 400 characters were left out"
        assert said in " ".join(learner.text.split())
        await learner.press("enter")
        assert "longer than" not in learner.text, "what the field holds is not too long to be read"


async def test_repeated_enter_never_skips_feedback(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("3", "enter")
        learner.watch.pace = DEAF / 2
        await learner.press("enter")
        assert learner.step == "nudge"
        assert "✓ Right" in learner.text
        await learner.press("down", "enter")
        assert learner.step == "rule"


@pytest.mark.parametrize("typed", ["a(1-", "dL/da = a(1-a)"])
@pytest.mark.every(2)
async def test_what_must_be_typed_again_keeps_standing_in_the_field(tmp_path: Path, typed: str) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        await learner.type(typed)
        await learner.press("enter")
        assert "costs nothing" in learner.text
        await learner.press("escape", "p", "pagedown")
        field = learner.app.screen.query_one(FormulaField)
        assert field.text == typed
        await learner.press(*["backspace"] * len(typed))
        await learner.type("da/dz = a(1-a)")
        await learner.press("enter")
        assert "✓ Your last answer was right" in learner.text


async def test_the_same_wrong_choice_again_is_recorded_once(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("1", "enter", "enter", "enter")
        events = open_progress(tmp_path / "progress.sqlite3").progress.history()
        assert [event.verdict for event in events if event.kind == "answered"] == ["wrong"]


async def test_hints_climb_to_the_answer(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="nudge") as learner:
        await learner.press("h")
        assert visible(learner.lines(), "Follow the extra")
        await learner.press("h", "h")
        assert visible(learner.lines(), "so it rises by")
        await learner.press("h")
        assert learner.lesson.session.player.complete


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("lesson", "step", "wrong"), [("welcome", "number", "88"), ("welcome", "formula", "x - 7")])
@pytest.mark.every(4)
async def test_the_answer_that_was_asked_for_stands_there_and_not_what_was_typed(
    tmp_path: Path, lesson: str, step: str, wrong: str, language: Language
) -> None:
    async with tutor(tmp_path, lesson=lesson, step=step, language=language) as learner:
        await learner.type(wrong)
        await learner.press("enter")
        while not learner.lesson.session.player.complete:
            await learner.press("ctrl+g")
        for _ in range(2):
            answer = next(line for line in learner.lines() if RIGHT_ANSWER.in_language(language) in line)
            assert wrong.replace("-", "−") not in answer
            assert YOUR_ANSWER.in_language(language) not in learner.text
            assert (learner.step == "number") == ("0.375" in answer)
            await learner.press("pagedown", "pageup")


async def test_in_a_quiz_from_the_bank_the_answer_that_was_asked_for_stands_there(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="faq", step="final", seed=1) as learner:
        activity = learner.lesson.session.player.activity
        assert isinstance(activity, BankQuizActivity)
        while not isinstance(activity.step.question(activity.asked), NumericQuestion):
            await learner.answer_rightly()
        await learner.type("12345")
        await learner.press("enter")
        solution = activity.ladder()[-1].answer
        while not (activity.question and activity.question.shows_next):
            await learner.press("ctrl+g")
            activity = learner.lesson.session.player.activity
            assert isinstance(activity, BankQuizActivity)
        (answer,) = [line for line in learner.lines() if RIGHT_ANSWER.en in line]
        assert solution.replace("-", "−") in answer
        assert "12345" not in learner.text


async def test_the_key_that_copies_says_what_leaves_where_nothing_is_selected(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await at_the_factor(learner)
        await learner.press("ctrl+c")
        assert "Ctrl+Q anywhere" in learner.text
        await learner.press("a", "b")
        assert "Ctrl+Q anywhere" not in learner.text
        await learner.press("shift+home", "ctrl+c")
        assert "Ctrl+Q anywhere" not in learner.text
        assert learner.app.clipboard == "ab"
        await learner.press("escape", "ctrl+c")
        assert "Ctrl+Q anywhere" in learner.text


async def test_checking_ticks_leaves_the_cursor_where_it_was(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="welcome", step="mistakes", reduced_motion=True) as learner:
        await learner.press("1", "down", "down", "enter")
        assert visible(learner.lines(), "✗ Not yet")
        assert "▸ 3 [ ]" in learner.text


async def test_the_mistake_that_was_found_stands_above_what_is_said_of_it(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="training-loop", step="famous-bug", reduced_motion=True) as learner:
        for _ in range(3):
            await learner.answer_rightly()
        assert visible(learner.lines(), "✓ the already updated weight was used")
