"""Things side by side keep their order, their text and the width."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tutor.figures.formulas import place_lines, runs
from tutor.figures.lines import Line, broken, clear_of, flowed, plain, width_of, worded
from tutor.figures.quantities import factor
from tutor.formulas.expression import Span
from tutor.text import ASCII, Cells
from tutor.typesetting.formula import DOT, EQUALS, PLUS, joined, row
from tutor.typesetting.symbols import symbol

CELLS = Cells()
ITEMS = st.lists(st.text("ab链σ", min_size=1, max_size=12), max_size=12)


def items(texts: list[str]) -> list[Line]:
    """Each text as something of its own."""
    return [[(text, "tag")] for text in texts]


@given(ITEMS, st.integers(4, 60))
def test_nothing_is_lost_or_cut(texts: list[str], width: int) -> None:
    lines = flowed(items(texts), 2, width, CELLS)
    assert "".join(text for line in lines for text, tag in line if tag) == "".join(texts)
    assert all(width_of(line, CELLS) <= width for line in lines)


TERMS = st.lists(st.lists(st.floats(-99, 99), min_size=1, max_size=4), min_size=1, max_size=6)


@given(TERMS, st.integers(24, 60), st.sampled_from([CELLS, Cells(2, ASCII)]))
def test_a_formula_that_is_too_wide_goes_on_with_an_operator(
    terms: list[list[float]], width: int, cells: Cells
) -> None:
    products = joined(tuple(joined(tuple(map(factor, term)), DOT) for term in terms), PLUS)
    line = runs(row(symbol("L"), EQUALS, products), cells)
    first, *others = broken(line, width, cells)
    assert all(width_of(line, cells) <= width for line in (first, *others))
    assert all(plain(line).lstrip()[0] in "=+·*" for line in others)
    assert "".join(map(plain, (first, *others))).replace(" ", "") == plain(line).replace(" ", "")


@given(ITEMS, st.integers(24, 60))
def test_a_line_is_begun_only_when_the_next_thing_does_not_fit(texts: list[str], width: int) -> None:
    lines = flowed(items(texts), 2, width, CELLS)
    for before, after in pairwise(lines):
        assert width_of(before, CELLS) + 2 + CELLS.width(after[0][0]) > width


def test_what_stands_between_backticks_is_code_on_both_its_lines() -> None:
    lines = worded("Write `one two three` here.", "dim", Cells(), 14)
    assert [*map(plain, lines)] == ["Write one two", "three here."]
    assert lines == [[("Write ", "dim"), ("one two", "code")], [("three", "code"), (" here.", "dim")]]


def test_plain_lines_have_no_tags_and_no_spaces_at_the_end() -> None:
    assert plain([("a ", "x"), ("b", "y"), ("  ", "")]) == "a b"


def test_a_place_is_marked_below_it_however_wide_the_characters_are() -> None:
    assert place_lines("a（1－", Span(1, 2), CELLS) == ["  a（1－", "   ^^"]
    assert place_lines("链+", Span(1, 2), CELLS) == ["  链+", "    ^"]


def test_a_place_behind_the_end_and_no_place_at_all_get_one_mark() -> None:
    assert place_lines("a*", Span(2, 2), CELLS) == ["  a*", "    ^"]
    assert place_lines("", Span(0, 0), CELLS) == ["  ", "  ^"]


def test_what_steers_a_terminal_is_shown_as_a_sign_at_its_place() -> None:
    assert place_lines("a\x1b[m\t\n", Span(1, 2), CELLS) == ["  a␛[m  ", "   ^"]


def test_of_a_long_text_what_stands_around_the_place_is_shown() -> None:
    long = "a+" * 5000 + "@" + "+链" * 5000
    for start, end in ((0, 1), (10_000, 10_001), (10_000, 20_001), (20_001, 20_001), (15_000, 15_002)):
        shown, marks = place_lines(long, Span(start, end), CELLS, 40)
        assert CELLS.width(shown) <= 40
        assert CELLS.width(marks) <= 41
        assert shown.strip("… ") in long
        assert shown.startswith("  …") == (start > 18)
        assert shown.endswith("…") == (start < 20_001)
        if start == 10_000:
            assert shown[marks.index("^")] == "@"


@given(st.text("aσ链，", max_size=30), st.sets(st.integers(1, 70)), st.integers(0, 9))
def test_no_wide_character_crosses_an_edge(text: str, edges: set[int], left: int) -> None:
    shown = clear_of(edges, text, CELLS, left)
    assert shown.replace(" ", "") == text
    assert CELLS.width(shown) <= CELLS.width(text) + len(edges)
    for place, character in enumerate(shown):
        column = left + CELLS.width(shown[:place])
        assert CELLS.width(character) < 2 or column + 1 not in edges
