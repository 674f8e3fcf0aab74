"""Loading from files: lessons, courses, glossaries, broken neighbours, and files that lie outside the folder."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.lesson.expectations import said
from tests.patience import drawn
from tests.platforms import needs_posix
from tutor.check import check
from tutor.lesson.format.model import DerivationStep
from tutor.lesson.format.network_steps import NetworkStep
from tutor.lesson.format.questions import NumericQuestion
from tutor.lesson.loading.course import CourseError, load_course
from tutor.lesson.loading.file import load_glossary, load_lesson

GOOD = Path(__file__).parent / "good"
SHIPPED = Path(__file__).parents[2] / "lessons"
COURSE = "format: 1\nid: tiny\nlanguage: en\ntitle: Tiny\nlessons:\n"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder with a course of the lesson `small` and a second one that a test may break."""
    for file in GOOD.glob("small*.yaml"):
        shutil.copy(file, tmp_path)
    second = (GOOD / "small.yaml").read_text(encoding="utf-8").replace("id: small", "id: second")
    (tmp_path / "second.yaml").write_text(second, encoding="utf-8")
    (tmp_path / "course.yaml").write_text(f"{COURSE}  - id: small\n  - id: second\n    builds_on: [small]\n")
    (tmp_path / "glossary.yaml").write_text(
        "format: 1\nlanguage: en\nterms:\n  - id: loss\n    title: loss\n    text: How wrong.\n"
    )
    return tmp_path


def test_a_good_lesson_has_no_problems_and_keeps_what_was_written() -> None:
    loaded = load_lesson(GOOD / "small.yaml")
    assert loaded.problems == ()
    assert loaded.value is not None
    lesson = loaded.value.source
    derivation = lesson.step("derive-w")
    assert isinstance(derivation, DerivationStep)
    assert list(derivation.graph) == ["z", "a", "L"]
    assert derivation.ask == ("a/z", "z/w")
    assert derivation.at == {"w": 0.5, "b": 0.1, "x": 2, "y": 1}
    number = lesson.step("q-number")
    assert isinstance(number, NumericQuestion)
    assert number.params["w"].choice == ("0.50", "1.5")
    assert number.tolerance.relative == 0.01
    assert lesson.networks["xor-net"].spec().layers[0].units == ("h1", "h2", "h3")


def test_a_translation_replaces_words_by_id_and_falls_back_to_the_source() -> None:
    loaded = load_lesson(GOOD / "small.yaml")
    assert loaded.value is not None
    chinese = loaded.value.in_language("zh")
    assert chinese.title == "小课"
    assert chinese.summary == "A lesson for tests."
    play = chinese.step("play")
    assert isinstance(play, NetworkStep)
    assert play.predict is not None
    assert [choice.text for choice in play.predict.choices] == ["上升", "下降"]
    assert [choice.when for choice in play.predict.choices] == ["loss[1] >= loss[0]", "loss[1] < loss[0]"]
    assert loaded.value.in_language("fr") is loaded.value.source


def test_a_broken_lesson_leaves_the_rest_of_the_course_usable(course: Path) -> None:
    (course / "second.yaml").write_text("format: 1\nid: second\nstepps: []\n")
    loaded = load_course(course)
    assert loaded.lesson("small").value is not None
    broken = loaded.lesson("second")
    assert broken.value is None
    assert {problem.code for problem in broken.problems} == {"missing-key-at-top", "misspelt-key"}
    assert loaded.problems == ()


def test_a_missing_lesson_is_a_problem_of_that_lesson(course: Path) -> None:
    (course / "second.yaml").unlink()
    assert [problem.code for problem in load_course(course).lesson("second").problems] == ["no-such-file"]


def test_a_lesson_is_read_once(course: Path) -> None:
    loaded = load_course(course)
    assert loaded.lesson("small") is loaded.lesson("small")
    with pytest.raises(KeyError):
        loaded.lesson("third")


