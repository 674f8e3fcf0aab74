"""Steps on networks: what their digest is awake to, how they are translated, the runs that a variation makes."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.activity.by_hand import FOLDER, lesson, versions
from tutor.lesson.format.digest import graded_digest
from tutor.lesson.format.model import Lesson
from tutor.lesson.format.network_steps import BughuntStep, Variation
from tutor.lesson.format.scalars import Tolerance
from tutor.lesson.loading.file import load_lesson


def digest(changed: Lesson, step: str) -> str:
    return graded_digest(changed, changed.step(step))


def with_change(step: str, key: str, value: Any) -> Lesson:
    source = lesson()
    steps = tuple(one.model_copy(update={key: value}) if one.id == step else one for one in source.steps)
    return source.model_copy(update={"steps": steps})


@pytest.mark.parametrize(
    ("step", "key", "value"),
    [
        ("by-hand", "prompt", "Other words."),
        ("by-hand", "hints", ()),
        ("by-hand", "diagnose", None),
        ("rates", "explain", "Other words."),
        ("rates", "log", True),
        ("hunt", "feedback", {"flipped-sign": "No."}),
    ],
)
def test_words_and_drawings_change_no_digest(step: str, key: str, value: Any) -> None:
    assert digest(with_change(step, key, value), step) == digest(lesson(), step)


@pytest.mark.parametrize(
    ("step", "key", "value"),
    [
        ("by-hand", "ask", ("h1.z",)),
        ("by-hand", "tolerance", Tolerance(relative=0.02)),
        ("by-hand", "network", "xor-net"),
        ("rates", "run", 301),
        ("rates", "vary", Variation(learning_rate=(0.1, 1.0))),
        ("hunt", "bug", "flipped-sign"),
    ],
)
def test_what_a_verdict_depends_on_changes_the_digest(step: str, key: str, value: Any) -> None:
    assert digest(with_change(step, key, value), step) != digest(lesson(), step)


def test_the_network_belongs_to_the_digest() -> None:
    source = lesson()
    other = source.networks["two-two-two"].model_copy(update={"seed": 99})
    changed = source.model_copy(update={"networks": {**source.networks, "two-two-two": other}})
    assert all(digest(changed, step) != digest(source, step) for step in ("by-hand", "hunt"))
    assert digest(changed, "rates") == digest(source, "rates")


def test_feedback_is_translated_by_the_mistake_that_it_answers() -> None:
    step = versions().in_language("zh").step("hunt")
    assert isinstance(step, BughuntStep)
    assert step.feedback["one-path-only"].startswith("只算一条")
    assert set(step.feedback) == {"updated-weight-used", "one-path-only"}


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("one-path-only:", "one-path-onyl:", "translation-misspelt"),
        ("one-path-only:", "momentum-sign:", "translation-unknown"),
        ("只算一条路径的话，隐藏层的梯度会大得多。", "''", "no-value"),
        ("只算一条路径的话", "只算 $w$ 的话", "translation-formulas"),
    ],
)
def test_feedback_of_a_translation_is_held_against_the_source(tmp_path: Path, old: str, new: str, code: str) -> None:
    for file in FOLDER.glob("passes*.yaml"):
        shutil.copy(file, tmp_path)
    words = tmp_path / "passes.zh.yaml"
    text = words.read_text(encoding="utf-8")
    assert text.count(old) == 1
    words.write_text(text.replace(old, new), encoding="utf-8")
    problems = load_lesson(tmp_path / "passes.yaml").problems
    assert [problem.code for problem in problems] == [code]
    assert {problem.place.file for problem in problems} == {words}


def test_a_variation_makes_every_combination() -> None:
    vary = Variation(activation=("tanh", "relu"), depth=(1, 6))
    assert vary.changes() == (
        {"activation": "tanh", "depth": 1},
        {"activation": "tanh", "depth": 6},
        {"activation": "relu", "depth": 1},
        {"activation": "relu", "depth": 6},
    )


def test_settings_can_be_switched_off() -> None:
    made = Variation.model_validate({"clip_norm": ["none", "0.5"], "batch_size": ["none", "4"]})
    assert (made.clip_norm, made.batch_size) == ((None, 0.5), (None, 4))
