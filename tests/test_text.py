"""Text fills cells: widths, line breaking with Chinese rules, cutting, and no character that steers a terminal."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tutor.text import (
    ASCII,
    MOST_MARKS,
    UNICODE,
    Cells,
    cleaned,
    first_control_character,
    is_control,
    without_control_characters,
)

CELLS = Cells()
WIDE = Cells(ambiguous_width=2)
TEXTS = st.text(st.sampled_from("ab z，。（）“”链式法则σ→·\u00a0-1.,()"), max_size=80)
WORDS = ["链式", "法则", "σ", "word", "反向传播"]
CLOSING, OPENING = "，。）”", "（“"


@pytest.mark.parametrize(
    ("text", "narrow", "wide"), [("abc", 3, 3), ("链式", 4, 4), ("σ→", 2, 4), ("y\u0302", 1, 1), ("", 0, 0)]
)
def test_widths(text: str, narrow: int, wide: int) -> None:
    assert (CELLS.width(text), WIDE.width(text)) == (narrow, wide)


@example("11111（111）11111。。）", 6)
@given(TEXTS, st.integers(6, 60))
def test_wrapping_loses_nothing_and_keeps_within_the_width(text: str, width: int) -> None:
    lines = CELLS.wrap(text, width)
    assert all(CELLS.width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


PHRASES = st.lists(
    st.builds(str.format, st.sampled_from(["{}，", "{}。", "（{}）", "“{}”", "{} ", "{}"]), st.sampled_from(WORDS)),
    max_size=20,
).map("".join)


@given(PHRASES, st.integers(16, 60))
def test_no_line_begins_with_closing_or_ends_with_opening_punctuation(text: str, width: int) -> None:
    for line in filter(None, CELLS.wrap(text, width)):
        assert line[0] not in CLOSING
        assert line[-1] not in OPENING


@given(PHRASES, st.integers(16, 60))
def test_no_character_stands_alone_in_the_last_line(text: str, width: int) -> None:
    *above, last = CELLS.wrap(text, width)
    if above and len(last.rstrip(CLOSING)) == 1:
        # Only the word above it is too long to come down.
        assert CELLS.width(above[-1].split(" ")[-1] + last) > width or len(above[-1].split()) <= 1


def test_the_last_line_has_company_and_a_plural_its_word() -> None:
    assert CELLS.wrap("这个导数在原点处是0。", 19) == ["这个导数在原点处", "是0。"]
    assert CELLS.wrap("the slope there is 0.", 19) == ["the slope there", "is 0."]
    assert CELLS.wrap("梯度决定它们", 10) == ["梯度决定", "它们"]
    assert CELLS.wrap("all of it 0.", 10) == ["all of", "it 0."]


def test_no_short_word_stands_alone_in_the_last_line_of_a_paragraph() -> None:
    told = "Only w moves; b and x stand still like ordinary numbers."
    assert CELLS.wrap(told, 50) == ["Only w moves; b and x stand still like", "ordinary numbers."]
    assert CELLS.wrap("前面的层把数传给后面的层，最后一层算出网络的输出。", 46) == [
        "前面的层把数传给后面的层，最后一层算出网络",
        "的输出。",
    ]
    # The end of a formula, and what is long by itself, stand alone well.
    assert CELLS.wrap("L = (0.7 − 1)² + (0.2 − 0)²\u00a0+ 0.1 + 0.25 + 0.125 = 4", 48)[-1] == "= 4"
    assert CELLS.wrap("It is one of the three things that are called backpropagation.", 50)[-1] == "backpropagation."
    # Nor is the line above made the shorter one for it.
    assert CELLS.wrap("an unpronounceable answer", 18) == ["an unpronounceable", "answer"]


def test_chinese_breaks_between_characters_and_english_at_spaces() -> None:
    assert CELLS.wrap("反向传播从损失开始，逐层往回。", 12) == ["反向传播从损", "失开始，逐层", "往回。"]
    assert CELLS.wrap("the chain rule", 10) == ["the chain", "rule"]


def test_punctuation_goes_with_the_word_before_it() -> None:
    assert CELLS.wrap("误差反向传播，好", 12) == ["误差反向传", "播，好"]


def test_a_word_wider_than_the_line_is_torn() -> None:
    assert CELLS.wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_a_no_break_space_holds() -> None:
    assert CELLS.wrap("a b\u00a0c d", 4) == ["a", "b\u00a0c", "d"]


@example("链式，链式，", "σ，word，", 16)
@example("", "“word”“链式”", 16)
@example("“word”“word”", "“word”", 16)
@given(PHRASES, PHRASES, st.integers(16, 60))
def test_a_command_that_fits_stands_on_one_line(before: str, after: str, width: int) -> None:
    lines = CELLS.wrap(f"{before}`ab 链 cd`{after}", width)
    assert any("`ab 链 cd`" in line for line in lines)
    assert all(CELLS.width(line) <= width for line in lines)


def test_a_command_that_is_wider_than_the_line_breaks_at_its_spaces() -> None:
    assert CELLS.wrap("use `ab -m cd ef`.", 10) == ["use `ab -m", "cd ef`."]


def test_newlines_begin_lines() -> None:
    assert CELLS.wrap("a\n\nb", 10) == ["a", "", "b"]


@given(TEXTS, st.integers(0, 40))
def test_cutting_and_padding_give_the_width(text: str, width: int) -> None:
    for cells in (CELLS, WIDE, Cells(glyphs=ASCII)):
        assert cells.width(cells.truncate(text, width)) <= width
        assert cells.width(cells.pad(text, width)) == width


def test_what_fits_is_not_cut() -> None:
    assert CELLS.truncate("链式", 4) == "链式"
    assert CELLS.truncate("链式法则", 5) == "链式…"


@pytest.mark.parametrize("character", ["\x1b", "\x00", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u200b", "\ufeff"])
def test_characters_that_steer_are_found_and_replaced(character: str) -> None:
    text = f"ab{character}[31m"
    found = first_control_character(text)
    assert found == (2, "control", f"U+{ord(character):04X}")
    clean = without_control_characters(text)
    assert first_control_character(clean) is None
    assert len(clean) == len(text)


IGNORED = (0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x180E), 0x180F)
"""Letters and marks among those that Unicode calls Default_Ignorable_Code_Point; others are no printable ones."""


def test_every_character_of_unicode_is_shown_or_refused() -> None:
    ignored = {*map(chr, (*IGNORED, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))), "\U00016fe4", "\U0001d159"}
    for character in map(chr, range(sys.maxunicode + 1)):
        is_space = unicodedata.category(character) == "Zs" or character in "\t\n"
        shown = is_space or (character.isprintable() and character not in ignored)
        if shown == is_control(character):
            raise AssertionError(ascii(character))


def test_marks_beyond_a_few_are_refused_whatever_stands_between_them() -> None:
    for between in ("", "\u200d", "\ufe0f"):
        stack = f"x{between}\u0301" + f"{between}\u0302" * 3000
        assert cleaned(stack) == "x\u0301" + "\u0302" * (MOST_MARKS - 1)
    assert first_control_character("x" + "\u0301" * MOST_MARKS) is None
    assert first_control_character("x" + "\u0301" * (MOST_MARKS + 1)) == (MOST_MARKS + 1, "mark", "U+0301")


@given(st.text())
def test_what_is_typed_loses_what_no_text_may_hold_and_nothing_else(text: str) -> None:
    kept = cleaned(text)
    assert first_control_character(kept) is None
    assert len(kept) == sum(one == other for one, other in zip(text, without_control_characters(text), strict=True))


@given(st.text())
def test_clean_text_is_clean_and_of_the_same_length(text: str) -> None:
    clean = without_control_characters(text)
    assert first_control_character(clean) is None
    assert len(clean) == len(text)
    if first_control_character(text) is None:
        assert clean == text


def test_newlines_and_tabs_are_ordinary() -> None:
    assert first_control_character("a\tb\nc") is None


def test_every_glyph_of_the_ascii_set_is_ascii_and_as_wide_as_its_twin() -> None:
    names = [name for name in UNICODE.__slots__ if name != "unicode"]
    assert all(getattr(ASCII, name).isascii() for name in names)
    assert [name for name in names if len(getattr(ASCII, name)) > 1] == ["ellipsis"]


@pytest.mark.parametrize("width", range(12, 40))
def test_a_rounded_number_stays_with_its_sign(width: int) -> None:
    for line in CELLS.wrap("你的式子的值：≈ 0.197；斜率：≈ 0.420。 At w ≈ 0.333, x = 1 it is ≈ 2.5.", width):
        assert not line.endswith("≈")
