"""A verdict on the screen is of the answer that was judged, and of no other that stands in its place now."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui.driving import tutor
from tutor.wording import LANGUAGES, Language, Voice, interface
from tutor.wording.derivations import RULES


def remark(language: Language, answer: str = "") -> str:
    voice = Voice(language)
    return voice(interface.EARLIER_TEXT, answer=answer) if answer else voice(interface.EARLIER)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.every(2)
async def test_the_verdict_on_a_number_names_it_once_another_is_typed_also_after_a_hint(
    tmp_path: Path, language: Language
) -> None:
    said = remark(language, "3")
    async with tutor(tmp_path, lesson="slopes", step="quotient", language=language) as learner:
        await learner.type("3")
        await learner.press("enter")
        assert "✗" in learner.text
        assert said not in learner.text
        await learner.type("4")
        assert said in learner.text
        await learner.press("ctrl+g")
        assert said in learner.text
        await learner.press("pagedown", "pageup")
        assert said in learner.text
        await learner.press("end", "backspace")
        assert said not in learner.text
        assert "✗" in learner.text


async def test_what_could_not_be_read_leaves_no_word_once_it_is_changed(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="quotient") as learner:
        await learner.type("3+")
        await learner.press("enter")
        assert "Could not be read" in learner.text
        await learner.type("1")
        assert "Could not be read" not in learner.text


async def test_the_verdict_on_ticks_and_choices_says_that_others_stand_there_now(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="gradient-check", step="blind") as learner:
        await learner.press("enter")
        assert "Nothing is chosen yet." in learner.text
        await learner.press("2")
        assert "Nothing is chosen yet." not in learner.text
        await learner.press("enter")
        assert "2 not right: At a fork" in learner.text
        assert remark("en") not in learner.text
        await learner.press("1")
        assert remark("en") in learner.text
        await learner.press("2", "enter")
        assert "missing: " in learner.text
        assert remark("en") not in learner.text


async def test_right_below_the_next_part_is_said_of_the_answer_before(tmp_path: Path) -> None:
    said = Voice("en")(interface.LAST_WAS_RIGHT)
    async with tutor(tmp_path, lesson="forward-pass", step="by-hand") as learner:
        await learner.answer_rightly()
        assert said in learner.text
        await learner.type("h")
        assert said not in learner.text
    async with tutor(tmp_path, lesson="gradient-check", step="hunt-xor") as learner:
        await learner.press("c", "1", "enter")
        assert said in learner.text
        while learner.lesson.session.player.activity.question is not None:
            await learner.answer_rightly()
        assert said not in learner.text
        assert "✓ Right" in learner.text


async def test_a_partner_that_was_given_is_there_again_after_leaving_the_lesson(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="beyond", step="tools") as learner:
        await learner.press("1", "b")
        assert "1 [b]" in learner.text
        await learner.press("escape", "escape")
        assert not learner.app.screen.query("MatchBoard")
        await learner.press("enter")
        assert "1 [b]" in learner.text


async def test_in_a_quiz_the_help_has_the_keys_of_the_question_and_skipping_says_that_it_skips_the_quiz(
    tmp_path: Path,
) -> None:
    async with tutor(tmp_path, lesson="faq", step="final", seed=12) as learner:
        assert learner.app.screen.query("MatchBoard"), "the seed draws pairs first"
        assert learner.lesson.places[0] == "match"
        assert "a b … Partner" in learner.text
        assert "Skip the quiz" in learner.text
        await learner.press("a", "down", "b", "down", "c")
        assert all(f"[{letter}]" in learner.text for letter in "abc")
    async with tutor(tmp_path / "other", lesson="slopes", step="knob") as learner:
        assert "Skip" in learner.text
        assert "Skip the quiz" not in learner.text


async def test_what_is_above_the_window_can_be_seen_again_by_a_key_that_is_named(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="knob") as learner:
        await learner.press("1", "enter")
        first = "Not yet"
        assert first in learner.text
        await learner.press("h", "h", "h")
        assert first not in learner.text
        assert "A machine has one knob" in learner.text
        assert "Hint 3 of" in learner.text
        assert "pgup Scroll up" in learner.lines()[-1]
        while first not in learner.text:
            before = learner.text
            await learner.press("pageup")
            assert learner.text != before
        assert "pgdn Scroll" in learner.lines()[-1]


async def test_the_first_hint_on_a_rule_shows_the_formulas_of_all_and_gives_none_away(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="chain-rule", step="neuron-faded") as learner:
        await learner.press("enter")
        before = learner.lesson.session.player.activity.question
        assert before is not None
        assert before.form == "rule"
        await learner.press("h")
        assert learner.lesson.session.player.activity.question == before
        seen = learner.text
        await learner.press("shift+down")
        seen += learner.text
        for rule in before.options:
            assert RULES[rule].formula in seen
        await learner.press("h")
        assert learner.lesson.session.player.activity.question != before


async def test_only_a_spelling_that_counts_is_taught(tmp_path: Path) -> None:
    async with tutor(tmp_path, lesson="slopes", step="exact") as learner:
        assert "names: w, L" in learner.text
        assert "sigma(z)" not in learner.text
