"""Courses, translations and damaged lessons as the check sees them; what it loads."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lesson.expectations import said
from tests.patience import drawn
from tutor.check import check, check_file
from tutor.errors import Place
from tutor.lesson.loading.course import CourseError, load_course
from tutor.lesson.writing.new import new_lesson

GOOD = Path(__file__).parents[1] / "lesson" / "good"
SHIPPED = Path(__file__).parents[2] / "lessons"
ONE_OF_EACH = Path(__file__).parents[1] / "courses" / "kinds"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A copy of one shipped lesson in a course of its own with the whole glossary, to be damaged."""
    folder = tmp_path / "lessons"
    folder.mkdir()
    for pattern in ("chain-rule*.yaml", "course*.yaml", "glossary*.yaml", "zh.lock"):
        for file in SHIPPED.glob(pattern):
            shutil.copy(file, folder)
    text = (folder / "course.yaml").read_text(encoding="utf-8")
    lessons = "lessons:\n  - id: chain-rule\n"
    part = "parts:\n  - id: foundations\n    title: Foundations\n    lessons: [chain-rule]\n"
    (folder / "course.yaml").write_text(text.split("lessons:")[0] + lessons + part, encoding="utf-8")
    for name in ("one-network", "in-practice", "yours"):
        _remove(folder / "course.zh.yaml", rf"  {name}: .*\n")
    return folder


def _remove(file: Path, pattern: str) -> None:
    text, count = re.subn(pattern, "", file.read_text(encoding="utf-8"))
    assert count == 1
    file.write_text(text, encoding="utf-8")


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_lesson_that_is_listed_but_not_there_is_missed_where_it_is_listed(tmp_path: Path) -> None:
    text = "format: 1\nid: c\nlanguage: en\ntitle: C\nlessons:\n  - id: nope\n"
    (tmp_path / "course.yaml").write_text(text, encoding="utf-8")
    (tmp_path / ".#nope.yaml").write_text("", encoding="utf-8")
    (problem,) = check([tmp_path])
    assert (problem.code, problem.place.file.name, problem.place.line, problem.place.column) == (
        "no-lesson-file",
        "course.yaml",
        6,
        9,
    )
    (problem,) = check([tmp_path / "course"])
    assert problem.arguments == {"suggestion": "course.yaml"}


def test_texts_and_formulas_of_the_glossary_are_looked_at_in_every_language(tmp_path: Path) -> None:
    terms = (
        "format: 1\nlanguage: en\nterms:\n  - id: loss\n    title: loss\n    text: It is $\\fooo$.\n    formula: L^{\n"
    )
    (tmp_path / "glossary.yaml").write_text(terms, encoding="utf-8")
    (tmp_path / "glossary.zh.yaml").write_text(
        "language: zh\nterms:\n  loss:\n    text: 是 **粗 ** $\\fooo$。\n", encoding="utf-8"
    )
    found = check_file(tmp_path / "glossary.yaml")
    assert [(problem.place.file.name, problem.place.line, problem.code) for problem in found] == [
        ("glossary.yaml", 6, "latex.unknown-command"),
        ("glossary.yaml", 7, "latex.missing-brace"),
        ("glossary.zh.yaml", 4, "stars-left"),
        ("glossary.zh.yaml", 4, "latex.unknown-command"),
    ]


def test_a_course_is_checked_with_its_lessons_glossary_and_translations(course: Path) -> None:
    _replace(course / "chain-rule.yaml", "answer: 'a*(1 - a)'", "answer: 'a*(1 - a'")
    _replace(course / "glossary.yaml", "id: composition", "id: compositon")
    _replace(course / "glossary.zh.yaml", "title: 导数", "title: 导数\n    formulla: x")
    (course / "stray.yaml").write_text("format: 1\n")
    found = {(problem.place.file.name, problem.code) for problem in check([course])}
    assert found >= {
        ("chain-rule.yaml", "formula.open_without_close"),
        ("chain-rule.yaml", "unknown-term-misspelt"),
        ("glossary.zh.yaml", "translation-misspelt"),
        ("stray.yaml", "not-in-course"),
    }


def test_what_breaks_only_in_the_translation_is_found_there(tmp_path: Path) -> None:
    for file in GOOD.glob("small*.yaml"):
        shutil.copy(file, tmp_path)
    _replace(tmp_path / "small.zh.yaml", "title: 小课", "title: 小课\nsummary: 一句话。")
    _replace(tmp_path / "small.zh.yaml", "'$w$ 先影响哪个量？'", "'$w$ 先影响哪个量，**吗 ？ **'")
    assert [message for message in said(check_file(tmp_path / "small.yaml")) if message[0] == "en"] == [
        ("en", "7:13 the ** in this text mark nothing; put them directly before and behind the words")
    ]


