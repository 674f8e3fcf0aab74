"""The list of a course, laid out: what stands where, and where the arrows lead."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.parts_course import PARTS
from tutor.figures.course_list import CourseList, LessonCell, ListedPart, ListedState, course_list, framed
from tutor.figures.lines import plain, width_of
from tutor.text import ASCII, Cells
from tutor.wording import LANGUAGES, Language

CELLS = Cells()
WIDTH, HEIGHT = 75, 15
"""What is left for the list in a window of 80 columns and 24 rows."""


def five_parts(language: Language, state: ListedState = "new") -> list[ListedPart]:
    parts, number = [], 0
    for titles, lessons in PARTS.items():
        listed = []
        for id_, names in lessons.items():
            number += 1
            listed.append(LessonCell(id_, number, names.zh if language == "zh" else names.en, state, names))
        parts.append(ListedPart(titles.zh if language == "zh" else titles.en, listed))
    return parts


def one_part(count: int) -> list[ListedPart]:
    return [ListedPart("", [LessonCell(f"l{n}", n, f"Lesson {n}", "new") for n in range(1, count + 1)])]


def shown(laid_out: CourseList, marked: str = "", cells: Cells = CELLS) -> list[str]:
    return [plain(line) for line in laid_out.lines(marked, cells)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_course_of_25_lessons_in_five_parts_stands_whole_on_the_smallest_window(language: Language) -> None:
    parts = five_parts(language)
    laid_out = course_list(parts, CELLS, WIDTH, HEIGHT)
    assert laid_out.height == HEIGHT
    text = "\n".join(shown(laid_out))
    assert all(part.title in text for part in parts)
    assert all(f"{lesson.number:>2}  {lesson.title}" in text for part in parts for lesson in part.lessons)
    assert all(width_of(line, CELLS) <= WIDTH for line in laid_out.lines("welcome", CELLS))


def test_parts_stand_in_pairs_and_a_short_last_one_in_a_row() -> None:
    rows = shown(course_list(five_parts("en"), CELLS, WIDTH, HEIGHT))
    assert rows[0].split("  ") == [" Foundations", *[""] * 13, "One network"]
    assert rows[1].startswith(" ·  1  The wave")
    assert "·  7  Gradient descent" in rows[1]
    assert rows[-2:] == [" Yours", " · 23  Beyond    · 24  Questions that everyone asks    · 25  From scratch"]


@pytest.mark.parametrize("height", [HEIGHT, 30])
def test_another_language_moves_no_lesson_but_along_its_row(height: int) -> None:
    for width in range(30, 110):
        english, chinese = (course_list(five_parts(language), CELLS, width, height) for language in LANGUAGES)
        assert len(english.pieces) == len(chinese.pieces) == 30
        for one, other in zip(english.pieces, chinese.pieces, strict=True):
            in_row = one.row == english.height - 1
            assert one.row == other.row
            assert in_row or (one.left, one.width) == (other.left, other.width)


def test_where_rows_are_free_some_stand_between_the_parts() -> None:
    rows = shown(course_list(five_parts("en"), CELLS, WIDTH, 30))
    assert [row for row in rows if not row] == ["", ""]
    assert "" in shown(course_list(five_parts("en")[:3], CELLS, WIDTH, 15)), "a single row, too"
    assert "" not in shown(course_list(five_parts("en")[:3], CELLS, WIDTH, 14)), "the last one is for what is said"


def test_a_last_part_of_two_stands_by_itself_where_its_titles_would_be_cut_beside_another() -> None:
    parts = [ListedPart(part.title, part.lessons[: 2 if part.title == "Yours" else 6]) for part in five_parts("en")]
    del parts[3]
    rows = shown(course_list(parts, CELLS, 67, 30))
    assert not any("…" in row for row in rows)
    assert rows[-1] == " · 23  Beyond       · 24  Questions that everyone asks"


def test_one_part_stands_in_two_halves_where_they_fit_and_else_in_one_column() -> None:
    rows = shown(course_list(one_part(19), CELLS, WIDTH, HEIGHT))
    assert len(rows) == 10
    assert "Lesson 1 " in rows[0]
    assert "Lesson 11" in rows[0]
    assert len(shown(course_list(one_part(1000), CELLS, WIDTH, HEIGHT))) == 1000


def test_titles_that_would_be_cut_short_get_the_whole_width() -> None:
    rows = shown(course_list(five_parts("en"), CELLS, 55, HEIGHT))
    assert len(rows) == 30
    assert not any("…" in row for row in rows)


def test_the_mark_is_reversed_over_its_whole_cell_and_states_have_signs() -> None:
    laid_out = course_list(five_parts("en", "done"), CELLS, WIDTH, HEIGHT)
    row = laid_out.lines("mappings", CELLS)[2]
    marked = [(text, tag) for text, tag in row if tag in ("cursor", "selected")]
    assert [text.rstrip() for text, _ in marked] == ["▸", "✓  2  Networks are nested functions"]
    assert [tag for text, tag in row if text == "✓"] == ["right"], "that of the other lesson in the row"
    signs = {"new": "·", "open": "◐", "skipped": "~", "done": "✓", "broken": "✗", "unread": "·"}
    for state, sign in signs.items():
        part = ListedPart("", [LessonCell("a", 1, "A", state), LessonCell("b", 2, "B", "new")])  # type: ignore[arg-type]
        assert shown(course_list([part], CELLS, 40, 9))[0].startswith(f" {sign}  1  A")


def test_in_ascii_everything_stands_in_its_column() -> None:
    cells = Cells(ambiguous_width=2, glyphs=ASCII)
    laid_out = course_list(five_parts("en"), cells, WIDTH, HEIGHT)
    lines = [cells.shown(row) for row in shown(laid_out, "welcome", cells)]
    assert all(line.isascii() for line in lines)
    assert lines[1].startswith(">*  1  The wave")
    assert lines[1].index("7  Gradient") == lines[2].index("8  The forward")


def walk(laid_out: CourseList, start: str, steps: Sequence[tuple[str, int]]) -> str:
    for way, by in steps:
        start = laid_out.below(start, by) if way == "below" else laid_out.beside(start, by)
    return start


def test_arrows_go_down_a_column_and_across() -> None:
    laid_out = course_list(five_parts("en"), CELLS, WIDTH, HEIGHT)
    down, up, right, left = ("below", 1), ("below", -1), ("beside", 1), ("beside", -1)
    assert walk(laid_out, "welcome", [down]) == "mappings"
    assert walk(laid_out, "chain-rule", [down]) == "softmax"
    assert walk(laid_out, "slopes", [right]) == "training-loop"
    assert walk(laid_out, "training-loop", [left]) == "slopes"
    assert walk(laid_out, "slopes", [left]) == "slopes"
    assert walk(laid_out, "beyond", [right]) == "faq"
    assert walk(laid_out, "faq", [right]) == "from-scratch"
    assert walk(laid_out, "beyond", [down, down]) == "gradient-descent"
    assert walk(laid_out, "welcome", [up]) == "from-scratch"


def test_going_down_alone_comes_to_every_lesson_and_home_and_end_to_the_ends() -> None:
    laid_out = course_list(five_parts("en"), CELLS, WIDTH, HEIGHT)
    seen = {walk(laid_out, "welcome", [("below", 1)] * count) for count in range(25)}
    assert len(seen) == 25
    assert (laid_out.end(1), laid_out.end(-1)) == ("welcome", "from-scratch")


def test_the_lesson_under_the_mouse() -> None:
    laid_out = course_list(five_parts("en"), CELLS, WIDTH, HEIGHT)
    rows = shown(laid_out)
    assert laid_out.lesson_at(3, 0) == ""
    assert laid_out.lesson_at(3, 1) == "welcome"
    assert laid_out.lesson_at(rows[1].index("Gradient"), 1) == "gradient-descent"
    assert laid_out.lesson_at(rows[14].index("From scratch"), 14) == "from-scratch"


def test_a_frame_is_as_wide_as_it_should_be_and_cuts_what_is_at_the_left() -> None:
    rows = framed("Go on", [([("A title that is far too long for it", "")], [("step 1", "")])], CELLS, 30)
    assert [plain(row) for row in rows] == [
        "╭─ Go on ────────────────────╮",
        "│  A title that is…  step 1  │",
        "╰────────────────────────────╯",
    ]
