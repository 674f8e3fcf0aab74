"""The README says what the program does, in both languages the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.readme import FORMAT, READMES, keys_table, latex_lists, lesson_example, with_keys
from tutor.lesson.loading.file import load_lesson
from tutor.typesetting.latex_commands import KNOWN
from tutor.ui.keys import KEYS
from tutor.wording import Language

TEXTS = {language: file.read_text(encoding="utf-8") for language, file in READMES.items()}

each_language = pytest.mark.parametrize("language", READMES)


@each_language
def test_every_key_is_in_the_table(language: Language) -> None:
    table = keys_table(language)
    assert len(table.splitlines()) == len(KEYS) + 2
    assert table in TEXTS[language], "run: python -m tests.readme"
    assert with_keys(TEXTS[language], language) == TEXTS[language]


def test_every_latex_command_is_listed_for_authors() -> None:
    text = FORMAT.read_text(encoding="utf-8")
    assert latex_lists() in text, "run: python -m tests.readme"
    assert set(KNOWN) - {" "} <= {name.removeprefix("\\") for name in re.findall(r"`([^`]+)`", latex_lists())}


@each_language
def test_the_lesson_it_shows_is_a_lesson(language: Language, tmp_path: Path) -> None:
    file = tmp_path / "first-steps.yaml"
    file.write_text(lesson_example(TEXTS[language]), encoding="utf-8")
    assert load_lesson(file).problems == ()


@each_language
def test_every_file_it_points_to_exists(language: Language) -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", TEXTS[language])
    rooms = re.findall(r"`((?:tutor|lessons|tests)/[\w./]*)`", TEXTS[language])
    assert len(linked) >= 3
    assert len(rooms) >= 8
    assert [path for path in linked + rooms if not (READMES[language].parent / path).exists()] == []


@each_language
def test_both_commands_are_there_to_the_letter(language: Language) -> None:
    text = TEXTS[language]
    assert "\npython3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/python -m tutor\n" in text
    assert "\npython3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest\n" in text


def shape(text: str) -> list[str]:
    """What does not change with the language: headings, code, pictures, list items, and rows by what is typed."""
    blocks = re.compile(r"^```.*?^```|^#+ |^!|^- |^<[^\n]*?>|^\|[^\n]*", re.DOTALL | re.MULTILINE)
    return [
        "|".join(re.findall(r"`[^`]*`", block[0])[:1]) if block[0].startswith("|") else block[0]
        for block in blocks.finditer(text)
    ]


def test_the_readme_is_the_same_in_every_language() -> None:
    rows, chinese = shape(TEXTS["en"]), shape(TEXTS["zh"])
    assert len(rows) > len(KEYS) + 40
    assert chinese == rows


def test_what_is_typed_is_the_same_in_every_language() -> None:
    """Commands, options and keys, apart from the table of keys."""
    english, chinese = (
        sorted(re.findall(r"`([^`\n]+)`", re.sub(r"<!-- keys.*?end of keys -->|```.*?```", "", text, flags=re.DOTALL)))
        for text in TEXTS.values()
    )
    assert chinese == english
