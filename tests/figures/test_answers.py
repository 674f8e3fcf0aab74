"""What is said about answers: echo, place, verdict, hints, in both languages and for every kind of answer."""

from __future__ import annotations

import math

import pytest

from tests.small_lesson import small_lesson
from tests.wording.placeholders import placeholders
from tutor.activity import activity_for
from tutor.activity.base import Activity, Hint, Question, Understood, Unreadable
from tutor.errors import Argument
from tutor.events import Verdict
from tutor.figures.answers import (
    echo_line,
    echo_lines,
    hint_lines,
    hint_words,
    placeholder,
    sentence_of,
    text_lines,
    verdict_lines,
    verdict_words,
)
from tutor.figures.lines import Line, plain, width_of
from tutor.formulas.parse import parse
from tutor.formulas.vocabulary import Vocabulary
from tutor.lesson.format.model import Step
from tutor.text import ASCII, Cells
from tutor.wording import LANGUAGES, Voice
from tutor.wording.replies import SAID

LESSON = small_lesson()
CELLS, ENGLISH, CHINESE = Cells(), Voice("en"), Voice("zh")
NUMBERS: dict[str, Argument] = {"quantity": "delta", "of": "o1", "asked": "gradient", "asked_of": "w5"}
SLIP: dict[str, Argument] = {"slip": "taken-for", "this": "w5_next", "that": "dL/dw5"}
CODED: dict[str, dict[str, Argument]] = {
    "rule-wrong": {"rule": "product"},
    "rule-held": {"rule": "product", "this": "v", "that": "h"},
    "trace-mistake": {"mistake": "flipped-sign"},
    "mistake-named": {"mistake": "flipped-sign"},
    "trace-other-number": NUMBERS,
    "trace-other-digits": NUMBERS,
    "trace-other-by-slip": NUMBERS | SLIP,
    "trace-slip": SLIP,
    "trace-either": SLIP | {"slip2": "one-path-only", "this2": "", "that2": ""},
    "trace-near": SLIP | {"near": 0.15021928},
    "trace-equal-here": {"this": "w1", "that": "dL/dw5"},
}
"""Arguments that are codes themselves, to be said in words."""
BAR = "▌ "


def activity(step: str) -> Activity:
    """A step of the small lesson as something to do."""
    return activity_for(LESSON, LESSON.step(step), 1)


def texts(lines: list[Line]) -> list[str]:
    """The lines without their tags."""
    return [plain(line) for line in lines]


def verdict_on(step: str, raw: str) -> tuple[Verdict, Step]:
    """The verdict on an answer to a question of the small lesson."""
    return activity(step).judge(raw), LESSON.step(step)


def test_a_right_choice_is_praised_by_its_author() -> None:
    verdict, step = verdict_on("choice", "two")
    assert texts(verdict_lines(verdict, step, {}, ENGLISH, CELLS, 60)) == [BAR + "✓ Right", BAR + "Two it is."]


def test_a_wrong_number_without_the_authors_words_gets_the_programs() -> None:
    verdict, step = verdict_on("number", "-1000")
    for voice in (ENGLISH, CHINESE):
        head, *words = texts(verdict_words(verdict, step, {}, voice, CELLS, 60))
        assert head.startswith("✗ ")
        assert words == [voice(SAID[verdict.code])]


def test_what_cannot_be_read_costs_nothing_and_is_explained_once() -> None:
    verdict, step = verdict_on("number", "3(")
    told = texts(verdict_lines(verdict, step, {}, ENGLISH, CELLS, 60))
    assert told[0] == BAR + "? Could not be read  This costs nothing; change it and try again."
    assert told[1].startswith(BAR + "The ( at character 2")
    assert texts(verdict_lines(verdict, step, {}, ENGLISH, CELLS, 60, echoed=True)) == told[:1]


def test_a_wrong_rule_is_said_by_its_name_and_formula() -> None:
    verdict = Verdict("wrong", "rule-wrong", {"rule": "product"})
    assert texts(verdict_words(verdict, LESSON.step("parts"), {}, CHINESE, CELLS, 80))[1].startswith(
        "积的求导法则是 (f·g)′ = f′·g + f·g′。"
    )


def test_lists_have_the_signs_of_the_language() -> None:
    verdict = Verdict("wrong", "unrelated_symbol", {"names": "w, x"})
    assert sentence_of(verdict, ENGLISH, CELLS).startswith("Yours holds w and x, on which")
    assert sentence_of(verdict, CHINESE, CELLS).startswith("你的式子里有 w、x，")
    verdict = Verdict("wrong", "no_value_at_point", {"point": "w = 0, x ≈ 0.333", "right": "2"})
    assert "在 w = 0，x ≈ 0.333 处，" in sentence_of(verdict, CHINESE, CELLS)


@pytest.mark.parametrize(("voice", "said"), [(ENGLISH, "no value that can be shown"), (CHINESE, "没有能显示的值")])
def test_an_echo_without_a_value_says_so(voice: Voice, said: str) -> None:
    reading = Understood(parse("sqrt(x)", Vocabulary(("x",))), math.nan)
    assert plain(echo_line(reading, voice, CELLS)).endswith(f" {said}")
    (line,) = echo_lines(reading, "sqrt(x)", voice, CELLS, 60)
    assert plain(line).endswith(f"  {said}")


