"""The README says what the program does."""

from __future__ import annotations

import re
from pathlib import Path

from tests.readme import README, keys_table, lesson_example, with_keys
from tutor.lesson.loading.file import load_lesson
from tutor.ui.keys import KEYS

TEXT = README.read_text(encoding="utf-8")


def test_every_key_is_in_the_table() -> None:
    assert len(keys_table().splitlines()) == len(KEYS) + 2
    assert keys_table() in TEXT, "run: python -m tests.readme"
    assert with_keys(TEXT) == TEXT


def test_the_lesson_it_shows_is_a_lesson(tmp_path: Path) -> None:
    file = tmp_path / "first-steps.yaml"
    file.write_text(lesson_example(TEXT), encoding="utf-8")
    assert load_lesson(file).problems == ()


def test_every_file_it_points_to_exists() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    rooms = re.findall(r"`((?:tutor|lessons|tests)/[\w./]*)`", TEXT)
    assert len(linked) >= 2
    assert len(rooms) >= 8
    assert [path for path in linked + rooms if not (README.parent / path).exists()] == []


def test_both_commands_are_there_to_the_letter() -> None:
    assert "\npython3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/python -m tutor\n" in TEXT
    assert "\npython3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest\n" in TEXT
