"""The question bank: its mistakes, what a broken question leaves usable, and its questions in the places of steps."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.lesson.expectations import expected, said
from tutor.lesson.format.bank import Bank, BankNumeric, BankQuiz
from tutor.lesson.format.digest import graded_digest
from tutor.lesson.format.model import Lesson
from tutor.lesson.loading.course import LoadedCourse, load_course
from tutor.lesson.loading.file import load_bank, load_lesson, load_shelf

HERE = Path(__file__).parent
KINDS = HERE.parent / "courses" / "kinds"


def _files(folder: str) -> list[Path]:
    return sorted((HERE / folder).glob("*.yaml"))


def _course(folder: Path, before: str = "", after: str = "", file: str = "bank.yaml") -> LoadedCourse:
    """A copy of the test course in `folder`, with one change."""
    shutil.copytree(KINDS, folder, dirs_exist_ok=True)
    text = (folder / file).read_text(encoding="utf-8")
    assert text.count(before) == 1 or not before
    (folder / file).write_text(text.replace(before, after, 1) if before else text, encoding="utf-8")
    return load_course(folder)


def _drawn(course: LoadedCourse) -> Lesson:
    loaded = course.lesson("drawn")
    assert loaded.value is not None, loaded.problems
    return loaded.value.source


def _bank(course: LoadedCourse) -> Bank:
    assert course.shelf.bank is not None
    return course.shelf.bank.source


@pytest.mark.parametrize("file", _files("bad_banks"), ids=lambda file: file.stem)
def test_a_bad_bank_gives_exactly_its_messages_and_keeps_its_sound_question(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path / "bank.yaml")
    loaded = load_bank(tmp_path)
    assert said(loaded.problems) == expected(file) != []
    assert loaded.value is not None
    assert loaded.value.source.questions[0].id == "sound"


@pytest.mark.parametrize("file", _files("bad_uses"), ids=lambda file: file.stem)
def test_a_lesson_that_asks_too_much_of_the_bank_gives_exactly_its_messages(file: Path, tmp_path: Path) -> None:
    shutil.copy(file, tmp_path)
    shutil.copy(KINDS / "bank.yaml", tmp_path)
    shelf, _ = load_shelf(tmp_path)
    assert said(load_lesson(tmp_path / file.name, shelf=shelf).problems) == expected(file) != []


def test_a_used_question_stands_in_the_place_of_its_step() -> None:
    step = _drawn(load_course(KINDS)).step("one-more")
    assert isinstance(step, BankNumeric)
    assert (step.id, step.bank_id, step.topic) == ("one-more", "sum-of-two", "sums")
    assert (step.title, step.skill, step.review) == ("Two numbers", "adding", True)


def test_a_quiz_has_its_pool_in_every_language() -> None:
    loaded = load_course(KINDS).lesson("drawn")
    assert loaded.value is not None
    quizzes = [loaded.value.in_language(language).step("quiz") for language in ("en", "zh")]
    for quiz, topic in zip(quizzes, ("Sums", "加法"), strict=True):
        assert isinstance(quiz, BankQuiz)
        assert quiz.about[0].title == topic
        assert len(quiz.pool) == 6


def test_a_broken_question_is_left_out_and_everything_else_stays(tmp_path: Path) -> None:
    course = _course(tmp_path, "answer: 'k + 1'", "anwser: 'k + 1'")
    assert course.bank is not None
    assert [problem.code for problem in course.bank.problems] == ["misspelt-key"]
    lesson = course.lesson("drawn")
    assert [(problem.code, problem.severity) for problem in lesson.problems] == [("bank-question-broken", "warning")]
    assert [step.id for step in _drawn(course).steps] == ["quiz", "signs-only"]
    assert len(_bank(course).questions) == 6


def test_a_quiz_draws_from_what_a_broken_bank_leaves(tmp_path: Path) -> None:
    course = _course(tmp_path, "kind: multiple", "kind: multipel")
    assert [problem.code for problem in course.lesson("drawn").problems] == ["too-few-in-bank"]
    quiz = _drawn(course).step("signs-only")
    assert isinstance(quiz, BankQuiz)
    assert [question.id for question in quiz.pool] == ["falls"]


def test_a_bank_that_cannot_be_read_leaves_the_lessons_without_what_they_take_from_it(tmp_path: Path) -> None:
    shutil.copytree(KINDS, tmp_path, dirs_exist_ok=True)
    text = (KINDS / "drawn.yaml").read_text(encoding="utf-8")
    page = "  - {id: page, type: prose, body: Read.}\n"
    (tmp_path / "drawn.yaml").write_text(text.replace("steps:\n", f"steps:\n{page}"), encoding="utf-8")
    (tmp_path / "bank.yaml").write_text("questions: [", encoding="utf-8")
    course = load_course(tmp_path)
    assert {problem.code for problem in course.lesson("drawn").problems} == {"bank-unreadable"}
    assert [step.id for step in _drawn(course).steps] == ["page"]
    assert course.lesson("order").value is not None


def test_a_lesson_that_has_nothing_left_is_broken(tmp_path: Path) -> None:
    shutil.copytree(KINDS, tmp_path, dirs_exist_ok=True)
    (tmp_path / "bank.yaml").write_text("questions: [", encoding="utf-8")
    loaded = load_course(tmp_path).lesson("drawn")
    assert loaded.value is None
    assert [problem.code for problem in loaded.problems if problem.severity == "error"] == ["nothing-left"]


def test_a_renamed_question_is_found_by_its_former_id() -> None:
    question = _bank(load_course(KINDS)).question("which-go-up")
    assert question is not None
    assert question.id == "which-rise"


def test_a_question_has_the_same_digest_in_the_bank_and_in_a_lesson() -> None:
    course = load_course(KINDS)
    lesson = _drawn(course)
    [question] = [question for question in _bank(course).questions if question.id == "sum-of-two"]
    assert graded_digest(lesson, lesson.step("one-more")) == graded_digest(lesson, question)


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("prompt: Add $w$ to $2w$.", "prompt: Add them.", []),
        ("answer: '3*w'", "answer: '4*w'", ["quiz"]),
        ("answer: 'k + 1'", "answer: 'k + 2'", ["one-more", "quiz"]),
        ("text: It rises", "text: Up", []),
        ("    lesson: order\n", "", []),
    ],
)
def test_steps_change_with_the_answers_of_their_questions(
    before: str, after: str, changed: list[str], tmp_path: Path
) -> None:
    old, new = _drawn(load_course(KINDS)), _drawn(_course(tmp_path, before, after))
    assert [
        step.id
        for step in old.steps
        if graded_digest(old, step) != graded_digest(new, new.step(step.id))
    ] == changed  # fmt: skip


def test_a_bank_outside_the_folder_is_not_read(tmp_path: Path) -> None:
    inside = tmp_path / "course"
    shutil.copytree(KINDS, inside)
    (inside / "bank.yaml").rename(tmp_path / "bank.yaml")
    (inside / "bank.yaml").symlink_to(tmp_path / "bank.yaml")
    loaded = load_course(inside)
    assert loaded.bank is not None
    assert [problem.code for problem in loaded.bank.problems] == ["outside-folder"]
    assert loaded.shelf.bank is None
