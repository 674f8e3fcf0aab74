"""Progress across edits of a lesson, as learners meet it: on the screen, at the prompt, in the list."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.small_lesson import TEXT, small_lesson
from tests.ui.driving import tutor, visible
from tutor import cli
from tutor.learner.course import orphans
from tutor.learner.study import Study
from tutor.lesson.format.digest import graded_digest
from tutor.progress import open_progress

COURSE = "format: 1\nid: {id}\nlanguage: en\ntitle: A course\nlessons:\n  - id: small\n"


def _write(folder: Path, changes: Mapping[str, str] | None = None, course: str = "one") -> Path:
    """A course with the small lesson, in which each key of `changes` is replaced by its value."""
    folder.mkdir(exist_ok=True)
    text = TEXT
    for before, after in (changes or {}).items():
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    (folder / "course.yaml").write_text(COURSE.format(id=course), encoding="utf-8")
    (folder / "small.yaml").write_text(text, encoding="utf-8")
    return folder


def _tell(home: Path, *arguments: str | Path, typed: str = "") -> str:
    environment = {"TUTOR_HOME": str(home), "LANG": "en"}
    done = CliRunner().invoke(cli.tutor, list(map(str, arguments)), input=typed, env=environment)
    assert done.exit_code == 0, done.stderr
    return done.stdout


EDITS = [
    ({"prompt: How much is": "prompt: What is"}, "number", False),
    ({"title: A number": "title: A sum"}, "number", False),
    ({"explain: Done.": "explain: That was it."}, "parts", False),
    ({"summary: One step of each kind.": "summary: All kinds."}, "number", False),
    ({"answer: 'k + 1'": "answer: 'k + 2'"}, "number", True),
    ({"k: {int: [2, 900]}": "k: {int: [2, 901]}"}, "number", True),
    ({"    tolerance: 0.1\n": "    tolerance: 0.2\n"}, "number", True),
    ({"L: 'z^2'": "L: 'z^3'"}, "parts", True),
    ({"at: {w: 0.5, x: 2}": "at: {w: 0.5, x: 3}"}, "parts", True),
    ({"biases: [0.1]": "biases: [0.2]"}, "lab", True),
    ({"        within: 5\n": "        within: 6\n"}, "lab", True),
]


@pytest.mark.parametrize(("changes", "step", "graded"), EDITS)
def test_the_digest_follows_what_is_graded_and_no_words(changes: Mapping[str, str], step: str, graded: bool) -> None:
    before, after = small_lesson(), small_lesson(changes)
    for present in before.steps:
        same = graded_digest(before, present) == graded_digest(after, after.step(present.id))
        assert same is not (graded and present.id == step)


async def test_a_step_that_was_edited_says_so_above_it_and_in_the_outline(tmp_path: Path) -> None:
    course = _write(tmp_path / "course")
    async with tutor(tmp_path, course=course, lesson="small", step="choice") as learner:
        await learner.press("1", "enter")
        assert "changed since" not in learner.text
    _write(course, {"Two it is.": "It is two.", "Which one is larger?": "Which is larger?"})
    async with tutor(tmp_path, course=course, lesson="small", step="choice") as learner:
        assert "changed since" not in learner.text
        assert "It is two." in learner.text
    _write(
        course, {"        correct: true\n": "", "        text: 'one'\n": "        text: 'one'\n        correct: true\n"}
    )
    async with tutor(tmp_path, course=course, lesson="small", step="choice") as learner:
        assert visible(learner.lines(), "This step was changed since you did it. Your credit stays.")
        await learner.press("l")
        assert visible(learner.lines(), "你做过之后，这一步有改动。")
        await learner.press("l", "o")
        assert visible(learner.lines(), "done, changed since")
        await learner.press("escape", "2", "enter")
        assert "changed since" not in learner.text
        await learner.press("escape", "p")
        assert "1/5" in learner.text


def test_the_prompt_says_the_same(tmp_path: Path) -> None:
    course = _write(tmp_path / "course")
    _tell(tmp_path, "play", "small", "--step", "choice", "--plain", "--course", course, typed="1\n")
    _write(
        course, {"        correct: true\n": "", "        text: 'one'\n": "        text: 'one'\n        correct: true\n"}
    )
    said = _tell(tmp_path, "play", "small", "--step", "choice", "--plain", "--course", course)
    assert "This step was changed since you did it. Your credit stays." in said
    assert "1/5" in _tell(tmp_path, "list", "--course", course)


def test_orphans_are_listed_and_kept_and_come_back(tmp_path: Path) -> None:
    course = _write(tmp_path / "course")
    _tell(tmp_path, "play", "small", "--step", "choice", "--plain", "--course", course, typed="1\n")
    assert "On record" not in _tell(tmp_path, "progress", "--course", course)
    _write(course, {"  - id: choice\n": "  - id: which\n"})
    said = _tell(tmp_path, "progress", "--course", course)
    assert "On record and kept, although the course no longer has these steps:\n  small/choice" in said
    assert "0/5" in said
    _write(course, {"  - id: choice\n": "  - id: which\n    was: [choice]\n"})
    said = _tell(tmp_path, "progress", "--course", course)
    assert "On record" not in said
    assert "1/5" in said
    _write(course, {"  - id: choice\n": "  - id: choice\n    retired: true\n"})
    assert "On record" not in _tell(tmp_path, "progress", "--course", course)
    _write(course)
    assert "1/5" in _tell(tmp_path, "progress", "--course", course)


def test_a_lesson_that_cannot_be_read_now_has_no_orphans(tmp_path: Path) -> None:
    course = _write(tmp_path / "course")
    _tell(tmp_path, "play", "small", "--step", "choice", "--plain", "--course", course, typed="1\n")
    (course / "small.yaml").write_text("format: x\n", encoding="utf-8")
    study = Study.open(course, tmp_path / "progress.sqlite3")
    assert study.orphans() == []
    study.close()
    events = open_progress(tmp_path / "progress.sqlite3").progress.latest("one")
    assert orphans({}, events) == [("small", "choice")]


def test_every_course_has_its_own_progress(tmp_path: Path) -> None:
    mine, theirs = _write(tmp_path / "mine"), _write(tmp_path / "theirs", course="other")
    _tell(tmp_path, "play", "small", "--step", "choice", "--plain", "--course", theirs, typed="1\n")
    assert "1/5" in _tell(tmp_path, "list", "--course", theirs)
    assert "0/5" in _tell(tmp_path, "list", "--course", mine)
    assert "small" not in _tell(tmp_path, "progress").split()
    _tell(tmp_path, "progress", "--reset", "small", "--course", theirs)
    _tell(tmp_path, "play", "small", "--step", "choice", "--plain", "--course", mine, typed="1\n")
    assert "0/5" in _tell(tmp_path, "list", "--course", theirs)
    assert "1/5" in _tell(tmp_path, "list", "--course", mine)
    (tmp_path / "mine").rename(tmp_path / "moved")
    assert "1/5" in _tell(tmp_path, "list", "--course", tmp_path / "moved")
