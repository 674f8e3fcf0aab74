"""Overlays of words: what they keep, what they may change, and what a text shares with its translation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tutor.lesson.files.source import read_source
from tutor.lesson.format.course_model import Course, Glossary
from tutor.lesson.format.markdown_rules import fixed_parts, terms
from tutor.lesson.format.translated import Translated
from tutor.lesson.loading.file import load_course_file
from tutor.lesson.loading.overlay import overlay, translated_path
from tutor.lesson.writing.translating import source_texts

FILE = Path("glossary.zh.yaml")
GLOSSARY = Glossary.model_validate(
    {
        "format": 1,
        "language": "en",
        "terms": [
            {"id": "loss", "title": "loss", "text": "How wrong $L$ is.", "aliases": ["error", "cost"]},
            {"id": "slope", "title": "slope", "text": "How steep."},
        ],
    }
)


def _overlaid(text: str) -> tuple[Glossary, list[str]]:
    version, problems = overlay(GLOSSARY, read_source(text, FILE), "zh")
    return version, [problem.code for problem in problems]


def test_words_are_replaced_and_the_rest_is_kept() -> None:
    version, problems = _overlaid(
        "language: zh\nterms:\n  loss: {title: 损失, text: '$L$ 有多错。', aliases: [误差]}\n"
    )
    assert problems == []
    assert version.language == "zh"
    assert [(term.id, term.title) for term in version.terms] == [("loss", "损失"), ("slope", "slope")]
    assert version.terms[0].aliases == ("误差",)


def test_a_wrong_entry_leaves_the_others() -> None:
    version, problems = _overlaid(
        "language: zh\nterms:\n  loss: {title: 损失, text: 有多错。}\n  slop: {title: 斜率}\n"
    )
    assert problems == ["translation-formulas", "translation-misspelt"]
    assert version.terms[0].title == "损失"
    assert GLOSSARY.terms[0].title == "loss"


@pytest.mark.parametrize("text", ["损失 @{w}", "$L = @{w}$ 有多错"])
def test_a_text_with_a_parameter_of_its_own_stays_the_source_s(text: str) -> None:
    version, problems = _overlaid(f"language: zh\nterms:\n  loss: {{title: 损失, text: '{text}'}}\n")
    assert problems != []
    assert version.terms[0].text == "How wrong $L$ is."


@pytest.mark.parametrize("text", ["- a\n", "x\n", "language: zh\nterms: x\n", "language: zh\nterms:\n  loss: [x]\n"])
def test_misshapen_overlays_are_problems(text: str) -> None:
    version, problems = _overlaid(text)
    assert problems != []
    assert version.terms == GLOSSARY.terms


def test_a_course_has_a_title_in_each_language() -> None:
    data: dict[str, Any] = {"format": 1, "id": "c", "language": "en", "title": "All", "lessons": [{"id": "a"}]}
    course = Course.model_validate(data)
    version, problems = overlay(course, read_source("language: zh\ntitle: 一切\n", FILE), "zh")
    assert problems == []
    assert version.title == "一切"
    assert version.lessons == course.lessons
    translated = Translated(course, {"zh": version})
    assert translated.in_language("zh") is version
    assert translated.in_language("de") is course


def test_parts_are_translated_by_id_and_order_the_lessons(tmp_path: Path) -> None:
    lessons = "lessons: [{id: a}, {id: b}, {id: c}]\n"
    parts = "parts:\n- {id: x, title: X, lessons: [c]}\n- {id: y, title: Y}\n- {id: z, title: Z, lessons: [b, a]}\n"
    text = "format: 1\nid: course\nlanguage: en\ntitle: All\n"
    (tmp_path / "course.yaml").write_text(text + lessons + parts, encoding="utf-8")
    (tmp_path / "course.zh.yaml").write_text("language: zh\nparts: {z: {title: 末}}\n", encoding="utf-8")
    loaded = load_course_file(tmp_path)
    assert (loaded.problems, loaded.value is None) == ((), False)
    assert loaded.value is not None
    assert [lesson.id for lesson in loaded.value.source.lessons] == ["c", "b", "a"]
    version = loaded.value.in_language("zh")
    assert [(part.id, part.title, part.lessons) for part in version.parts] == [
        ("x", "X", ("c",)),
        ("y", "Y", ()),
        ("z", "末", ("b", "a")),
    ]


@pytest.mark.parametrize("written", ["", "parts: []\n"])
def test_a_course_without_parts_has_one_that_has_no_name(written: str, tmp_path: Path) -> None:
    text = "format: 1\nid: course\nlanguage: en\ntitle: All\nlessons: [{id: a}, {id: b}]\n"
    (tmp_path / "course.yaml").write_text(text + written, encoding="utf-8")
    (tmp_path / "course.zh.yaml").write_text("language: zh\ntitle: 一切\n", encoding="utf-8")
    loaded = load_course_file(tmp_path)
    assert (loaded.problems, loaded.value is None) == ((), False)
    assert loaded.value is not None
    for language in ("en", "zh"):
        parts = loaded.value.in_language(language).parts
        assert [(part.id, part.title, part.lessons) for part in parts] == [("", "", ("a", "b"))]
    assert list(source_texts(loaded.value.source)) == [(("title",), "All")]


def test_paths_lead_by_ids() -> None:
    assert translated_path(GLOSSARY, ("terms", 1, "text")) == ("terms", "slope", "text")
    assert translated_path(GLOSSARY, ("terms", 0, "aliases", 1)) == ("terms", "loss", "aliases", 1)


def test_fixed_parts_of_a_text() -> None:
    text = r"a `x $y$` \$5 $x_{\text{in}}$, $a \$ b$, $$\frac ab$$ [[loss function|loss]] $@{w}$ @{k} $5 and [[T]]"
    assert sorted(fixed_parts(text)) == [
        ("code", "`x $y$`"),
        ("formulas", "$@{w}$"),
        ("formulas", r"$\fracab$"),
        ("formulas", r"$a\$b$"),
        ("formulas", "$x_{}$"),
        ("parameters", "@{k}"),
        ("terms", "[[loss-function]]"),
        ("terms", "[[t]]"),
    ]
    assert list(terms(text)) == ["loss-function", "t"]


def test_word_order_spaces_and_words_in_formulas_are_the_translators() -> None:
    english = r"First $a + b$, then $L_{\text{new}}$ of [[loss]]."
    chinese = r"[[loss|损失]]先 $L_{\text{新}}$，再 $a+b$。"
    assert sorted(fixed_parts(english)) == sorted(fixed_parts(chinese))
