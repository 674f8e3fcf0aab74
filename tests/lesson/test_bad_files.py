"""Every file in `bad*/` has one mistake (or says how many) and gives exactly the messages in its first lines."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.lesson.expectations import expected, said
from tutor.lesson.loading.file import load_course_file, load_glossary, load_lesson
from tutor.network.quantities import FIXED_WORDS
from tutor.wording.problems import PROBLEMS

HERE = Path(__file__).parent


def _files(folder: str) -> list[Path]:
    return sorted((HERE / folder).glob("*.yaml"))


@pytest.mark.parametrize("file", _files("bad"), ids=lambda file: file.stem)
def test_a_bad_lesson_gives_exactly_its_messages(file: Path) -> None:
    assert said(load_lesson(file).problems) == expected(file) != []


@pytest.mark.parametrize("word", sorted(FIXED_WORDS))
def test_no_weight_is_called_by_a_word_that_means_something_else(word: str, tmp_path: Path) -> None:
    text = (HERE / "bad/name-is-a-fixed-word.yaml").read_text(encoding="utf-8")
    file = tmp_path / "name-is-a-fixed-word.yaml"
    file.write_text(text.replace("[learning_rate]", "[b]").replace("[[loss]]", f"[[{word}]]"), encoding="utf-8")
    assert [problem.code for problem in load_lesson(file).problems] == ["name-is-a-fixed-word"]


@pytest.mark.parametrize("file", _files("bad_translations"), ids=lambda file: file.stem)
def test_a_bad_translation_gives_exactly_its_messages_and_leaves_the_lesson_usable(file: Path, tmp_path: Path) -> None:
    shutil.copy(HERE / "good/small.yaml", tmp_path)
    shutil.copy(file, tmp_path / "small.zh.yaml")
    loaded = load_lesson(tmp_path / "small.yaml")
    assert said(loaded.problems) == expected(file) != []
    assert loaded.value is not None
    assert loaded.value.in_language("zh").steps[0].id == "why"


@pytest.mark.parametrize("file", _files("bad_courses"), ids=lambda file: file.stem)
def test_a_bad_course_gives_exactly_its_messages(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "course.yaml")
    assert said(load_course_file(tmp_path).problems) == expected(file) != []


@pytest.mark.parametrize("file", _files("bad_glossaries"), ids=lambda file: file.stem)
def test_a_bad_glossary_gives_exactly_its_messages(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "glossary.yaml")
    assert said(load_glossary(tmp_path).problems) == expected(file) != []


def test_there_are_many_kinds_of_mistakes() -> None:
    codes = {problem.code for file in _files("bad") for problem in load_lesson(file).problems}
    assert len(codes) >= 60
    assert codes <= PROBLEMS.keys()


def test_several_errors_of_shape_are_reported_together() -> None:
    problems = load_lesson(HERE / "bad/several-mistakes.yaml").problems
    assert [problem.code for problem in problems] == [
        "not-an-integer",
        "misspelt-value",
        "not-an-identifier",
        "misspelt-key",
    ]


def test_sound_steps_are_checked_although_another_step_is_broken() -> None:
    problems = load_lesson(HERE / "bad/mistakes-of-both-sorts.yaml").problems
    assert [problem.code for problem in problems] == ["no-parameters", "missing-feedback"]
