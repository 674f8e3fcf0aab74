"""Things side by side keep their order, their text and the width."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tutor.figures.formulas import place_lines
from tutor.figures.lines import Line, flowed, plain, width_of
from tutor.formulas.expression import Span
from tutor.text import Cells

CELLS = Cells()
ITEMS = st.lists(st.text("ab链σ", min_size=1, max_size=12), max_size=12)


def items(texts: list[str]) -> list[Line]:
    """Each text as something of its own."""
    return [[(text, "tag")] for text in texts]


@given(ITEMS, st.integers(1, 60), st.integers(1, 5))
def test_nothing_is_lost_broken_or_out_of_order(texts: list[str], width: int, gap: int) -> None:
    lines = flowed(items(texts), gap, width, CELLS)
    runs = [text for line in lines for text, tag in line if tag]
    assert runs == texts
    for line in lines:
        alone = sum(bool(tag) for _, tag in line) == 1
        assert width_of(line, CELLS) <= width or alone


@given(ITEMS, st.integers(1, 60))
def test_a_line_is_begun_only_when_the_next_thing_does_not_fit(texts: list[str], width: int) -> None:
    lines = flowed(items(texts), 2, width, CELLS)
    for before, after in pairwise(lines):
        assert width_of(before, CELLS) + 2 + CELLS.width(after[0][0]) > width


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