def test_a_right_rule_needs_no_second_word() -> None:
    assert texts(verdict_words(Verdict("right"), LESSON.step("parts"), {}, ENGLISH, CELLS, 80)) == ["✓ Right"]


def test_an_ascii_terminal_gets_ascii_signs() -> None:
    cells = Cells(glyphs=ASCII)
    for raw in ("two", "one"):
        verdict, step = verdict_on("choice", raw)
        assert texts(verdict_words(verdict, step, {}, ENGLISH, cells, 60))[0].isascii()


@pytest.mark.parametrize("code", sorted(SAID))
def test_every_verdict_can_be_said_within_the_width(code: str) -> None:
    arguments: dict[str, Argument] = dict.fromkeys(placeholders(SAID[code].en), 2)
    verdict = Verdict("wrong", code, arguments | CODED.get(code, {}))
    for language in LANGUAGES:
        for width in (24, 40, 80):
            lines = verdict_lines(verdict, LESSON.step("parts"), {}, Voice(language), CELLS, width)
            assert len(lines) > 1 or code == "right"
            assert all(width_of(line, CELLS) <= width for line in lines)


def test_an_echo_stands_in_two_dimensions_with_its_value() -> None:
    number = activity("number")
    echo = texts(echo_lines(number.read("3/2"), "3/2", ENGLISH, CELLS, 60))
    assert [line.strip() for line in echo] == ["3", "read as  ─  = 1.5", "2"]


def test_an_echo_of_one_line_leaves_out_a_value_that_stands_there_already() -> None:
    number = activity("number")
    for text, echo in (("3/2", "read as 3/2 = 1.5"), ("24", "read as 24"), ("1/3", "read as ⅓ ≈ 0.333")):
        reading = number.read(text)
        assert not isinstance(reading, Unreadable)
        assert plain(echo_line(reading, ENGLISH, CELLS)) == echo


def test_an_echo_that_is_too_tall_or_wide_comes_in_one_line() -> None:
    number = activity("number")
    tall = "1/(1+1/(1+1/(1+1/2)))"
    assert len(echo_lines(number.read(tall), tall, ENGLISH, CELLS, 60)) == 1
    wide = "+".join(["1/2"] * 12)
    assert len(echo_lines(number.read(wide), wide, ENGLISH, CELLS, 60)) == 1


def test_an_unreadable_echo_marks_the_place() -> None:
    reading = activity("number").read("3+(2")
    first, *_ = echo_lines(reading, "3+(2", ENGLISH, CELLS, 60)
    assert [text for text, tag in first if tag == "bad-place"] == ["("]
    assert plain(first) == "3+(2"


def test_hints_are_the_authors_or_the_rule() -> None:
    step = LESSON.step("choice")
    assert texts(hint_lines(Hint("authored", 1), step, "answer", {}, ENGLISH, CELLS, 60)) == [
        BAR + "Hint",
        BAR + "Count again.",
    ]
    rule = hint_words(Hint("rule", rule="power"), LESSON.step("parts"), "L/z", {}, CHINESE, CELLS, 60)
    assert texts(rule) == ["提示", "幂函数求导公式：(uⁿ)′ = n·uⁿ⁻¹"]
    several = Hint("rules", rules=("sum", "quotient", "logarithm"))
    assert texts(hint_words(several, LESSON.step("parts"), "L/z:rule", {}, ENGLISH, CELLS, 60)) == [
        "Hint",
        "1  (f + g)′ = f′ + g′          3  (ln u)′ = 1/u",
        "2  (f/g)′ = (f′·g − f·g′)/g²",
    ]
    narrow = hint_words(several, LESSON.step("parts"), "L/z:rule", {}, ENGLISH, CELLS, 40)
    assert [line[0] for line in texts(narrow)[1:]] == ["1", "2", "3"]
    read = hint_words(several, LESSON.step("parts"), "L/z:rule", {}, ENGLISH, CELLS, 60, in_lines=True)
    assert texts(read)[1] == "sum rule: (f + g)′ = f′ + g′"
    task = hint_words(Hint("authored", 0), LESSON.step("lab"), "learn", {}, ENGLISH, CELLS, 60)
    assert texts(task)[1] == "Try more."


def test_an_empty_field_says_what_can_be_typed() -> None:
    assert (
        placeholder(Question("answer", "number", example="3/2"), ENGLISH, CELLS)
        == "a number, or a calculation such as 3/2"
    )
    names = placeholder(Question("z/w", "formula", symbols=("w1", "alpha")), ENGLISH, CELLS)
    assert names.startswith("names: w₁, α; type ^2 for a square")
    chinese = placeholder(Question("z/w", "formula", symbols=("w1", "alpha")), CHINESE, CELLS)
    assert chinese.startswith("可用符号：w₁、α。")


def test_texts_have_the_drawn_numbers_and_one_line_for_a_formula_that_is_heard() -> None:
    text = "With $k = @{k}$:\n\n$$\\frac{dL}{dw}$$"
    assert texts(text_lines(text, {"k": "7"}, CELLS, 60, in_lines=True)) == ["With k = 7:", "", "dL/dw"]
    assert len(text_lines(text, {"k": "7"}, CELLS, 60)) == 5