def test_a_course_without_course_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(CourseError) as caught:
        load_course(tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["no-course"]


def test_a_broken_glossary_counts_as_empty(course: Path) -> None:
    (course / "glossary.yaml").write_text("terms: [")
    loaded = load_course(course)
    assert loaded.glossary.source.terms == ()
    assert [problem.code for problem in loaded.problems] == ["bracket-not-closed"]


@pytest.mark.parametrize("text", ["terms: [", "format: 1\nlanguage: en\nterms:\n  - id: loss\n    titel: loss\n"])
def test_nothing_is_said_of_terms_where_the_glossary_cannot_be_read(course: Path, text: str) -> None:
    lesson = course / "small.yaml"
    (course / "small.zh.yaml").unlink()
    source = lesson.read_text(encoding="utf-8")
    lesson.write_text(source.replace("The `code` stays.", "The [[loss]]. The `code` stays."), encoding="utf-8")
    assert "[[loss]]" in lesson.read_text(encoding="utf-8")
    (course / "glossary.yaml").write_text(text, encoding="utf-8")
    loaded = load_course(course)
    assert loaded.problems
    assert loaded.lesson("small").value is not None
    assert {problem.place.file.name for problem in check([course])} == {"glossary.yaml"}
    assert check([lesson]) == []


def test_a_lesson_of_a_course_without_a_glossary_has_the_same_problems_alone(course: Path) -> None:
    lesson = course / "small.yaml"
    (course / "small.zh.yaml").unlink()
    source = lesson.read_text(encoding="utf-8")
    lesson.write_text(source.replace("The `code` stays.", "The [[loss]]. The `code` stays."), encoding="utf-8")
    (course / "glossary.yaml").unlink()
    alone = check([lesson])
    assert [problem.code for problem in alone] == ["unknown-term"]
    assert [problem for problem in check([course]) if problem.place.file == lesson] == alone
    (course / "course.yaml").unlink()
    assert check([lesson]) == []


def test_terms_are_looked_up_in_the_glossary(course: Path) -> None:
    text = (course / "small.yaml").read_text(encoding="utf-8")
    (course / "small.yaml").write_text(text.replace("The `code` stays.", "The [[Loss]] and the [[los|word]]. `code`"))
    problems = load_course(course).lesson("small").problems
    assert ("en", "42:11 the term 'los' is not in glossary.yaml; did you mean 'loss'?") in said(problems)


@pytest.mark.parametrize("link", ["second.yaml", "small.zh.yaml"])
def test_a_link_out_of_the_folder_is_not_followed(
    course: Path, tmp_path_factory: pytest.TempPathFactory, link: str
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.yaml"
    secret.write_text("password: hunter2\n")
    (course / link).unlink()
    (course / link).symlink_to(secret)
    lesson = load_course(course).lesson(link.partition(".")[0])
    assert [(problem.code, dict(problem.arguments)) for problem in lesson.problems] == [("outside-folder", {})]


def test_a_link_inside_the_folder_is_followed(course: Path) -> None:
    (course / "second.yaml").rename(course / "real.yaml")
    (course / "second.yaml").symlink_to(course / "real.yaml")
    assert load_course(course).lesson("second").value is not None


@needs_posix("named pipes")
def test_what_is_no_ordinary_file_is_not_opened(course: Path) -> None:
    (course / "second.yaml").unlink()
    os.mkfifo(course / "second.yaml")
    assert [problem.code for problem in load_course(course).lesson("second").problems] == ["not-a-file"]


def test_links_in_a_circle_are_a_problem(course: Path) -> None:
    (course / "second.yaml").unlink()
    (course / "second.yaml").symlink_to(course / "second.yaml")
    [problem] = load_course(course).lesson("second").problems
    assert problem.code == "unreadable-file"


def test_bytes_that_are_not_utf8_are_named_by_place(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_bytes(
        "format: 1\ntitle: 链 \xff".encode("utf-8", "surrogateescape").replace(b"\xc3\xbf", b"\xff")
    )
    [problem] = load_lesson(tmp_path / "x.yaml").problems
    assert (problem.code, problem.place.line, problem.place.column) == ("not-utf8", 2, 10)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    text = (GOOD / "small.yaml").read_text(encoding="utf-8")
    (tmp_path / "small.yaml").write_bytes(("\ufeff" + text.replace("\n", "\r\n")).encode())
    loaded = load_lesson(tmp_path / "small.yaml")
    original = load_lesson(GOOD / "small.yaml")
    assert loaded.value is not None
    assert original.value is not None
    assert loaded.value.source == original.value.source


def test_the_shipped_course_loads_without_a_problem() -> None:
    loaded = load_course(SHIPPED)
    assert said(loaded.problems) == []
    for entry in loaded.course.source.lessons:
        assert said(loaded.lesson(entry.id).problems) == []


def test_the_shipped_glossary_finds_terms_by_spaces_or_hyphens() -> None:
    loaded = load_glossary(SHIPPED)
    assert loaded.value is not None
    assert loaded.value.source.term("chain rule") == loaded.value.source.term("chain-rule") is not None


@settings(max_examples=drawn(150), deadline=None)
@given(text=st.text())
def test_any_text_gives_a_lesson_or_problems(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    file = tmp_path_factory.getbasetemp() / "any.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    said(load_lesson(file).problems)


_LINES = (GOOD / "small.yaml").read_text(encoding="utf-8").splitlines(keepends=True)
_SNIPPETS = st.sampled_from([*":-[]{}|>&*!'\"#\\\t\n@`?,", "null", "~", "- ", ": ", "\x1b", "<<: ", "1_0"])


@settings(max_examples=drawn(300), deadline=None)
@given(data=st.data())
def test_any_damage_to_a_lesson_gives_a_lesson_or_problems_that_can_be_said(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    lines = list(_LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.integers(0, len(lines) - 1))
        line = lines[number]
        cut = data.draw(st.integers(0, len(line)))
        rest = data.draw(st.sampled_from([line[cut:], line[cut + 1 :], ""]))
        lines[number] = line[:cut] + data.draw(_SNIPPETS) + rest
    file = tmp_path_factory.getbasetemp() / "small.yaml"
    file.write_text("".join(lines), encoding="utf-8")
    loaded = load_lesson(file)
    said(loaded.problems)
    assert (loaded.value is None) == any(problem.severity == "error" for problem in loaded.problems)
