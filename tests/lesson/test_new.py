"""`new` writes a lesson that works, lists it in the course as it stands, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.lesson.expectations import said
from tutor.check import check
from tutor.cli import tutor
from tutor.errors import TutorError
from tutor.lesson.loading.file import load_course_file
from tutor.lesson.writing.new import new_lesson

COURSE = """\
# A course of mine.
format: 1
id: mine
language: en
title: Mine
lessons:      # in order
    - id: first-one
    -   id: other
        builds_on: [first-one]   # needs slopes
"""


def _course(folder: Path, text: str = COURSE) -> Path:
    (folder / "course.yaml").write_text(text, encoding="utf-8")
    return folder


def test_the_first_lesson_begins_a_course_that_checks_clean(tmp_path: Path) -> None:
    folder = tmp_path / "my course"
    done = CliRunner().invoke(tutor, ["--lang", "en", "new", "logistic-loss", "--course", str(folder)])
    assert done.exit_code == 0, done.output
    assert "Wrote " in done.output
    assert said(check([folder])) == []
    assert {file.name for file in folder.iterdir()} == {"course.yaml", "logistic-loss.yaml", "lesson.schema.json"}
    assert "title: Logistic loss\n" in (folder / "logistic-loss.yaml").read_text(encoding="utf-8")
    new_lesson("second", folder)
    assert said(check([folder])) == []


def test_a_lesson_is_listed_below_the_others_and_nothing_else_changes(tmp_path: Path) -> None:
    new_lesson("added", _course(tmp_path))
    assert (tmp_path / "course.yaml").read_text(encoding="utf-8") == COURSE + "    - id: added\n"


def test_a_course_without_a_last_newline_and_with_keys_below(tmp_path: Path) -> None:
    text = "format: 1\nid: a\nlanguage: en\nlessons:\n- id: b\ntitle: A"
    new_lesson("added", _course(tmp_path, text))
    assert (tmp_path / "course.yaml").read_text(encoding="utf-8") == text.replace("- id: b\n", "- id: b\n- id: added\n")


PARTS = """\
parts:
  - id: easy
    title: Easy
    lessons: [first-one, other]   # both
"""


@pytest.mark.parametrize(
    ("parts", "grown"),
    [
        (PARTS, PARTS.replace("other]", "other, added]")),
        (PARTS + "  - {id: hard, title: Hard, lessons: []}\n", "lessons: [first-one, other, added]   # both"),
        (
            PARTS.replace(" [first-one, other]", "\n      - first-one\n      - other"),
            "      - other   # both\n      - added\n",
        ),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_a_lesson_comes_into_the_last_part_that_has_some(
    parts: str, grown: str, is_first: bool, tmp_path: Path
) -> None:
    text = COURSE.replace("lessons: ", f"{parts}lessons: ") if is_first else COURSE + parts
    new_lesson("added", _course(tmp_path, text))
    written = (tmp_path / "course.yaml").read_text(encoding="utf-8")
    assert grown in written
    assert "        builds_on: [first-one]   # needs slopes\n    - id: added\n" in written
    course = load_course_file(tmp_path).value
    assert course is not None
    assert course.source.parts[0].lessons == ("first-one", "other", "added")


@pytest.mark.parametrize(
    ("lesson_id", "course", "code"),
    [
        ("1st", COURSE, "new.not-an-identifier"),
        ("../up", COURSE, "new.not-an-identifier"),
        ("course", COURSE, "new.not-an-identifier"),
        ("NUL", COURSE, "new.not-an-identifier"),
        ("there", COURSE, "new.exists"),
        ("other", COURSE, "new.listed"),
        ("more", COURSE[: COURSE.index("lessons")] + "lessons: [{id: one}]\n", "new.not-listed"),
        ("more", COURSE.replace("title: Mine", "titel: Mine"), "study.broken-course"),
    ],
)
def test_what_cannot_be_done_leaves_everything_as_it_was(
    tmp_path: Path, lesson_id: str, course: str, code: str
) -> None:
    _course(tmp_path, course)
    (tmp_path / "there.yaml").write_text("mine")
    before = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    with pytest.raises(TutorError) as caught:
        new_lesson(lesson_id, tmp_path)
    assert caught.value.code == code
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/added.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(TutorError, match=r"new\.exists"):
        new_lesson("added", _course(tmp_path / "mine"))
    assert not (tmp_path / "elsewhere.yaml").exists()


def test_a_folder_of_other_things_is_no_place_for_a_course(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("")
    done = CliRunner().invoke(tutor, ["--lang", "zh", "new", "x", "--course", str(tmp_path)])
    assert done.exit_code == 1
    assert "未写入任何内容" in done.output
    assert [file.name for file in tmp_path.iterdir()] == ["thesis.tex"]
