"""A pass by hand, experiments and a bug hunt at the prompt, in both languages."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Final

import pytest

from tests.activity.by_hand import FOLDER
from tests.lessons.test_chinese import FAULTS, found
from tests.plain.learner import study_in, typed
from tutor.learner.player import Player
from tutor.learner.study import Study
from tutor.lesson.loading.course import load_course
from tutor.plain.walk import walk
from tutor.progress import MemoryProgress
from tutor.wording import LANGUAGES, Language, Voice

COURSE = load_course(FOLDER)
LESSON = "passes"


def study() -> Study:
    return Study(COURSE, MemoryProgress())


def said(step: str, *lines: str, language: Language = "en") -> str:
    return typed(study(), lines, LESSON, step, language)


def test_a_pass_shows_what_is_at_hand_and_reads_calculations() -> None:
    text = said("by-hand", "w1*i1 + w2*i2 + b_h1", "0.9", ":h", ":h")
    assert "h₁ sigmoid   i₁ · w₁ 0.15" in text
    assert "zₕ₁  pre-activation of h₁" in text
    assert "read as w₁·i₁ + w₂·i₂ + bₕ₁ ≈ 0.378\n✓ Right" in text
    assert "✗ Not yet" in text
    assert "Put z of this unit into its activation function." in text


def test_a_recognised_mistake_is_told_in_words() -> None:
    text = said("by-hand", "0.3775", ":h", ":h", ":h", "0.298371", "0.741365")
    told = " ".join(text.split())
    assert "That is another number: the upstream gradient at o₁." in told
    assert "It comes out as the other when the slope of o₁ is left out." in told


@pytest.mark.parametrize("rate", ["学习率", "learning rate", "alpha"])
def test_a_number_is_typed_by_the_name_that_is_shown(rate: str) -> None:
    text = said("by-hand", f"0*{rate} + w1*i1 + w2*i2 + b_h1")
    assert "read as 0·α + w₁·i₁ + w₂·i₂ + bₕ₁ ≈ 0.378\n✓ Right" in text


def test_a_rounded_number_hears_more_of_its_digits() -> None:
    assert "✓ Right\nMore exactly: 0.3775.\n" in said("by-hand", "0.378")


def test_a_name_that_is_not_at_hand_is_marked() -> None:
    assert "  o1.delta\n  ^^^^^^^^\n“o1.delta” is not known yet." in said("by-hand", "o1.delta")


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_experiment_asks_first_and_then_tells_how_the_runs_ended(language: Language) -> None:
    text = said("rates", "3", language=language)
    before, after = text.split("> ", 1)
    assert "0.641" not in before
    assert ("✓ You predicted it." if language == "en" else "✓ 预测正确。") in after
    assert [line.split()[-1] for line in after.splitlines() if line.count("0.768")] == ["0.641", "0.0211", "0.00180"]


def test_layers_are_bars_with_numbers() -> None:
    text = said("depths", "1")
    assert "✗ It turned out differently." in text
    assert "sigmoid · 6  layer 1" in text
    assert "7.73·10⁻⁶" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_hunt_shows_both_numbers_after_the_check(language: Language) -> None:
    text = said("hunt", "", "7", "1", "1", language=language)
    before, after = text.split("> ", 1)
    assert "0.000439" not in before
    assert "1  w₁        0.000365" in after
    assert "0.000439" in after
    assert ("✗ disagrees" if language == "en" else "✗ 不一致") in after
    assert ("✗ Not yet" if language == "en" else "✗ 还不对") in after
    assert ("must use the weights from before it" if language == "en" else "必须用更新之前的权重") in " ".join(
        after.split()
    )


class Diligent(io.StringIO):
    """Answers every question as the hints would, and goes on to the end."""

    def __init__(self, place: Study, language: Language) -> None:
        super().__init__()
        self._study, self._language = place, language
        self._left = 200

    @property
    def player(self) -> Player:
        """The walk as far as it is recorded."""
        return Player.of(self._study.lesson(LESSON, self._language), self._study.progress.events("by-hand", LESSON))

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """Return the next line, an empty text when the lesson is done."""
        self._left -= 1
        question = self.player.activity.question
        if self._left < 0 or (question is None and self.player.standing.state == "done"):
            return ""
        if question is None or question.form == "reveal":
            return "\n"
        ladder = self.player.activity.ladder()
        answer = ladder[-1].answer if ladder else question.options[-1]
        return (str(question.options.index(answer) + 1) if question.options else answer) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_lesson_can_be_done(language: Language) -> None:
    place, sink = study(), io.StringIO()
    learner = Diligent(place, language)
    walk(place, Voice(language), LESSON, "", learner, sink)
    assert learner.player.standing.state == "done"
    assert ("a central difference does" if language == "en" else "中心差分才行") in sink.getvalue()


COMPOSED: Final = {
    "derivation": ("chain-rule", "neuron-faded", ["", "4", ":h", "a(1-a)", "2", ":h", "x", ":v"]),
    "help": ("chain-rule", "nudge", [":?", ":o", ":g", ":/ 学习率", ":/ 1", ":t", ":o 999", ":nothing", "99"]),
    "lab": (
        "chain-rule",
        "live",
        ["3", "学习率 = 2, w = 3", "f", "b", "u", "x w", "inspect w", "check", "freeze w", "q = 2", "nonsense"],
    ),
    "hunt": ("gradient-check", "hunt-turned", ["", "7", "1", "1", ":h"]),
    "code": ("in-code", "keras-model", ["", "", "zzz", ":h"]),
    "trace": ("backward-pass", "by-hand", ["0.5", "zebra", "o1.delta", ":h", ":h", ":h", ":h"]),
    "experiment": ("vanishing-gradients", "depth", ["2", ""]),
}
"""Steps of every kind with lines that bring forth what is composed of pieces."""


@pytest.mark.parametrize("kind", COMPOSED)
def test_what_is_composed_is_set_as_chinese_is(kind: str, tmp_path: Path) -> None:
    lesson, step, typed_lines = COMPOSED[kind]
    said = typed(study_in(tmp_path), typed_lines, lesson, step, "zh")
    lines = [line for line in said.splitlines() if not line.startswith(">")]
    written = {piece: piece for line in lines for piece in re.split(r" · |  +", line)}
    # A single ellipsis is where the line was cut.
    faults = [pattern for fault, pattern in FAULTS.items() if fault != "three dots"]
    assert [fault for pattern in faults for fault in found(pattern, written)] == []