def test_what_a_lesson_gives_is_counted_and_measured_in_the_translation_too(course: Path) -> None:
    """A character of Chinese takes two columns."""
    file = course / "chain-rule.zh.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(r"(?m)^question: .*", f"question: {'x 带动 u，u 又带动 y：' * 4}x 动多少？", text), encoding="utf-8"
    )
    _remove(file, "  - 求出神经元梯度的每个因子\n")
    assert [message for message in said(check_file(file)) if message[0] == "en"] == [
        ("en", "4:11 this takes 98 columns, and there is room for 88; shorten it"),
        ("en", "5:1 the source has 3 texts here, the translation 2"),
    ]


def test_files_of_every_kind_can_be_named(course: Path) -> None:
    for name in ("course.yaml", "glossary.yaml", "chain-rule.yaml", "chain-rule.zh.yaml", "glossary.zh.yaml"):
        assert said(check_file(course / name)) == []
    _replace(course / "chain-rule.zh.yaml", "title: 链式法则", "titel: 链式法则")
    by_translation = check_file(course / "chain-rule.zh.yaml")
    assert by_translation == check_file(course / "chain-rule.yaml") != []
    assert check([course, course / "chain-rule.yaml"]) == by_translation


def test_a_folder_without_a_course_says_so(tmp_path: Path) -> None:
    (problem,) = check([tmp_path])
    assert (problem.code, problem.place) == ("no-course", Place(tmp_path))
    new_lesson("begun", tmp_path)
    assert check([tmp_path]) == []
    assert [problem.code for problem in check([tmp_path / "x.yaml"])] == ["no-such-file"]
    with pytest.raises(CourseError) as caught:
        load_course(tmp_path / "nowhere")
    assert [problem.code for problem in caught.value.problems] == ["no-such-file"]


def test_the_check_loads_no_screen() -> None:
    program = (
        "import sys; from pathlib import Path; from tutor.check import check;"
        f"check([Path({str(ONE_OF_EACH)!r})]);"
        "print(sorted({'textual', 'rich', 'sqlite3'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=SHIPPED.parent
    )
    assert done.stdout.strip() == "[]"


HOSTILE = """format: 1
id: hostile
language: en
title: Hostile
summary: Made to hang.
minutes: 1
steps:
  - id: tower
    type: quiz
    kind: symbolic
    prompt: What?
    symbols: [x]
    answer: '9^9^9^9'
  - id: nest
    type: derivation
    graph:
      z: '{nested}'
    target: z
    wrt: x
    at: {{x: 1}}
  - id: wide
    type: quiz
    kind: numeric
    prompt: What is @{{a}}?
    params:
      a: {{int: [-999999999999, 999999999999]}}
      b: {{int: [-999999999999, 999999999999]}}
      c: {{int: [-999999999999, 999999999999]}}
    where: ['a == b', 'c < 0']
    answer: 'a'
"""


def test_hostile_formulas_and_ranges_are_refused_before_anything_is_computed(tmp_path: Path) -> None:
    (tmp_path / "hostile.yaml").write_text(HOSTILE.format(nested="(" * 60 + "x" + ")" * 60), encoding="utf-8")
    codes = {problem.code for problem in check_file(tmp_path / "hostile.yaml")}
    assert codes == {"formula.exponent_too_large", "formula.too_deep"}


_LINES = (GOOD / "small.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
_PIECES = st.sampled_from(
    ["0", "x", "'", "(", ")", "1", "-", "^", "/0", "$", "\\frac", "w", "z", " ", "sigmoid", "[", "*"]
)


@settings(max_examples=drawn(60), deadline=None)
@given(data=st.data())
def test_any_damage_gives_problems_that_can_be_said(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = list(_LINES)
    number = data.draw(st.integers(34, len(lines) - 1))
    line = lines[number].rstrip("\n")
    cut = data.draw(st.integers(0, len(line)))
    lines[number] = line[:cut] + data.draw(_PIECES) + line[cut + data.draw(st.integers(0, 2)) :] + "\n"
    file = tmp_path_factory.getbasetemp() / "small.yaml"
    file.write_text("".join(lines), encoding="utf-8")
    said(check_file(file))
