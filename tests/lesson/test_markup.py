"""Markdown with maths and terms: what becomes of each mark, and what stays plain text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.lesson.format.markdown_rules import fixed_parts, is_nested_too_deeply, terms
from tutor.lesson.format.markup import (
    Block,
    Code,
    CodeBlock,
    DisplayMaths,
    Emphasis,
    Heading,
    Inline,
    List,
    Maths,
    Paragraph,
    Quote,
    Rule,
    Table,
    Term,
    Text,
    blocks_within,
    fill,
    inlines,
    parameters,
    parse,
)


def _line(text: str) -> tuple[Inline, ...]:
    [block] = parse(text)
    assert isinstance(block, Paragraph)
    return block.parts


def test_every_inline_mark() -> None:
    assert _line("a *b* **c `d`** $x_1$ [[loss function|loss]] [[sigmoid]] [[lesson:Loss|here]]") == (
        Text("a "),
        Emphasis((Text("b"),)),
        Text(" "),
        Emphasis((Text("c "), Code("d")), strong=True),
        Text(" "),
        Maths("x_1"),
        Text(" "),
        Term("loss-function", "loss"),
        Text(" "),
        Term("sigmoid", "sigmoid"),
        Text(" "),
        Term("lesson:Loss", "here"),
    )


@pytest.mark.parametrize(
    "text",
    [
        "[@click=app.quit]press[/] w[i] [/x]",
        "<b>bold</b> <script>alert(1)</script>",
        "[link](http://example.org) ![picture](x.png) <http://example.org>",
        "&amp; &copy;",
        "it costs $5 and $6",
        "$ x $ and $$",
        "[[]] and [[a|b|c]] and [[a]",
        "a_b_c 2*3*4 and w * x * y",
    ],
)
def test_what_is_no_markup_stays_as_it_is(text: str) -> None:
    assert _line(text) == (Text(text),)


def test_maths_keeps_its_backslashes_and_stars() -> None:
    assert _line(r"$a\_b * c * d\$ \\frac$ `$x$` \$y\$") == (
        Maths(r"a\_b * c * d\$ \\frac"),
        Text(" "),
        Code("$x$"),
        Text(" $y$"),
    )


@pytest.mark.parametrize("text", ["$$a = b$$", "$$\na = b\n$$", "$$ a = b\n$$"])
def test_display_maths_stands_on_its_own(text: str) -> None:
    assert parse(f"before\n{text}\nafter") == (
        Paragraph((Text("before"),)),
        DisplayMaths("a = b"),
        Paragraph((Text("after"),)),
    )


def test_display_maths_that_is_not_closed_is_text() -> None:
    assert _line("$$a = b") == (Text("$$a = b"),)
    assert [type(block) for block in parse("$$a = b\n\nmore $$")] == [Paragraph, Paragraph]


def test_every_block() -> None:
    text = "# Head\n\n- a\n- b\n\n3. x\n\n   y\n\n> quote\n\n```python\nx = 1\n\ny = [[2]]\n```\n\n---\n"
    assert parse(text) == (
        Heading(1, (Text("Head"),)),
        List(((Paragraph((Text("a"),)),), (Paragraph((Text("b"),)),))),
        List(((Paragraph((Text("x"),)), Paragraph((Text("y"),))),), start=3),
        Quote((Paragraph((Text("quote"),)),)),
        CodeBlock("x = 1\n\ny = [[2]]", "python"),
        Rule(),
    )


def test_a_table_has_head_rows_and_alignments() -> None:
    assert parse("| $z$ | b |\n|--:|:-:|\n| $0$ | [[t]] |") == (
        Table(((Maths("z"),), (Text("b"),)), (((Maths("0"),), (Term("t", "t"),)),), ("right", "center")),
    )


def test_the_end_of_a_source_line_is_a_space_but_not_in_chinese() -> None:
    assert _line("one\ntwo") == (Text("one two"),)
    assert _line("变化\n速度") == (Text("变化速度"),)
    assert _line("$x$\nis") == (Maths("x"), Text(" is"))
    assert _line("one\\\ntwo") == (Text("one\ntwo"),)


@pytest.mark.parametrize(
    "text", ["这是**“导数”**吗", "这是**导数。**它", "**$x$**是", "（**导数**）是", "是**（导数）**吗"]
)
def test_chinese_emphasis_needs_no_spaces(text: str) -> None:
    assert [part for part in _line(text) if isinstance(part, Emphasis)] != []
    assert "*" not in "".join(part.text for part in _line(text) if isinstance(part, Text))


def test_emphasis_may_end_inside_a_word() -> None:
    assert _line("the **gradient**s") == (Text("the "), Emphasis((Text("gradient"),), strong=True), Text("s"))


def test_parameters_are_found_and_filled() -> None:
    text = "With $w = @{w}$ and @{x_1}, not @{2} or @x."
    assert parameters(text) == ["w", "x_1"]
    assert fill(text, {"w": "0.50", "x_1": "-3"}) == "With $w = 0.50$ and -3, not @{2} or @x."


def test_walkers_reach_every_part() -> None:
    blocks = parse("- **$a$**\n\n  $$b$$\n\n> $c$\n>\n> $$d$$\n\n| $e$ |\n|---|\n| $f$ |")
    assert [part.latex for part in inlines(blocks) if isinstance(part, Maths)] == ["a", "c", "e", "f"]
    assert [block.latex for block in blocks_within(blocks) if isinstance(block, DisplayMaths)] == ["b", "d"]


_PIECES = st.sampled_from(
    ["$x$", "$$y$$", "`$z$`", "[[a b|c]]", "[[T]]", "word ", "\n", "\n\n", "*", "**", "$5 ", "\\$", "- ", "@{w}", "`k`"]
)


@given(pieces=st.lists(_PIECES, max_size=12))
def test_any_text_has_a_reading(pieces: list[str]) -> None:
    text = "".join(pieces)
    blocks: tuple[Block, ...] = parse(text)
    assert isinstance(blocks, tuple)
    list(fixed_parts(text))


def test_the_quick_reading_of_fixed_parts_agrees_with_the_tree_on_the_shipped_lessons() -> None:

    from tests.lessons.shipped import course as shipped
    from tutor.lesson.format.fields import texts

    course = shipped()
    for entry in course.course.source.lessons:
        lesson = course.lesson(entry.id).value
        assert lesson is not None
        for language in ("en", "zh"):
            for _, text in texts(lesson.in_language(language)):
                blocks = parse(text)
                shown = [part for part in inlines(blocks) if isinstance(part, Term)]
                assert sorted(terms(text)) == sorted(part.id for part in shown)
                formulas = [part.latex for part in inlines(blocks) if isinstance(part, Maths)]
                formulas += [block.latex for block in blocks_within(blocks) if isinstance(block, DisplayMaths)]
                assert len(formulas) == sum(part.kind == "formulas" for part in fixed_parts(text))


@pytest.mark.parametrize(
    "text", ["*" * 5000 + "a" + "*" * 5000, "**a *b " * 3000 + "b* a**" * 3000], ids=["stars", "words"]
)
def test_marks_that_stand_thousandfold_in_each_other_are_read(text: str) -> None:
    assert "a" in {part.text.strip() for part in inlines(parse(text)) if isinstance(part, Text)}


@pytest.mark.parametrize(
    ("marks", "most"),
    [
        (lambda depth: "- " * depth, 9),
        (lambda depth: "\n".join("  " * i + "- x" for i in range(depth)) + " ", 9),
        (lambda depth: "> " * depth, 18),
        (lambda depth: ">" * depth, 18),
    ],
)
def test_what_is_too_deep_to_be_shown_is_told_and_nothing_else(marks: Callable[[int], str], most: int) -> None:
    assert not is_nested_too_deeply(marks(most) + "innermost")
    assert "innermost" in str(parse(marks(most) + "innermost"))
    assert is_nested_too_deeply(marks(most + 1) + "innermost")
    assert is_nested_too_deeply(marks(500) + "innermost")
